import type { createPlatformHealth } from '../../bridge/deliver/admission/health.ts';
import type { Context } from '../context.ts';
import type { Clock } from '../domain/clock.ts';
import type { createRecentCalls } from '../domain/limits/recent-calls.ts';
import type { LineClient } from '../platforms/line/client.ts';
import { checkAccounts } from '../services/accounts/check.ts';
import { createClockCheck } from '../services/clock-check.ts';
import type { WatchParts } from '../services/watch/parts.ts';
import type { Store } from '../store/sqlite/store.ts';
import { saveHeartbeat } from '../store/watch/heartbeat.ts';

/** What is watched, of this host's parts. */
export const watchPartsOf = (
  { freeBytes, mostDatabaseBytes, certificate, staysAwake }: Partial<Omit<WatchParts, 'lately'>>,
  lately: WatchParts['lately'],
): WatchParts => ({
  lately,
  freeBytes: freeBytes ?? (async () => null),
  mostDatabaseBytes: mostDatabaseBytes ?? null,
  certificate: certificate ?? null,
  staysAwake: staysAwake === true,
});

/** What checks of the platforms find, and how calls to them go. */
export const healthOf = (
  { lately }: ReturnType<typeof createRecentCalls>,
  { pausedUntil }: ReturnType<typeof createPlatformHealth>,
  worksFault: string | null,
) => ({ worksFault, calls: { lately, pausedUntil } });

/** Asks LINE for the time where no platform has confirmed ours. */
export const clockCheckOf = (context: Context, line: LineClient, skewMs: () => number | null) =>
  createClockCheck(skewMs, () => checkAccounts(context, line));

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
