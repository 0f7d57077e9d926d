import type { Context } from '../../../context.ts';
import type { AuditDraft } from '../../../domain/audit.ts';
import type { Forgetting } from '../../../store/audit/forgettings.ts';
import { actingAdmin } from '../actors.ts';

/** The entry of a slice that erases, about the one that asked for it. No name stands in it. */
export const erasing = (
  context: Context,
  { askedBy, askedEntry, lineUserId }: Forgetting,
  facts: Readonly<Record<string, number>>,
): AuditDraft => ({
  action: 'line-user.erase',
  actor: actingAdmin(context, askedBy),
  outcome: 'ok',
  lineUserId,
  aboutId: askedEntry,
  facts,
});
