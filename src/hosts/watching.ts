import type { Clock } from '../domain/clock.ts';
import type { WatchParts } from '../services/watch/parts.ts';
import type { Store } from '../store/sqlite/store.ts';
import { saveHeartbeat } from '../store/watch/heartbeat.ts';

/** What is watched, of this host's parts. */
export const watchPartsOf = (
  { freeBytes, certificate, staysAwake }: Partial<Omit<WatchParts, 'lately'>>,
  lately: WatchParts['lately'],
): WatchParts => ({
  lately,
  freeBytes: freeBytes ?? (async () => null),
  certificate: certificate ?? null,
  staysAwake: staysAwake === true,
});

/** Notes that receiving ends. A database that takes no write must not keep the process from ending. */
export function stopNoter({
  store,
  clock,
  staysAwake,
  onFault,
}: {
  readonly store: Store;
  readonly clock: Clock;
  readonly staysAwake?: boolean;
  readonly onFault: (what: string, error: unknown) => void;
}): () => void {
  return () => {
    if (staysAwake !== true) return;
    try {
      saveHeartbeat(store.db, clock.now());
    } catch (error) {
      onFault('heartbeat', error);
    }
  };
}
