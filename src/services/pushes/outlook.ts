import type { Context } from '../../context.ts';
import type { ChannelId, LineUserId } from '../../domain/ids.ts';
import { pushesLeft } from '../../domain/limits/quota.ts';
import { readFriendship } from '../../store/line/line-users.ts';
import { listAccounts, type OfficialAccount } from '../../store/line/official-accounts.ts';
import { quotaFiguresOf } from '../../store/line/pushes.ts';
import { noticePushesLeft } from './month.ts';

/** How many LINE users would be told that their talks end, and how. */
export interface NoticeOutlook {
  readonly people: number;
  readonly byPush: number;
  /** LINE users who are told free of charge when they next write. */
  readonly later: number;
  readonly accounts: readonly AccountOutlook[];
}

/** The pushes left this month on one OA. */
export interface AccountOutlook {
  readonly account: OfficialAccount;
  /** Pushes of this month; null: no limit, or LINE has told us nothing. */
  readonly left: number | null;
}

/** Who would be told if these rooms closed or were handed over; not users who blocked the OA. */
export function noticeOutlook(
  context: Context,
  rooms: readonly { readonly channelId: ChannelId; readonly lineUserId: LineUserId }[],
): NoticeOutlook {
  const peopleOf = new Map<ChannelId, Set<LineUserId>>();
  for (const { channelId, lineUserId } of rooms) {
    const people = peopleOf.get(channelId) ?? new Set();
    peopleOf.set(channelId, people.add(lineUserId));
  }
  let people = 0;
  let byPush = 0;
  const accounts: AccountOutlook[] = [];
  for (const account of listAccounts(context.db)) {
    const { channelId } = account;
    const reached = [...(peopleOf.get(channelId) ?? [])].filter(
      (lineUserId) => readFriendship(context.db, channelId, lineUserId).state !== 'blocked',
    );
    if (reached.length === 0) continue;
    people += reached.length;
    const most = noticePushesLeft(context, channelId) ?? reached.length;
    byPush += Math.min(most, reached.length);
    const left = pushesLeft(quotaFiguresOf(account), context.clock.now());
    accounts.push({ account, left });
  }
  return { people, byPush, later: people - byPush, accounts };
}
