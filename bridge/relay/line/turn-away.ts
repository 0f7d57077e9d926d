import type { Context } from '../../../src/context.ts';
import type { LineNotice } from '../../../src/domain/delivery/errand.ts';
import type { EntryId } from '../../../src/domain/ids.ts';
import { isToldAgain, type TurnedAway } from '../../../src/domain/messages/turn-away.ts';
import { noteSpoken } from '../../../src/services/addressee/whom-for.ts';
import { sayWithdrawn } from '../../../src/services/rooms/close.ts';
import { wordsForLineUser } from '../../../src/services/say/reader.ts';
import { tellLineUser } from '../../../src/services/say/say.ts';
import { readFriendship, saveFriendship } from '../../../src/store/line/line-users.ts';
import { noteTalkIdTry } from '../../../src/store/people/talk-id-tries.ts';
import { roomsOfLineUser, type TalkRoom } from '../../../src/store/talks/talk-rooms.ts';
import type { Words } from '../../../src/words/words.ts';
import { type LineSaid, recordLineMessage } from './said.ts';

/** The record and the notice for each reason. */
const TURNED_AWAY = {
  'link-off': { fate: 'refused', notice: 'link-off', text: ({ line }) => line.linkOff },
  'unknown-talk-id': {
    fate: 'unaddressed',
    notice: 'unknown-talk-id',
    text: ({ line }) => line.unknownTalkId,
  },
  'too-many-rooms': {
    fate: 'unaddressed',
    notice: 'too-many-rooms',
    text: ({ line }) => line.tooManyRooms,
  },
  unaddressed: {
    fate: 'unaddressed',
    notice: 'how-to-reach',
    text: ({ line }, company) => line.howToReach(company),
  },
} as const satisfies Record<
  TurnedAway,
  {
    readonly fate: 'refused' | 'unaddressed';
    readonly notice: LineNotice;
    readonly text: (words: Words, company: string) => string;
  }
>;

/**
 * Records a message without a member to reach, and says so by reply token whenever that is news
 * (`src/domain/messages/turn-away.ts`).
 *
 * @param isTry it named, or may have named, an unassigned Talk ID
 */
export function turnAway(context: Context, said: LineSaid, why: TurnedAway, isTry = false): void {
  const rule = TURNED_AWAY[why];
  const entryId = recordLineMessage(context, said, rule.fate, why, null);
  noteSpoken(context, said.chat.standing.speaker, null, entryId);
  if (isTry) noteTalkIdTry(context.db, said.lineUserId, context.clock.now());
  const { rooms } = said.chat;
  const untold = rooms.find((room) => room.state === 'closed' && !room.withdrawnTold);
  if (untold !== undefined && why === 'unaddressed' && !isTry) {
    // The notice that the talk has ended says it all.
    sayWithdrawn(context, untold, { replyOnly: true });
    return;
  }
  tellIfNews(context, said, why, isTry, entryId, rooms);
}

/** A press on one of our buttons while the link is off is answered like a message. */
export function turnAwayPress(context: Context, chat: Chat, entryId: EntryId): void {
  const rooms = roomsOfLineUser(context.db, chat.channelId, chat.lineUserId);
  tellIfNews(context, chat, 'link-off', false, entryId, rooms);
}

type Chat = Pick<LineSaid, 'channelId' | 'lineUserId'>;

function tell(context: Context, chat: Chat, why: TurnedAway): void {
  const { notice, text } = TURNED_AWAY[why];
  const { companyName } = context.settings;
  const speech = (words: Words) => ({ text: text(words, companyName) });
  // While the link is off no names are looked up (DESIGN §6.1).
  const known = why === 'link-off' ? speech(wordsForLineUser(context, chat.lineUserId)) : speech;
  tellLineUser(context, chat, notice, known, { replyOnly: true });
}

/** Says it where that is news, and notes that it was said. */
function tellIfNews(
  context: Context,
  chat: Chat,
  why: TurnedAway,
  isTry: boolean,
  entryId: EntryId,
  rooms: readonly TalkRoom[],
): void {
  const friendship = readFriendship(context.db, chat.channelId, chat.lineUserId);
  const now = context.clock.now();
  const last = {
    why: friendship.turnedAwayWhy,
    at: friendship.turnedAwayAt,
    entry: friendship.turnedAwayEntry,
  };
  if (!isToldAgain(why, isTry, last, lastChange(rooms), now)) return;
  saveFriendship(context.db, {
    ...friendship,
    turnedAwayWhy: why,
    turnedAwayAt: now,
    turnedAwayEntry: entryId,
  });
  tell(context, chat, why);
}

/** The entry that last opened or closed one of the talks. */
const lastChange = (rooms: readonly TalkRoom[]): number =>
  Math.max(0, ...rooms.map((room) => Math.max(room.openedEntry, room.closedEntry)));
