import type { Context } from '../src/context.ts';
import { createDue } from '../src/store/queue/due.ts';
import { nextWaitingAt } from '../src/store/queue/inbox.ts';
import { createClockWatch, type KnowsTime } from './clock-watch.ts';
import type { Deliverer } from './deliver/loop/deliverer.ts';
import { createFloodWatch } from './flood.ts';
import type { Jobs } from './jobs/queue.ts';
import { createRound } from './round.ts';
import { createWakeups } from './wakeups.ts';

/** Wakes the engine at an instant: a timer on Node, an alarm in a Durable Object, a test's hand. */
export interface Alarm {
  /** Epoch ms; null: nothing is due. Replaces what was set before. */
  set(at: number | null): void;
}

/** The one loop that turns inbox rows into outbox rows and outbox rows into calls. */
export interface Engine {
  /** Work may be waiting. Returns at once. */
  wake(): void;
  /** The end of a call is to be written: with other work, within a moment. */
  ended(): void;
  /**
   * A webhook is about to be kept; `arrived` follows. Many at once go before the work they cause.
   */
  arriving(): void;
  /** A webhook has been kept, which wakes, or could not be. */
  arrived(isKept: boolean): void;
  /** Resolves when no call is under way and no work is due, or when the signal says so. */
  idle(signal?: AbortSignal): Promise<void>;
  /** Whether calls are under way, or work that calls. */
  isCalling(): boolean;
  /** When it wants to be woken next; epoch ms, null: not before an event. */
  nextAt(): number | null;
  /** Starts no new work and waits for calls under way, at most this long. Ms. */
  stop(patienceMs: number): Promise<void>;
}

/**
 * A host may lose us in the middle of a call (a Durable Object keeps its storage, not its memory),
 * so a wake-up is always set while calls are under way: interrupted work is taken up again.
 */
const LOOK_AGAIN_MS = 2000;
/** Pause after the database refused a write. */
const AFTER_FAULT_MS = 1000;

export interface EngineParts {
  readonly context: Context;
  /** Takes a batch of waiting events to their effects; returns how many rows were looked at. */
  readonly relay: () => number;
  readonly deliverer: Deliverer;
  readonly jobs: Jobs;
  readonly alarm: Alarm;
  /** Webhooks are kept, and nothing else happens until a start that is not paused. */
  readonly isPaused?: boolean;
  /** When the run before this one last wrote, by its clock; epoch ms. */
  readonly lastWroteAt?: number | null;
  /** What counts the time in memory. */
  readonly knowTime?: readonly KnowsTime[];
  /** What an event costs at least, real ms, where the clock does not tell; absent: it does. */
  readonly eventMs?: number;
  readonly onFault: (what: string, error: unknown) => void;
}

/** `stopping`: no new work starts, and ended calls are still written. */
type State = 'running' | 'stopping' | 'stopped';

export function createEngine(parts: EngineParts): Engine {
  const { context, deliverer, jobs } = parts;
  let state: State = 'running';
  const flood = createFloodWatch(performance.now());
  const underWay = () => [...deliverer.inFlight, ...jobs.inFlight];
  const isCalling = () => underWay().length > 0;
  const work = createTimedWork(parts, isCalling);

  const pump = () => {
    if (state === 'stopping') {
      deliverer.settlements.tryAgain();
      deliverer.settlements.writeEach();
    }
    if (state !== 'running') return;
    const { more, tookMs, endedAt } = work.round();
    wakeups.rest(flood.restAfter(tookMs, endedAt));
    if (more) wakeups.wake();
  };
  // Webhooks that still come must not keep the ends of calls from being written before the process ends.
  const mayLook = (now: number) => state !== 'running' || flood.isQuiet(now);
  const wakeups = createWakeups(pump, () => state === 'stopped', mayLook);

  const isQuiet = () => {
    if (wakeups.isSet || isCalling()) return false;
    const at = work.nextAt();
    return at === null || at > context.clock.now();
  };

  return {
    wake: wakeups.wake,
    ended: () => {
      // While one call is under way there is no other end to wait for.
      if (state === 'stopping' || deliverer.inFlight.size <= 1) wakeups.wake();
      else wakeups.wakeForMore();
    },
    arriving: flood.arriving,
    arrived: (isKept) => {
      flood.arrived(performance.now());
      if (isKept) wakeups.wake();
    },
    isCalling,
    nextAt: work.nextAt,
    idle: async (signal) => {
      const aborted = new Promise((resolve) => signal?.addEventListener('abort', resolve));
      while (state === 'running' && signal?.aborted !== true && !isQuiet()) {
        wakeups.wake();
        await Promise.race([...nextEvents(underWay()), aborted]);
      }
    },
    stop: async (patienceMs) => {
      state = 'stopping';
      parts.alarm.set(null);
      // An unwritten end of a call is a message that may be sent twice.
      wakeups.wake();
      await settledWithin(underWay(), patienceMs);
      state = 'stopped';
    },
  };
}

