import { DAY_MS, MINUTE_MS } from '../durations.ts';
import { fold } from '../text/text.ts';

/** What would end a talk: a LINE user's 終了, a member's /閉じる, a member's /ブロック. */
export type Ending = 'leave' | 'close' | 'block';

/** A typed answer; `deed` names the action itself, as the button's label does. */
export type EndAnswer = 'yes' | 'no' | 'deed';

/** So long the question whether a talk ends may be answered. */
export const END_ANSWER_MS = 10 * MINUTE_MS;
/** So long the deed itself is taken for a late answer. */
const LATE_MS = DAY_MS;

/** Allows for a few spaces and marks around the answer. */
const LONGEST = 60;
const MARKS = /[\s、,。.!]+/gu;

const YES = new Set(['はい', 'ハイ', 'ええ', 'はいお願いします', 'yes', 'yesplease']);
const NO = new Set([
  ...['いいえ', 'いいえ続けます', 'キャンセル', 'キャンセルする', 'やめる', 'やめます'],
  ...['続ける', '続けます', 'no', 'nothanks', 'cancel'],
]);
const DEEDS: Readonly<Record<Ending, ReadonlySet<string>>> = {
  leave: new Set(['終了する', '終了します', 'endchat', 'endthechat']),
  close: new Set(['トークを終了する', '終了する', '終了します', 'endtalk', 'endthetalk']),
  block: new Set(['ブロックする', 'ブロックします', 'block']),
};

/** The answer that a whole text is; width, case and closing marks are forgiven. */
export function readEndAnswer(text: string, ending: Ending): EndAnswer | null {
  if (text.length > LONGEST) return null;
  const said = fold(text).replace(MARKS, '');
  if (DEEDS[ending].has(said.replace(/^(?:はい|yes)/u, ''))) return 'deed';
  if (YES.has(said)) return 'yes';
  return NO.has(said) ? 'no' : null;
}

/** The facts that decide what an answer does. */
export interface EndFacts {
  /** Since the question was put. */
  readonly ageMs: number;
  /** The person asked has said nothing else since. */
  readonly isNext: boolean;
  /** Another person has spoken, or may have: the answer may be meant for them. */
  readonly othersSpoke: boolean;
}

/**
 * Decides what a typed answer does; null: it is a message like any other. Words that equal an
 * answer are ordinary words once anyone has spoken since the question. The name of the action is
 * confirmed first when it comes late; a member's also when it may be meant for the LINE user, who
 * must not read that they are to be blocked.
 */
export function judgeEndAnswer(
  side: 'line-user' | 'member',
  answer: EndAnswer,
  { ageMs, isNext, othersSpoke }: EndFacts,
): 'end' | 'keep' | 'ask-again' | null {
  if (!isNext || ageMs >= LATE_MS) return null;
  const isDeed = answer === 'deed';
  if (othersSpoke) return isDeed && side === 'member' ? 'ask-again' : null;
  if (!isFreshEnd(0, ageMs)) return isDeed ? 'ask-again' : null;
  return answer === 'no' ? 'keep' : 'end';
}

/** Whether a question put at `askedAt` may still be answered. Epoch ms. */
export const isFreshEnd = (askedAt: number, now: number): boolean =>
  now >= askedAt && now - askedAt <= END_ANSWER_MS;
