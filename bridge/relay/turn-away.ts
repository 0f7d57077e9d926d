import type { Context } from '../../src/context.ts';
import type { ChannelId, LineUserId } from '../../src/domain/ids.ts';
import { lineSpeaker } from '../../src/domain/speaker.ts';
import { sayWithdrawn } from '../../src/services/close-room.ts';
import { wordsForLineUser } from '../../src/services/people.ts';
import { tellLineUser } from '../../src/services/say.ts';
import { noteSpoken } from '../../src/services/whom-for.ts';
import { readFriendship, saveFriendship } from '../../src/store/line-users.ts';
import { roomsOfLineUser } from '../../src/store/talk-rooms.ts';
import type { Words } from '../../src/words/words.ts';
import { keep, type LineSaid } from './line-said.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

const TURNED_AWAY = {
  'link-off': {
    fate: 'refused',
    notice: 'link-off',
    told: 'refusedToldAt',
    everyMs: DAY_MS,
    text: 'linkOff',
  },
  'unknown-talk-id': {
    fate: 'unaddressed',
    notice: 'unknown-talk-id',
    told: 'guessToldAt',
    everyMs: 10 * 60 * 1000,
    text: 'unknownTalkId',
  },
  'too-many-rooms': {
    fate: 'unaddressed',
    notice: 'too-many-rooms',
    told: 'guessToldAt',
    everyMs: 10 * 60 * 1000,
    text: 'tooManyRooms',
  },
  unaddressed: {
    fate: 'unaddressed',
    notice: 'how-to-reach',
    told: 'unaddressedToldAt',
    everyMs: DAY_MS,
    text: 'howToReach',
  },
} as const;

type TurnedAway = keyof typeof TURNED_AWAY;

/** Records a message that reaches nobody, and says so by reply token, at most once in a while. */
export function turnAway(context: Context, said: LineSaid, why: TurnedAway): void {
  const rule = TURNED_AWAY[why];
  const entryId = keep(context, said, rule.fate, why, null);
  const speaker = lineSpeaker(said.channelId, said.lineUserId);
  noteSpoken(context, speaker, null, entryId);
  const closed = why === 'link-off' ? null : closedAndUntold(context, said);
  if (closed !== null) {
    sayWithdrawn(context, closed, { replyOnly: true });
    return;
  }
  if (!isDue(context, said, why)) return;
  const textIn = ({ line }: Words) =>
    rule.text === 'howToReach' ? line.howToReach(context.settings.companyName) : line[rule.text];
  // While the link is off nobody is looked up (DESIGN §6.1).
  const speech =
    why === 'link-off'
      ? { text: textIn(wordsForLineUser(context, said.lineUserId)) }
      : (words: Words) => ({ text: textIn(words) });
  tellLineUser(context, said, rule.notice, speech, { replyOnly: true });
}

/** Whether it is time to say this again; notes that it is said. */
function isDue(
  context: Context,
  { channelId, lineUserId }: { readonly channelId: ChannelId; readonly lineUserId: LineUserId },
  why: TurnedAway,
): boolean {
  const { told, everyMs } = TURNED_AWAY[why];
  const friendship = readFriendship(context.db, channelId, lineUserId);
  const now = context.clock.now();
  if (now - friendship[told] < everyMs) return false;
  saveFriendship(context.db, { ...friendship, [told]: now });
  return true;
}

/** A room that closed without the LINE user having been told (the quota was used up). */
function closedAndUntold(context: Context, said: LineSaid) {
  return (
    roomsOfLineUser(context.db, said.channelId, said.lineUserId).find(
      (room) => room.state === 'closed' && !room.withdrawnTold,
    ) ?? null
  );
}
