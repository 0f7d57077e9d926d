import { type Context, record } from '../../context.ts';
import { HOUR_MS } from '../../domain/durations.ts';
import type { ChannelId, LineUserId, MemberId } from '../../domain/ids.ts';
import { lineSpeaker } from '../../domain/speaker.ts';
import { readFriendship, wantProfileAgain } from '../../store/line/line-users.ts';
import { readAccount } from '../../store/line/official-accounts.ts';
import { countTriesSince } from '../../store/people/talk-id-tries.ts';
import { openQuestion } from '../../store/talks/questions.ts';
import { readSpeaker, saveSpeaker } from '../../store/talks/speakers.ts';
import {
  changeRoom,
  countRoomsOpenedSince,
  insertRoom,
  nameGivenBefore,
  type TalkRoom,
} from '../../store/talks/talk-rooms.ts';
import type { Words } from '../../words/words.ts';
import { ask } from '../addressee/ask.ts';
import { actingLineUser } from '../audit/actors.ts';
import type { Reader } from '../say/reader.ts';
import { introduceRoom, tellLineUser } from '../say/say.ts';
import { senderOf } from '../say/sender.ts';
import { calledName, lineUserName, memberName, memberNameFor } from '../say/shown-name.ts';

interface Pair {
  readonly channelId: ChannelId;
  readonly lineUserId: LineUserId;
  readonly memberId: MemberId;
}

/**
 * Opens a talk room (OA, LINE user, member): the lane makes the member's side when it first sends,
 * the LINE user is greeted in the member's name, and the LINE user's next messages go here.
 */
export function openRoom(context: Context, { channelId, lineUserId, memberId }: Pair): TalkRoom {
  // The entry can never be erased: only these three fields may reach it.
  const pair: Pair = { channelId, lineUserId, memberId };
  const now = context.clock.now();
  const givenName = nameGivenBefore(context.db, pair);
  const room = { ...insertRoom(context.db, { ...pair, openedAt: now }), givenName };
  if (room.givenName !== null) changeRoom(context.db, room.id, { givenName: room.givenName });
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
  // The room's title cannot be changed later.
  wantProfileAgain(context.db, pair.lineUserId, pair.channelId);
  introduceRoom(context, room.id);
  greet(context, room);
  const speaker = lineSpeaker(pair.channelId, pair.lineUserId);
  saveSpeaker(context.db, {
    ...readSpeaker(context.db, speaker),
    currentRoomId: room.id,
    currentEntry: entryId,
  });
  askAgain(context, pair);
  return room;
}

/** Held messages may be for the new member, too. */
function askAgain(context: Context, pair: Pick<TalkRoom, 'channelId' | 'lineUserId'>): void {
  const asked = { side: 'line' as const, ...pair };
  const question = openQuestion(context.db, lineSpeaker(pair.channelId, pair.lineUserId));
  if (question !== null) ask(context, asked, question, 0);
}

const TRIES_PER_HOUR = 5;

/** Up to five new rooms and wrong Talk IDs per LINE user and hour (DESIGN §6.3), over all OAs. */
export function mayOpenRoom({ db, clock }: Context, lineUserId: LineUserId): boolean {
  const since = clock.now() - HOUR_MS;
  const rooms = countRoomsOpenedSince(db, lineUserId, since);
  return rooms + countTriesSince(db, lineUserId, since) < TRIES_PER_HOUR;
}

function greet(context: Context, room: TalkRoom): void {
  const friendship = readFriendship(context.db, room.channelId, room.lineUserId);
  const basicId = readAccount(context.db, room.channelId)?.basicId;
  const textIn = (words: Words, reader: Reader) => {
    const name = memberNameFor(context, room.memberId, reader);
    const answers = calledName(context, room.memberId, reader);
    const lines = [words.line.greeting(name, context.settings.companyName, answers)];
    if (friendship.state !== 'friend' && basicId) {
      lines.push(words.line.addFriend(`https://line.me/R/ti/p/${encodeURIComponent(basicId)}`));
    }
    return lines.join('\n\n');
  };
  tellLineUser(
    context,
    room,
    'greeting',
    (words, reader) => ({
      text: textIn(words, reader),
      ...senderOf(context, room.memberId, reader),
    }),
    { roomId: room.id },
  );
}
