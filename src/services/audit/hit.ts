import type { Context } from '../../context.ts';
import type { AuditAction } from '../../domain/audit.ts';
import { MESSAGE_ENDS } from '../../domain/audit-areas.ts';
import type { EntryId, TalkRoomId } from '../../domain/ids.ts';
import { saidIn } from '../../store/audit/file-names.ts';
import { auditEntries } from '../../store/schema.ts';
import { and, asc, eq, inArray, sql } from '../../store/sqlite/drizzle.ts';
import { prepareOnce } from '../../store/sqlite/store.ts';
import { lineUserInLog, type NameInLog } from './names.ts';

type Entry = typeof auditEntries.$inferSelect;

/** A message as the log tells it, with what followed. */
export interface AuditHit {
  readonly id: EntryId;
  readonly at: number;
  readonly direction: 'in' | 'out' | null;
  readonly kind: string | null;
  /** Null: it never came to a talk room. */
  readonly roomId: TalkRoomId | null;
  /** Null: the entry has no LINE user. */
  readonly lineUser: NameInLog | null;
  /** The first member, then the successor; for a held message, the member it was released to. */
  readonly members: readonly string[];
  /** With its file's name. Null once erased. */
  readonly text: string | null;
  /** Its LINE user took it back. */
  readonly isUnsent: boolean;
  /** What became of it in the end. */
  readonly outcome: string;
  readonly reason: string | null;
}

const UNSEND = 'message.unsend' satisfies AuditAction;
const LATER: AuditAction[] = [...MESSAGE_ENDS, UNSEND];

const { action, outcome, reason, roomId, lineUserId, lineUserName, memberId, memberName } =
  auditEntries;

const statements = prepareOnce((db) => ({
  later: db
    // Not all columns: a name is a look-up of its own.
    .select({ action, outcome, reason, roomId, lineUserId, lineUserName, memberId, memberName })
    .from(auditEntries)
    .where(
      and(eq(auditEntries.aboutId, sql.placeholder('id')), inArray(auditEntries.action, LATER)),
    )
    .orderBy(asc(auditEntries.id))
    .prepare(),
}));

/** Reads a message's entry together with the later ones about it. */
export function hitOf(context: Context, entry: Entry): AuditHit {
  const about = statements(context.db).later.all({ id: entry.id });
  const later = about.filter(({ action }) => action !== UNSEND);
  const releases = later.filter(({ action }) => action === 'message.release');
  const { outcome, reason } = later.at(-1) ?? entry;
  // A member's held message learns its LINE user from the release.
  const user = [entry, ...releases].find(({ lineUserId }) => lineUserId !== null);
  const members = [entry, ...releases].flatMap(({ memberId, memberName }) =>
    memberId === null ? [] : [memberName ?? memberId],
  );
  const { id, at, direction, kind } = entry;
  const roomId = [...releases, entry].find((each) => each.roomId !== null)?.roomId ?? null;
  return {
    ...{ id, at, direction, kind, roomId, outcome, reason },
    lineUser: user === undefined ? null : lineUserInLog(context, user),
    members: members.filter((name, index) => name !== members[index - 1]),
    text: saidIn(context.db, id),
    isUnsent: about.length > later.length,
  };
}
