import { foldName } from './fold-name.ts';

/** Which of the two parts of every list somebody stands in. */
const WITH_READING = '1';
const WITHOUT = '2';
/** Sorts before whatever a folded reading holds. */
const THEN = '\n';

const IN_KANA = /^(?=.*[\p{sc=Katakana}\p{sc=Hiragana}])[\p{scx=Katakana}\p{scx=Hiragana} ]+$/u;

const VOICED = /[\u3099\u309A]/g;
const SMALL = 'ァィゥェォッャュョヮヵヶ';
const LARGE = 'アイウエオツヤユヨワカケ';
const VOWELS: readonly (readonly [vowel: string, kana: string])[] = [
  ['ア', 'アカサタナハマヤラワ'],
  ['イ', 'イキシチニヒミリヰ'],
  ['ウ', 'ウクスツヌフムユル'],
  ['エ', 'エケセテネヘメレヱ'],
  ['オ', 'オコソトノホモヨロヲ'],
];

/**
 * By which people are put in order: the reading as dictionaries have it (JIS X 4061: あ to ん, where marks of
 * voice, small kana and long marks count only between readings that are equal otherwise). A name written in
 * kana is its own reading. Whoever has none comes after all of them, by name: where a kanji name belongs
 * nobody can tell. Compared byte by byte, as SQLite does; equal for equal readings.
 */
export function readingKey(person: {
  readonly fullName: string;
  /** Family name first. */
  readonly phonetic: string | null;
}): string {
  const name = foldName(person.fullName);
  const reading = foldName(person.phonetic ?? '') || (IN_KANA.test(name) ? name : '');
  if (reading === '') return `${WITHOUT}${name}`;
  return `${WITH_READING}${plainKana(reading)}${THEN}${reading}`;
}

/** Large kana without marks; a long mark is the vowel before it, and what repeats a kana is that kana. */
function plainKana(reading: string): string {
  let plain = '';
  for (const sign of reading.normalize('NFD').replace(VOICED, '')) {
    const before = plain.at(-1) ?? '';
    if (sign === 'ー') plain += vowelOf(before) ?? sign;
    else if (sign === 'ヽ') plain += before;
    else plain += LARGE[SMALL.indexOf(sign)] ?? sign;
  }
  return plain;
}

const vowelOf = (kana: string) => VOWELS.find(([, row]) => kana !== '' && row.includes(kana))?.[0];
