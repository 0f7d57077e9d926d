import type { Alarm } from '../../bridge/engine.ts';
import type { Clock } from '../../src/domain/clock.ts';

/** A clock that stands still until moved, and the alarms that depend on it. */
export interface ManualClock extends Clock {
  /** Moves the time on and wakes every alarm due by then. */
  advance(ms: number): void;
  /** An alarm for one engine. */
  alarm(wake: () => void): Alarm;
}

/** The clock of one machine, which may be wrong, over the right one. */
export interface MachineClock extends Clock {
  /** Sets it, as an operator or a wrong time server does. */
  set(byMs: number): void;
  /** Runs on evenly when it is set, ms. */
  steadyMs(): number;
  /** An alarm for one engine, at an instant of this clock. */
  alarm(wake: () => void): Alarm;
}

export function machineClock(right: ManualClock): MachineClock {
  const start = right.now();
  let ahead = 0;
  return {
    now: () => right.now() + ahead,
    set: (byMs) => {
      ahead += byMs;
    },
    steadyMs: () => right.now() - start,
    alarm: (wake) => {
      const alarm = right.alarm(wake);
      // Like a timer, it runs on when the clock is set.
      return { set: (at) => alarm.set(at === null ? null : at - ahead) };
    },
  };
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
