import type { Context } from '../../context.ts';
import { IdSet } from '../../proof/id-set.ts';
import {
  type JudgedRow,
  refsOf,
  releasesOf,
  rowsAbout,
  rowsById,
  rowsInPeriod,
  rowsOfRoom,
} from '../../store/audit/export-rows.ts';
import { everything } from '../audit/search/query.ts';
import { searchInSlices } from '../audit/search/run.ts';
import { type ExportFilter, isNarrow, needsSearch } from './asked.ts';
import type { Pace } from './pace.ts';

/** A page of rows takes about a millisecond. */
const AT_ONCE = 500;
const HITS_AT_ONCE = 100;
const MESSAGE = 'message.receive';
const RELEASE = 'message.release';

/**
 * The entries that an export holds: those that the filter names, and with each message all that is
 * about it.
 *
 * @param through the last entry that counts
 * @param area where words are looked for: operations are not messages
 */
export async function selectEntries(
  context: Context,
  filter: ExportFilter,
  through: number,
  pace: Pace,
  area: 'messages' | 'all' = 'messages',
): Promise<IdSet> {
  const chosen = new IdSet();
  const walk = needsSearch(filter) ? found : filter.rooms === null ? inPeriod : inRooms;
  const late: number[] = [];
  for await (const rows of walk(context, filter, area)) {
    for (const { id, action, aboutId } of rows) {
      if (id > through) continue;
      chosen.add(id);
      // A held message names no member: the release does, and stands behind it.
      const isHeld = action === RELEASE && aboutId !== null && !chosen.has(aboutId);
      if (isHeld && isNarrow(filter)) late.push(aboutId);
      if (action === MESSAGE) late.push(id);
    }
    await pace.rest();
    await addWhatBelongs(context, chosen, late.splice(0), { filter, through, pace });
  }
  return chosen;
}

/**
 * Messages, and what is about them. In a whole period both stand in it, unless one of them lies
 * beyond its end.
 */
async function addWhatBelongs(
  { db }: Context,
  chosen: IdSet,
  messages: readonly number[],
  { filter, through, pace }: { filter: ExportFilter; through: number; pace: Pace },
): Promise<void> {
  if (!isNarrow(filter) && filter.to === null) return;
  for (let at = 0; at < messages.length; at += AT_ONCE) {
    const some = messages.slice(at, at + AT_ONCE);
    for (const id of some) chosen.add(id);
    for (const { id } of rowsAbout(db, some)) if (id <= through) chosen.add(id);
    await pace.rest();
  }
}

type Walk = AsyncGenerator<readonly Pick<JudgedRow, 'id' | 'action' | 'aboutId'>[]>;

async function* inPeriod({ db }: Context, filter: ExportFilter): Walk {
  const { fits, fitsReleased } = judgeOf(db, filter);
  const asksWhose = filter.members !== null || filter.users !== null;
  const to = filter.to ?? Number.MAX_SAFE_INTEGER;
  let place = { at: filter.from ?? 0, id: 0 };
  for (;;) {
    const rows = rowsInPeriod(db, place, to, AT_ONCE);
    yield rows.filter(fits);
    if (asksWhose) {
      // It may be theirs by a release that lies behind the period.
      const others = rows.filter((row) => row.action === MESSAGE && !fits(row));
      const releases = releasesOf(
        db,
        others.map(({ id }) => id),
      );
      yield others.filter((row) => fitsReleased(row, releases));
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < AT_ONCE) return;
    place = last;
  }
}

async function* inRooms({ db }: Context, filter: ExportFilter): Walk {
  const { fits, fitsReleased } = judgeOf(db, filter);
  for (const room of filter.rooms ?? []) {
    let after = 0;
    for (;;) {
      const rows = rowsOfRoom(db, room, after, AT_ONCE);
      yield rows.filter(fits);
      const came = rows.flatMap(({ action, aboutId }) => (action === RELEASE && aboutId) || []);
      const releases = releasesOf(db, came);
      yield rowsById(db, came).filter((row) => fitsReleased(row, releases));
      const last = rows.at(-1);
      if (last === undefined || rows.length < AT_ONCE) break;
      after = last.id;
    }
  }
}

/** What a search finds. */
async function* found(context: Context, filter: ExportFilter, area: 'messages' | 'all'): Walk {
  let query = { ...everything(area, HITS_AT_ONCE), ...filter };
  for (;;) {
    const { found: hits, next } = await searchInSlices(context, query);
    yield hits.map(({ id }) => ({ id, action: MESSAGE, aboutId: null }));
    if (next === null) return;
    query = { ...query, before: next };
  }
}

interface Judge {
  /** Whether an entry is what is asked for, by what stands in it. */
  fits(row: JudgedRow): boolean;
  /** The same of a message that has releases: whose it became stands in them, all else in its own entry. */
  fitsReleased(message: JudgedRow, releases: readonly JudgedRow[]): boolean;
}

function judgeOf(db: Context['db'], filter: ExportFilter): Judge {
  const { from, to, members, users, rooms, directions, kinds } = filter;
  const memberRefs = members && new Set(refsOf(db, ['member', 'admin'], members));
  const userRefs = users && new Set(refsOf(db, ['line-user'], users.ids));
  const isOneOf = (refs: ReadonlySet<number> | null, named: readonly (number | null)[]) =>
    refs === null || named.some((ref) => ref !== null && refs.has(ref));
  const isWhat = (row: JudgedRow) =>
    (from === null || row.at >= from) &&
    (to === null || row.at < to) &&
    (directions === null || directions.some((each) => each === row.direction)) &&
    (kinds === null || kinds.some((each) => each === row.kind));
  const isWhose = (rows: readonly JudgedRow[]) =>
    isOneOf(
      memberRefs,
      rows.flatMap(({ memberRef, actorRef }) => [memberRef, actorRef]),
    ) &&
    isOneOf(
      userRefs,
      rows.flatMap(({ lineUserRef, actorRef }) => [lineUserRef, actorRef]),
    ) &&
    (rooms === null || rooms.some((room) => rows.some(({ roomId }) => roomId === room)));
  return {
    fits: (row) => isWhat(row) && isWhose([row]),
    fitsReleased: (message, releases) => {
      const own = releases.filter(({ aboutId }) => aboutId === message.id);
      return own.length > 0 && isWhat(message) && isWhose([message, ...own]);
    },
  };
}
