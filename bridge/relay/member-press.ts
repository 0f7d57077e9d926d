import { record } from '../../src/context.ts';
import { lineUserId, talkRoomId } from '../../src/domain/ids.ts';
import { blockedNames, unblockLineUser } from '../../src/services/block-line-user.ts';
import { closeRoom } from '../../src/services/close-room.ts';
import { type AboutOne, askWhich, tellList } from '../../src/services/member-menu.ts';
import { actingMember, wordsForMember } from '../../src/services/people.ts';
import { readRoom } from '../../src/store/talk-rooms.ts';
import { answer, doAbout, type Said } from './member-deeds.ts';
import { recordEvent } from './record-message.ts';

/** A press on one of our buttons. Whatever it was made for is looked at again. */
export function pressMemberButton(said: Said, data: string): string {
  const { context, memberId } = said;
  const [verb = '', first = '', ...rest] = data.split(':');
  switch (verb) {
    case 'list':
      tellList(context, memberId, pageOf(first));
      return 'answered';
    case 'which':
      turnWhich(said, first, rest);
      return 'answered';
    case 'unblock':
      return pressUnblock(said, first);
    case 'name':
    case 'block':
    case 'close':
    case 'closing':
    case 'keep':
      return pressAbout(said, verb, first, rest.join(':'));
    default:
      recordEvent(context, actingMember(context, memberId), 'unknown-button', {}, { memberId });
      return 'unknown-button';
  }
}

const pageOf = (text: string) => Number.parseInt(text, 10) || 0;
const ABOUT: readonly AboutOne[] = ['name', 'block', 'close'];

function turnWhich({ context, memberId }: Said, wanted: string, rest: readonly string[]): void {
  const about = ABOUT.find((each) => each === wanted);
  const [page = '', ...typed] = rest;
  if (about !== undefined) askWhich(context, memberId, about, typed.join(':'), pageOf(page));
}

function pressUnblock(said: Said, id: string): string {
  const { context, memberId } = said;
  const blocked = blockedNames(context, memberId).find((each) => each.lineUserId === id);
  const actor = actingMember(context, memberId);
  if (blocked === undefined) return 'answered-before';
  unblockLineUser(context, actor, memberId, lineUserId(id));
  answer(said, { text: wordsForMember(context, memberId).own.unblocked(blocked.name) });
  return 'answered';
}

function pressAbout(
  said: Said,
  verb: AboutOne | 'closing' | 'keep',
  id: string,
  rest: string,
): string {
  const { context, memberId } = said;
  const { own } = wordsForMember(context, memberId);
  const room = readRoom(context.db, talkRoomId(Number.parseInt(id, 10)));
  if (room === null || room.memberId !== memberId || room.state !== 'open') {
    answer(said, { text: own.gone });
    return 'room-closed';
  }
  if (verb === 'keep') {
    const actor = actingMember(context, memberId);
    record(context, { action: 'command.cancel', actor, outcome: 'ok', roomId: room.id, memberId });
    answer(said, { text: own.kept });
  } else if (verb === 'closing') {
    closeRoom(context, actingMember(context, memberId), room, 'closed-by-member');
  } else {
    doAbout(said, verb, room, rest);
  }
  return 'answered';
}
