import type { Clock } from '../domain/clock.ts';
import type { HttpPort } from './http.ts';

/**
 * Reads the platforms' time at the door: every answer carries a Date. Tokens, reply tokens, the
 * replay guard and what is erased by age all depend on the right time.
 *
 * @param steadyMs runs on evenly when the clock is set, so that a jump shows at once; absent: a jump shows with the
 *   next answer
 */
export function watchClock(
  http: HttpPort,
  clock: Clock,
  steadyMs: () => number = clock.now,
): { readonly http: HttpPort; skewMs(): number | null } {
  /** What their clock shows when ours that runs evenly shows 0. */
  let base: number | null = null;
  return {
    skewMs: () => (base === null ? null : Math.round(clock.now() - (base + steadyMs()))),
    http: async (request) => {
      const result = await http(request);
      const date = result.kind === 'answer' ? dateOf(result.headers) : Number.NaN;
      if (!Number.isNaN(date)) base = date - steadyMs();
      return result;
    },
  };
}

/** An answer from a cache has the Date of when it was made. */
const dateOf = ({ date, age }: Readonly<Record<string, string>>): number =>
  age === undefined ? Date.parse(date ?? '') : Number.NaN;
