import type { LineQuota } from '../../src/platforms/line/client.ts';
import type { OfficialAccount } from '../../src/store/line/official-accounts.ts';
import type { Words } from '../../src/words/words.ts';

/** What an OA is called in answers. */
export const accountName = (account: OfficialAccount) =>
  [account.displayName, account.basicId].filter(Boolean).join(' ') || account.channelId;

/** The month's messages of an OA. */
export function quotaNumbers({ admin }: Words, quota: LineQuota): string {
  const { limit, used } = quota;
  if (limit === null) return admin.quotaUnlimited(used);
  return admin.quotaNumbers(used, limit, Math.max(0, limit - used));
}

/** A fault of an account or a token, in words. */
export function describeFault({ admin }: Words, fault: string): string {
  if (fault === 'unauthorized') return admin.faultUnauthorized;
  return fault === 'unreachable' ? admin.faultUnreachable : admin.faultOther(fault);
}
