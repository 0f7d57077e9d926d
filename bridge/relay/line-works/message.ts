import type { Context } from '../../../src/context.ts';
import { chooseAddressee } from '../../../src/domain/addressee.ts';
import { type Content, isMedia, saysNothing } from '../../../src/domain/content.ts';
import type { EventResult } from '../../../src/domain/event-result.ts';
import { type FileRefusal, judgeFile } from '../../../src/domain/file-policy.ts';
import type { EntryId, MemberId } from '../../../src/domain/ids.ts';
import { planMemberMessage } from '../../../src/domain/plan-member-message.ts';
import { isForMember } from '../../../src/domain/press.ts';
import { memberSpeaker } from '../../../src/domain/speaker.ts';
import {
  type Asked,
  answerQuestion,
  ask,
  holdAndAsk,
} from '../../../src/services/addressee/ask.ts';
import { typedAnswer } from '../../../src/services/addressee/typed-answer.ts';
import { memberFacts, noteSpoken } from '../../../src/services/addressee/whom-for.ts';
import { actingMember } from '../../../src/services/audit/actors.ts';
import { fileRefusalText } from '../../../src/services/files/refuse.ts';
import { wordsForMember } from '../../../src/services/say/reader.ts';
import { relayEntry, tellAdmins, tellMember, tellRoom } from '../../../src/services/say/say.ts';
import { lineUserName, memberNameIn, nameForMember } from '../../../src/services/say/shown-name.ts';
import { readFilePolicy } from '../../../src/store/file-policy.ts';
import { readFriendship } from '../../../src/store/line-users.ts';
import { readLink } from '../../../src/store/link.ts';
import { readLinkMember } from '../../../src/store/link-members.ts';
import { openQuestion } from '../../../src/store/questions.ts';
import {
  changeRoom,
  openRoomsOfMember,
  readRoom,
  roomModeOf,
  type TalkRoom,
} from '../../../src/store/talk-rooms.ts';
import type { Words } from '../../../src/words/words.ts';
import { answerMember, type Place } from '../member-words/deeds.ts';
import { obeyMember } from '../member-words/obey.ts';
import { pressForeign } from '../press-foreign.ts';
import { type Pressed, recordMemberPress } from '../record-press.ts';
import type { FromMember } from './event-place.ts';
import { tellNotFromHere } from './left-room.ts';
import { pressMemberButton } from './press.ts';
import { pressInRoom } from './press-in-room.ts';
import { recordMemberMessage } from './record-member-message.ts';

const isRelayable = (content: Content) => content.kind !== 'unknown';

/** Why the policy forbids a member's file. Its name and size are not told (line-works.md §0 row 9). */
function fileRefusalOf(context: Context, content: Content): FileRefusal | null {
  if (!isMedia(content)) return null;
  const verdict = judgeFile(readFilePolicy(context.db), 'out', content);
  return verdict.kind === 'refuse' ? verdict.reason : null;
}

/** A message in a talk room of ours: relayed, or refused with a reason said in the room. */
export function relayRoomMessage(
  context: Context,
  event: FromMember,
  room: TalkRoom,
  pressed: Pressed | null,
): EventResult {
  const { userId, what } = event;
  const isOwn = room.memberId === userId;
  if (pressed !== null && (isOwn || what.kind === 'postback')) {
    const done = pressInRoom(context, event, room, pressed);
    if (done !== null) return done;
  }
  if (what.kind !== 'message') return 'ignored';
  const place: Place = { kind: 'room', room };
  // The member's own words are obeyed here, nobody else's (DESIGN §6.3, §6.5).
  const heard =
    isOwn && room.state === 'open'
      ? obeyMember(context, userId, what.content, place)
      : what.content;
  return typeof heard === 'string' ? heard : speakIn(context, userId, heard, room);
}

function speakIn(
  context: Context,
  speaker: MemberId,
  content: Content,
  room: TalkRoom,
): EventResult {
  const fileRefusal = fileRefusalOf(context, content);
  const plan = planMemberMessage({
    linkOn: readLink(context.db).enabled,
    room: {
      open: room.state === 'open',
      isOwner: room.memberId === speaker,
      blocked: readFriendship(context.db, room.channelId, room.lineUserId).state === 'blocked',
    },
    relayable: isRelayable(content),
    blank: saysNothing(content),
    fileRefusal,
  });
  if (plan === 'relay') {
    const entryId = recordMemberMessage(context, speaker, content, room, 'relayed', null);
    sendOn(context, room, entryId);
    return 'relay';
  }
  recordMemberMessage(
    context,
    speaker,
    content,
    room,
    'refused',
    plan === 'refuse-file' ? fileRefusal : plan,
  );
  refuse(context, speaker, content, room, plan);
  return plan;
}

function sendOn(context: Context, room: TalkRoom, entryId: EntryId): void {
  changeRoom(context.db, room.id, { memberSpokeEntry: entryId });
  noteSpoken(context, memberSpeaker(room.memberId), room.id, entryId);
  relayEntry(context, room.id, entryId, 'line', null);
}

function refuse(
  context: Context,
  speaker: MemberId,
  content: Content,
  room: TalkRoom,
  plan: Exclude<ReturnType<typeof planMemberMessage>, 'relay'>,
): void {
  const words = wordsForMember(context, speaker);
  if (room.state === 'closed') {
    tellNotFromHere(context, speaker, room);
  } else {
    tellRoom(context, room.id, { text: refusal(context, words, content, room, plan) });
  }
  if (plan !== 'refuse-colleague') return;
  const user = lineUserName(context, room.lineUserId);
  const owners = wordsForMember(context, room.memberId);
  tellMember(context, context.settings.bridgeBotId, room.memberId, {
    text: owners.room.colleagueWrote(memberNameIn(context, speaker, owners)),
  });
  tellAdmins(context, (theirs) =>
    theirs.admin.colleagueWarning(
      memberNameIn(context, speaker, theirs),
      memberNameIn(context, room.memberId, theirs),
      user,
    ),
  );
}

