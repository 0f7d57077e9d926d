import { en } from './en.ts';
import { ja, type PageWords } from './ja.ts';
import type { PageLanguage } from './language.ts';

export type { PageWords } from './ja.ts';

/** The words of that language. */
export const pageWords = (lang: PageLanguage): PageWords => (lang === 'en' ? en : ja);
