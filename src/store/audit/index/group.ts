import { eachTermIn, writeBlock } from '../../../domain/audit-index/block.ts';
import { storeSets } from '../../../domain/audit-index/group-sets.ts';
import { type StoredSet, storeIds } from '../../../domain/audit-index/id-set.ts';
import { blockOf, FIELD_BLOCKS, MOST_GROUP_BLOCKS } from '../../../domain/audit-index/terms.ts';
import type { Database, Store } from '../../sqlite/store.ts';
import {
  addBlock,
  clearRows,
  readBlock,
  removeRows,
  rowOf,
  rowOfWords,
  someWordRows,
} from './blocks.ts';
import {
  buildingGroup,
  closeSegment,
  type Group,
  openSegment,
  type Segment,
  segmentsIn,
  wholeGroups,
  wholeSegments,
} from './segments.ts';

/*
 * Puts what old segments have of words into groups, in many small steps, and then takes it out of
 * the segments. A group that is not whole is not asked; after a crash it is gone on with. Each step
 * reads and writes in one transaction, and what is erased between two steps is erased in the
 * segments and in the group.
 */

/** What a step weighs (`keep-index.ts`): it takes about a millisecond. */
const STEP = 8;
const ROWS_AT_ONCE = 24;
/** After a crash: so many portions are looked for in a step. */
const LOOKED_AT_ONCE = 64;

/**
 * Writes one group, or goes on with one, if there are segments enough.
 *
 * @param size how many segments it has
 * @returns whether it wrote one
 */
export function* groupSegments(store: Store, size: number): Generator<number, boolean, undefined> {
  const { db } = store;
  const newest = wholeGroups(db).at(-1);
  if (newest !== undefined) yield* removeWords(store, newest);
  const group = buildingGroup(db) ?? openNext(store, size);
  if (group === null) return false;
  const segments = segmentsIn(db, group);
  const portions = [...wordPortions(group, segments), ...fieldPortions(group, segments)];
  for (const [at, { rows, make }] of portions.entries()) {
    if (rows.some((row) => readBlock(db, row) !== null)) {
      if (at % LOOKED_AT_ONCE === 0) yield STEP;
      continue;
    }
    yield STEP;
    store.transaction(() => {
      for (const [row, bytes] of make(db)) addBlock(db, row, bytes);
    });
  }
  yield STEP;
  store.transaction(() => closeSegment(db, group));
  return true;
}

function openNext(store: Store, size: number): Group | null {
  const { db } = store;
  const after = wholeGroups(db).at(-1)?.last ?? 0;
  const all = wholeSegments(db);
  const from = all.findIndex(({ first }) => first > after);
  const [first, ...others] = from === -1 ? [] : all.slice(from, from + size);
  if (first === undefined || others.length + 1 < size) return null;
  return store.transaction(() => openSegment(db, describe([first, ...others]), 1));
}

function describe(segments: readonly [Segment, ...Segment[]]): Omit<Group, 'id'> {
  const counts = segments.map(({ wordBlocks }) => wordBlocks);
  // A term that many segments have stands in the group once: its blocks are as long as a segment's.
  const wanted = counts.reduce((sum, count) => sum + count, 0) / 2;
  return {
    first: segments[0].first,
    last: segments.at(-1)?.last ?? segments[0].last,
    wordBlocks: Math.min(MOST_GROUP_BLOCKS, Math.max(...counts, 2 ** Math.ceil(Math.log2(wanted)))),
    times: new Float64Array(),
    aliases: new Float64Array(),
  };
}

/** Rows that are written in one step. */
interface Portion {
  readonly rows: readonly number[];
  /** Those that would not be empty, with their bytes. */
  make(db: Database): readonly (readonly [number, Uint8Array])[];
}

/**
 * The words: the terms in a block of the segment with the fewest blocks are in the blocks of the
 * others with the same low digits. Guarantee: numbers of blocks are powers of two, and a group has
 * at least as many as each of its segments.
 */
function wordPortions(group: Group, segments: readonly Segment[]): Portion[] {
  const step = Math.min(...segments.map(({ wordBlocks }) => wordBlocks));
  return Array.from({ length: step }, (_, at) => ({
    rows: blocksFrom(group, at, step).map((block) => rowOfWords(group, block)),
    make: (db) => {
      const found: FoundSets = new Map();
      for (const [number, segment] of segments.entries()) {
        for (const block of blocksFrom(segment, at, step)) {
          const bytes = readBlock(db, rowOf(segment, block));
          if (bytes !== null) addTo(found, group, number, bytes);
        }
      }
      return [...found].map(([block, terms]) => {
        const sets = [...terms].map(([term, all]) => [term, storeSets(all)] as const);
        return [rowOfWords(group, block), writeBlock(new Map(sets))] as const;
      });
    },
  }));
}

/** By the group's block, then by term. */
type FoundSets = Map<number, Map<number, [number, StoredSet][]>>;

const blocksFrom = ({ wordBlocks }: Segment, first: number, step: number): number[] =>
  Array.from({ length: wordBlocks / step }, (_, at) => first + at * step);

function addTo(found: FoundSets, { wordBlocks }: Group, segment: number, bytes: Uint8Array): void {
  eachTermIn(bytes, (term, stored) => {
    const block = blockOf(term, wordBlocks);
    const terms = found.get(block) ?? new Map<number, [number, StoredSet][]>();
    if (terms.size === 0) found.set(block, terms);
    const sets = terms.get(term);
    if (sets === undefined) terms.set(term, [[segment, stored]]);
    else sets.push([segment, stored]);
  });
}

/** The fields: each with the segments that have it. */
const fieldPortions = (group: Group, segments: readonly Segment[]): Portion[] =>
  FIELD_BLOCKS.map((block) => {
    const row = rowOf(group, block);
    return {
      rows: [row],
      make: (db) => {
        const found = new Map<number, number[]>();
        for (const [number, segment] of segments.entries()) {
          const bytes = readBlock(db, rowOf(segment, block));
          if (bytes !== null) eachTermIn(bytes, (term) => addNumber(found, term, number));
        }
        const sets = [...found].map(([term, numbers]) => [term, storeIds(numbers)] as const);
        return sets.length === 0 ? [] : [[row, writeBlock(new Map(sets))]];
      },
    };
  });

function addNumber(found: Map<number, number[]>, term: number, segment: number): void {
  const known = found.get(term);
  if (known === undefined) found.set(term, [segment]);
  else known.push(segment);
}

/**
 * Takes words out of the segments of a whole group. They become zeros first: not everywhere SQLite
 * overwrites what it frees.
 */
function* removeWords(store: Store, group: Group): Generator<number, void, undefined> {
  const { db } = store;
  const segments = segmentsIn(db, group);
  const newest = segments.at(-1);
  // The last of them goes last.
  if (newest === undefined || someWordRows(db, newest, 1).length === 0) return;
  for (const segment of segments) {
    for (;;) {
      const rows = someWordRows(db, segment, ROWS_AT_ONCE);
      if (rows.length === 0) break;
      store.transaction(() => clearRows(db, rows));
      yield STEP;
      store.transaction(() => removeRows(db, rows));
      yield STEP;
    }
  }
}
