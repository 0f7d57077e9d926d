import type { Context } from '../context.ts';
import { fold } from '../domain/text.ts';
import { listAccounts, type OfficialAccount } from '../store/official-accounts.ts';

/** The OA that is called by its basicId, with or without `@`, or by its channel id; null for none. */
export function findAccount(context: Context, word: string): OfficialAccount | null {
  const bare = (text: string) => fold(text).replace(/^@/, '');
  const wanted = bare(word);
  return (
    listAccounts(context.db).find(
      (account) =>
        account.channelId === wanted ||
        (account.basicId !== null && bare(account.basicId) === wanted),
    ) ?? null
  );
}
