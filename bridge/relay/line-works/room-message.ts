import type { Context } from '../../../src/context.ts';
import type { EventResult } from '../../../src/domain/event-result.ts';
import type { EntryId, MemberId } from '../../../src/domain/ids.ts';
import { type Content, saysNothing } from '../../../src/domain/messages/content.ts';
import { planMemberMessage } from '../../../src/domain/messages/plan-member-message.ts';
import { memberSpeaker } from '../../../src/domain/speaker.ts';
import { noteSpoken } from '../../../src/services/addressee/whom-for.ts';
import { wordsForMember } from '../../../src/services/say/reader.ts';
import { relayEntry, tellAdmins, tellMember, tellRoom } from '../../../src/services/say/say.ts';
import { lineUserName, memberNameIn, nameForMember } from '../../../src/services/say/shown-name.ts';
import { readFriendship } from '../../../src/store/line/line-users.ts';
import { readLink } from '../../../src/store/link.ts';
import { changeRoom, type TalkRoom } from '../../../src/store/talks/talk-rooms.ts';
import type { Words } from '../../../src/words/words.ts';
import type { Place } from '../member-words/deeds.ts';
import { obeyMember } from '../member-words/obey.ts';
import type { Pressed } from '../record-press.ts';
import type { FromMember } from './event-place.ts';
import { tellNotFromHere } from './left-room.ts';
import { pressInRoom } from './press-in-room.ts';
import { recordMemberMessage } from './record-member-message.ts';

import { fileRefusalOf, isRelayable, unfitText } from './unfit.ts';
/** A message in a talk room of ours: relayed, or refused with a reason given in the room. */
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
  // Only the room's own member gives orders here (DESIGN §6.3, §6.5).
  const heard =
    isOwn && room.state === 'open'
      ? obeyMember(context, userId, what.content, place)
      : what.content;
  return typeof heard === 'string' ? heard : speakIn(context, userId, heard, room);
}

/** Relays a member's words to the LINE user of a room, wherever they were written. */
export function speakIn(
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
