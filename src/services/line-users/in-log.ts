import type { Context } from '../../context.ts';
import type { LineUserId } from '../../domain/ids.ts';
import { auditPeople } from '../../store/schema.ts';
import { and, eq } from '../../store/sqlite/drizzle.ts';

/** Whether the audit log has entries about a LINE user of this id, under whatever name. */
export function isInLog({ db }: Context, lineUserId: LineUserId): boolean {
  const { id, kind, person } = auditPeople;
  const row = db
    .select({ id })
    .from(auditPeople)
    .where(and(eq(person, lineUserId), eq(kind, 'line-user')))
    .limit(1)
    .get();
  return row !== undefined;
}
