import { foldName } from './fold-name.ts';

/** People with a reading sort before those without one; this marks the first part. */
const WITH_READING = '1';
const WITHOUT = '2';
/** Sorts before every character of a folded reading. */
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
 * The key that orders people: the reading in dictionary order (JIS X 4061: あ to ん, where voicing
 * marks, small kana and long marks count only between otherwise equal readings). A name written in
 * kana is its own reading. People without a reading come last, by name, since a kanji name does not
 * show its place. Keys compare byte by byte, as in SQLite; equal for equal readings.
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

/** Large kana without marks; a long mark is the vowel before it, an iteration mark the kana. */
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
