import type { Clock } from '../domain/clock.ts';
import type { HttpPort } from './http.ts';

/**
 * Reads the platforms' time at the door: every answer carries a Date. Tokens, reply tokens and the
 * replay guard all depend on it.
 */
export function watchClock(
  http: HttpPort,
  clock: Clock,
): { readonly http: HttpPort; skewMs(): number | null } {
  let skew: number | null = null;
  return {
    skewMs: () => skew,
    http: async (request) => {
      const result = await http(request);
      const date = result.kind === 'answer' ? Date.parse(result.headers.date ?? '') : Number.NaN;
      if (!Number.isNaN(date)) skew = clock.now() - date;
      return result;
    },
  };
}
