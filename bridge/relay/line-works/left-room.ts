import type { Context } from '../../../src/context.ts';
import type { EventResult } from '../../../src/domain/event-result.ts';
import type { MemberId } from '../../../src/domain/ids.ts';
import { newRoomButton } from '../../../src/services/rooms/make-new.ts';
import { wordsForMember } from '../../../src/services/say/reader.ts';
import { tellMember } from '../../../src/services/say/say.ts';
import { nameForReader } from '../../../src/services/say/shown-name.ts';
import { openRoomOf, roomModeOf, type TalkRoom } from '../../../src/store/talks/talk-rooms.ts';
import type { FromMember } from './event-place.ts';
import { recordMemberMessage } from './record-member-message.ts';

/**
 * Refuses a message in a room its talk no longer uses: it is not delivered, and the writer is told
 * so in the 1:1 room.
 */
export function refuseLeftRoom(
  context: Context,
  { userId, what }: FromMember,
  room: TalkRoom,
): EventResult {
  if (what.kind !== 'message') return 'ignored';
  recordMemberMessage(context, userId, what.content, room, 'refused', 'left-room');
  tellNotFromHere(context, userId, room);
  return 'left-room';
}

/**
 * Tells a writer in the 1:1 room that the room sends no messages: the bot is leaving it, or has
 * left. If the two talk on, it says where; the room's own member may have a new one made.
 */
export function tellNotFromHere(context: Context, writer: MemberId, room: TalkRoom): void {
  const { room: words } = wordsForMember(context, writer);
  const user = nameForReader(context, writer, room);
  const current = room.state === 'open' ? room : openRoomOf(context.db, room);
  const isDirect = roomModeOf(context.db, room.memberId) === 'direct';
  const hasRoom = current !== null && current.worksChannelId !== null;
  const offersRoom = current !== null && !isDirect && !hasRoom && room.memberId === writer;
  const text =
    current === null
      ? words.refusedClosed(user)
      : isDirect
        ? words.refusedLeftDirect(user)
        : words.refusedLeft(user, hasRoom);
  tellMember(context, context.settings.bridgeBotId, writer, {
    text,
    ...(offersRoom ? { buttons: [newRoomButton(context, current)] } : {}),
  });
}
