import type { EntryId } from '../../../domain/ids.ts';
import { remember } from '../../memory/remembered.ts';
import { auditSegments } from '../../schema.ts';
import { asc, eq, gt, sql } from '../../sqlite/drizzle.ts';
import { type Database, prepareOnce } from '../../sqlite/store.ts';
import { clearBlocks } from './blocks.ts';

/** A run of entries, indexed as a whole; entries are counted from its first, from 0. */
export interface Segment {
  readonly id: number;
  readonly first: EntryId;
  readonly last: EntryId;
  readonly wordBlocks: number;
  /** The first and last instant of each `TIMED` entries, epoch ms. */
  readonly times: Float64Array;
  /** Entries that stand for a message of an older segment, and its id; in pairs. */
  readonly aliases: Float64Array;
}

/**
 * Some segments one after the other, counted from the group's first. Their words move into it, all but
 * long sets. Of fields it has only which segments have them.
 */
export type Group = Segment;

/** How many entries share an entry of a segment's times. */
export const TIMED = 256;

/** Read at once: takes about a millisecond. */
const SEGMENTS_AT_ONCE = 64;

const statements = prepareOnce((db) => ({
  after: db
    .select()
    .from(auditSegments)
    .where(gt(auditSegments.id, sql.placeholder('id')))
    .orderBy(asc(auditSegments.id))
    .limit(SEGMENTS_AT_ONCE)
    .prepare(),
  add: db
    .insert(auditSegments)
    .values({
      id: sql.placeholder('id'),
      first: sql.placeholder('first'),
      last: sql.placeholder('last'),
      state: 'building',
      wordBlocks: sql.placeholder('wordBlocks'),
      times: sql.placeholder('times'),
      aliases: sql.placeholder('aliases'),
      level: sql.placeholder('level'),
    })
    .prepare(),
}));

interface Segments {
  /** In order, without a gap from the first entry on. */
  readonly whole: readonly Segment[];
  /** Being written; there is one at most. */
  readonly building: Segment | null;
  /** In order, without a gap from the first segment on. */
  readonly groups: readonly Group[];
  /** Being written; there is one at most. */
  readonly grouping: Group | null;
  readonly highestId: number;
}

type Row = typeof auditSegments.$inferSelect;

/** A segment or a group, whole or not. */
interface Listed extends Segment, Pick<Row, 'level' | 'state'> {}

/** The list as far as it has been read. */
interface ReadList {
  readonly listed: Listed[];
  isWhole: boolean;
}

/** The row of what is remembered may not change; what it holds may. */
const reading = remember((_db, _: 'all'): { readonly read: ReadList } => {
  return { read: { listed: [], isWhole: false } };
}, 1);

/**
 * Reads some of the list of segments, which is kept then; who needs it at once reads what is left of it.
 *
 * @returns whether it did: false when all has been read
 */
export function readSegments(db: Database): boolean {
  const { read } = reading.of(db, 'all');
  if (read.isWhole) return false;
  const rows = statements(db).after.all({ id: read.listed.at(-1)?.id ?? 0 });
  read.listed.push(
    ...rows.map((row) => ({
      ...row,
      times: numbersIn(row.times),
      aliases: numbersIn(row.aliases),
    })),
  );
  read.isWhole = rows.length < SEGMENTS_AT_ONCE;
  return true;
}

const segments = remember((db, _: 'all'): Segments => {
  while (readSegments(db));
  const { listed } = reading.of(db, 'all').read;
  const those = (level: 0 | 1, state: 'whole' | 'building') =>
    listed.filter((one) => one.level === level && one.state === state);
  return {
    whole: those(0, 'whole'),
    building: those(0, 'building')[0] ?? null,
    groups: those(1, 'whole'),
    grouping: those(1, 'building')[0] ?? null,
    highestId: listed.at(-1)?.id ?? 0,
  };
}, 1);

/** The list after one of its segments was written; the others need not be read again. */
function changeList(db: Database, changed: (list: Segments) => Segments): void {
  segments.put(db, 'all', changed(segments.of(db, 'all')));
}

const numbersIn = (bytes: Uint8Array) => new Float64Array(new Uint8Array(bytes).buffer);

/** The segments that can be searched, oldest first. */
export const wholeSegments = (db: Database): readonly Segment[] => segments.of(db, 'all').whole;

/** Entries up to this one are in the index; 0: none. */
export const indexedThrough = (db: Database): number => wholeSegments(db).at(-1)?.last ?? 0;

/** The segment an entry is in; null: it is in none yet. */
export function segmentOf(db: Database, place: number): Segment | null {
  const all = wholeSegments(db);
  return all[numberAt(all, place)] ?? null;
}

/** The group an entry's segment is in; null: it is in none yet. */
export function groupOf(db: Database, place: number): Group | null {
  const all = wholeGroups(db);
  return all[numberAt(all, place)] ?? null;
}

/** A segment's number in its group. */
export function numberInGroup(db: Database, group: Group, segment: Segment): number {
  const all = wholeSegments(db);
  return numberAt(all, segment.first) - numberAt(all, group.first);
}

export const isIn = (group: Group, { first, last }: Segment): boolean =>
  first >= group.first && last <= group.last;

/** The segments of a group, by their numbers. */
export function segmentsIn(db: Database, { first, last }: Group): readonly Segment[] {
  const all = wholeSegments(db);
  return all.slice(numberAt(all, first), numberAt(all, last) + 1);
}

/** Which of them an entry is in; -1: none. */
function numberAt(all: readonly Segment[], place: number): number {
  let low = 0;
  let high = all.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const segment = all[middle];
    if (segment === undefined) return -1;
    if (place > segment.last) low = middle + 1;
    else if (place < segment.first) high = middle - 1;
    else return middle;
  }
  return -1;
}

/** The segment that is being written, if any. */
export const buildingSegment = (db: Database): Segment | null => segments.of(db, 'all').building;

/** The groups that can be asked, oldest first. */
export const wholeGroups = (db: Database): readonly Group[] => segments.of(db, 'all').groups;

/** The group that is being written, if any. */
export const buildingGroup = (db: Database): Group | null => segments.of(db, 'all').grouping;

/**
 * Opens a segment for its blocks.
 *
 * @param level 1: it is a group
 */
export function openSegment(db: Database, made: Omit<Segment, 'id'>, level: 0 | 1 = 0): Segment {
  const segment = { ...made, id: segments.of(db, 'all').highestId + 1 };
  const times = Buffer.from(segment.times.buffer);
  const aliases = Buffer.from(segment.aliases.buffer);
  statements(db).add.run({ ...segment, times, aliases, level });
  const opened = level === 0 ? { building: segment } : { grouping: segment };
  changeList(db, (list) => ({ ...list, ...opened, highestId: segment.id }));
  return segment;
}

/** From now on the segment is searched. */
export function closeSegment(db: Database, { id }: Segment): void {
  db.update(auditSegments).set({ state: 'whole' }).where(eq(auditSegments.id, id)).run();
  changeList(db, (list) => {
    const { building, grouping, whole, groups } = list;
    if (building?.id === id) return { ...list, building: null, whole: [...whole, building] };
    if (grouping?.id === id) return { ...list, grouping: null, groups: [...groups, grouping] };
    throw new Error(`Segment ${id} is not being written.`);
  });
}

/** Gives up the segment that is being written: its blocks become zeros in their place. */
export function dropSegment(db: Database, segment: Segment): void {
  clearBlocks(db, segment);
  db.update(auditSegments).set({ state: 'dropped' }).where(eq(auditSegments.id, segment.id)).run();
  changeList(db, (list) => ({ ...list, building: null }));
}
