import type { PageLanguage } from './language.ts';
import { en } from './words-en.ts';
import { ja, type PageWords } from './words-ja.ts';

export type { PageWords } from './words-ja.ts';

/** The words of that language. */
export const pageWords = (lang: PageLanguage): PageWords => (lang === 'en' ? en : ja);
