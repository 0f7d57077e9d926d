import type { Context } from '../../context.ts';
import type { MemberId } from '../../domain/ids.ts';
import { listAccounts } from '../../store/line/official-accounts.ts';
import type { Words } from '../../words/words.ts';
import { memberNameIn } from '../say/shown-name.ts';

/** Says which OAs of these members stay assigned to them, and what to send to reassign each. */
export function ownAccountsStay(
  context: Context,
  words: Words,
  members: readonly MemberId[],
): string[] {
  return listAccounts(context.db).flatMap(({ shared, memberId, basicId, channelId }) =>
    shared || memberId === null || !members.includes(memberId)
      ? []
      : [words.runs.ownAccountStays(memberNameIn(context, memberId, words), basicId ?? channelId)],
  );
}
