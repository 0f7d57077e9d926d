import { findInBlock, storedIn } from '../../../domain/audit-index/block.ts';
import type { IdSet } from '../../../domain/audit-index/id-set.ts';
import { blockOf, MOST_BLOCKS } from '../../../domain/audit-index/terms.ts';
import type { EntryId } from '../../../domain/ids.ts';
import { remember } from '../../memory/remembered.ts';
import { auditBlocks, auditSegments } from '../../schema.ts';
import { asc, eq, gt, gte, lt, sql } from '../../sqlite/drizzle.ts';
import { type Database, prepareOnce } from '../../sqlite/store.ts';

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
 * Some segments one after the other. Its blocks are those of a segment, but what a term has are
 * segments, counted from the group's first.
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
  block: db
    .select({ bytes: auditBlocks.bytes })
    .from(auditBlocks)
    .where(eq(auditBlocks.id, sql.placeholder('id')))
    .prepare(),
  addBlock: db
    .insert(auditBlocks)
    .values({ id: sql.placeholder('id'), bytes: sql.placeholder('bytes') })
    .prepare(),
  changeBlock: db
    .update(auditBlocks)
    .set({ bytes: sql`${sql.placeholder('bytes')}` })
    .where(eq(auditBlocks.id, sql.placeholder('id')))
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
export function memberNumber(db: Database, group: Group, segment: Segment): number {
  const all = wholeSegments(db);
  return numberAt(all, segment.first) - numberAt(all, group.first);
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

/** Gives up a segment that is not whole: its blocks become zeros in their place. */
export function dropSegment(db: Database, { id }: Segment): void {
  db.update(auditBlocks)
    .set({ bytes: sql`zeroblob(length(${auditBlocks.bytes}))` })
    .where(
      sql`${gte(auditBlocks.id, id * MOST_BLOCKS)} AND ${lt(auditBlocks.id, (id + 1) * MOST_BLOCKS)}`,
    )
    .run();
  db.update(auditSegments).set({ state: 'dropped' }).where(eq(auditSegments.id, id)).run();
  changeList(db, (list) => ({
    ...list,
    building: list.building?.id === id ? null : list.building,
    grouping: list.grouping?.id === id ? null : list.grouping,
  }));
}

const rowOf = (segment: Segment, block: number) => segment.id * MOST_BLOCKS + block;

export function addBlock(db: Database, segment: Segment, block: number, bytes: Uint8Array): void {
  const { buffer, byteOffset, length } = bytes;
  const row = { id: rowOf(segment, block), bytes: Buffer.from(buffer, byteOffset, length) };
  statements(db).addBlock.run(row);
}

export const readBlock = (db: Database, segment: Segment, block: number): Uint8Array | null =>
  statements(db).block.get({ id: rowOf(segment, block) })?.bytes ?? null;

/** Of the same length as it was, so that SQLite writes over it. */
export function writeOverBlock(
  db: Database,
  segment: Segment,
  block: number,
  bytes: Uint8Array,
): void {
  const { buffer, byteOffset, length } = bytes;
  const row = { id: rowOf(segment, block), bytes: Buffer.from(buffer, byteOffset, length) };
  statements(db).changeBlock.run(row);
}

/** The entries of a segment that these terms occur in, for each term that does. */
export function findTerms(db: Database, segment: Segment, terms: readonly number[]): IdSet[] {
  const [only] = terms;
  if (terms.length === 1 && only !== undefined) {
    const bytes = readBlock(db, segment, blockOf(only, segment.wordBlocks));
    const ids = bytes === null ? null : findInBlock(bytes, only);
    return ids === null ? [] : [ids];
  }
  const byBlock = new Map<number, number[]>();
  for (const term of terms) {
    const block = blockOf(term, segment.wordBlocks);
    const those = byBlock.get(block);
    if (those === undefined) byBlock.set(block, [term]);
    else those.push(term);
  }
  const found: IdSet[] = [];
  for (const [block, those] of byBlock) {
    const bytes = readBlock(db, segment, block);
    if (bytes === null) continue;
    for (const term of those) {
      const ids = findInBlock(bytes, term);
      if (ids !== null) found.push(ids);
    }
  }
  return found;
}

/** How many bytes the entries of a term take up in a segment: about as many as they are, or fewer than they are. */
export function storedBytes(db: Database, segment: Segment, term: number): number {
  const block = readBlock(db, segment, blockOf(term, segment.wordBlocks));
  return block === null ? 0 : (storedIn(block, term)?.bytes.length ?? 0);
}
