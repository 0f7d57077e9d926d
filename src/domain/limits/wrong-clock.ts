import { MINUTE_MS } from '../durations.ts';

/** How far our clock may be from the platforms' until what can't be taken back waits. */
const AGREES_MS = 5 * MINUTE_MS;
/** A smaller difference is the way of an answer, and a Date without milliseconds. */
const NOTICED_MS = MINUTE_MS;

/** Whether the platforms confirm our clock. Null: they have not said. */
export const clockAgrees = (skewMs: number | null): boolean =>
  skewMs !== null && Math.abs(skewMs) <= AGREES_MS;

/** The platforms' time at an instant of our clock (epoch ms), where the two differ. */
export const platformsTime = (at: number, skewMs: number | null): number =>
  skewMs === null || Math.abs(skewMs) <= NOTICED_MS ? at : at - skewMs;

/** How far the clock was set back between two looks at it; null: it was not, or by too little to matter. */
export function setBackBy(before: number, now: number): number | null {
  return before - now >= NOTICED_MS ? before - now : null;
}
