import type { AboutOne } from '../../../src/domain/messages/press.ts';
import { actingMember } from '../../../src/services/audit/actors.ts';
import { nameLineUser } from '../../../src/services/line-users/name.ts';
import { wordsForMember } from '../../../src/services/say/reader.ts';
import { lineUserName } from '../../../src/services/say/shown-name.ts';
import type { TalkRoom } from '../../../src/store/talks/talk-rooms.ts';
import { answerMember, type MemberSaid } from './deeds.ts';
import { askToEnd } from './ending.ts';

/** Carries out a command about one LINE user. */
export function doAbout(said: MemberSaid, about: AboutOne, room: TalkRoom, rest: string): void {
  switch (about) {
    case 'name':
      name(said, room, rest);
      return;
    case 'block':
    case 'close':
      askToEnd(said, about, room);
      return;
    default:
      about satisfies never;
  }
}

function name(said: MemberSaid, room: TalkRoom, typed: string): void {
  const { context, memberId } = said;
  const { own } = wordsForMember(context, memberId);
  const shown = lineUserName(context, room.lineUserId);
  const done = nameLineUser(context, actingMember(context, memberId), room, typed);
  switch (done.kind) {
    case 'named':
      answerMember(said, { text: own.named(shown, done.name) });
      return;
    case 'cleared':
      answerMember(said, { text: own.nameCleared(shown) });
      return;
    case 'unchanged':
      answerMember(said, {
        text: typed.trim() === '' ? own.nameHow(done.name) : own.nameUnchanged(done.name),
      });
      return;
    case 'unusable':
      answerMember(said, { text: own.nameUnusable });
      return;
    default:
      done satisfies never;
  }
}
