import type { Context } from '../../context.ts';
import { lineUserInLog } from '../../services/audit/names.ts';
import { saidIn } from '../../store/audit/file-names.ts';
import { readLink } from '../../store/link.ts';
import { allLinkMembers } from '../../store/people/link-members.ts';
import { auditContents, auditEntries } from '../../store/schema.ts';
import { asc, eq, gt, max } from '../../store/sqlite/drizzle.ts';
import { wordsOf } from '../../words/words.ts';

/** One line of the audit log, for the sandbox's page. */
export interface AuditLine {
  readonly id: number;
  readonly at: number;
  readonly action: string;
  readonly actor: string;
  readonly outcome: string;
  readonly reason: string | null;
  readonly direction: 'in' | 'out' | null;
  readonly kind: string | null;
  readonly lineUser: string | null;
  readonly member: string | null;
  readonly text: string | null;
}

/** A read-only view for the sandbox's page, which imports no code of ours and so is handed this. */
export function auditFeed(context: Context) {
  return {
    words: (lang: 'ja' | 'en') => wordsOf(lang).auditLog,
    invitable: (): string[] =>
      readLink(context.db).enabled
        ? allLinkMembers(context.db)
            .filter(({ status }) => status === 'available')
            .map(({ memberId }) => memberId)
        : [],
    latest: (afterId: number, limit: number): AuditLine[] => {
      const newest =
        context.db
          .select({ id: max(auditEntries.id) })
          .from(auditEntries)
          .get()?.id ?? 0;
      const from = Math.max(afterId, newest - limit);
      return context.db
        .select({ entry: auditEntries, text: auditContents.text })
        .from(auditEntries)
        .leftJoin(auditContents, eq(auditContents.entryId, auditEntries.id))
        .where(gt(auditEntries.id, from as typeof auditEntries.$inferSelect.id))
        .orderBy(asc(auditEntries.id))
        .limit(limit)
        .all()
        .map(({ entry, text }) => lineOf(context, entry, text));
    },
  };
}

type Entry = typeof auditEntries.$inferSelect;

/** The entry as read today: names and file names may be newer than the entry. */
function lineOf(context: Context, entry: Entry, text: string | null): AuditLine {
  const { id, at, action, outcome, reason, direction, kind, lineUserId } = entry;
  // A name that was erased; the id in its place would read like one.
  const actorName = entry.actorName ?? '—';
  const { name } = lineUserInLog(context, entry);
  const isByUser = lineUserId !== null && entry.actorId === lineUserId;
  const isMessage = action === 'message.receive' && kind !== 'text';
  return {
    ...{ id, at, action, outcome, reason, direction, kind },
    actor: isByUser ? (name ?? actorName) : actorName,
    lineUser: name ?? entry.lineUserName,
    member: entry.memberName,
    text: isMessage ? saidIn(context.db, id) : text,
  };
}
