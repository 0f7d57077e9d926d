import type { Alarm } from '../../../bridge/engine.ts';
import type { Clock } from '../../domain/clock.ts';

/** The one alarm of a Durable Object. */
export interface DurableAlarm extends Alarm {
  /** The platform has fired the alarm and forgotten it. */
  fired(): void;
}

/** The part of `DurableObjectStorage` that we need. */
export interface AlarmStorage {
  /** Durable together with the writes around it; the answer waits for both (output gate). */
  setAlarm(at: number): Promise<void>;
}

/**
 * The engine's alarm in the object's storage, which outlives the object's memory. Waking early does
 * no harm and a write costs money, so a set alarm is only ever brought forward.
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
      // The database writes 0 for "due at once", which `setAlarm` refuses.
      setFor = Math.max(at, clock.now());
      storage.setAlarm(setFor).catch((error: unknown) => onFault('alarm', error));
    },
    fired: () => {
      setFor = null;
    },
  };
}