function refusal(
  context: Context,
  words: Words,
  content: Content,
  room: TalkRoom,
  plan: Exclude<ReturnType<typeof planMemberMessage>, 'relay'>,
): string {
  switch (plan) {
    case 'refuse-link-off':
      return words.room.refusedLinkOff;
    case 'refuse-colleague':
      return words.room.refusedColleague(memberNameIn(context, room.memberId, words));
    case 'refuse-closed':
      return words.room.refusedClosed(nameForMember(context, room));
    case 'refuse-blocked':
      return words.room.refusedBlocked(nameForMember(context, room));
    case 'refuse-blank':
    case 'refuse-kind':
    case 'refuse-file':
      return unfitText(context, words, content);
    default:
      return plan satisfies never;
  }
}

/** Why this content goes to nobody: nothing shows of it, its kind, or the file policy. */
function unfitText(context: Context, words: Words, content: Content): string {
  if (saysNothing(content)) return words.room.refusedBlank;
  const reason = fileRefusalOf(context, content);
  if (reason === null || !isMedia(content)) {
    return words.room.kindNotRelayed(words.kinds.names[content.kind]);
  }
  return fileRefusalText(words, 'member', readFilePolicy(context.db), reason, content);
}

/** The bot's 1:1 room: relayed in direct mode only, and only when it is clear whom it is for (§6.4). */
export function relayDirectMessage(
  context: Context,
  event: FromMember,
  pressed: Pressed | null,
): EventResult {
  const { userId, what } = event;
  const actor = actingMember(context, userId);
  const asked: Asked = { side: 'line-works', memberId: userId };
  const isDirect = roomModeOf(context.db, userId) === 'direct';
  const place: Place = { kind: isDirect ? 'direct' : 'one-to-one' };
  const oneToOne = { kind: 'one-to-one' } as const;
  if (pressed !== null && pressed.press !== null) {
    const said = { context, memberId: userId, place };
    if (isForMember(pressed.press)) return pressMemberButton(said, pressed.press);
    answerMember(said, { text: wordsForMember(context, userId).own.notHere });
    return recordMemberPress(context, event, oneToOne, pressed);
  }
  const content = what.kind === 'message' ? obeyMember(context, userId, what.content, place) : null;
  if (typeof content === 'string') return content;
  // The words of somebody else's button are nobody's.
  if (pressed !== null) return pressForeign(context, event, oneToOne, pressed);
  if (content === null) return 'ignored';
  if (!isDirect) return hint(context, userId, content);
  const question = openQuestion(context.db, memberSpeaker(userId));
  const choice =
    question && content.kind === 'text'
      ? typedAnswer(context, asked, question, content.text)
      : null;
  if (question !== null && choice !== null) {
    recordMemberMessage(
      context,
      userId,
      content,
      readRoom(context.db, choice),
      'answered',
      'addressee',
    );
    const counts = answerQuestion(context, actor, asked, question, choice);
    if (!counts) ask(context, asked, question, 0);
    return 'answered';
  }
  const decision = chooseAddressee(memberFacts(context, userId));
  switch (decision.kind) {
    case 'room': {
      const room = readRoom(context.db, decision.roomId);
      return room === null ? 'nobody' : speakIn(context, userId, content, room);
    }
    case 'hold':
      return hold(context, userId, content, asked);
    case 'withdrawn':
    case 'nobody':
      return hint(context, userId, content);
    default:
      return decision satisfies never;
  }
}

function hold(context: Context, userId: MemberId, content: Content, asked: Asked): EventResult {
  const unfit = unfitReason(context, content);
  if (unfit !== null) {
    recordMemberMessage(context, userId, content, null, 'refused', unfit);
    const text = unfitText(context, wordsForMember(context, userId), content);
    tellMember(context, context.settings.bridgeBotId, userId, { text });
    return unfit;
  }
  const entryId = recordMemberMessage(context, userId, content, null, 'held', null);
  noteSpoken(context, memberSpeaker(userId), null, entryId);
  holdAndAsk(context, asked, entryId, null);
  return 'hold';
}

function unfitReason(
  context: Context,
  content: Content,
): 'refuse-blank' | 'refuse-kind' | FileRefusal | null {
  if (saysNothing(content)) return 'refuse-blank';
  return isRelayable(content) ? fileRefusalOf(context, content) : 'refuse-kind';
}

/** Nothing from the 1:1 room goes out in room mode; the member is told where to write. */
function hint(context: Context, userId: MemberId, content: Content): EventResult {
  const entryId = recordMemberMessage(
    context,
    userId,
    content,
    null,
    'unaddressed',
    'one-to-one-room',
  );
  noteSpoken(context, memberSpeaker(userId), null, entryId);
  const words = wordsForMember(context, userId).room;
  const hasRooms = openRoomsOfMember(context.db, userId).length > 0;
  const isLinked = readLinkMember(context.db, userId) !== null;
  const text = hasRooms ? words.hint : isLinked ? words.noRooms : words.notLinked;
  tellMember(context, context.settings.bridgeBotId, userId, { text });
  return 'hint';
}
