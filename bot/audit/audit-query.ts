import { type TalkRoomId, talkRoomId } from '../../src/domain/ids.ts';
import type { ContentKind } from '../../src/domain/messages/content.ts';
import { type Period, readPeriod } from '../../src/domain/period.ts';
import { asOneWord, quoted, type Token, tokensOf } from '../../src/domain/text/tokens.ts';
import {
  type AuditKey,
  type ListedKey,
  type MessageOutcome,
  readDirection,
  readKey,
  readKind,
  readOutcome,
} from './audit-words.ts';

/** What was typed behind `audit search`, before anybody is looked up. */
export interface TypedQuery {
  /** Each of them must occur. */
  readonly phrases: readonly string[];
  readonly from: Period | null;
  readonly to: Period | null;
  readonly kinds: readonly ContentKind[];
  /** Each has to occur in the name of the file. */
  readonly fileNames: readonly string[];
  readonly directions: readonly ('in' | 'out')[];
  readonly outcomes: readonly MessageOutcome[];
  /** Their numbers, as the list of talk rooms shows them. */
  readonly rooms: readonly TalkRoomId[];
  readonly members: readonly NamedHere[];
  readonly users: readonly NamedHere[];
  /** From 0. */
  readonly page: number;
  /** The query once more, piece by piece, without its page: joined by spaces it reads the same. */
  readonly pieces: readonly string[];
}

/**
 * A name, and the words behind it: a name may have a space in it, and only a reader with the names at hand can
 * tell where this one ends. The rest is searched for.
 */
export interface NamedHere {
  readonly words: readonly string[];
  /** The key before it, with its colon. */
  readonly said: string;
  /** Where it stands among the pieces, with the key and its first word; each of the others is one more piece. */
  readonly at: number;
}

/** Why a query cannot be answered. `said`: what is at fault. */
export type AuditFault =
  | { readonly fault: 'nothing' | 'backwards' | 'too-many' }
  /** `word`: the whole of it, which may have been meant as words to search for. */
  | { readonly fault: 'key'; readonly said: string; readonly word: string }
  | { readonly fault: ListedKey | 'date' | 'page'; readonly said: string }
  | { readonly fault: 'no-value' | 'twice'; readonly key: AuditKey; readonly said: string };

/** More phrases, names or kinds than anybody types by hand. */
export const MOST_PHRASES = 20;
const MOST_PAGES = 10_000;

const COMMA = /[,、]/u;

/**
 * A key, and what stands behind its colon. Neither a time (10:30) nor an address (https://…) has one: a key is
 * letters, and no name begins with two strokes.
 */
const FILTER = /^(\p{L}[\p{L}\p{M}-]*):(?!\/\/)(.*)$/su;

/** A query as it grows. */
interface Draft {
  readonly phrases: string[];
  readonly kinds: ContentKind[];
  readonly fileNames: string[];
  readonly directions: ('in' | 'out')[];
  readonly outcomes: MessageOutcome[];
  readonly rooms: TalkRoomId[];
  readonly members: NamedHere[];
  readonly users: NamedHere[];
  readonly pieces: string[];
  from: Period | null;
  to: Period | null;
  page: number | null;
  /** The last name, while more of it may follow. */
  name: {
    readonly key: 'member' | 'user';
    readonly said: string;
    readonly words: string[];
  } | null;
  /** A key whose value is yet to come. */
  waits: { readonly key: AuditKey; readonly said: string } | null;
}

/**
 * Reads a query. Any text ends in a query or a fault; it never throws.
 *
 * @param line NFKC; quotation marks closed
 * @param now epoch ms, for days such as 昨日
 */
export function readAuditQuery(line: string, now: number): TypedQuery | AuditFault {
  const draft: Draft = {
    ...{ phrases: [], kinds: [], members: [], users: [], pieces: [] },
    ...{ fileNames: [], directions: [], outcomes: [], rooms: [] },
    ...{ from: null, to: null, page: null, name: null, waits: null },
  };
  for (const token of tokensOf(line) ?? []) {
    const fault = take(draft, token, now);
    if (fault !== null) return fault;
  }
  const { waits, page, from, to, phrases, members, users, pieces, fileNames } = draft;
  const { kinds, directions, outcomes, rooms } = draft;
  if (waits !== null) return { fault: 'no-value', ...waits };
  if (from !== null && to !== null && from.from >= to.to) return { fault: 'backwards' };
  const counted = [phrases, members, users, fileNames, rooms];
  if (counted.some((list) => list.length > MOST_PHRASES)) return { fault: 'too-many' };
  if (pieces.length === 0) return { fault: 'nothing' };
  return {
    ...{ phrases, fileNames, kinds, directions, outcomes, rooms, members, users, pieces },
    ...{ from, to, page: page ?? 0 },
  };
}

