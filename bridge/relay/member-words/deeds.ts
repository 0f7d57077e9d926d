import type { Context } from '../../../src/context.ts';
import type { MemberId } from '../../../src/domain/ids.ts';
import { LANGUAGES, type Language, languageCalled } from '../../../src/domain/language.ts';
import { encodePress } from '../../../src/domain/messages/press.ts';
import type { Speech } from '../../../src/domain/messages/speech.ts';
import { clip, fold } from '../../../src/domain/text/text.ts';
import { askUnblock, tellOneToOne } from '../../../src/services/addressee/member-menu.ts';
import { actingMember } from '../../../src/services/audit/actors.ts';
import { describeLanguage, unknownLanguage } from '../../../src/services/languages/describe.ts';
import { setLanguage } from '../../../src/services/languages/set.ts';
import { blockedNames, unblockLineUser } from '../../../src/services/line-users/block.ts';
import { wordsForMember } from '../../../src/services/say/reader.ts';
import { tellRoom } from '../../../src/services/say/say.ts';
import type { TalkRoom } from '../../../src/store/talks/talk-rooms.ts';

/** Where a member spoke: in their own open talk room, or in the bridge bot's 1:1 room. */
export type Place =
  | { readonly kind: 'room'; readonly room: TalkRoom }
  /** All LINE users share one chat: a command is for the current one. */
  | { readonly kind: 'direct' }
  /** Words here do not go to a LINE user. */
  | { readonly kind: 'one-to-one' };

/** A member speaking, and where. */
export interface MemberSaid {
  readonly context: Context;
  readonly memberId: MemberId;
  readonly place: Place;
}

const SAID_MAX = 60;

/** Answers where the member spoke. */
export function answerMember({ context, memberId, place }: MemberSaid, speech: Speech): void {
  if (place.kind === 'room') tellRoom(context, place.room.id, speech);
  else tellOneToOne(context, memberId, speech);
}

/** Lists of other customers and the QR image belong in the 1:1 room; the talk room says so. */
export function pointToOneToOne(said: MemberSaid): void {
  if (said.place.kind !== 'room') return;
  answerMember(said, { text: wordsForMember(said.context, said.memberId).own.sentOneToOne });
}

/** The commands a member has in this place. */
export function helpText({ context, memberId, place }: MemberSaid): string {
  const { own } = wordsForMember(context, memberId);
  return place.kind === 'one-to-one' ? `${own.help}\n${own.slashOptional}` : own.help;
}

/** Shows the language, with a button for each; or switches to the named one. */
export function changeLanguage(said: MemberSaid, called: string): void {
  const { context, memberId } = said;
  const wanted = called === '' ? null : languageCalled(called);
  if (wanted !== null) {
    speakFromNowOn(said, wanted);
    return;
  }
  const { languages, commands } = wordsForMember(context, memberId);
  const example = `/${commands.lang.example}`;
  const text =
    called === ''
      ? describeLanguage(context, memberId, example)
      : unknownLanguage(context, memberId, called, example);
  const buttons = LANGUAGES.map((language) => ({
    label: languages.labels[language],
    token: encodePress({ do: 'lang', language }),
    says: languages.labels[language],
  }));
  answerMember(said, { text, buttons });
}

/** Sets the language, which holds wherever the member is spoken to. */
export function speakFromNowOn(said: MemberSaid, language: Language): void {
  const { context, memberId } = said;
  setLanguage(context, actingMember(context, memberId), memberId, language);
  answerMember(said, { text: wordsForMember(context, memberId).admin.language });
}

/** Takes back the block of the named person; asks if the name fits several. */
export function unblock(said: MemberSaid, who: string): void {
  const { context, memberId } = said;
  const { own } = wordsForMember(context, memberId);
  const blocked = blockedNames(context, memberId);
  if (blocked.length === 0) {
    answerMember(said, { text: own.unblockNobody });
    return;
  }
  const bare = (text: string) => fold(text).replaceAll(' ', '');
  const hits =
    who === ''
      ? blocked
      : blocked.filter(({ name, alsoNamed }) =>
          [name, ...alsoNamed].some((each) => bare(each) === bare(who)),
        );
  const [only, ...others] = hits;
  if (only === undefined) {
    answerMember(said, { text: own.unblockUnknown(clip(who, SAID_MAX)) });
  } else if (who !== '' && others.length === 0) {
    unblockLineUser(context, actingMember(context, memberId), memberId, only.lineUserId);
    answerMember(said, { text: own.unblocked(only.name) });
  } else {
    askUnblock(context, memberId, hits);
    pointToOneToOne(said);
  }
}
