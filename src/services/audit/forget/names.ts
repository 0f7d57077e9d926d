import type { Context } from '../../../context.ts';
import type { LineUserId } from '../../../domain/ids.ts';
import { cleanName } from '../../../domain/text/names.ts';
import { normaliseForSearch } from '../../../domain/text/searched-text.ts';
import {
  givenNamesOf,
  namesGivenBefore,
  peopleRowsOf,
} from '../../../store/audit/about-line-user.ts';
import { readLineUser } from '../../../store/line/line-users.ts';
import { wordsOf } from '../../../words/words.ts';

/** Every name a LINE user goes by: on LINE now and before, and what members call them. */
export function namesOfLineUser(context: Context, lineUserId: LineUserId): string[] {
  const { db } = context;
  const today = readLineUser(db, lineUserId)?.displayName ?? '';
  const names = [
    ...[today, cleanName(today, '')],
    ...peopleRowsOf(db, lineUserId).map(({ name }) => name ?? ''),
    ...givenNamesOf(db, lineUserId),
    ...namesGivenBefore(db, lineUserId),
  ];
  const unnamed = [wordsOf('ja').room.unnamed, wordsOf('en').room.unnamed];
  return [...new Set(names)].filter((name) => name.trim() !== '' && !unnamed.includes(name));
}

/** A form in which names are compared: width, case and spaces do not matter. */
const bare = (text: string) => normaliseForSearch(text).replaceAll(' ', '');

/** Shorter names stand in too many words. */
const SHORTEST = 2;

/** Tells whether a text names the person, by their id or one of their names. */
export function createNamed(
  lineUserId: LineUserId,
  names: readonly string[],
): (text: string) => boolean {
  const wanted = names.map(bare).filter((name) => [...name].length >= SHORTEST);
  return (text) => {
    if (text.includes(lineUserId)) return true;
    const said = bare(text);
    return wanted.some((name) => said.includes(name));
  };
}

/**
 * The same for what an auditor searched for, where a part of the name is enough, or a whole name of
 * one letter: each word is looked at.
 */
export function createSought(
  lineUserId: LineUserId,
  names: readonly string[],
): (words: string) => boolean {
  const isNamed = createNamed(lineUserId, names);
  const wanted = names.map(bare).filter((name) => name !== '');
  return (words) =>
    isNamed(words) ||
    words
      .split(/\s+/u)
      .map(bare)
      .some((word) =>
        wanted.some((name) => ([...word].length < SHORTEST ? name === word : name.includes(word))),
      );
}

/** The forms in which names stand in stored bodies: as they are, and within JSON. */
export const marksOf = (lineUserId: LineUserId, names: readonly string[]): string[] => {
  const long = names.filter((name) => [...bare(name)].length >= SHORTEST);
  const escaped = (name: string) => JSON.stringify(name).slice(1, -1);
  // Some senders write every other letter as an escape.
  const ascii = (name: string) =>
    escaped(name).replace(
      /[\u0080-\uffff]/g,
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  return [...new Set([lineUserId, ...long.flatMap((name) => [name, escaped(name), ascii(name)])])];
};
