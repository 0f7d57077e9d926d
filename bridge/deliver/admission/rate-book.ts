import type { Clock } from '../../../src/domain/clock.ts';
import { MINUTE_MS } from '../../../src/domain/durations.ts';
import { PEOPLES_SHARE, SENDS_PER_MINUTE } from '../../../src/domain/limits/plan-limits.ts';
import type { RateWindow } from '../../../src/domain/limits/rate-window.ts';
import type { RateReading, WorksApi } from '../../../src/platforms/line-works/client.ts';
import type { KnowsTime } from '../../clock-watch.ts';
import type { Kept } from './kept.ts';
import { countFrom, type RateCount, type RateStanding, standingOf } from './rate-standing.ts';

const ROOMS_PER_MINUTE = 10;
/**
 * Rooms for which no person waits are made so many at once: each creation that a crash cuts off is made again, and
 * nothing tells the second room from the first.
 */
const CALM_ROOMS_AT_ONCE = 8;
/** When such a creation asks again. */
const CALM_PAUSE_MS = 100;
/** Below this share of the limit, calls are saved by merging texts. */
const SHORT_SHARE = 0.25;

/** This close to the next count, notices may use people's share as well. */
const LEFTOVERS_MS = 4000;
/**
 * A lane may use this many times the calls of a window that it leaves to others: alone three
 * quarters, beside nine like it less than a tenth. A newcomer always finds some left.
 */
const MOST_TO_LEFT = 3;

/** Time for the first answers, which tell the real limit, to arrive. */
const UNTIL_HEARD_MS = 500;
/**
 * Pauses after successive 429s without a time. A count begins again each minute (line-works.md
 * §3.3).
 */
const PAUSES_MS = [1000, 5000, 30_000];

/** The end of a call: `limited` is a 429, `unused` never left. */
export type CallEnd = 'over' | 'limited' | 'unused';

interface Window extends RateCount {
  inFlight: number;
  /** Calls in flight whose answer has not told yet what is left: an upload goes on after it. */
  unheard: number;
  /** Calls had to wait for the next window… */
  turnedAway: boolean;
  /** …and this is it. */
  hasBacklog: boolean;
  /** No answer yet: the real limit may be far higher. */
  isGuess: boolean;
  /** Successive 429s that named no time. Until another answer comes, calls go one at a time. */
  refusals: number;
  /** How many calls each lane has made. */
  readonly had: Map<string, number>;
  /** Lanes that have used their share and want more… */
  held: Set<string>;
  /** …and those of the last window. */
  heldBefore: Set<string>;
}

/** The platform's counts per API, shared by both bots. Its answers overrule our defaults. */
export interface RateBook {
  /**
   * Takes one call, or says when to come back (epoch ms). Calls that `mayWait` leave a share of the
   * limit to those that may not, and a lane that has made many calls leaves some to the others,
   * until the window is nearly over.
   */
  take(api: WorksApi, mayWait?: () => boolean, lane?: string): 'taken' | number;
  /** A call has been answered, or never will be. */
  release(api: WorksApi, end?: CallEnd): void;
  /** Takes in an answer's figures. */
  read(api: WorksApi, reading: RateReading): void;
  /**
   * Notes a 429: no calls before `afterMs`; null, it names no time: the pauses grow until a call
   * passes.
   *
   * @returns how long calls pause, ms
   */
  exhausted(api: WorksApi, afterMs: number | null): number;
  /**
   * Whether calls run short, for all or for this lane, or have just run out so that texts piled up.
   */
  isShort(api: WorksApi, lane?: string): boolean;
  /** Where each count stands that has been used. */
  windows(): readonly RateWindow[];
}

/**
 * @param kept what outlives the host's sleep; absent: after a restart the first answer tells where
 *   we stand
 */
export function createRateBook(
  clock: Clock,
  plan: keyof typeof SENDS_PER_MINUTE,
  kept?: Kept<RateStanding>,
): RateBook & KnowsTime {
  const windows = new Map<string, Window>();
  const usual = (api: string) =>
    api === 'create-channel' ? ROOMS_PER_MINUTE : SENDS_PER_MINUTE[plan];
  for (const one of kept?.before ?? []) {
    const count = countFrom(one, clock.now());
    windows.set(one.api, { ...newWindow(one.limit), ...count, isGuess: false });
  }

  const windowOf = (api: WorksApi): Window => {
    const window = windows.get(api) ?? newWindow(usual(api));
    windows.set(api, window);
    beginAgainIfOver(window, clock.now());
    return window;
  };
  const noted = <Result>(result: Result): Result => {
    kept?.note(
      [...windows].flatMap(([api, one]) => standingOf(api, one, usual(api), clock.now()) ?? []),
    );
    return result;
  };

  return {
    take: (api, mayWait, lane) => {
      const window = windowOf(api);
      const now = clock.now();
      const isFull = api === 'create-channel' && window.inFlight >= CALM_ROOMS_AT_ONCE;
      if (isFull && mayWait?.()) return now + CALM_PAUSE_MS;
      return takeOne(window, now, mayWait, lane);
    },
    release: (api, end = 'over') => noted(release(windowOf(api), clock.now(), end)),
    read: (api, reading) => noted(read(windowOf(api), clock.now(), reading)),
    exhausted: (api, afterMs) => noted(exhaust(windowOf(api), clock.now(), afterMs)),
    movedBack: (byMs) => {
      for (const window of windows.values()) {
        window.resetAt -= byMs;
        window.pausedUntil -= byMs;
      }
    },
    isShort: (api, lane) => {
      const window = windowOf(api);
      const { remaining, limit, hasBacklog } = window;
      return (
        hasBacklog ||
        remaining < limit * SHORT_SHARE ||
        (lane !== undefined && hasPiledUp(window, lane))
      );
    },
    windows: () => [...windows].map(([api, window]) => windowShown(api, window, clock.now())),
  };
}