/** While a call is under way its end is the next event: polling costs CPU time. */
const nextEvents = (calls: readonly Promise<void>[]): readonly Promise<unknown>[] =>
  calls.length > 0 ? calls : [new Promise((resolve) => setImmediate(resolve))];

/** Rounds of work, with how long each took, real ms: by the clock, or by its events where that stands still. */
function createTimedWork(parts: EngineParts, isUnderWay: () => boolean) {
  let events = 0;
  const relay = () => {
    const looked = parts.relay();
    events += looked;
    return looked;
  };
  const work = parts.isPaused === true ? NO_WORK : createWork({ ...parts, relay }, isUnderWay);
  return {
    nextAt: work.nextAt,
    round: () => {
      const startedAt = performance.now();
      events = 0;
      const more = work.round();
      const endedAt = performance.now();
      const tookMs = Math.max(endedAt - startedAt, events * (parts.eventMs ?? 0));
      return { more, tookMs, endedAt };
    },
  };
}

/** The engine's work in a round, and when it wants the next. */
interface Work {
  round(): boolean;
  nextAt(): number | null;
}

/** Of a workspace that is paused. */
const NO_WORK: Work = { round: () => false, nextAt: () => null };

function createWork(parts: EngineParts, isUnderWay: () => boolean): Work {
  const { context, deliverer, jobs } = parts;
  /** Set while the last round ended in a fault. */
  let restsUntil: number | null = null;
  const waiting = createDue(context.db, context.clock, 'inbox', () =>
    nextWaitingAt(context.db, context.clock.now()),
  );
  const round = createRound({ ...parts, waiting });
  const isSetBack = createClockWatch(context, parts.knowTime ?? [], parts.lastWroteAt ?? null);

  const nextAt = (): number | null =>
    restsUntil ??
    [
      waiting.nextAt(),
      deliverer.nextAt(),
      jobs.nextAt(),
      isUnderWay() ? context.clock.now() + LOOK_AGAIN_MS : null,
    ].reduce((first, at) => (at !== null && (first === null || at < first) ? at : first), null);

  return {
    nextAt,
    /** @returns whether more work is due at once */
    round: () => {
      try {
        if (isSetBack()) parts.onFault('clock', new ClockSetBack());
        const moved = round();
        jobs.pump();
        restsUntil = null;
        const at = nextAt();
        parts.alarm.set(at);
        // A round that moved nothing is not repeated at once, even if rows seem due.
        return moved && at !== null && at <= context.clock.now();
      } catch (error) {
        // The database refused the write. What is due stays due.
        parts.onFault('pump', error);
        restsUntil = context.clock.now() + AFTER_FAULT_MS;
        parts.alarm.set(restsUntil);
        return false;
      }
    },
  };
}

/** The clock was set back; what waited has been moved with it. */
class ClockSetBack extends Error {
  override readonly name = 'ClockSetBack';
}

async function settledWithin(work: readonly Promise<void>[], ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([Promise.allSettled(work), patience]);
  clearTimeout(timer);
}
