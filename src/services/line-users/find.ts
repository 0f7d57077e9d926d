import type { Context } from '../../context.ts';
import { type LineUserId, lineUserId as toLineUserId } from '../../domain/ids.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { LONGEST_NAME } from '../../domain/people/read-people.ts';
import { calledKey } from '../../domain/text/called-key.ts';
import { cleanName } from '../../domain/text/names.ts';
import { lineUserNames, readLineUser } from '../../store/line/line-users.ts';
import { remember } from '../../store/memory/remembered.ts';
import { auditPeople, lineUsers } from '../../store/schema.ts';
import { and, eq, notInArray, or, sql } from '../../store/sqlite/drizzle.ts';
import { newestRooms } from '../../store/talks/room-list.ts';
import { wordsOf } from '../../words/words.ts';
import { lineUserName } from '../say/shown-name.ts';

/** LINE users named at the beginning of a text. */
export interface LineUsersFound {
  readonly ids: readonly LineUserId[];
  /** How many of the words name them. */
  readonly count: number;
}

const MOST_ROOMS = 100;
const MOST_REMEMBERED = 20_000;

/** Names as they are compared: folding thousands of them takes longer than a command may. */
const keys = remember(
  (_db, name: string) => ({ key: calledKey(cleanName(name, '')) }),
  MOST_REMEMBERED,
);

/**
 * Finds the LINE users named at the beginning of a text: those whose name holds the most of its
 * words together, or whose id is the first word. A former name counts unless it is now another
 * user's name. Null: no LINE user fits.
 */
export function findLineUsers(context: Context, words: readonly string[]): LineUsersFound | null {
  const today = lineUserNames(context.db).map(({ lineUserId, displayName }) => ({
    id: lineUserId,
    key: keys.of(context.db, displayName ?? '').key,
  }));
  const first = words[0] ?? '';
  const byId = today.filter(({ id }) => id === first).map(({ id }) => id);
  if (byId.length > 0) return { ids: byId, count: 1 };
  return longestIn(today, words) ?? longestIn(namesWritten(context, first), words);
}

interface Named {
  readonly id: LineUserId;
  readonly key: string;
}

function longestIn(named: readonly Named[], words: readonly string[]): LineUsersFound | null {
  for (let count = Math.min(words.length, LONGEST_NAME); count > 0; count -= 1) {
    const wanted = calledKey(words.slice(0, count).join(' '));
    if (wanted === '') continue;
    const ids = named.filter(({ key }) => key.includes(wanted)).map(({ id }) => id);
    if (ids.length > 0) return { ids: [...new Set(ids)], count };
  }
  return null;
}

/** What stood for a name that was not known yet. */
const UNNAMED = LANGUAGES.map((language) => wordsOf(language).room.unnamed);

/** Names that entries were written under: former ones, and those with this word as it stands. */
function namesWritten({ db }: Context, word: string): Named[] {
  const { person, name, kind } = auditPeople;
  // Names are compared folded, which the database cannot: it leaves out those that nobody has lost.
  const isFormer = sql`${name} IS NOT ${lineUsers.displayName} AND ${notInArray(name, UNNAMED)}`;
  const isWord = sql`instr(lower(${name}), ${word.toLowerCase()}) > 0`;
  return db
    .select({ person, name })
    .from(auditPeople)
    .leftJoin(lineUsers, sql`${lineUsers.lineUserId} = ${person}`)
    .where(and(eq(kind, 'line-user'), or(isFormer, isWord)))
    .all()
    .flatMap((row) =>
      row.person === null
        ? []
        : [{ id: toLineUserId(row.person), key: keys.of(db, row.name ?? '').key }],
    );
}

/** The LINE users of the newest rooms, by name where they have one, up to `most`. */
export function recentLineUsers(context: Context, most: number): string[] {
  const rooms = newestRooms(context.db, MOST_ROOMS);
  const ids = [...new Set(rooms.map(({ lineUserId }) => lineUserId))];
  // Who has no name, or was forgotten, cannot be typed.
  const named = ids.filter((id) => (readLineUser(context.db, id)?.displayName ?? '') !== '');
  return named.slice(0, most).map((id) => lineUserName(context, id));
}
