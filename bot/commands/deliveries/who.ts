import type { TalkRoomId } from '../../../src/domain/ids.ts';
import { nameInEntry } from '../../../src/domain/text/lines.ts';
import type { Stuck } from '../../../src/services/deliveries/stuck.ts';
import { lineUserName, memberNameIn } from '../../../src/services/say/shown-name.ts';
import type { Undelivered } from '../../../src/store/queue/undelivered.ts';
import { readRoom } from '../../../src/store/talks/talk-rooms.ts';
import type { Session } from '../../command.ts';

/** Both sides of a talk; null: it is not known. */
function sidesOf({ context, words }: Session, roomId: TalkRoomId) {
  const room = readRoom(context.db, roomId);
  if (room === null) return null;
  return {
    user: nameInEntry(lineUserName(context, room.lineUserId)),
    member: memberNameIn(context, room.memberId, words),
  };
}

/** Who wrote a message to whom. */
export function whoseMessage(session: Session, { roomId, side }: Undelivered): string {
  const { deliveries } = session.words;
  const sides = sidesOf(session, roomId);
  if (sides === null) return deliveries.others;
  const { user, member } = sides;
  return side === 'line' ? deliveries.toLine(member, user) : deliveries.toMember(user, member);
}

/** Whom a lane is for. */
export function whoseLane(session: Session, { roomId, memberId, lineUserId }: Stuck): string {
  const { context, words } = session;
  const { deliveries } = words;
  const sides = roomId === null ? null : sidesOf(session, roomId);
  if (sides !== null) return deliveries.room(sides.user, sides.member);
  if (memberId !== null) return deliveries.notices(memberNameIn(context, memberId, words));
  if (lineUserId === null) return deliveries.others;
  return deliveries.notices(nameInEntry(lineUserName(context, lineUserId)));
}
