import type { Context } from '../../src/context.ts';
import { ERRAND_CLASS } from '../../src/domain/delivery/errand.ts';
import { wordsForLineUser, wordsForMember } from '../../src/services/say/reader.ts';
import { tellLineUser, tellMember, tellRoom } from '../../src/services/say/say.ts';
import { keepReplyToken } from '../../src/store/line/line-users.ts';
import { readLink } from '../../src/store/link.ts';
import { roomByWorksChannel, type TalkRoom } from '../../src/store/talks/talk-rooms.ts';
import { wordsOf } from '../../src/words/words.ts';
import { quoteLine } from '../deliver/compose/line-works/compose.ts';
import { answerMessage } from './line/unnamed-user.ts';
import type { Writer } from './writer-of.ts';

/**
 * Tells the writer of a failed event that it had no effect: a LINE user by the reply token, free of
 * charge; a member in the room it was written in, else in the bot's 1:1 room.
 *
 * The fault may lie in any value read here: unreadable ones are left out.
 */
export function tellFailed(context: Context, writer: Writer, receivedAt: number): void {
  if (writer.side === 'line') tellLineWriter(context, writer, receivedAt);
  else tellMemberWriter(context, writer);
}

type LineWriter = Extract<Writer, { side: 'line' }>;
type MemberWriter = Extract<Writer, { side: 'line-works' }>;

function tellLineWriter(context: Context, writer: LineWriter, receivedAt: number): void {
  const { channelId, lineUserId, replyToken: token, occurredAt, did } = writer;
  if (lineUserId === null) {
    const { line } = readOr(() => wordsOf(readLink(context.db).language), wordsOf('ja'));
    const message = { channelId, token: writer.replyToken, receivedAt, occurredAt };
    answerMessage(context, message, line.notProcessed, 'not-delivered');
    return;
  }
  if (token !== null) {
    keepReplyToken(context.db, { token, channelId, lineUserId, receivedAt, occurredAt });
  }
  const { line } = readOr(() => wordsForLineUser(context, lineUserId), wordsOf('ja'));
  const text = did === 'press' ? line.pressNotProcessed : line.notProcessed;
  // If the token is dead by now, it is said, with its date, when the user next writes.
  const options = { replyOnly: true, class: ERRAND_CLASS.answer };
  tellLineUser(context, { channelId, lineUserId }, 'not-delivered', { text }, options);
}

function tellMemberWriter(context: Context, writer: MemberWriter): void {
  const { botId, memberId, channelId } = writer;
  const { room: words } = readOr(() => wordsForMember(context, memberId), wordsOf('ja'));
  const room = channelId === null ? null : roomOf(context, writer);
  if (room === 'elsewhere') return;
  const quote = writer.text === null ? '' : `${words.quoted(quoteLine(writer.text))}\n`;
  const text = `${quote}${isCommand(context, writer) ? words.notDone : words.notProcessed}`;
  if (room === null) tellMember(context, botId, memberId, { text });
  else tellRoom(context, room.id, { text });
}

/**
 * The open room it was written in; null: the bot's 1:1 room is the place for the notice. A group's
 * words are not meant for us, so the notice is not sent there.
 */
function roomOf(context: Context, { botId, channelId, did }: MemberWriter) {
  const { adminBotId } = context.settings;
  const known = readOr<TalkRoom | null | 'unread'>(
    () => (channelId === null ? null : roomByWorksChannel(context.db, channelId)),
    'unread',
  );
  if (known === 'unread') return null;
  if (known !== null && botId !== adminBotId) return known.state === 'open' ? known : null;
  // A press in the 1:1 room names its channel, a message there does not (line-works.md §0).
  return did === 'message' ? 'elsewhere' : null;
}

/** Words to us, not to a LINE user. */
function isCommand({ settings }: Context, { botId, text, did }: MemberWriter): boolean {
  if (did === 'press' || botId === settings.adminBotId) return true;
  return /^\s*[/／](?![/／])/u.test(text ?? '');
}

function readOr<Fact>(read: () => Fact, otherwise: Fact): Fact {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
