import type { Context } from '../../context.ts';
import { foldId } from '../../domain/text/fold-id.ts';
import { listAccounts, type OfficialAccount } from '../../store/line/official-accounts.ts';

/** The OA with this basicId, with or without `@`, or with this channel id; null for none. */
export function findAccount(context: Context, word: string): OfficialAccount | null {
  const bare = (text: string) => foldId(text).replace(/^@/, '');
  const wanted = bare(word);
  return (
    listAccounts(context.db).find(
      (account) =>
        account.channelId === wanted ||
        (account.basicId !== null && bare(account.basicId) === wanted),
    ) ?? null
  );
}
