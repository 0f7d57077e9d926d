import type { Context } from '../../src/context.ts';
import type { Content } from '../../src/domain/content.ts';
import type { LineEvent } from '../../src/domain/events.ts';
import type { ChannelId, EntryId, LineUserId, MemberId, TalkRoomId } from '../../src/domain/ids.ts';
import {
  type AskedTalkId,
  type LineMessageFacts,
  type LineMessagePlan,
  planLineMessage,
} from '../../src/domain/plan-line-message.ts';
import { lineSpeaker } from '../../src/domain/speaker.ts';
import { readTalkId } from '../../src/domain/talk-id.ts';
import {
  type Asked,
  answerQuestion,
  choicesOf,
  holdAndAsk,
  typedChoice,
} from '../../src/services/ask-addressee.ts';
import { sayWithdrawn } from '../../src/services/close-room.ts';
import { openRoom } from '../../src/services/open-room.ts';
import {
  actingLineUser,
  memberName,
  memberSenderName,
  wordsForLineUser,
} from '../../src/services/people.ts';
import { relayEntry, tellLineUser } from '../../src/services/say.ts';
import { lineUserFacts, noteSpoken } from '../../src/services/whom-for.ts';
import { isUnsent, lineMessage, saveLineMessage } from '../../src/store/line-messages.ts';
import { readFriendship, saveFriendship } from '../../src/store/line-users.ts';
import { readLink } from '../../src/store/link.ts';
import { linkMemberByTalkId, readLinkMember } from '../../src/store/link-members.ts';
import { readAccount } from '../../src/store/official-accounts.ts';
import { openQuestion } from '../../src/store/questions.ts';
import {
  changeRoom,
  countRoomsOpenedSince,
  readRoom,
  roomsOfLineUser,
} from '../../src/store/talk-rooms.ts';
import { type MessageFate, recordEvent, recordMessage } from './record-message.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const ROOMS_PER_HOUR = 5;

/** One message of a LINE user, with everything its handling needs at hand. */
export interface LineSaid {
  readonly channelId: ChannelId;
  readonly lineUserId: LineUserId;
  readonly messageId: string;
  readonly content: Content;
  readonly quotedMessageId: string | null;
  readonly event: LineEvent;
}

/** Decides and writes what becomes of a LINE user's message. Returns a word for the inbox row. */
export function relayLineMessage(context: Context, said: LineSaid): string {
  if (isUnsent(context.db, said.messageId)) {
    // Its unsend came first: the content must not be kept at all (line.md §1.9).
    const { channelId, lineUserId } = said;
    recordEvent(
      context,
      actingLineUser(context, lineUserId),
      'unsent',
      {},
      { channelId, lineUserId },
    );
    return 'unsent';
  }
  const plan = planLineMessage(gatherFacts(context, said));
  write(context, said, plan);
  return plan.kind;
}

function gatherFacts(context: Context, said: LineSaid): LineMessageFacts {
  const { channelId, lineUserId, content } = said;
  const addressee = lineUserFacts(context, channelId, lineUserId, said.quotedMessageId);
  const asked: Asked = { side: 'line', channelId, lineUserId };
  const choices = addressee.holding ? choicesOf(context, asked) : [];
  const since = context.clock.now() - HOUR_MS;
  return {
    linkOn: readLink(context.db).enabled,
    answer: content.kind === 'text' ? typedChoice(choices, content.text) : null,
    asked:
      content.kind === 'text'
        ? askedTalkId(context, said, content.text, addressee.openRooms.length > 0)
        : null,
    dedicatedMember: dedicatedMember(context, channelId),
    mayOpenRoom: countRoomsOpenedSince(context.db, lineUserId, since) < ROOMS_PER_HOUR,
    addressee,
  };
}

function askedTalkId(
  context: Context,
  said: LineSaid,
  text: string,
  hasOpenRoom: boolean,
): AskedTalkId | null {
  const talkId = readTalkId(text, { hasOpenRoom });
  if (talkId === null) return null;
  const link = linkMemberByTalkId(context.db, talkId);
  const holder = link?.status === 'available' ? link.memberId : null;
  const room = roomsOfLineUser(context.db, said.channelId, said.lineUserId).find(
    (candidate) => candidate.state === 'open' && candidate.memberId === holder,
  );
  const alone = readTalkId(text, { hasOpenRoom: true }) !== null;
  const bareWord = /^[!-~]+$/.test(text.normalize('NFKC').trim());
  return {
    holder,
    openRoom: room?.id ?? null,
    labelled: !bareWord,
    inSentence: !alone && !bareWord,
  };
}

/** A dedicated OA belongs to one member; any message there that has no room opens it. */
export function dedicatedMember(context: Context, channelId: ChannelId): MemberId | null {
  const memberId = readAccount(context.db, channelId)?.memberId ?? null;
  if (memberId === null) return null;
  return readLinkMember(context.db, memberId)?.status === 'available' ? memberId : null;
}

