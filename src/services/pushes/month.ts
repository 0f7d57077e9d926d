import type { Context } from '../../context.ts';
import type { ChannelId } from '../../domain/ids.ts';
import { countPush, pushesForNotices } from '../../domain/limits/quota.ts';
import { readAccount } from '../../store/line/official-accounts.ts';
import { countPushesUnderWay, quotaFiguresOf, savePushCount } from '../../store/line/pushes.ts';

/** Why a notice was not pushed although pushes were left: those are kept for members. */
export const QUOTA_KEPT = 'quota-kept';

/** Counts an accepted push, in the caller's transaction, so that a restart loses none. */
export function notePush(context: Context, channelId: ChannelId): void {
  const account = readAccount(context.db, channelId);
  if (account === null) return;
  const { counted } = quotaFiguresOf(account);
  savePushCount(context.db, channelId, countPush(counted, context.clock.now()));
}

/**
 * Pushes of an OA that notices may still use this month; null: no limit. While LINE has told us
 * nothing, notices go out: a refusal then says that the month is used up.
 */
export function noticePushesLeft(context: Context, channelId: ChannelId): number | null {
  const account = readAccount(context.db, channelId);
  if (account === null) return 0;
  const now = context.clock.now();
  if (account.quotaResumesAt !== null && now < account.quotaResumesAt) return 0;
  const underWay = countPushesUnderWay(context.db, channelId);
  return pushesForNotices(quotaFiguresOf(account), underWay, now);
}

/** Whether a notice may be pushed now; otherwise it waits until its LINE user writes. */
export function mayPushNotice(context: Context, channelId: ChannelId): boolean {
  const left = noticePushesLeft(context, channelId);
  return left === null || left > 0;
}