function take(draft: Draft, token: Token, now: number): AuditFault | null {
  const { text, isQuoted, key } = token;
  const isWhole = isQuoted && key === '';
  const [, written = '', value = ''] = isWhole ? [] : (FILTER.exec(text) ?? []);
  const known = written === '' ? null : readKey(written);
  const { waits } = draft;
  draft.waits = null;
  if (waits !== null) {
    if (known !== null) return { fault: 'no-value', ...waits };
    return fill(draft, waits.key, waits.said, text, isWhole, now);
  }
  if (written === '') return isWhole ? addPhrase(draft, text, true) : addWord(draft, text);
  if (known === null) return { fault: 'key', said: written, word: text };
  // A page is left out when the query is written out: what stands around it stands together.
  if (known !== 'page') draft.name = null;
  const said = `${written}:`;
  if (value === '' && !isQuoted) {
    draft.waits = { key: known, said };
    return null;
  }
  if (!isQuoted && isFilter(value)) return { fault: 'no-value', key: known, said };
  return fill(draft, known, said, value, isQuoted, now);
}

/** Whether a word begins with a key that there is. */
const isFilter = (word: string) => readKey(FILTER.exec(word)?.[1] ?? '') !== null;

/** A word behind a name may be more of it; a comma in it begins another name. */
function addWord(draft: Draft, text: string): null {
  const { name } = draft;
  if (name === null) return addPhrase(draft, text, false);
  const [more = '', ...others] = text.split(COMMA);
  if (more !== '') {
    name.words.push(more);
    draft.pieces.push(asOneWord(more));
  }
  if (others.length > 0) addNames(draft, name.key, name.said, others);
  return null;
}

function addPhrase(draft: Draft, text: string, isQuoted: boolean): null {
  draft.name = null;
  const phrase = text.trim();
  if (phrase === '') return null;
  draft.phrases.push(phrase);
  draft.pieces.push(isQuoted ? quoted(phrase) : asOneWord(phrase));
  return null;
}

function fill(
  draft: Draft,
  key: AuditKey,
  said: string,
  value: string,
  isQuoted: boolean,
  now: number,
): AuditFault | null {
  const trimmed = value.trim();
  if (trimmed === '') return { fault: 'no-value', key, said };
  switch (key) {
    case 'member':
    case 'user':
      if (!isQuoted) return addNames(draft, key, said, value.split(COMMA));
      addName(draft, key, said, trimmed, quoted(trimmed));
      return null;
    case 'fileName':
      draft.fileNames.push(trimmed);
      draft.pieces.push(`${said}${isQuoted ? quoted(trimmed) : asValue(trimmed)}`);
      return null;
    case 'kind':
      return addListed(draft, key, said, trimmed, readKind, draft.kinds);
    case 'direction':
      return addListed(draft, key, said, trimmed, readDirection, draft.directions);
    case 'outcome':
      return addListed(draft, key, said, trimmed, readOutcome, draft.outcomes);
    case 'room':
      return addListed(draft, key, said, trimmed, readRoom, draft.rooms);
    case 'from':
    case 'to': {
      if (draft[key] !== null) return { fault: 'twice', key, said };
      const period = readPeriod(trimmed, now);
      if (period === null) return { fault: 'date', said: trimmed };
      draft[key] = period;
      draft.pieces.push(`${said}${asValue(trimmed)}`);
      return null;
    }
    case 'page': {
      const page = /^\d{1,5}$/u.test(trimmed) ? Number(trimmed) : 0;
      if (page < 1 || page > MOST_PAGES) return { fault: 'page', said: trimmed };
      if (draft.page !== null) return { fault: 'twice', key, said };
      draft.page = page - 1;
      return null;
    }
    default:
      return key satisfies never;
  }
}

/** Parts of a list of names; more words may follow the last one, unless it ends in a comma. */
function addNames(
  draft: Draft,
  key: 'member' | 'user',
  said: string,
  parts: readonly string[],
): AuditFault | null {
  const names = parts.map((part) => part.trim());
  for (const name of names.filter((each) => each !== '')) {
    addName(draft, key, said, name, asValue(name));
  }
  if (names.at(-1) === '' && draft.name !== null) {
    draft.pieces.push(`${draft.pieces.pop() ?? ''},`);
    draft.name = null;
  }
  return names.every((name) => name === '') ? { fault: 'no-value', key, said } : null;
}

function addName(
  draft: Draft,
  key: 'member' | 'user',
  said: string,
  word: string,
  piece: string,
): void {
  const words = [word];
  draft.pieces.push(`${said}${piece}`);
  draft[key === 'member' ? 'members' : 'users'].push({ words, said, at: draft.pieces.length - 1 });
  draft.name = piece === word ? { key, said, words } : null;
}

/** A value that would be read in another way is written in quotation marks, and then is whole. */
const asValue = (word: string) =>
  FILTER.test(word) || word.startsWith('//') ? quoted(word) : asOneWord(word);

/** A talk room's number, with or without the mark before it. */
const readRoom = (word: string): TalkRoomId | null =>
  /^#?\d{1,15}$/u.test(word) ? talkRoomId(Number(word.replace('#', ''))) : null;

/** Values from a list, parted by commas. */
function addListed<Value>(
  draft: Draft,
  key: ListedKey,
  said: string,
  value: string,
  read: (word: string) => Value | null,
  all: Value[],
): AuditFault | null {
  const parts = value.split(COMMA).map((part) => part.trim());
  for (const part of parts.filter((each) => each !== '')) {
    const one = read(part);
    if (one === null) return { fault: key, said: part };
    if (!all.includes(one)) all.push(one);
    draft.pieces.push(`${said}${asValue(part)}`);
  }
  return parts.every((part) => part === '') ? { fault: 'no-value', key, said } : null;
}
