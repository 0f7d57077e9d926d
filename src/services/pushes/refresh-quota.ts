import type { Context } from '../../context.ts';
import { MINUTE_MS } from '../../domain/durations.ts';
import type { ChannelId } from '../../domain/ids.ts';
import type { LineClient } from '../../platforms/line/client.ts';
import { listAccounts } from '../../store/line/official-accounts.ts';
import { saveQuota } from './save-quota.ts';

/** Older figures are read again while many notices go out; in between our own count goes on. */
const FRESH_MS = MINUTE_MS;

/** Asks LINE for the month's figures of every OA whose figures are no longer fresh. */
export type QuotaRefresher = () => Promise<void>;

/** An OA that does not answer is asked again no sooner than the others; its last figures stand. */
export function createQuotaRefresher(
  context: Context,
  line: Pick<LineClient, 'quota'>,
): QuotaRefresher {
  const askedAt = new Map<ChannelId, number>();
  return async () => {
    const now = context.clock.now();
    const stale = listAccounts(context.db).filter(
      ({ channelId, quotaSeenAt }) =>
        now - Math.max(quotaSeenAt ?? 0, askedAt.get(channelId) ?? 0) >= FRESH_MS,
    );
    await Promise.all(
      stale.map(async ({ channelId }) => {
        askedAt.set(channelId, now);
        const quota = await line.quota(channelId);
        if (quota.kind !== 'sent') return;
        context.store.transaction(() => saveQuota(context, channelId, quota.answer, now));
      }),
    );
  };
}
