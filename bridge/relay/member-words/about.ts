import type { AboutOne } from '../../../src/domain/press.ts';
import { actingMember } from '../../../src/services/audit/actors.ts';
import { nameLineUser } from '../../../src/services/line-users/name.ts';
import { wordsForMember } from '../../../src/services/say/reader.ts';
import { lineUserName } from '../../../src/services/say/shown-name.ts';
import type { TalkRoom } from '../../../src/store/talk-rooms.ts';
import { answer, type Said } from './deeds.ts';
import { askToEnd } from './ending.ts';

/** Does what a word about one LINE user asks for. */
export function doAbout(said: Said, about: AboutOne, room: TalkRoom, rest: string): void {
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

function name(said: Said, room: TalkRoom, typed: string): void {
  const { context, memberId } = said;
  const { own } = wordsForMember(context, memberId);
  const shown = lineUserName(context, room.lineUserId);
  const done = nameLineUser(context, actingMember(context, memberId), room, typed);
  switch (done.kind) {
    case 'named':
      answer(said, { text: own.named(shown, done.name) });
      return;
    case 'cleared':
      answer(said, { text: own.nameCleared(shown) });
      return;
    case 'unchanged':
      answer(said, {
        text: typed.trim() === '' ? own.nameHow(done.name) : own.nameUnchanged(done.name),
      });
      return;
    case 'unusable':
      answer(said, { text: own.nameUnusable });
      return;
    default:
      done satisfies never;
  }
}
