import type { Alarm, Engine } from '../../../bridge/engine.ts';
import type { Clock } from '../../domain/clock.ts';
import { MINUTE_MS } from '../../domain/durations.ts';

/** The one alarm of a Durable Object. */
export interface DurableAlarm extends Alarm {
  /** The platform has fired the alarm and forgotten it. */
  fired(): void;
  /** For when it is set in the storage, as the platform says; epoch ms. */
  found(at: number | null): void;
}

/** The part of `DurableObjectStorage` that we need. */
export interface AlarmStorage {
  /** Durable together with the writes around it; the answer waits for both (output gate). */
  setAlarm(at: number): Promise<void>;
}

/**
 * What is due at once is done from memory; the alarm does it if the object is lost before. Longer
 * than that usually takes, so that a message costs one alarm.
 */
const GUARD_MS = 2000;
/** When an alarm whose work failed comes again. */
export const AFTER_FAULT_MS = MINUTE_MS;
/** How long one alarm waits for its work: no other fires meanwhile, and retries need theirs. */
const DRAIN_MS = 500;

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
      if (at === null) return;
      const now = clock.now();
      const wanted = at > now ? at : now + GUARD_MS;
      if (setFor !== null && setFor <= wanted) return;
      setFor = wanted;
      storage.setAlarm(setFor).catch((error: unknown) => onFault('alarm', error));
    },
    fired: () => {
      setFor = null;
    },
    found: (at) => {
      setFor = at;
    },
  };
}

interface AlarmRun {
  readonly engine: Pick<Engine, 'wake' | 'idle' | 'nextAt'>;
  readonly alarm: Alarm;
  readonly clock: Clock;
  readonly onFault: (what: string, error: unknown) => void;
}

/**
 * What a fired alarm does. It never throws: the platform gives up an alarm that failed seven times,
 * and a quiet workspace would then sleep until somebody writes.
 */
export async function runAlarm({ engine, alarm, clock, onFault }: AlarmRun): Promise<void> {
  try {
    engine.wake();
    await engine.idle(AbortSignal.timeout(DRAIN_MS));
    alarm.set(engine.nextAt());
  } catch (error) {
    onFault('alarm', error);
    alarm.set(clock.now() + AFTER_FAULT_MS);
  }
}
