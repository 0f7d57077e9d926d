import type { Context } from '../src/context.ts';
import { nextWaitingAt } from '../src/store/inbox.ts';
import type { Deliverer } from './deliver/deliverer.ts';
import type { Jobs } from './jobs.ts';

/** Wakes the engine at an instant: a timer on Node, an alarm in a Durable Object, a hand in tests. */
export interface Alarm {
  /** Epoch ms; null: nothing is due. Replaces what was set before. */
  set(at: number | null): void;
}

/** The one loop that turns inbox rows into outbox rows and outbox rows into calls. */
export interface Engine {
  /** There may be something to do. Returns at once. */
  wake(): void;
  /** Resolves when nothing is under way and nothing is due. */
  idle(): Promise<void>;
  /** Starts nothing new and waits for the calls under way, at most so long. Ms. */
  stop(patienceMs: number): Promise<void>;
}

export function createEngine(parts: {
  readonly context: Context;
  /** Takes a batch of waiting events to their effects; returns how many were looked at. */
  readonly relay: () => number;
  readonly deliverer: Deliverer;
  readonly jobs: Jobs;
  readonly alarm: Alarm;
  readonly onFault: (what: string, error: unknown) => void;
}): Engine {
  const { context, deliverer, jobs } = parts;
  let scheduled = false;
  let stopped = false;

  const nextAt = (): number | null =>
    [nextWaitingAt(context.db), deliverer.nextAt(), jobs.nextAt()].reduce(
      (first, at) => (at !== null && (first === null || at < first) ? at : first),
      null,
    );

  const underWay = () => [...deliverer.inFlight, ...jobs.inFlight];

  const pump = () => {
    scheduled = false;
    if (stopped) return;
    try {
      const looked = parts.relay();
      jobs.pump();
      deliverer.pump();
      if (looked > 0) wake();
      parts.alarm.set(nextAt());
    } catch (error) {
      // The database did not take it. What is due stays due.
      parts.onFault('pump', error);
      parts.alarm.set(context.clock.now() + 1000);
    }
  };

  const wake = () => {
    if (scheduled || stopped) return;
    scheduled = true;
    setImmediate(pump);
  };

  const isQuiet = () => {
    if (scheduled || underWay().length > 0) return false;
    const at = nextAt();
    return at === null || at > context.clock.now();
  };

  return {
    wake,
    idle: async () => {
      while (!stopped && !isQuiet()) {
        wake();
        await Promise.race([...underWay(), new Promise((resolve) => setImmediate(resolve))]);
      }
    },
    stop: async (patienceMs) => {
      stopped = true;
      parts.alarm.set(null);
      if (underWay().length === 0) return;
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise((resolve) => {
        timer = setTimeout(resolve, patienceMs);
      });
      await Promise.race([Promise.allSettled(underWay()), patience]);
      clearTimeout(timer);
    },
  };
}
