import type { Alarm } from '../../../bridge/engine.ts';
import type { Clock } from '../../domain/clock.ts';
import { DAY_MS } from '../../domain/durations.ts';

/** setTimeout takes at most about 24.8 days; waking early does no harm. */
const LONGEST_MS = DAY_MS;

/** A timer that wakes the engine; it does not keep the process alive. */
export function nodeAlarm(clock: Clock, wake: () => void): Alarm {
  let timer: NodeJS.Timeout | undefined;
  return {
    set: (at) => {
      clearTimeout(timer);
      timer = undefined;
      if (at === null) return;
      const delay = Math.min(Math.max(at - clock.now(), 0), LONGEST_MS);
      timer = setTimeout(wake, delay);
      timer.unref();
    },
  };
}
