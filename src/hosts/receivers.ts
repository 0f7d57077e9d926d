import { directCommit, groupCommit } from '../../bridge/commit.ts';
import type { Accepted } from '../../bridge/receive/accepted.ts';
import { acceptLine, mayBeFromLine } from '../../bridge/receive/line.ts';
import { acceptWorks, mayBeFromWorks, type WorksHeaders } from '../../bridge/receive/line-works.ts';
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

/** Checks the platforms' webhooks against the configuration, and keeps them. */
export function receiversOf(
  { config, store, clock, commits, onFault }: ReceiverParts,
  context: Context,
  skewMs: () => number | null,
): Omit<WebhookParts, 'arriving' | 'arrived'> {
  const commit = commits === 'grouped' ? groupCommit : directCommit;
  const lineKeys = {
    accounts: config.line.channels,
    destinationOf: (id: Parameters<typeof destinationOf>[1]) => destinationOf(context.db, id),
  };
  const { bridgeBot, adminBot } = config.works;
  const worksKeys = {
    bots: adminBot === null ? [bridgeBot] : [bridgeBot, adminBot],
    domainId: config.works.domainId,
    staleMs: config.worksStaleMs,
    skewMs,
  };
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