function write(context: Context, said: LineSaid, plan: LineMessagePlan): void {
  switch (plan.kind) {
    case 'relay':
      relayTo(context, said, plan.roomId, null);
      return;
    case 'open': {
      const room = openRoom(context, { ...said, memberId: plan.memberId });
      if (plan.relay) relayTo(context, said, room.id, null);
      else keep(context, said, 'answered', 'talk-id', room.id);
      return;
    }
    case 'switch':
      switchTo(context, said, plan.roomId);
      return;
    case 'answer':
      answer(context, said, plan.roomId);
      return;
    case 'hold': {
      const entryId = keep(context, said, 'held', null, null);
      noteSpoken(context, lineSpeaker(said.channelId, said.lineUserId), null, entryId);
      holdAndAsk(context, { side: 'line', ...said }, entryId, quotedEntry(context, said));
      return;
    }
    case 'withdrawn': {
      keep(context, said, 'refused', 'room-closed', plan.roomId);
      const room = readRoom(context.db, plan.roomId);
      if (room !== null) sayWithdrawn(context, room, { replyOnly: true });
      return;
    }
    case 'link-off':
    case 'unaddressed':
    case 'unknown-talk-id':
    case 'too-many-rooms':
      turnAway(context, said, plan.kind);
      return;
    default:
      plan satisfies never;
  }
}

function relayTo(
  context: Context,
  said: LineSaid,
  roomId: TalkRoomId,
  reason: string | null,
): void {
  const entryId = keep(context, said, 'relayed', reason, roomId);
  noteSpoken(context, lineSpeaker(said.channelId, said.lineUserId), roomId, entryId);
  changeRoom(context.db, roomId, { lineUserSpokeEntry: entryId });
  relayEntry(context, roomId, entryId, 'line-works', quotedEntry(context, said));
  if (['image', 'video', 'audio', 'file'].includes(said.content.kind)) {
    const text = wordsForLineUser(context, said.lineUserId).line.kindNotRelayed;
    tellLineUser(context, said, 'kind-not-relayed', { text }, { replyOnly: true });
  }
}

function keep(
  context: Context,
  said: LineSaid,
  fate: MessageFate,
  reason: string | null,
  roomId: TalkRoomId | null,
): EntryId {
  const memberId = roomId === null ? null : (readRoom(context.db, roomId)?.memberId ?? null);
  const entryId = recordMessage(
    context,
    actingLineUser(context, said.lineUserId),
    'in',
    said.content,
    { channelId: said.channelId, lineUserId: said.lineUserId, memberId, roomId },
    fate,
    reason,
  );
  saveLineMessage(context.db, said.messageId, entryId, roomId);
  return entryId;
}

function quotedEntry(context: Context, said: LineSaid): EntryId | null {
  if (said.quotedMessageId === null) return null;
  return lineMessage(context.db, said.quotedMessageId)?.entryId ?? null;
}

/** The Talk ID of someone the LINE user already talks with: from here on that is whom they mean. */
function switchTo(context: Context, said: LineSaid, roomId: TalkRoomId): void {
  const entryId = keep(context, said, 'answered', 'talk-id', roomId);
  noteSpoken(context, lineSpeaker(said.channelId, said.lineUserId), roomId, entryId);
  const room = readRoom(context.db, roomId);
  if (room === null) return;
  const text = wordsForLineUser(context, said.lineUserId).line.switched(
    memberName(context, room.memberId),
  );
  tellLineUser(context, said, 'switched', {
    text,
    sender: memberSenderName(context, room.memberId),
  });
}

function answer(context: Context, said: LineSaid, roomId: TalkRoomId): void {
  keep(context, said, 'answered', 'addressee', roomId);
  const question = openQuestion(context.db, lineSpeaker(said.channelId, said.lineUserId));
  const actor = actingLineUser(context, said.lineUserId);
  if (question !== null)
    answerQuestion(context, actor, { side: 'line', ...said }, question, roomId);
}

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

/** Records a message that reaches nobody, and says so by reply token, at most once in a while. */
function turnAway(context: Context, said: LineSaid, why: keyof typeof TURNED_AWAY): void {
  const rule = TURNED_AWAY[why];
  const entryId = keep(context, said, rule.fate, why, null);
  const speaker = lineSpeaker(said.channelId, said.lineUserId);
  noteSpoken(context, speaker, null, entryId);
  const closed = why === 'link-off' ? null : closedAndUntold(context, said);
  if (closed !== null) {
    sayWithdrawn(context, closed, { replyOnly: true });
    return;
  }
  const friendship = readFriendship(context.db, said.channelId, said.lineUserId);
  const now = context.clock.now();
  if (now - friendship[rule.told] < rule.everyMs) return;
  saveFriendship(context.db, { ...friendship, [rule.told]: now });
  const words = wordsForLineUser(context, said.lineUserId).line;
  const text =
    rule.text === 'howToReach' ? words.howToReach(context.settings.companyName) : words[rule.text];
  tellLineUser(context, said, rule.notice, { text }, { replyOnly: true });
}

/** A room that closed without the LINE user having been told (the quota was used up). */
function closedAndUntold(context: Context, said: LineSaid) {
  return (
    roomsOfLineUser(context.db, said.channelId, said.lineUserId).find(
      (room) => room.state === 'closed' && !room.withdrawnTold,
    ) ?? null
  );
}
