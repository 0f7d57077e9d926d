import { MINUTE_MS } from '../domain/durations.ts';
import { clockAgrees } from '../domain/limits/wrong-clock.ts';

/** Asks the platforms before something is done by our clock that can't be taken back. */
export interface ClockCheck {
  /**
   * Whether the platforms' clocks agree with ours. Asks one of them where none has confirmed it:
   * what runs on evenly stands still while a machine sleeps, so that an older answer may mislead.
   */
  agrees(): Promise<boolean>;
}

/** How soon the platforms' clocks are looked at again. */
export const CLOCK_AGAIN_MS = 10 * MINUTE_MS;

/**
 * @param skewMs how far our clock is ahead; null: no platform has answered yet
 * @param ask a call that costs nothing, whatever it answers
 */
export function createClockCheck(
  skewMs: () => number | null,
  ask: () => Promise<unknown>,
): ClockCheck {
  return {
    agrees: async () => {
      if (!clockAgrees(skewMs())) await ask();
      return clockAgrees(skewMs());
    },
  };
}

/** What is done by our clock waits: the platforms' clocks show another time, or cannot be asked. */
export class ClockDisagrees extends Error {
  override readonly name = 'ClockDisagrees';
}
