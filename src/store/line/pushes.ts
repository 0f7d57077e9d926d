import type { ChannelId } from '../../domain/ids.ts';
import type { PushCount, QuotaFigures } from '../../domain/limits/quota.ts';
import { officialAccounts, requests } from '../schema.ts';
import { and, count, eq, isNotNull, sql } from '../sqlite/drizzle.ts';
import { someColumns } from '../sqlite/placeholders.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';
import { forgetAccount, type OfficialAccount } from './official-accounts.ts';

/** An OA's quota figures of the month. */
export function quotaFiguresOf(account: OfficialAccount): QuotaFigures {
  const { quotaLimit, quotaUsed, quotaSeenAt, quotaCounted, quotaCountedAt } = account;
  return {
    told:
      quotaSeenAt === null || quotaUsed === null
        ? null
        : { limit: quotaLimit, used: quotaUsed, askedAt: quotaSeenAt },
    counted: { pushes: quotaCounted, at: quotaCountedAt },
  };
}

const statements = prepareOnce((db) => ({
  count: db
    .update(officialAccounts)
    .set(someColumns(officialAccounts, ['quotaCounted', 'quotaCountedAt']))
    .where(eq(officialAccounts.channelId, sql.placeholder('channelId')))
    .prepare(),
}));

/** Notes a push: unlike `changeAccount` it touches nothing a webhook reads. */
export function savePushCount(db: Database, channelId: ChannelId, counted: PushCount): void {
  forgetAccount(db, channelId);
  const { pushes: quotaCounted, at: quotaCountedAt } = counted;
  statements(db).count.run({ channelId, quotaCounted, quotaCountedAt });
}

/** An OA's pushes that are under way, or wait for a retry. */
export function countPushesUnderWay(db: Database, channelId: ChannelId): number {
  const address = sql`json_extract(${requests.address}, '$.channelId')`;
  return (
    db
      .select({ n: count() })
      .from(requests)
      .where(and(isNotNull(requests.retryKey), eq(address, channelId)))
      .get()?.n ?? 0
  );
}
