import type { Context } from '../../../src/context.ts';
import type { AddresseeFacts } from '../../../src/domain/addressee.ts';
import { saysNothing } from '../../../src/domain/content.ts';
import {
  type ChannelId,
  type LineUserId,
  type MemberId,
  type TalkRoomId,
  talkId as toTalkId,
} from '../../../src/domain/ids.ts';
import { type OwnWord, readOwnWord } from '../../../src/domain/own-words.ts';
import {
  type AskedTalkId,
  type LineMessageFacts,
  type LineMessagePlan,
  planLineMessage,
} from '../../../src/domain/plan-line-message.ts';
import { readTalkId } from '../../../src/domain/read-talk-id.ts';
import { lineSpeaker } from '../../../src/domain/speaker.ts';
import { isGroupOf } from '../../../src/domain/talk-id.ts';
import { answerQuestion, ask, holdAndAsk, speakerOf } from '../../../src/services/addressee/ask.ts';
import {
  type LineAsked,
  listMembers,
  tellHelp,
} from '../../../src/services/addressee/line-user-menu.ts';
import { askNewHolder } from '../../../src/services/addressee/new-holder.ts';
import { typedAnswer } from '../../../src/services/addressee/typed-answer.ts';
import { lineUserFacts, noteSpoken } from '../../../src/services/addressee/whom-for.ts';
import { forgetEvent } from '../../../src/services/audit/erase-message.ts';
import { tellAway } from '../../../src/services/members/absence.ts';
import { changedHandsLately } from '../../../src/services/members/talk-ids.ts';
import { tellKeptNotices } from '../../../src/services/pushes/tell-kept-notices.ts';
import { sayWithdrawn } from '../../../src/services/rooms/close.ts';
import { mayOpenRoom, openRoom } from '../../../src/services/rooms/open.ts';
import { tellSwitched } from '../../../src/services/rooms/switch.ts';
import { tellUntoldClosings } from '../../../src/services/rooms/tell-untold-closings.ts';
import { actingLineUser } from '../../../src/services/say/names.ts';
import { relayEntry, tellLineUser } from '../../../src/services/say/say.ts';
import { dropEndQuestion } from '../../../src/store/end-questions.ts';
import { isUnsent } from '../../../src/store/line-messages.ts';
import { readLink } from '../../../src/store/link.ts';
import { linkMemberByTalkId, readLinkMember } from '../../../src/store/link-members.ts';
import { isBlockedBy } from '../../../src/store/member-blocks.ts';
import { readMember } from '../../../src/store/members.ts';
import { readAccount } from '../../../src/store/official-accounts.ts';
import { openQuestion } from '../../../src/store/questions.ts';
import { changeRoom, readRoom, roomsOfLineUser } from '../../../src/store/talk-rooms.ts';
import { recordEvent } from '../record-message.ts';
import { answerLeaving, hearLeave, typedLeaving } from './leaving.ts';
import { keep, type LineSaid, quotedEntry } from './said.ts';
import { turnAway } from './turn-away.ts';