/**
 * A window that has passed begins again; one that follows at once knows the lanes that had to wait.
 */
function beginAgainIfOver(window: Window, now: number): void {
  if (now < window.resetAt) return;
  const followsAtOnce = now < window.resetAt + MINUTE_MS;
  window.remaining = mostOf(window);
  window.hasBacklog = window.turnedAway && followsAtOnce;
  window.turnedAway = false;
  window.heldBefore = followsAtOnce ? window.held : new Set();
  window.held = new Set();
  window.had.clear();
  window.resetAt = now + MINUTE_MS;
}

function windowShown(api: string, window: Window, now: number): RateWindow {
  const { limit, resetAt } = window;
  return { api, limit, remaining: now < resetAt ? window.remaining : mostOf(window), resetAt };
}

/** Answers that come meanwhile belong to calls from before the limit was reached. */
const isPaused = ({ pausedUntil }: Window, now: number) => now < pausedUntil;

function takeOne(
  window: Window,
  now: number,
  mayWait: (() => boolean) | undefined,
  lane: string | undefined,
): 'taken' | number {
  const later = (at: number) =>
    window.isGuess || (window.refusals > 0 && window.inFlight > 0)
      ? Math.min(at, now + UNTIL_HEARD_MS)
      : at;
  if (window.remaining <= 0) {
    window.turnedAway = true;
    return later(window.resetAt);
  }
  const releasedAt = window.resetAt - LEFTOVERS_MS;
  const isScarce = window.remaining <= window.limit * PEOPLES_SHARE;
  if (isScarce && now < releasedAt && mayWait?.()) return later(releasedAt);
  if (lane !== undefined) {
    const had = window.had.get(lane) ?? 0;
    if (had >= window.remaining * MOST_TO_LEFT && now < releasedAt) {
      window.held.add(lane);
      return later(releasedAt);
    }
    window.had.set(lane, had + 1);
  }
  window.remaining -= 1;
  window.inFlight += 1;
  window.unheard += 1;
  return 'taken';
}

function release(window: Window, now: number, end: CallEnd): void {
  window.inFlight = Math.max(0, window.inFlight - 1);
  window.unheard = Math.min(window.unheard, window.inFlight);
  if (end === 'unused') {
    window.remaining = Math.min(mostOf(window), window.remaining + 1);
    return;
  }
  window.isGuess = false;
  if (end === 'limited' || window.refusals === 0 || isPaused(window, now)) return;
  window.refusals = 0;
  window.remaining = Math.max(0, window.limit - window.inFlight);
}

function read(window: Window, now: number, reading: RateReading): void {
  window.isGuess = false;
  if (reading.limit !== null && reading.limit > 0) window.limit = reading.limit;
  if (reading.resetMs !== null) window.resetAt = now + reading.resetMs;
  // The platform has more left than we count: another window has begun there.
  const left = window.remaining + window.unheard;
  window.unheard = Math.max(0, window.unheard - 1);
  if (reading.remaining === null) return;
  if (reading.remaining > left) window.had.clear();
  // Calls under way are taken here and not yet counted there; this one is.
  window.remaining = Math.max(0, reading.remaining - window.unheard);
  if (reading.remaining > 0 && !isPaused(window, now)) window.refusals = 0;
}

function exhaust(window: Window, now: number, afterMs: number | null): number {
  // Calls that left together say nothing new.
  const waitMs = afterMs ?? (isPaused(window, now) ? window.pausedUntil - now : null);
  if (waitMs === null) window.refusals += 1;
  const pauseMs = waitMs ?? PAUSES_MS[window.refusals - 1] ?? MINUTE_MS;
  window.isGuess = false;
  window.remaining = 0;
  window.resetAt = now + pauseMs;
  window.pausedUntil = window.resetAt;
  return pauseMs;
}

/** Its texts go together before it has to wait: it has as many calls left as it has made. */
const hasPiledUp = ({ had, held, heldBefore, remaining }: Window, lane: string) =>
  held.has(lane) || heldBefore.has(lane) || (had.get(lane) ?? 0) >= remaining;

const newWindow = (limit: number): Window => ({
  limit,
  remaining: limit,
  resetAt: 0,
  inFlight: 0,
  unheard: 0,
  turnedAway: false,
  hasBacklog: false,
  isGuess: true,
  refusals: 0,
  pausedUntil: 0,
  had: new Map(),
  held: new Set(),
  heldBefore: new Set(),
});

/** The calls a window begins with. */
const mostOf = ({ limit, refusals }: Window) => (refusals > 0 ? 1 : limit);
