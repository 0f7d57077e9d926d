import type { Language } from '../domain/language.ts';
import { terminal as en } from './en/terminal.ts';
import { terminal as ja, type TerminalWords } from './ja/terminal.ts';

export type { TerminalWords };

const WORDS: Record<Language, TerminalWords> = { ja, en };

/** The words of commands in a terminal. They stand apart from what chats and pages say: a Worker has no terminal. */
export const terminalWordsOf = (language: Language): TerminalWords => WORDS[language];
