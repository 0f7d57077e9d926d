import type { ChannelId, LineUserId } from '../../src/domain/ids.ts';
import { formatInstant } from '../../src/domain/jst.ts';
import { type AccountOutlook, noticeOutlook } from '../../src/services/pushes/outlook.ts';
import type { Session } from '../command.ts';
import { accountName } from '../status/account-words.ts';

/**
 * What a confirmation says of the LINE users it would have told: with `many` always, else only where not
 * all of them would be told by push.
 */
export function describeOutlook(
  { context, words }: Session,
  rooms: readonly { readonly channelId: ChannelId; readonly lineUserId: LineUserId }[],
  many: boolean,
): string[] {
  const { people, byPush, later, accounts } = noticeOutlook(context, rooms);
  if (people === 0 || (!many && later === 0)) return [];
  const { runs } = words;
  return [
    runs.noticesAsk(people, byPush),
    ...accounts.map((each) => describeLeft(words, each)),
    ...(later > 0 ? [runs.noticesLater(later)] : []),
  ];
}

function describeLeft({ runs }: Session['words'], { account, left }: AccountOutlook): string {
  const name = accountName(account);
  if (account.quotaSeenAt === null) return runs.noticesUnknown(name);
  if (left === null) return runs.noticesUnlimited(name);
  return runs.noticesLeft(name, left, formatInstant(account.quotaSeenAt));
}
