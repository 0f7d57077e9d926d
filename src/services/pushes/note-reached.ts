import { type Context, record } from '../../context.ts';
import { SYSTEM } from '../../domain/audit.ts';
import type { ChannelId } from '../../domain/ids.ts';
import { nextMonth } from '../../domain/jst.ts';
import { changeAccount, readAccount } from '../../store/line/official-accounts.ts';
import { tellAdmins } from '../say/say.ts';

/**
 * LINE says that the month's messages are used up: pushes stop until the next month, replies go on,
 * and the administrators are told once (DESIGN §6.10, §11 Quota).
 */
export function noteQuotaReached(context: Context, channelId: ChannelId): void {
  const account = readAccount(context.db, channelId);
  if (account === null) return;
  const now = context.clock.now();
  const stopped = account.quotaResumesAt !== null && account.quotaResumesAt > now;
  changeAccount(context.db, channelId, {
    quotaRefusals: account.quotaRefusals + 1,
    quotaResumesAt: nextMonth(now),
  });
  if (stopped) return;
  record(context, {
    action: 'account.quota',
    actor: SYSTEM,
    outcome: 'stopped',
    channelId,
    facts: { resumesAt: nextMonth(now) },
  });
  const name = account.displayName ?? account.basicId ?? channelId;
  tellAdmins(context, (words) => words.admin.quotaReached(name));
}
