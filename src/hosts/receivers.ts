import { directCommit, groupCommit } from '../../bridge/commit.ts';
import type { Accepted } from '../../bridge/receive/accepted.ts';
import { acceptLine, type LineKeys, mayBeFromLine } from '../../bridge/receive/line.ts';
import {
  acceptWorks,
  mayBeFromWorks,
  type WorksHeaders,
  type WorksKeys,
} from '../../bridge/receive/line-works.ts';
import type { LiveConfig } from '../config/types.ts';
import type { Context } from '../context.ts';
import type { Clock } from '../domain/clock.ts';
import { changeAccount, destinationOf } from '../store/line/official-accounts.ts';
import { keepArrival } from '../store/queue/inbox.ts';
import type { Store } from '../store/sqlite/store.ts';
import type { WebhookParts } from '../web/webhooks.ts';

type Kept = Extract<Accepted, { status: 200 }>;

interface ReceiverParts {
  readonly config: LiveConfig;
  readonly store: Store;
  readonly clock: Clock;
  readonly commits: 'grouped' | 'direct';
  readonly onFault: (what: string, error: unknown) => void;
}

/** What LINE's webhooks are checked with, but the bot user ids, which the database knows. */
export const lineKeysOf = ({ line }: LiveConfig): Pick<LineKeys, 'accounts'> => ({
  accounts: line.channels,
});

/** What callbacks of LINE WORKS are checked with, but how far our clock is ahead. */
export function worksKeysOf({ works, worksStaleMs }: LiveConfig): Omit<WorksKeys, 'skewMs'> {
  const { bridgeBot, adminBot, domainId } = works;
  const bots = adminBot === null ? [bridgeBot] : [bridgeBot, adminBot];
  return { bots, domainId, staleMs: worksStaleMs };
}

/** Checks the platforms' webhooks against the configuration, and keeps them. */
export function receiversOf(
  { config, store, clock, commits, onFault }: ReceiverParts,
  context: Context,
  skewMs: () => number | null,
): Omit<WebhookParts, 'arriving' | 'arrived'> {
  const commit = commits === 'grouped' ? groupCommit : directCommit;
  const lineKeys = {
    ...lineKeysOf(config),
    destinationOf: (id: Parameters<typeof destinationOf>[1]) => destinationOf(context.db, id),
  };
  const worksKeys = { ...worksKeysOf(config), skewMs };
  return {
    mayBeFromLine,
    acceptLine: (raw: Uint8Array, signature: string | undefined, receivedAt = clock.now()) =>
      acceptLine(lineKeys, raw, signature, receivedAt),
    mayBeFromWorks: (headers: WorksHeaders) => mayBeFromWorks(worksKeys, headers),
    acceptWorks: (raw: Uint8Array, headers: WorksHeaders, receivedAt = clock.now()) =>
      acceptWorks(worksKeys, raw, headers, receivedAt),
    keep: commit(store, (kept: Kept) => keepAll(context, kept), onFault, context.reached),
  };
}

function keepAll(context: Context, kept: Kept): void {
  for (const arrival of kept.arrivals) keepArrival(context.db, arrival);
  if (kept.learned !== null) {
    changeAccount(context.db, kept.learned.channelId, { botUserId: kept.learned.destination });
  }
}
