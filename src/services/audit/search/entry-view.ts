import type { Context } from '../../../context.ts';
import type { Actor, AuditAction, AuditOutcome } from '../../../domain/audit.ts';
import type { EntryId, LineUserId, MemberId, TalkRoomId } from '../../../domain/ids.ts';
import type { ShownEntry } from '../../../store/audit/shown-entries.ts';
import { lineUserInLog, type NameInLog } from '../names.ts';

/** Any entry, as the log tells it. */
export interface EntryView {
  readonly id: EntryId;
  readonly at: number;
  readonly action: AuditAction;
  readonly actor: {
    readonly kind: Actor['kind'];
    readonly id: string;
    readonly name: string | null;
  };
  readonly roomId: TalkRoomId | null;
  readonly lineUserId: LineUserId | null;
  /** Null: the entry has no LINE user. */
  readonly lineUser: NameInLog | null;
  readonly memberId: MemberId | null;
  readonly memberName: string | null;
  readonly direction: 'in' | 'out' | null;
  readonly kind: string | null;
  readonly outcome: AuditOutcome;
  readonly reason: string | null;
  readonly aboutId: EntryId | null;
  /** JSON text: ids, codes and numbers. */
  readonly facts: string;
  /** Null: it has no words, or they are erased. */
  readonly text: string | null;
}

/** An entry that is told on its own. */
export function entryView(context: Context, { entry, text }: ShownEntry): EntryView {
  const { id, at, action, roomId, lineUserId, memberId, memberName } = entry;
  const { direction, kind, outcome, reason, aboutId, facts } = entry;
  return {
    ...{ id, at, action, roomId, lineUserId, memberId, memberName },
    ...{ direction, kind, outcome, reason, aboutId, facts },
    actor: { kind: entry.actorKind, id: entry.actorId, name: entry.actorName },
    lineUser: lineUserId === null ? null : lineUserInLog(context, entry),
    text,
  };
}
