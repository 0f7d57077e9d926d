import type { Clock } from '../../src/domain/clock.ts';
import type { RateReading, WorksApi } from '../../src/platforms/line-works/client.ts';

const MINUTE_MS = 60_000;
/** Calls a minute by plan, before an answer says otherwise (line-works.md §3.3). */
const PLAN_LIMIT = { free: 60, standard: 240, advanced: 240 } as const;
const ROOMS_PER_MINUTE = 10;
/** Below this share of the limit, calls are saved by merging texts. */
const SHORT_SHARE = 0.25;

/** Kept for relayed messages and answers while notices come in bulk (DESIGN §6.10)… */
const URGENT_SHARE = 0.25;
/** …until so shortly before the count starts anew that nobody waits for long. */
const LEFTOVERS_MS = 4000;

interface Window {
  limit: number;
  remaining: number;
  resetAt: number;
  inFlight: number;
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
  isShort(api: WorksApi): boolean;
}

/** Kept in memory: after a restart the first answer tells where we stand. */
export function createRateBook(clock: Clock, plan: keyof typeof PLAN_LIMIT): RateBook {
  const windows = new Map<WorksApi, Window>();

  const windowOf = (api: WorksApi): Window => {
    const limit = api === 'create-channel' ? ROOMS_PER_MINUTE : PLAN_LIMIT[plan];
    const known = windows.get(api) ?? { limit, remaining: limit, resetAt: 0, inFlight: 0 };
    if (known.resetAt <= clock.now()) {
      known.remaining = known.limit;
      known.resetAt = clock.now() + MINUTE_MS;
    }
    windows.set(api, known);
    return known;
  };

  return {
    take: (api, mayWait) => {
      const window = windowOf(api);
      if (window.remaining <= 0) return window.resetAt;
      const releasedAt = window.resetAt - LEFTOVERS_MS;
      const isScarce = window.remaining <= window.limit * URGENT_SHARE;
      if (isScarce && clock.now() < releasedAt && mayWait?.()) return releasedAt;
      window.remaining -= 1;
      window.inFlight += 1;
      return 'taken';
    },
    release: (api) => {
      const window = windowOf(api);
      window.inFlight = Math.max(0, window.inFlight - 1);
    },
    read: (api, reading) => {
      const window = windowOf(api);
      if (reading.limit !== null && reading.limit > 0) window.limit = reading.limit;
      if (reading.resetMs !== null) window.resetAt = clock.now() + reading.resetMs;
      // Calls under way have been taken here and not yet been counted there; this one has been.
      if (reading.remaining !== null) {
        window.remaining = Math.max(0, reading.remaining - Math.max(0, window.inFlight - 1));
      }
    },
    exhausted: (api, afterMs) => {
      const window = windowOf(api);
      window.remaining = 0;
      window.resetAt = clock.now() + afterMs;
    },
    isShort: (api) => windowOf(api).remaining < windowOf(api).limit * SHORT_SHARE,
  };
}
