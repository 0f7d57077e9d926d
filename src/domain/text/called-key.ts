import { toKatakana } from './kana.ts';
import { normaliseForSearch } from './searched-text.ts';

/** For comparing what people are called: width, case, spacing and the kind of kana do not matter. */
export const calledKey = (name: string): string =>
  toKatakana(normaliseForSearch(name)).replaceAll(' ', '');
