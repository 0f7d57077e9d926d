import type { Context } from '../../context.ts';
import { encodePress } from '../../domain/messages/press.ts';
import type { SayButton } from '../../domain/messages/speech.ts';
import { knownErrandOf, queuedOfRoom } from '../../store/queue/outbox.ts';
import { roomModeOf, type TalkRoom } from '../../store/talks/talk-rooms.ts';
import { wordsForMember } from '../say/reader.ts';
import { introduceRoom } from '../say/say.ts';

/** `coming`: its first line makes it. `there`: it exists, or all is said in the 1:1 room. */
export type NewRoom = 'coming' | 'there';

/** Makes the LINE WORKS room of an open talk that has none, before the first message. */
export function makeNewRoom(context: Context, room: TalkRoom): NewRoom {
  if (room.worksChannelId !== null || roomModeOf(context.db, room.memberId) === 'direct') {
    return 'there';
  }
  const isIntroduced = queuedOfRoom(context.db, room.id).some(
    (row) => knownErrandOf(row)?.do === 'introduce-room',
  );
  if (!isIntroduced) introduceRoom(context, room.id);
  return 'coming';
}

/** The button that asks for a new room, in the bridge bot's 1:1 room. */
export function newRoomButton(context: Context, room: TalkRoom): SayButton {
  const { newRoom } = wordsForMember(context, room.memberId).own;
  return { label: newRoom, token: encodePress({ do: 'new-room', roomId: room.id }), says: newRoom };
}
