import type { Language } from '../domain/language.ts';
import { en } from './en.ts';
import { ja, type Words } from './ja.ts';

export type { Words };

const WORDS: Record<Language, Words> = { ja, en };

/** The words in a language. */
export const wordsOf = (language: Language): Words => WORDS[language];
