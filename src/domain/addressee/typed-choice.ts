import type { TalkRoomId } from '../ids.ts';
import { foldId } from '../text/fold-id.ts';
import { foldName } from '../text/fold-name.ts';
import { readTalkId } from './read-talk-id.ts';

/** A person whom a typed answer may name. */
export interface Nameable {
  readonly roomId: TalkRoomId;
  /** As shown in the question. */
  readonly name: string;
  /**
   * False when the other side chose the displayed name: a customer who is called 承知しました must not be
   * the answer of a member who types that.
   */
  readonly answersToName: boolean;
  /** Whole names in other languages or readings, and similar. */
  readonly otherNames: readonly string[];
  /** Family and given names, which the writer may share. */
  readonly partNames: readonly string[];
  readonly talkId: string | null;
}

const COURTESY = '(?:さん|様|さま|サマ|サン|くん|君|ちゃん|先生|殿|どの|氏)';
const CLOSING = '(?:(?:へ|宛て?|あて|に)?(?:です|でお願いします|お願いします)?[。.!、, ]{0,20})';
const TITLE = '(?:(?:mr|ms|mrs|dr)[. ]{1,4})';
/** A number with more around it is a message: 2です may answer a person's question. */
const NUMBER = new RegExp(
  `^(?:no\\.? ?)?\\(?([1-9]\\d{0,2}|[一二三四五六七八九十])[.):、。]?(?:番目?${CLOSING})?$`,
);
const NAMED = new RegExp(`^(?:to )?(${TITLE})?(.{1,120}?)(${COURTESY})?${CLOSING}$`);
const DIGITS = '一二三四五六七八九十';

const bare = (name: string) => foldName(name).replaceAll(' ', '');
/** Like `bare`, but さくら is not サクラ. */
const written = (name: string) => foldId(name).replaceAll(' ', '');

/**
 * The choice that a typed answer names, by number, name or Talk ID; null when it is no answer, or
 * may mean several. A family name alone may be the writer's signature below a message: then it is
 * no answer.
 *
 * @param numbered the room behind each number, which may have closed
 * @param writer the writer's name, null when unknown
 */
export function typedChoice(
  choices: readonly Nameable[],
  numbered: readonly TalkRoomId[],
  text: string,
  writer: string | null,
): TalkRoomId | null {
  const said = foldId(text);
  const number = NUMBER.exec(said)?.[1];
  const asIs = namedBy(choices, said, true);
  if (number !== undefined) {
    const at = DIGITS.includes(number) ? DIGITS.indexOf(number) : Number.parseInt(number, 10) - 1;
    const counted = numbered[at] ?? null;
    // A person may be called 2: then the answer is ambiguous.
    return asIs === null || asIs === counted ? counted : null;
  }
  if (asIs !== null) return asIs;
  const [, title, name = '', courtesy] = NAMED.exec(said) ?? [];
  const ofSomebodyElse = title !== undefined || courtesy !== undefined;
  return (
    namedBy(choices, name, !ofSomebodyElse && maybeOwn(writer, name)) ?? byTalkId(choices, text)
  );
}

function byTalkId(choices: readonly Nameable[], text: string): TalkRoomId | null {
  const said = readTalkId(text, { hasOpenRoom: false });
  if (said?.form !== 'bare' || said.group !== null) return null;
  return choices.find(({ talkId }) => talkId === said.id)?.roomId ?? null;
}

const maybeOwn = (writer: string | null, name: string) =>
  writer === null || bare(writer).includes(bare(name));

function namedBy(choices: readonly Nameable[], said: string, wholeOnly: boolean) {
  const wanted = bare(said);
  if (wanted === '') return null;
  const besides = ({ otherNames, partNames }: Nameable) =>
    [...otherNames, ...(wholeOnly ? [] : partNames)].some((each) => bare(each) === wanted);
  const hits = choices.filter((choice) => bare(choice.name) === wanted || besides(choice));
  // Two names that differ only in their kana and are shown that way: the typed form is one of them.
  const shown = hits.some(besides)
    ? []
    : hits.filter(({ name }) => written(name) === written(said));
  const [only, ...others] = shown.length === 1 ? shown : hits;
  return only?.answersToName && others.length === 0 ? only.roomId : null;
}
