import { HOUR_MS, MINUTE_MS } from '../../domain/durations.ts';

/** A start that a person has to make possible, as it stands in the object's storage. */
export interface RefusedStart {
  /** When it was refused; epoch ms. */
  readonly at: number;
  /** How long it waits then. */
  readonly pauseMs: number;
}

/** Of the object's own small storage, beside its database. */
export const REFUSED_START_KEY = 'refused-start';

const FIRST_MS = MINUTE_MS;
const MOST_MS = 6 * HOUR_MS;
/** So long after its time, the next refusal is a matter of its own. */
const FORGOTTEN_MS = HOUR_MS;

/**
 * When an object that was refused tries again, for the sake of what is due: after a minute, then
 * after twice as long each time. Each try is a whole start, and none may ever succeed.
 */
export function refusedAgain(last: RefusedStart | undefined, now: number): RefusedStart {
  const goesOn = last !== undefined && Math.abs(now - last.at) <= last.pauseMs + FORGOTTEN_MS;
  return { at: now, pauseMs: goesOn ? Math.min(2 * last.pauseMs, MOST_MS) : FIRST_MS };
}
