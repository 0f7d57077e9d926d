import { HOUR_MS } from '../durations.ts';

/** With the usual five minutes: twenty, then an hour. */
const GROWS_BY = 4;

/** When the directory was last read, epoch ms, and how soon it is read again where reading wakes us. */
export interface DirectoryPace {
  readonly readAt: number;
  readonly pollMs: number;
}

/**
 * A host that sleeps is woken by each reading: while nothing changes, its pauses grow to an hour. A
 * poll that is configured to be slower stays so.
 *
 * @param pollMs the configured pause
 */
export function paceAfter(
  last: DirectoryPace | null,
  pollMs: number,
  changed: boolean,
): DirectoryPace['pollMs'] {
  if (changed || last === null) return pollMs;
  return Math.max(pollMs, Math.min(last.pollMs * GROWS_BY, HOUR_MS));
}
