import type { Alarm } from '../../../bridge/engine.ts';
import type { Clock } from '../../domain/clock.ts';
import { MINUTE_MS } from '../../domain/durations.ts';

/** A timer does not hear that the clock was set: what is due then is found so soon. Waking early costs nothing. */
const LONGEST_MS = MINUTE_MS;

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
