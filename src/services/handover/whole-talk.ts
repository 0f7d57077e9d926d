import type { Context } from '../../context.ts';
import { roomsOfLineUser, type TalkRoom } from '../../store/talks/talk-rooms.ts';

/** A talk over its handovers: the room, those it took over, and those that took it over. */
export function wholeTalk(context: Context, room: TalkRoom): readonly TalkRoom[] {
  // A handover stays in the chat of its LINE user.
  const rooms = roomsOfLineUser(context.db, room.channelId, room.lineUserId);
  const talk = new Map([[room.id, room]]);
  for (let before = 0; before < talk.size; ) {
    before = talk.size;
    for (const each of rooms) {
      const isTaken = each.successorId !== null && talk.has(each.successorId);
      const hasTaken = [...talk.values()].some(({ successorId }) => successorId === each.id);
      if (isTaken || hasTaken) talk.set(each.id, each);
    }
  }
  return [...talk.values()];
}
