import type { Context } from '../../context.ts';
import type { AddresseeFacts, QuotedRoom } from '../../domain/addressee/addressee.ts';
import type { ChannelId, EntryId, LineUserId, MemberId, TalkRoomId } from '../../domain/ids.ts';
import { memberSpeaker, type Speaker } from '../../domain/speaker.ts';
import type { LineChat } from '../../store/talks/line-chats.ts';
import { lineMessage } from '../../store/talks/line-messages.ts';
import { readSpeaker, type SpeakerRow, saveSpeaker } from '../../store/talks/speakers.ts';
import {
  anyClosedSince,
  openRoomOf,
  openRoomsOfMember,
  readRoom,
  type TalkRoom,
} from '../../store/talks/talk-rooms.ts';
import { successorOf } from '../handover/successor.ts';

/** The facts about a LINE user on one OA that the addressee rule judges by. */
export function lineUserFacts(
  context: Context,
  message: {
    readonly channelId: ChannelId;
    readonly lineUserId: LineUserId;
    readonly quotedMessageId: string | null;
    readonly chat: LineChat;
  },
): AddresseeFacts {
  const { rooms, standing, holding } = message.chat;
  const facts = factsOf(standing, holding, {
    open: rooms.filter((room) => room.state === 'open'),
    otherSpoke: (room) => room.memberSpokeEntry,
    // A customer who was handed over has not lost a member: the successor answers (DESIGN §6.7).
    closedSinceLastMessage: rooms.some(
      (room) => room.closedEntry > standing.lastMessageEntry && room.successorId === null,
    ),
  });
  const introduced = rooms.some((room) => isIntroduction(context, room, standing));
  return {
    ...facts,
    quoted: quotedRoom(context, message),
    othersSpokeSinceCurrent: facts.othersSpokeSinceCurrent || introduced,
  };
}

/** A handover is told in the successor's name: the next message may answer it. */
function isIntroduction(context: Context, room: TalkRoom, standing: SpeakerRow): boolean {
  if (room.successorId === null || room.closedEntry <= standing.currentEntry) return false;
  const successor = successorOf(context, room);
  return successor?.state === 'open' && successor.id !== standing.currentRoomId;
}

/** The same for a member in direct mode; LINE WORKS does not report quotes (line-works.md §2.3). */
export function memberFacts(
  context: Context,
  memberId: MemberId,
  holding: boolean,
): AddresseeFacts {
  const speaker = memberSpeaker(memberId);
  const standing = readSpeaker(context.db, speaker);
  return factsOf(standing, holding, {
    open: openRoomsOfMember(context.db, memberId),
    otherSpoke: (room) => room.lineUserSpokeEntry,
    closedSinceLastMessage: anyClosedSince(context.db, memberId, standing.lastMessageEntry),
  });
}

function factsOf(
  standing: SpeakerRow,
  holding: boolean,
  rooms: {
    readonly open: readonly TalkRoom[];
    readonly otherSpoke: (room: TalkRoom) => number;
    readonly closedSinceLastMessage: boolean;
  },
): AddresseeFacts {
  // An opening is told to both sides, and each may answer it.
  const heard = (room: TalkRoom) => Math.max(rooms.otherSpoke(room), room.openedEntry);
  return {
    quoted: null,
    openRooms: rooms.open.map((room) => room.id),
    closedSinceLastMessage: rooms.closedSinceLastMessage,
    current: standing.currentRoomId,
    othersSpokeSinceCurrent: rooms.open.some(
      (room) => room.id !== standing.currentRoomId && heard(room) > standing.currentEntry,
    ),
    holding,
  };
}

function quotedRoom(
  context: Context,
  message: {
    readonly channelId: ChannelId;
    readonly lineUserId: LineUserId;
    readonly quotedMessageId: string | null;
  },
): QuotedRoom | null {
  const { channelId, lineUserId, quotedMessageId: messageId } = message;
  if (messageId === null) return null;
  const quoted = lineMessage(context.db, { messageId, channelId, lineUserId });
  if (quoted === null) return { state: 'unknown' };
  // A quoted message without a room, such as a held one, names no member.
  const room = quoted.roomId === null ? null : readRoom(context.db, quoted.roomId);
  if (room === null) return null;
  const successor = successorOf(context, room);
  // A talk that ended and began again belongs to the same pair.
  const samePair = openRoomOf(context.db, room);
  const since =
    successor?.state === 'open' ? successor : successor && openRoomOf(context.db, successor);
  // The member who said it, or the successor: only the writer knows.
  if (since && samePair && since.id !== samePair.id) return { state: 'unknown' };
  if (successor?.state === 'open') return { state: 'handed-over', successorId: successor.id };
  const again = since ?? samePair ?? room;
  return again.state === 'open'
    ? { state: 'open', roomId: again.id }
    : { state: 'closed', roomId: successor?.id ?? room.id };
}

/** Remembers that a speaker has just spoken, in which entry, and to which room. */
export function noteSpoken(
  context: Context,
  speaker: Speaker,
  roomId: TalkRoomId | null,
  entryId: EntryId,
): void {
  const current =
    roomId === null
      ? readSpeaker(context.db, speaker)
      : { speaker, currentRoomId: roomId, currentEntry: entryId };
  saveSpeaker(context.db, { ...current, lastMessageEntry: entryId });
}
