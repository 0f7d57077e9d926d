import { type Context, record } from '../../context.ts';
import { SYSTEM } from '../../domain/audit.ts';
import type { ChannelId } from '../../domain/ids.ts';
import { countAfterTold } from '../../domain/limits/quota.ts';
import type { LineQuota } from '../../platforms/line/client.ts';
import { changeAccount, readAccount } from '../../store/line/official-accounts.ts';
import { quotaFiguresOf } from '../../store/line/pushes.ts';

/**
 * Stores LINE's figures for an OA's month, with the time of asking (epoch ms). A raised limit
 * resumes pushes that had stopped at the old one.
 */
export function saveQuota(
  context: Context,
  channelId: ChannelId,
  quota: LineQuota,
  askedAt: number,
): void {
  const account = readAccount(context.db, channelId);
  if (account === null) return;
  const now = context.clock.now();
  const stopped = account.quotaResumesAt !== null && account.quotaResumesAt > now;
  const known = account.quotaSeenAt !== null && account.quotaLimit !== null;
  const raised = known && (quota.limit === null || quota.limit > (account.quotaLimit ?? 0));
  const resumes = stopped && raised;
  const counted = countAfterTold(quotaFiguresOf(account), { ...quota, askedAt }, now);
  changeAccount(context.db, channelId, {
    quotaLimit: quota.limit,
    quotaUsed: quota.used,
    quotaSeenAt: askedAt,
    quotaCounted: counted.pushes,
    quotaCountedAt: counted.at,
    ...(resumes ? { quotaResumesAt: null } : {}),
  });
  if (!resumes) return;
  record(context, {
    action: 'account.quota',
    actor: SYSTEM,
    outcome: 'resumed',
    channelId,
    facts: { limitBefore: account.quotaLimit, limit: quota.limit },
  });
}
