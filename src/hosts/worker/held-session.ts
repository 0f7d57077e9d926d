import type { Clock } from '../../domain/clock.ts';
import { MINUTE_MS, SECOND_MS } from '../../domain/durations.ts';
import type { Hosted } from '../operate/hosted.ts';
import type { DurableAlarm } from './alarm.ts';

/** When the registry is asked again, ms: twice as long each time. */
const FIRST_MS = 2 * SECOND_MS;
const MOST_MS = MINUTE_MS;

/** A session that does not know yet whether its database went back: it asks again, and until then nothing leaves. */
export function heldSession(
  hosted: Pick<Hosted, 'isHeld' | 'askAgain' | 'workspace'>,
  alarm: Pick<DurableAlarm, 'set'>,
  clock: Clock,
  onFault: (what: string, error: unknown) => void,
) {
  let pauseMs = FIRST_MS;
  const waits = () => {
    if (!hosted.isHeld) return;
    alarm.set(clock.now() + pauseMs);
    pauseMs = Math.min(2 * pauseMs, MOST_MS);
  };
  return {
    /** Sets the alarm for the next question, where there is one. */
    waits,
    /** Never throws: the platform gives up an alarm that failed too often. */
    askAgain: async (): Promise<void> => {
      try {
        await hosted.askAgain();
      } catch (error) {
        onFault('registry', error);
        // What could not be put together has no work that would wake it.
        if (!hosted.isHeld) return alarm.set(clock.now() + MOST_MS);
      }
      waits();
      if (!hosted.isHeld) alarm.set(hosted.workspace?.engine.nextAt() ?? null);
    },
  };
}
