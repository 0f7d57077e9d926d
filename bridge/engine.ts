import type { Context } from '../src/context.ts';
import { createDue } from '../src/store/due.ts';
import { nextWaitingAt } from '../src/store/inbox.ts';
import type { Deliverer } from './deliver/loop/deliverer.ts';
import type { Jobs } from './jobs/queue.ts';
import { createRound } from './round.ts';

/** Wakes the engine at an instant: a timer on Node, an alarm in a Durable Object, a hand in tests. */
export interface Alarm {
  /** Epoch ms; null: nothing is due. Replaces what was set before. */
  set(at: number | null): void;
}

/** The one loop that turns inbox rows into outbox rows and outbox rows into calls. */
export interface Engine {
  /** There may be something to do. Returns at once. */
  wake(): void;
  /** The end of a call is to be written: with whatever else there is to do within a moment. */
  ended(): void;
  /** A webhook has been kept. Wakes; while many come, they go before the work that follows from them. */
  arrived(): void;
  /** Resolves when nothing is under way and nothing is due, or when the signal says so. */
  idle(signal?: AbortSignal): Promise<void>;
  /** When it wants to be woken next; epoch ms, null: not before something happens. */
  nextAt(): number | null;
  /** Starts nothing new and waits for the calls under way, at most so long. Ms. */
  stop(patienceMs: number): Promise<void>;
}

/**
 * A host may lose us in the middle of a call (a Durable Object keeps its storage, not its memory), so
 * something always wakes us while calls are under way: what was cut off is then taken up again.
 */
const LOOK_AGAIN_MS = 2000;
/** A database that did not take a write gets a moment. */
const AFTER_FAULT_MS = 1000;

/** Webhooks a ms over a while, more than relay could follow anyway. A burst is no flood. */
const FLOOD_PER_MS = 3;
const WHILE_MS = 200;
/** Node lets one caller in at the door a turn of its event loop: a queue there must not wait a round each. */
const TURNS_BETWEEN = 16;
/** Nobody waits for the end of a call to be written but its own lane. Real ms. */
const ENDS_TOGETHER_MS = 2;
/** In a flood the work that follows gets a fifth of the time: LINE waits 2 s for its 200. */
const REST_IN_FLOOD = 4;

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
  /** `stopping`: nothing new starts, and what ends is still written. */
  let state: 'running' | 'stopping' | 'stopped' = 'running';
  const isFlood = floodWatch();
  let arrivals = 0;
  let endsAt: NodeJS.Timeout | undefined;
  /** Of `performance.now()`. */
  let floodRestUntil = 0;
  /** Set while the last round ended in a fault. */
  let restsUntil: number | null = null;

  const waiting = createDue(context.db, context.clock, 'inbox', () =>
    nextWaitingAt(context.db, context.clock.now()),
  );

  const round = createRound({ ...parts, waiting });

  const underWay = () => [...deliverer.inFlight, ...jobs.inFlight];

  const nextAt = (): number | null =>
    restsUntil ??
    [
      waiting.nextAt(),
      deliverer.nextAt(),
      jobs.nextAt(),
      underWay().length > 0 ? context.clock.now() + LOOK_AGAIN_MS : null,
    ].reduce((first, at) => (at !== null && (first === null || at < first) ? at : first), null);

  const pump = () => {
    scheduled = false;
    if (state === 'stopping') {
      deliverer.settlements.tryAgain();
      deliverer.settlements.writeEach();
    }
    if (state !== 'running') return;
    const startedAt = performance.now();
    const flood = isFlood(arrivals, startedAt);
    arrivals = 0;
    let more = false;
    try {
      const moved = round();
      jobs.pump();
      restsUntil = null;
      const at = nextAt();
      // A round that moved nothing is not repeated at once, whatever seems due.
      more = moved && at !== null && at <= context.clock.now();
      parts.alarm.set(at);
    } catch (error) {
      // The database did not take it. What is due stays due.
      parts.onFault('pump', error);
      restsUntil = context.clock.now() + AFTER_FAULT_MS;
      parts.alarm.set(restsUntil);
    }
    const endedAt = performance.now();
    floodRestUntil = flood ? endedAt + (endedAt - startedAt) * REST_IN_FLOOD : 0;
    if (more) wake();
  };

  const wake = () => {
    if (scheduled || state === 'stopped') return;
    scheduled = true;
    const restMs = floodRestUntil - performance.now();
    if (restMs >= 1) setTimeout(pump, restMs);
    else afterTurns(TURNS_BETWEEN, pump);
  };

  const ended = () => {
    if (scheduled || endsAt !== undefined || state === 'stopped') return;
    // While one call is under way there is nothing to wait for.
    if (state === 'stopping' || deliverer.inFlight.size <= 1) wake();
    else
      endsAt = setTimeout(() => {
        endsAt = undefined;
        wake();
      }, ENDS_TOGETHER_MS);
  };

  const isQuiet = () => {
    if (scheduled || underWay().length > 0) return false;
    const at = nextAt();
    return at === null || at > context.clock.now();
  };

  return {
    wake,
    ended,
    arrived: () => {
      arrivals += 1;
      wake();
    },
    nextAt,
    idle: async (signal) => {
      const aborted = new Promise((resolve) => signal?.addEventListener('abort', resolve));
      while (state === 'running' && signal?.aborted !== true && !isQuiet()) {
        wake();
        // While a call is under way its end is what to wait for: turning in circles costs CPU time.
        const calls = underWay();
        const step = calls.length > 0 ? calls : [new Promise((resolve) => setImmediate(resolve))];
        await Promise.race([...step, aborted]);
      }
    },
    stop: async (patienceMs) => {
      state = 'stopping';
      parts.alarm.set(null);
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise((resolve) => {
        timer = setTimeout(resolve, patienceMs);
      });
      // The end of a call that is not written is a message that may be sent twice.
      wake();
      await Promise.race([Promise.allSettled(underWay()), patience]);
      clearTimeout(timer);
      state = 'stopped';
    },
  };
}

/** Tells whether more arrives, over the last while, than may go before everything else. */
function floodWatch(): (arrivals: number, now: number) => boolean {
  let since = 0;
  let counted = 0;
  let flood = false;
  return (arrivals, now) => {
    counted += arrivals;
    if (now - since >= WHILE_MS) {
      flood = counted > (now - since) * FLOOD_PER_MS;
      since = now;
      counted = 0;
    }
    return flood;
  };
}

function afterTurns(turns: number, work: () => void): void {
  setImmediate(turns > 1 ? () => afterTurns(turns - 1, work) : work);
}
