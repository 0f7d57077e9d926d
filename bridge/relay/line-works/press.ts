import type { EventResult } from '../../../src/domain/event-result.ts';
import type { LineUserId, TalkRoomId } from '../../../src/domain/ids.ts';
import type { ChoicePress, MemberPress } from '../../../src/domain/messages/press.ts';
import { askWhich, tellInvite, tellList } from '../../../src/services/addressee/member-menu.ts';
import { actingMember } from '../../../src/services/audit/actors.ts';
import { blockedNames, unblockLineUser } from '../../../src/services/line-users/block.ts';
import { makeNewRoom } from '../../../src/services/rooms/make-new.ts';
import { wordsForMember } from '../../../src/services/say/reader.ts';
import { nameForMember } from '../../../src/services/say/shown-name.ts';
import { readRoom, type TalkRoom } from '../../../src/store/talks/talk-rooms.ts';
import { doAbout } from '../member-words/about.ts';
import { answerMember, helpText, type MemberSaid, speakFromNowOn } from '../member-words/deeds.ts';
import { askToEnd, keepTalk, pressEnd, tellGone } from '../member-words/ending.ts';
import { pressChoice } from '../press-choice.ts';

/**
 * A press on one of the member's own buttons, where it counts. The button's subject is checked
 * again.
 *
 * @returns a word for the inbox row
 */
export function pressMemberButton(said: MemberSaid, press: ChoicePress | MemberPress): EventResult {
  const { context, memberId } = said;
  switch (press.do) {
    case 'to':
    case 'more': {
      const asked = { side: 'line-works', memberId } as const;
      return pressChoice(context, actingMember(context, memberId), asked, press);
    }
    case 'invite':
      tellInvite(context, memberId);
      return 'answered';
    case 'help':
      answerMember(said, { text: helpText(said) });
      return 'answered';
    case 'lang':
      speakFromNowOn(said, press.language);
      return 'answered';
    case 'list':
      tellList(context, memberId, press.page);
      return 'answered';
    case 'which':
      askWhich(context, memberId, press.about, press.rest, press.page);
      return 'answered';
    case 'unblock':
      return pressUnblock(said, press.lineUserId);
    case 'close-now':
      return pressEnd(said, 'close', readRoom(context.db, press.roomId), press.askedAt);
    case 'block-now':
      return pressEnd(said, 'block', readRoom(context.db, press.roomId), press.askedAt);
    case 'name':
    case 'block':
    case 'close':
    case 'closing':
    case 'keep':
    case 'new-room':
      return pressAbout(said, press);
    default:
      return press satisfies never;
  }
}

function pressUnblock(said: MemberSaid, id: LineUserId): EventResult {
  const { context, memberId } = said;
  const blocked = blockedNames(context, memberId).find((each) => each.lineUserId === id);
  const actor = actingMember(context, memberId);
  if (blocked === undefined) return 'answered-before';
  unblockLineUser(context, actor, memberId, id);
  answerMember(said, { text: wordsForMember(context, memberId).own.unblocked(blocked.name) });
  return 'answered';
}

type AboutRoom = Exclude<
  Extract<MemberPress, { readonly roomId: TalkRoomId }>,
  { readonly askedAt: number }
>;

function pressAbout(said: MemberSaid, press: AboutRoom): EventResult {
  const { context, memberId } = said;
  const room = readRoom(context.db, press.roomId);
  if (room === null || room.memberId !== memberId || room.state !== 'open') return tellGone(said);
  carryOut(said, press, room);
  return 'answered';
}

function carryOut(said: MemberSaid, press: AboutRoom, room: TalkRoom): void {
  const { context, memberId } = said;
  switch (press.do) {
    case 'keep':
      keepTalk(said, room);
      return;
    case 'closing':
      askToEnd(said, 'close', room);
      return;
    case 'new-room': {
      const { own } = wordsForMember(context, memberId);
      const user = nameForMember(context, room);
      const isComing = makeNewRoom(context, room) === 'coming';
      answerMember(said, { text: isComing ? own.newRoomComing(user) : own.newRoomThere(user) });
      return;
    }
    case 'name':
    case 'block':
    case 'close':
      doAbout(said, press.do, room, press.rest);
      return;
    default:
      press satisfies never;
  }
}
