import { HOUR_MS } from './durations.ts';

const HOURS = 6;

/** An hour of six. */
export type MarkedHour = 0 | 1 | 2 | 3 | 4 | 5;

/**
 * The last instant at or before `at` that is a mark, of which there is one in each hour. On a host
 * that sleeps, what waits for an hour or longer waits for a mark: then all of it wakes the host once.
 *
 * @param at epoch ms, later than a mark that is still to come; with `hour`, later than six of them
 * @param seed moves the marks of a workspace, so that not all of them wake together
 * @param hour of each six: what comes rarely comes in an hour of its own, so that no hour bears all of it
 */
export function hourMark(at: number, seed: string, hour?: MarkedHour): number {
  const offset = [...seed].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % HOUR_MS, 0);
  const marks = Math.floor((at - offset) / HOUR_MS);
  const since = hour === undefined ? 0 : (marks - hour + HOURS) % HOURS;
  return (marks - since) * HOUR_MS + offset;
}
