import type { Alarm } from '../../bridge/engine.ts';
import type { Clock } from '../../src/domain/clock.ts';

/** A clock that stands still until moved, and the alarms that depend on it. */
export interface ManualClock extends Clock {
  /** Moves the time on and wakes every alarm due by then. */
  advance(ms: number): void;
  /** An alarm for one engine. */
  alarm(wake: () => void): Alarm;
}

export function manualClock(start = Date.parse('2026-11-22T09:00:00+09:00')): ManualClock {
  let now = start;
  const alarms = new Set<{ at: number | null; wake: () => void }>();
  return {
    now: () => now,
    advance: (ms) => {
      now += ms;
      for (const alarm of alarms) if (alarm.at !== null && alarm.at <= now) alarm.wake();
    },
    alarm: (wake) => {
      const entry: { at: number | null; wake: () => void } = { at: null, wake };
      alarms.add(entry);
      return {
        set: (at) => {
          entry.at = at;
        },
      };
    },
  };
}