/** Decides and writes what becomes of a LINE user's message. Returns a word for the inbox row. */
export function relayLineMessage(context: Context, said: LineSaid): string {
  if (isUnsent(context.db, said)) {
    // Its unsend came first: the content must not be kept at all (line.md §1.9).
    const { channelId, lineUserId } = said;
    forgetEvent(context, said.inboxId);
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
  tellUntoldClosings(context, said);
  tellKeptNotices(context, said);
  return plan.kind;
}

function gatherFacts(context: Context, said: LineSaid): LineMessageFacts {
  const { channelId, lineUserId, content } = said;
  const addressee = lineUserFacts(context, channelId, lineUserId, said.quotedMessageId);
  const asked: LineAsked = { side: 'line', channelId, lineUserId };
  const talkId =
    content.kind === 'text'
      ? askedTalkId(context, said, content.text, addressee.openRooms.length > 0)
      : null;
  const question = addressee.holding ? openQuestion(context.db, speakerOf(asked)) : null;
  return {
    linkOn: readLink(context.db).enabled,
    answer:
      question !== null && content.kind === 'text'
        ? typedAnswer(context, asked, question, content.text)
        : null,
    word: content.kind === 'text' ? readOwnWord(content.text) : null,
    leaving: content.kind === 'text' ? typedLeaving(context, asked, content.text) : null,
    asked: talkId,
    ...openingFacts(context, said, talkId, addressee),
    blank: saysNothing(content),
    addressee,
  };
}

/** Asked for only where a room could be opened: most messages have one. */
function openingFacts(
  context: Context,
  { channelId, lineUserId }: LineSaid,
  asked: AskedTalkId | null,
  { openRooms }: AddresseeFacts,
): Pick<LineMessageFacts, 'dedicatedMember' | 'mayOpenRoom'> {
  if (asked === null && openRooms.length > 0) return { dedicatedMember: null, mayOpenRoom: false };
  return {
    dedicatedMember: dedicatedMember(context, channelId, lineUserId),
    mayOpenRoom: mayOpenRoom(context, lineUserId),
  };
}

function askedTalkId(
  context: Context,
  said: LineSaid,
  text: string,
  hasOpenRoom: boolean,
): AskedTalkId | null {
  const asked = readTalkId(text, { hasOpenRoom });
  if (asked === null) return null;
  const link = linkMemberByTalkId(context.db, asked.id);
  // Whom the member has blocked finds nobody under this Talk ID (DESIGN §6.5).
  const holder =
    link?.status === 'available' &&
    isOfGroup(context, link.memberId, asked.group) &&
    !isBlockedBy(context.db, link.memberId, said.lineUserId)
      ? link.memberId
      : null;
  const room = roomsOfLineUser(context.db, said.channelId, said.lineUserId).find(
    (candidate) => candidate.state === 'open' && candidate.memberId === holder,
  );
  return {
    holder,
    openRoom: room?.id ?? null,
    changedHands: holder !== null && changedHandsLately(context, toTalkId(asked.id), holder),
    labelled: asked.form !== 'bare',
    inSentence: asked.form === 'in-sentence',
  };
}

/** A whole login ID is one of ours, and not the beginning of somebody else's address. */
function isOfGroup(context: Context, memberId: MemberId, group: string | null): boolean {
  return group === null || isGroupOf(group, readMember(context.db, memberId)?.email ?? null);
}

/** A dedicated OA belongs to one member; any message there that has no room opens it. */
export function dedicatedMember(
  context: Context,
  channelId: ChannelId,
  lineUserId: LineUserId,
): MemberId | null {
  const account = readAccount(context.db, channelId);
  if (account === null || account.shared || account.memberId === null) return null;
  const { memberId } = account;
  if (isBlockedBy(context.db, memberId, lineUserId)) return null;
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
    case 'blank':
      keep(context, said, 'refused', 'blank', plan.roomId);
      tellLineUser(context, said, 'blank', ({ line }) => ({ text: line.blank }), {
        replyOnly: true,
      });
      return;
    case 'withdrawn': {
      keep(context, said, 'refused', 'room-closed', plan.roomId);
      const room = readRoom(context.db, plan.roomId);
      if (room !== null) sayWithdrawn(context, room, { replyOnly: true });
      return;
    }
    case 'own-word':
      obey(context, said, plan.word);
      return;
    case 'leaving':
      keep(context, said, 'answered', 'own-word', null);
      answerLeaving(context, actingLineUser(context, said.lineUserId), askedOf(said), plan);
      return;
    case 'new-holder':
      keep(context, said, plan.inSentence ? 'unaddressed' : 'answered', 'new-holder', null);
      askNewHolder(context, { side: 'line', ...said }, plan.memberId, plan.inSentence);
      return;
    case 'unaddressed':
      turnAway(context, said, plan.kind, plan.isTry);
      return;
    case 'unknown-talk-id':
      turnAway(context, said, plan.kind, true);
      return;
    case 'link-off':
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
  const room = readRoom(context.db, roomId);
  if (room !== null) tellAway(context, room);
}

/** The Talk ID of someone the LINE user already talks with: from here on that is whom they mean. */
function switchTo(context: Context, said: LineSaid, roomId: TalkRoomId): void {
  const entryId = keep(context, said, 'answered', 'talk-id', roomId);
  noteSpoken(context, lineSpeaker(said.channelId, said.lineUserId), roomId, entryId);
  const room = readRoom(context.db, roomId);
  if (room !== null) tellSwitched(context, room);
}

const askedOf = ({ channelId, lineUserId }: LineSaid): LineAsked => ({
  side: 'line',
  channelId,
  lineUserId,
});

/** One of the LINE user's own words: for the bridge, not for anybody they talk with (DESIGN §6.3). */
function obey(context: Context, said: LineSaid, word: OwnWord): void {
  keep(context, said, 'answered', 'own-word', null);
  const asked = askedOf(said);
  // What is said after something else has been shown answers no earlier question.
  dropEndQuestion(context.db, speakerOf(asked));
  switch (word) {
    case 'members':
      listMembers(context, asked, 0);
      return;
    case 'help':
      tellHelp(context, asked);
      return;
    case 'leave':
      hearLeave(context, asked);
      return;
    default:
      word satisfies never;
  }
}

function answer(context: Context, said: LineSaid, roomId: TalkRoomId): void {
  keep(context, said, 'answered', 'addressee', roomId);
  const asked = askedOf(said);
  const question = openQuestion(context.db, speakerOf(asked));
  const actor = actingLineUser(context, said.lineUserId);
  if (question === null || answerQuestion(context, actor, asked, question, roomId)) return;
  // Whoever has that number is gone: the others are still to choose from.
  ask(context, asked, question, 0);
}
