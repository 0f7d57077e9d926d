import { type Context, record } from '../context.ts';
import type { ChannelId, LineUserId, MemberId } from '../domain/ids.ts';
import { lineSpeaker } from '../domain/speaker.ts';
import { readFriendship } from '../store/line-users.ts';
import { readAccount } from '../store/official-accounts.ts';
import {
  changeRoom,
  insertRoom,
  readSpeaker,
  saveSpeaker,
  type TalkRoom,
} from '../store/talk-rooms.ts';
import {
  actingLineUser,
  lineUserName,
  memberName,
  memberSenderName,
  wordsForLineUser,
} from './people.ts';
import { introduceRoom, tellLineUser } from './say.ts';

/**
 * Opens a talk room (OA, LINE user, member): the member's side is made by the lane when it first
 * sends, the LINE user is greeted in the member's name, and what the LINE user writes next goes here.
 */
export function openRoom(
  context: Context,
  pair: {
    readonly channelId: ChannelId;
    readonly lineUserId: LineUserId;
    readonly memberId: MemberId;
  },
): TalkRoom {
  const now = context.clock.now();
  const room = insertRoom(context.db, { ...pair, openedAt: now });
  const entryId = record(context, {
    action: 'room.open',
    actor: actingLineUser(context, pair.lineUserId),
    outcome: 'ok',
    roomId: room.id,
    ...pair,
    lineUserName: lineUserName(context, pair.lineUserId),
    memberName: memberName(context, pair.memberId),
  });
  changeRoom(context.db, room.id, { openedEntry: entryId });
  introduceRoom(context, room.id);
  greet(context, room);
  const speaker = lineSpeaker(pair.channelId, pair.lineUserId);
  saveSpeaker(context.db, {
    ...readSpeaker(context.db, speaker),
    currentRoomId: room.id,
    currentEntry: entryId,
  });
  return room;
}

function greet(context: Context, room: TalkRoom): void {
  const words = wordsForLineUser(context, room.lineUserId).line;
  const lines = [words.greeting(memberName(context, room.memberId), context.settings.companyName)];
  const friendship = readFriendship(context.db, room.channelId, room.lineUserId);
  const basicId = readAccount(context.db, room.channelId)?.basicId;
  if (friendship.state !== 'friend' && basicId) {
    lines.push(words.addFriend(`https://line.me/R/ti/p/${encodeURIComponent(basicId)}`));
  }
  tellLineUser(
    context,
    room,
    'greeting',
    { text: lines.join('\n\n'), sender: memberSenderName(context, room.memberId) },
    { roomId: room.id },
  );
}
