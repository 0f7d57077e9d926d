import { type Context, record } from '../../context.ts';
import { SYSTEM } from '../../domain/audit.ts';
import type { Outcome } from '../../domain/delivery/outcome.ts';
import type { ChannelId } from '../../domain/ids.ts';
import type { BotInfo, LineClient } from '../../platforms/line/client.ts';
import {
  changeAccount,
  listAccounts,
  type OfficialAccount,
  readAccount,
} from '../../store/line/official-accounts.ts';
import { saveQuota } from '../pushes/save-quota.ts';

/** Asks LINE about each OA: proves its token, and learns its webhook `destination` and quota. */
export async function checkAccounts(context: Context, line: LineClient): Promise<void> {
  const accounts = listAccounts(context.db);
  await Promise.all(
    accounts.map(async ({ channelId }) => {
      const outcome = await line.botInfo(channelId);
      context.store.transaction(() => saveCheck(context, channelId, outcome));
      if (outcome.kind !== 'sent') return;
      const askedAt = context.clock.now();
      const quota = await line.quota(channelId);
      if (quota.kind !== 'sent') return;
      context.store.transaction(() => saveQuota(context, channelId, quota.answer, askedAt));
    }),
  );
}

function saveCheck(context: Context, channelId: ChannelId, outcome: Outcome<BotInfo>): void {
  const before = readAccount(context.db, channelId);
  const checkedAt = context.clock.now();
  const fault = faultOf(outcome);
  const words = outcome.kind === 'refused' && fault === outcome.detail ? outcome.detail : null;
  const found = { ...(outcome.kind === 'sent' ? profileOf(outcome.answer) : {}), fault };
  const isKnown = before !== null && before.checkedAt !== null;
  // A check that finds what is known writes nothing: it comes again and again.
  if (isKnown && isWithin(found, before)) return;
  changeAccount(context.db, channelId, { ...found, checkedAt });
  if (isKnown && before.fault === fault) return;
  record(context, {
    action: 'account.check',
    actor: SYSTEM,
    outcome: fault === null ? 'ok' : 'failed',
    // LINE's own words may say anything: they stand where they can be erased.
    reason: words === null ? fault : 'refused',
    channelId,
    content: words === null ? null : { text: words, detail: null },
  });
}

const profileOf = ({ userId, basicId, displayName }: BotInfo) => ({
  botUserId: userId,
  basicId,
  displayName,
});

/** Whether an account has all of this already. */
const isWithin = (found: Partial<OfficialAccount>, account: OfficialAccount): boolean =>
  Object.entries(found).every(([name, value]) => account[name as keyof OfficialAccount] === value);

/** `unauthorized`, `unreachable`, or LINE's own words; null when all is well. */
function faultOf(outcome: Outcome<BotInfo>): string | null {
  switch (outcome.kind) {
    case 'sent':
      return null;
    case 'refused':
      return outcome.reason === 'unauthorized' ? 'unauthorized' : outcome.detail;
    case 'retry':
    case 'unclear':
      return 'unreachable';
    case 'withheld':
      return 'unreachable';
    default:
      return outcome satisfies never;
  }
}
