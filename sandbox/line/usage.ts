import type { AccountDoc } from './documents.ts';
import { accountOf, changeAccount, type State } from './state.ts';

const JST_MS = 9 * 3_600_000;

/** Pushes counted in this month of UTC+9 (line.md §2.5). */
export function usedThisMonth(state: State, account: AccountDoc): number {
  return account.usage.month === monthOf(state.now()) ? account.usage.used : 0;
}

/** Whether so many recipients more would pass the monthly limit. */
export function overQuota(state: State, account: AccountDoc, recipients: number): boolean {
  return (
    account.quotaLimit !== null && usedThisMonth(state, account) + recipients > account.quotaLimit
  );
}

/** Per recipient and request, however many messages it has (line.md §2.6). */
export function countPush(state: State, channelId: string, recipients: number): void {
  const used = usedThisMonth(state, accountOf(state, channelId)) + recipients;
  changeAccount(state, channelId, { usage: { month: monthOf(state.now()), used } });
}

function monthOf(now: number): string {
  return new Date(now + JST_MS).toISOString().slice(0, 7);
}
