import { en } from './words-en.ts';
import { ja, type PageWords } from './words-ja.ts';

export type { PageWords } from './words-ja.ts';

/** The words of that language; Japanese unless English is asked for. */
export function pageWords(lang: string | undefined): PageWords {
  return lang === 'en' ? en : ja;
}
