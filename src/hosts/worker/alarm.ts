import type { Alarm } from '../../../bridge/engine.ts';
import type { Clock } from '../../domain/clock.ts';

/** The one alarm of a Durable Object. */
export interface DurableAlarm extends Alarm {
  /** The platform has fired it and forgotten it. */
  fired(): void;
}

/** What we need of `DurableObjectStorage`. */
export interface AlarmStorage {
  /** Durable together with the writes around it; the answer waits for both (output gate). */
  setAlarm(at: number): Promise<void>;
}

/**
 * The engine's alarm as the object's storage keeps it, which outlives the object's memory. Waking early
 * does no harm and a write costs money, so an alarm that is set already is only ever brought forward.
 */
export function durableAlarm(
  storage: AlarmStorage,
  clock: Clock,
  onFault: (what: string, error: unknown) => void,
): DurableAlarm {
  let setFor: number | null = null;
  return {
    set: (at) => {
      if (at === null || (setFor !== null && setFor <= at)) return;
      // Due since ever is 0 in the database, which `setAlarm` refuses.
      setFor = Math.max(at, clock.now());
      storage.setAlarm(setFor).catch((error: unknown) => onFault('alarm', error));
    },
    fired: () => {
      setFor = null;
    },
  };
}
