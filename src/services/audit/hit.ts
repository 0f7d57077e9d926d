import type { Context } from '../../context.ts';
import type { EntryId, TalkRoomId } from '../../domain/ids.ts';
import type { ShownEntry } from '../../store/audit/shown-entries.ts';
import { lineUserInLog, type NameInLog } from './names.ts';

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

/** A message's entry together with the later ones about it. */
export function hitOf(context: Context, { entry, said, ends, isUnsent }: ShownEntry): AuditHit {
  const releases = ends.filter(({ action }) => action === 'message.release');
  const { outcome, reason } = ends.at(-1) ?? entry;
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
    text: said,
    isUnsent,
  };
}
