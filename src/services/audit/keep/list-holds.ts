import type { Context } from '../../../context.ts';
import { lineUserId, memberId, talkRoomId } from '../../../domain/ids.ts';
import { contentOf, entryOf } from '../../../store/audit/audit-log.ts';
import { type Hold, type HoldSubject, standingHolds } from '../../../store/audit/holds.ts';
import { readRoom } from '../../../store/talks/talk-rooms.ts';
import type { Words } from '../../../words/words.ts';
import { lineUserName, memberNameIn } from '../../say/shown-name.ts';

/** A standing hold as it is read. */
export interface ShownHold {
  readonly id: number;
  readonly about: string;
  /** Epoch ms. */
  readonly heldAt: number;
  readonly heldBy: string;
  /** Null: none was given, or it has been erased. */
  readonly reason: string | null;
}

/** The holds that stand, the oldest first. */
export const listHolds = (context: Context, words: Words): ShownHold[] =>
  standingHolds(context.db).map((held) => showHold(context, words, held));

/** One hold as it is read. */
function showHold(context: Context, words: Words, held: Hold): ShownHold {
  return {
    id: held.id,
    about: nameOfSubject(context, words, held),
    heldAt: held.heldAt,
    heldBy: entryOf(context.db, held.entryId)?.actorName ?? words.admin.none,
    reason: contentOf(context.db, held.entryId)?.text ?? null,
  };
}

/** Whom or what a hold is about, with what kind that is. */
export function nameOfSubject(
  context: Context,
  words: Words,
  { kind, subject }: HoldSubject,
): string {
  const say = words.keeping;
  switch (kind) {
    case 'member':
      return say.member(memberNameIn(context, memberId(subject), words));
    case 'line-user':
      return say.lineUser(lineUserName(context, lineUserId(subject)));
    case 'room': {
      const room = readRoom(context.db, talkRoomId(Number(subject)));
      if (room === null) return say.room(subject, '', '');
      const user = lineUserName(context, room.lineUserId);
      return say.room(subject, user, memberNameIn(context, room.memberId, words));
    }
    default:
      return kind satisfies never;
  }
}
