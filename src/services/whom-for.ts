import type { Context } from '../context.ts';
import type { AddresseeFacts, QuotedRoom } from '../domain/addressee.ts';
import type { ChannelId, EntryId, LineUserId, MemberId, TalkRoomId } from '../domain/ids.ts';
import { lineSpeaker, memberSpeaker, type Speaker } from '../domain/speaker.ts';
import { lineMessage } from '../store/line-messages.ts';
import { openQuestion } from '../store/questions.ts';
import {
  readRoom,
  readSpeaker,
  roomsOfLineUser,
  roomsOfMember,
  saveSpeaker,
  type TalkRoom,
} from '../store/talk-rooms.ts';
import { successorOf } from './successor.ts';

/** The facts about a LINE user on one OA that the addressee rule judges by. */
export function lineUserFacts(
  context: Context,
  channelId: ChannelId,
  lineUserId: LineUserId,
  quotedMessageId: string | null,
): AddresseeFacts {
  return factsOf(
    context,
    lineSpeaker(channelId, lineUserId),
    roomsOfLineUser(context.db, channelId, lineUserId),
    (room) => room.memberSpokeEntry,
    quotedMessageId === null ? null : quotedRoom(context, channelId, lineUserId, quotedMessageId),
    // Whose customer was handed over has not lost anybody: the successor answers (DESIGN §6.7).
    (room) => room.successorId === null,
  );
}

/** The same for a member in direct mode; LINE WORKS tells nothing of quotes (line-works.md §2.3). */
export function memberFacts(context: Context, memberId: MemberId): AddresseeFacts {
  return factsOf(
    context,
    memberSpeaker(memberId),
    roomsOfMember(context.db, memberId),
    (room) => room.lineUserSpokeEntry,
    null,
    () => true,
  );
}

function factsOf(
  context: Context,
  speaker: Speaker,
  rooms: readonly TalkRoom[],
  otherSpoke: (room: TalkRoom) => number,
  quoted: QuotedRoom | null,
  counts: (closed: TalkRoom) => boolean,
): AddresseeFacts {
  const standing = readSpeaker(context.db, speaker);
  const open = rooms.filter((room) => room.state === 'open');
  return {
    quoted,
    openRooms: open.map((room) => room.id),
    closedSinceLastMessage: rooms.some(
      (room) => room.closedEntry > standing.lastMessageEntry && counts(room),
    ),
    current: standing.currentRoomId,
    othersSpokeSinceCurrent: open.some(
      (room) => room.id !== standing.currentRoomId && otherSpoke(room) > standing.currentEntry,
    ),
    holding: openQuestion(context.db, speaker) !== null,
  };
}

function quotedRoom(
  context: Context,
  channelId: ChannelId,
  lineUserId: LineUserId,
  messageId: string,
): QuotedRoom | null {
  const quoted = lineMessage(context.db, messageId);
  const room = quoted?.roomId ? readRoom(context.db, quoted.roomId) : null;
  if (room === null || room.channelId !== channelId || room.lineUserId !== lineUserId) return null;
  const successor = successorOf(context, room);
  if (successor === null) return { state: room.state, roomId: room.id };
  return successor.state === 'open'
    ? { state: 'handed-over', successorId: successor.id }
    : { state: 'closed', roomId: successor.id };
}

/** Remembers that a speaker has just spoken, by which entry, and to which room. */
export function noteSpoken(
  context: Context,
  speaker: Speaker,
  roomId: TalkRoomId | null,
  entryId: EntryId,
): void {
  const known = readSpeaker(context.db, speaker);
  saveSpeaker(context.db, {
    ...known,
    lastMessageEntry: entryId,
    ...(roomId === null ? {} : { currentRoomId: roomId, currentEntry: entryId }),
  });
}
