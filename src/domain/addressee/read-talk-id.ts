import { DASH_LIKE, foldId, QUOTES } from '../text/fold-id.ts';

/** A Talk ID named in a LINE user's message, whether or not a member has it or could have it. */
export interface SaidTalkId {
  /** Lower-cased, with plain hyphens. */
  readonly id: string;
  /** The part after the `@` of a whole login ID; null when only the Talk ID was given. */
  readonly group: string | null;
  /**
   * `alone`: labelled, and nothing else in the message; `bare`: the message is the ID;
   * `in-sentence`: labelled, with other words around.
   */
  readonly form: 'alone' | 'bare' | 'in-sentence';
}

const LABEL = /(?:トーク|(?<![a-z0-9])talk) ?id/g;
/** `talk id please` is a sentence: to count in an open room, the English label needs its colon. */
const SEPARATOR = /(?: ?([:=]) ?| ?は ?| is |( )|)/y;
const isJapanese = (label: string) => label.startsWith('ト');
const OPENING = new RegExp(`[@${QUOTES} ]*`, 'vy');
const ID = /([a-z0-9][a-z0-9._-]*)(?:@([a-z0-9][a-z0-9.-]*))?/y;
const LONGEST_ID = 40;

/** Letters of scripts written without spaces. None of them could be meant as part of an ID. */
const OTHER_LETTER = String.raw`[[\p{L}&&[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{sc=Hangul}\p{sc=Thai}]]--[${DASH_LIKE}]]`;
/** Sentence ends, quotes and brackets of all kinds, pictures. */
const ENDERS = String.raw`[。、,.!?;:…‥${QUOTES}\p{So}\p{Emoji_Modifier}]*`;
/** Characters that join parts of something longer than an ID, even with a space beside them. */
const JOINER = `[${DASH_LIKE}._+@・·•‧∙⋅･]`;
const ENDS_HERE = new RegExp(
  `^${ENDERS}(?:$|${OTHER_LETTER}| (?!${JOINER}+ ?(?:[a-z0-9]|$)))`,
  'v',
);
/** The rest, up to a space or other letters, when an ID does not end where its letters end. */
const TANGLED = new RegExp(
  `^(?:${JOINER}| (?=${JOINER})|(?<=${JOINER}) |(?!${OTHER_LETTER})[^ ])+`,
  'v',
);
const CLOSING = new RegExp(`^${ENDERS}`, 'v');

/**
 * The Talk ID a LINE user means; null when the message names none (DESIGN §6.3). Width, case,
 * look-alikes of a hyphen, and surrounding quotation marks and brackets are forgiven. With an open
 * room only a message that is nothing but `トークID: x` counts; without one the label may stand in a
 * sentence, and a one-word message may be the ID itself. An ID is never the beginning of something
 * longer: `sato+hanako` comes back whole, and no member has it.
 */
export function readTalkId(
  text: string,
  { hasOpenRoom }: { readonly hasOpenRoom: boolean },
): SaidTalkId | null {
  const said = foldId(text);
  // `talkid:sato` is not a bare word.
  return labelledId(said, hasOpenRoom) ?? (hasOpenRoom ? null : bareId(said));
}

function bareId(said: string): SaidTalkId | null {
  const at = skip(OPENING, said, 0);
  // `@tanaka` may be the name of the OA itself.
  const found = said.slice(0, at).includes('@') ? null : idAt(said, at);
  if (found === null || found.rest !== '') return null;
  const { id, group } = found;
  return id.length < 2 || id.length > LONGEST_ID ? null : { id, group, form: 'bare' };
}

function labelledId(said: string, hasOpenRoom: boolean): SaidTalkId | null {
  for (const { 0: label, index } of said.matchAll(LABEL)) {
    const labelled = afterLabel(said, label, index + label.length);
    if (labelled === null) continue;
    const { id, group, rest, plainly } = labelled;
    const alone = rest === '' && said.slice(0, index).trim() === '';
    if (hasOpenRoom && !(alone && plainly)) return null;
    return { id, group, form: alone ? 'alone' : 'in-sentence' };
  }
  return null;
}

function afterLabel(said: string, label: string, end: number) {
  SEPARATOR.lastIndex = end;
  const [separator = '', colon, space] = SEPARATOR.exec(said) ?? [];
  // `talk idea` is no label.
  if (separator === '' && !isJapanese(label)) return null;
  const found = idAt(said, skip(OPENING, said, end + separator.length));
  const plainly = colon !== undefined || (space !== undefined && isJapanese(label));
  return found === null ? null : { ...found, plainly };
}

function skip(what: RegExp, said: string, from: number): number {
  what.lastIndex = from;
  return from + (what.exec(said)?.[0].length ?? 0);
}

/** Reads the ID at a position, and what follows its closing marks. */
function idAt(said: string, at: number) {
  ID.lastIndex = at;
  const match = ID.exec(said);
  if (match === null) return null;
  const [whole, id = '', group = null] = match;
  const rest = said.slice(at + whole.length);
  if (!ENDS_HERE.test(rest)) {
    const [tangle = ''] = TANGLED.exec(rest) ?? [];
    return { id: `${whole}${tangle}`, group: null, rest: rest.slice(tangle.length).trim() };
  }
  return {
    id: group === null ? withoutStop(id) : id,
    group: group === null ? null : withoutStop(group),
    rest: rest.replace(CLOSING, '').trim(),
  };
}

const withoutStop = (text: string) => text.replace(/(?<!\.)\.+$/, '');
