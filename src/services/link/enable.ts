import { type Context, record } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import { listAccounts, type OfficialAccount } from '../../store/line/official-accounts.ts';
import { changeLink, readLink } from '../../store/link.ts';

export type Enabled =
  | { readonly kind: 'already' }
  | { readonly kind: 'on'; readonly accounts: readonly OfficialAccount[] }
  | { readonly kind: 'no-account'; readonly accounts: readonly OfficialAccount[] };

/**
 * Switches the link on, if LINE has just confirmed the token of at least one OA. Call
 * `checkAccounts` first.
 */
export function enableLink(context: Context, actor: Actor): Enabled {
  if (readLink(context.db).enabled) return { kind: 'already' };
  const accounts = listAccounts(context.db);
  const working = accounts.filter((account) => account.fault === null && account.botUserId);
  const outcome = working.length > 0 ? 'ok' : 'refused';
  record(context, {
    action: 'link.enable',
    actor,
    outcome,
    reason: working.length > 0 ? null : 'no-account',
    facts: { before: 'off', after: working.length > 0 ? 'on' : 'off' },
  });
  if (working.length === 0) return { kind: 'no-account', accounts };
  changeLink(context.db, { enabled: true, changedAt: context.clock.now() });
  return { kind: 'on', accounts: working };
}
