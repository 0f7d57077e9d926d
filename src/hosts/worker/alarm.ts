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
/** How long one alarm looks for work that is due at once. Real ms. */
const DRAIN_MS = 500;
/** While calls are under way it waits for them, so often: what they lead to needs no alarm of its own. */
const DRAINS = 40;

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

/** The engine's alarm, behind which a timer in memory stands while the object's alarm runs. */
export interface EngineAlarm extends Alarm {
  /** @param wake what the timer does */
  begin(wake: () => void): void;
  /** From now on it is the object's alarm again; what was set in between is forgotten. */
  end(): void;
}

/**
 * While the object's alarm runs, the platform keeps it, and fires it again when the object is lost in the middle. So
 * nothing needs to be written before its work is done: an hour's work costs one alarm.
 */
export function engineAlarm(alarm: Alarm, clock: Clock): EngineAlarm {
  let wakes: (() => void) | null = null;
  let timer: NodeJS.Timeout | undefined;
  return {
    set: (at) => {
      if (wakes === null) {
        alarm.set(at);
        return;
      }
      clearTimeout(timer);
      if (at === null) return;
      const inMs = at - clock.now();
      timer = setTimeout(wakes, inMs > 0 ? inMs : GUARD_MS);
    },
    begin: (wake) => {
      wakes = wake;
    },
    end: () => {
      clearTimeout(timer);
      wakes = null;
    },
  };
}

interface AlarmRun {
  readonly engine: Pick<Engine, 'wake' | 'idle' | 'isCalling' | 'nextAt'>;
  readonly engineAlarm: Pick<EngineAlarm, 'begin' | 'end'>;
  readonly alarm: Alarm;
  readonly clock: Clock;
  readonly onFault: (what: string, error: unknown) => void;
}

/**
 * What a fired alarm does. It never throws: the platform gives up an alarm that failed seven times,
 * and a quiet workspace would then sleep until somebody writes.
 */
export async function runAlarm(run: AlarmRun): Promise<void> {
  const { engine, alarm, clock, onFault } = run;
  try {
    run.engineAlarm.begin(engine.wake);
    try {
      await drain(engine);
    } finally {
      run.engineAlarm.end();
    }
    alarm.set(engine.nextAt());
  } catch (error) {
    onFault('alarm', error);
    alarm.set(clock.now() + AFTER_FAULT_MS);
  }
}

async function drain(engine: AlarmRun['engine']): Promise<void> {
  engine.wake();
  for (let drained = 0; drained < DRAINS; drained += 1) {
    await engine.idle(AbortSignal.timeout(DRAIN_MS));
    if (!engine.isCalling()) return;
  }
}
