import { HOUR_MS } from './durations.ts';

/**
 * The last instant at or before `at` that is a mark, of which there is one in each hour. On a host
 * that sleeps, what waits for an hour or longer waits for a mark: then all of it wakes the host once.
 *
 * @param at epoch ms, later than a mark that is still to come
 * @param seed moves the marks of a workspace, so that not all of them wake together
 */
export function hourMark(at: number, seed: string): number {
  const offset = [...seed].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % HOUR_MS, 0);
  return Math.floor((at - offset) / HOUR_MS) * HOUR_MS + offset;
}
