import { fold } from './text/text.ts';

/** The languages Kakehashi speaks. */
export type Language = 'ja' | 'en';
export const LANGUAGES: readonly Language[] = ['ja', 'en'];

/**
 * The language for a BCP 47 tag (`ja-JP`) or a LINE WORKS locale (`ja_JP`). Speakers of any other
 * language are likelier to read English than Japanese; `fallback` when no tag is known.
 */
export function languageOf(tag: string | null | undefined, fallback: Language): Language {
  if (tag == null || !/^[a-z]/i.test(tag) || /^und\b/i.test(tag)) return fallback;
  return /^ja(?![a-z])/i.test(tag) ? 'ja' : 'en';
}

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
const LATIN = /\p{Script=Latin}/u;

/** The language of these words, by their letters; null where they read alike in every language. */
export function languageOfWords(words: string): Language | null {
  const said = words.normalize('NFKC');
  if (JAPANESE.test(said)) return 'ja';
  return LATIN.test(said) ? 'en' : null;
}

const NAMES: ReadonlyMap<string, Language> = new Map([
  ['ja', 'ja'],
  ['jp', 'ja'],
  ['japanese', 'ja'],
  ['日本語', 'ja'],
  ['にほんご', 'ja'],
  ['en', 'en'],
  ['english', 'en'],
  ['英語', 'en'],
  ['えいご', 'en'],
]);
const TAG = /^(ja|en)[-_][a-z]{2,4}$/;

/** The language that this name, in either language, stands for; null: none that we speak. */
export function languageCalled(name: string): Language | null {
  const said = fold(name);
  return NAMES.get(TAG.exec(said)?.[1] ?? said) ?? null;
}
