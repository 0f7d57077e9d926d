import type { Context } from '../../../src/context.ts';
import { chooseAddressee } from '../../../src/domain/addressee/addressee.ts';
import type { EventResult } from '../../../src/domain/event-result.ts';
import type { MemberId } from '../../../src/domain/ids.ts';
import { languageOfWords } from '../../../src/domain/language.ts';
import type { Content } from '../../../src/domain/messages/content.ts';
import { type MemberWord, readMemberSaid } from '../../../src/domain/messages/member-words.ts';
import type { AboutOne } from '../../../src/domain/messages/press.ts';
import { memberSpeaker } from '../../../src/domain/speaker.ts';
import { clip } from '../../../src/domain/text/text.ts';
import { askWhich, tellInvite, tellList } from '../../../src/services/addressee/member-menu.ts';
import { memberFacts } from '../../../src/services/addressee/whom-for.ts';
import { noteLanguageGuessed, noteLanguageUsed } from '../../../src/services/languages/note.ts';
import { wordsForMember } from '../../../src/services/say/reader.ts';
import { openQuestion } from '../../../src/store/talks/questions.ts';
import { openRoomsOfMember, readRoom, type TalkRoom } from '../../../src/store/talks/talk-rooms.ts';
import { recordMemberMessage } from '../line-works/record-member-message.ts';
import { doAbout } from './about.ts';
import {
  answerMember,
  changeLanguage,
  helpText,
  type MemberSaid,
  type Place,
  pointToOneToOne,
  unblock,
} from './deeds.ts';
import { answerEnding, forgetEnding, typedEnding } from './ending.ts';

const SAID_MAX = 60;

/**
 * Obeys a member's own commands (DESIGN §6.5).
 *
 * @returns the outcome for the inbox row; the content to relay if it is an ordinary message
 */
export function obeyMember(
  context: Context,
  memberId: MemberId,
  content: Content,
  place: Place,
): EventResult | Content {
  const said: MemberSaid = { context, memberId, place };
  if (content.kind !== 'text') return content;
  const slashOptional = place.kind === 'one-to-one';
  const read = readMemberSaid(content.text, { slashOptional });
  switch (read.kind) {
    case 'plain': {
      const ending = typedEnding(said, read.text);
      if (ending === null) return { ...content, text: read.text };
      recordWords(said, content, 'answered', 'own-word');
      answerEnding(said, ending);
      return 'own-word';
    }
    case 'unknown': {
      recordWords(said, content, 'refused', 'unknown-word');
      noteLanguageGuessed(context, memberId, firstWordOf(read.said));
      const { own } = wordsForMember(context, memberId);
      const shown = clip(read.said, SAID_MAX);
      answerMember(said, { text: slashOptional ? own.noSuchWord(shown) : own.unknown(shown) });
      return 'unknown-word';
    }
    case 'word':
      recordWords(said, content, 'answered', 'own-word');
      noteLanguageUsed(context, memberId, languageOfWords(firstWordOf(content.text)));
      carryOutWord(said, read.word);
      return 'own-word';
    default:
      return read satisfies never;
  }
}

/** A command is in one language, whatever follows it. */
const firstWordOf = (text: string) => text.replace(/^[\s/／]+/u, '').split(/\s/u, 1)[0] ?? '';

function recordWords(
  { context, memberId, place }: MemberSaid,
  content: Content,
  fate: 'answered' | 'refused',
  reason: 'own-word' | 'unknown-word',
): void {
  const room = place.kind === 'room' ? place.room : null;
  recordMemberMessage(context, memberId, content, room, fate, reason);
}

function carryOutWord(said: MemberSaid, word: MemberWord): void {
  const { context, memberId } = said;
  forgetEnding(said);
  switch (word.word) {
    case 'help':
      answerMember(said, { text: helpText(said) });
      return;
    case 'invite':
      tellInvite(context, memberId);
      pointToOneToOne(said);
      return;
    case 'list':
      tellList(context, memberId, 0);
      pointToOneToOne(said);
      return;
    case 'lang':
      changeLanguage(said, word.called);
      return;
    case 'unblock':
      unblock(said, word.who);
      return;
    case 'name':
      aboutOne(said, 'name', word.name);
      return;
    case 'block':
    case 'close':
      aboutOne(said, word.word, '');
      return;
    default:
      word satisfies never;
  }
}

/**
 * A command about one LINE user: of this room, or the current one; otherwise the member is asked.
 */
function aboutOne(said: MemberSaid, about: AboutOne, rest: string): void {
  const { context, memberId } = said;
  const target = targetOf(said);
  if (target === 'nobody') {
    answerMember(said, { text: wordsForMember(context, memberId).own.nobody });
  } else if (target === 'ask') {
    askWhich(context, memberId, about, rest, 0);
  } else {
    doAbout(said, about, target, rest);
  }
}

function targetOf({ context, memberId, place }: MemberSaid): TalkRoom | 'ask' | 'nobody' {
  if (place.kind === 'room') return place.room;
  if (openRoomsOfMember(context.db, memberId).length === 0) return 'nobody';
  if (place.kind === 'one-to-one') return 'ask';
  const holding = openQuestion(context.db, memberSpeaker(memberId)) !== null;
  const decision = chooseAddressee(memberFacts(context, memberId, holding));
  return decision.kind === 'room' ? (readRoom(context.db, decision.roomId) ?? 'ask') : 'ask';
}
