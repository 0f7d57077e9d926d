import type { Clock } from '../../domain/clock.ts';
import { SECOND_MS } from '../../domain/durations.ts';
import type { OnTurn } from '../../store/sqlite/migrate.ts';

const EACH_MS = 5 * SECOND_MS;

/** Tells how far an upgrade is, each few seconds: the port opens only when it is done. */
export function tellNowAndThen(
  clock: Clock,
  tell: (migration: string, rows: number) => void,
): OnTurn {
  let at = clock.now();
  return ({ migration, rows }) => {
    const now = clock.now();
    // It may have been set back.
    if (Math.abs(now - at) < EACH_MS) return;
    at = now;
    tell(migration, rows);
  };
}
