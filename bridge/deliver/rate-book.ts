import type { Clock } from '../../src/domain/clock.ts';
import { PEOPLES_SHARE, SENDS_PER_MINUTE } from '../../src/domain/plan-limits.ts';
import type { RateReading, WorksApi } from '../../src/platforms/line-works/client.ts';

const MINUTE_MS = 60_000;
const ROOMS_PER_MINUTE = 10;
/** Below this share of the limit, calls are saved by merging texts. */
const SHORT_SHARE = 0.25;

/** So shortly before the count starts anew, notices may have people's share as well. */
const LEFTOVERS_MS = 4000;
/** The first answers, which tell the real limit, are under way. */
const UNTIL_HEARD_MS = 500;

interface Window {
  limit: number;
  remaining: number;
  resetAt: number;
  inFlight: number;
  /** Calls had to wait for the next window… */
  turnedAway: boolean;
  /** …and this is it. */
  hasBacklog: boolean;
  /** No call has been answered yet: the real limit may be far higher. */
  isGuess: boolean;
}

/** The platform's counts per API, shared by both bots. Its answers overrule our defaults. */
export interface RateBook {
  /**
   * Takes one call, or says when to come back (epoch ms). What `mayWait` leaves a share of the limit to
   * what may not, until the window is nearly over.
   */
  take(api: WorksApi, mayWait?: () => boolean): 'taken' | number;
  /** A call has been answered, or never will be. */
  release(api: WorksApi): void;
  /** What an answer said. */
  read(api: WorksApi, reading: RateReading): void;
  /** A 429: nothing before `afterMs`. */
  exhausted(api: WorksApi, afterMs: number): void;
  /** Whether calls run short, or have just run out so that texts have piled up. */
  isShort(api: WorksApi): boolean;
}

/** Kept in memory: after a restart the first answer tells where we stand. */
export function createRateBook(clock: Clock, plan: keyof typeof SENDS_PER_MINUTE): RateBook {
  const windows = new Map<WorksApi, Window>();

  const windowOf = (api: WorksApi): Window => {
    const limit = api === 'create-channel' ? ROOMS_PER_MINUTE : SENDS_PER_MINUTE[plan];
    const known = windows.get(api) ?? newWindow(limit);
    const now = clock.now();
    if (known.resetAt <= now) {
      known.remaining = known.limit;
      known.hasBacklog = known.turnedAway && now < known.resetAt + MINUTE_MS;
      known.turnedAway = false;
      known.resetAt = now + MINUTE_MS;
    }
    windows.set(api, known);
    return known;
  };

  return {
    take: (api, mayWait) => {
      const window = windowOf(api);
      const later = (at: number) =>
        window.isGuess ? Math.min(at, clock.now() + UNTIL_HEARD_MS) : at;
      if (window.remaining <= 0) {
        window.turnedAway = true;
        return later(window.resetAt);
      }
      const releasedAt = window.resetAt - LEFTOVERS_MS;
      const isScarce = window.remaining <= window.limit * PEOPLES_SHARE;
      if (isScarce && clock.now() < releasedAt && mayWait?.()) return later(releasedAt);
      window.remaining -= 1;
      window.inFlight += 1;
      return 'taken';
    },
    release: (api) => {
      const window = windowOf(api);
      window.inFlight = Math.max(0, window.inFlight - 1);
      window.isGuess = false;
    },
    read: (api, reading) => {
      const window = windowOf(api);
      window.isGuess = false;
      if (reading.limit !== null && reading.limit > 0) window.limit = reading.limit;
      if (reading.resetMs !== null) window.resetAt = clock.now() + reading.resetMs;
      // Calls under way have been taken here and not yet been counted there; this one has been.
      if (reading.remaining !== null) {
        window.remaining = Math.max(0, reading.remaining - Math.max(0, window.inFlight - 1));
      }
    },
    exhausted: (api, afterMs) => {
      const window = windowOf(api);
      window.isGuess = false;
      window.remaining = 0;
      window.resetAt = clock.now() + afterMs;
    },
    isShort: (api) => {
      const { remaining, limit, hasBacklog } = windowOf(api);
      return hasBacklog || remaining < limit * SHORT_SHARE;
    },
  };
}

const newWindow = (limit: number): Window => ({
  limit,
  remaining: limit,
  resetAt: 0,
  inFlight: 0,
  turnedAway: false,
  hasBacklog: false,
  isGuess: true,
});
