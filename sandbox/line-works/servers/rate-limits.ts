import type { Settings } from '../settings.ts';
import type { WorksClock } from '../types.ts';
import { tooMany } from './api-error.ts';

const WINDOW_MS = 60_000;

/** Headers of one counted call; lower camel case as on the wire (line-works.md §3.3). */
export type RateHeaders = Record<
  'rateLimit-limit' | 'rateLimit-remaining' | 'rateLimit-reset',
  string
>;

/** Counters per API; the domain is the platform's own, so both bots share them. */
export interface RateLimits {
  /** Counts one call. `refusal` is set when it is over the limit. */
  count(api: string): { headers: RateHeaders; refusal: Error | null };
}

/** Counts per API in windows of a minute that begin with the first call (line-works.md §3.3). */
export function rateLimits(clock: WorksClock, settings: Settings): RateLimits {
  const windows = new Map<string, { startedAt: number; used: number }>();
  return {
    count: (api) => {
      const limit =
        api === 'create-channel' ? settings.createChannelsPerMinute : settings.requestsPerMinute;
      const now = clock.now();
      let window = windows.get(api);
      if (window === undefined || now >= window.startedAt + WINDOW_MS || now < window.startedAt) {
        window = { startedAt: now, used: 0 };
        windows.set(api, window);
      }
      const refused = window.used >= limit;
      if (!refused) window.used += 1;
      const resetMs = window.startedAt + WINDOW_MS - now;
      return {
        refusal: refused ? tooMany() : null,
        headers: {
          'rateLimit-limit': String(limit),
          'rateLimit-remaining': String(limit - window.used),
          'rateLimit-reset': String(Math.ceil(resetMs / 1000)),
        },
      };
    },
  };
}
