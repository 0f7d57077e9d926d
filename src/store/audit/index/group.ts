import {
  eachTermIn,
  eraseInBlock,
  type WhatIsLeft,
  writeBlock,
} from '../../../domain/audit-index/block.ts';
import { STAYED, storeSets } from '../../../domain/audit-index/group-sets.ts';
import { type StoredSet, storeIds } from '../../../domain/audit-index/id-set.ts';
import { blockOf, FIELD_BLOCKS, MOST_GROUP_BLOCKS } from '../../../domain/audit-index/terms.ts';
import type { Database, Store } from '../../sqlite/store.ts';
import { addBlock, readBlock, rowOf, rowOfWords, writeOverBlock } from './blocks.ts';
import type { SegmentSize } from './seal.ts';
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
 * Moves the words of old segments into groups, in many small steps: all but long sets, which are read
 * with one segment in mind, and would make much to write over when one of their entries is erased.
 * Each step moves some terms, in one transaction: they are in the segments before, and in the group
 * after. So a group that is not whole is searched as well, and gone on with after a crash. The rows of
 * segments keep their length, with zeros for what has gone: not everywhere SQLite overwrites what it
 * frees, and what stays in a shorter row would be left in the old one.
 */

/** What a step weighs (`keep-index.ts`): it takes about a millisecond. */
const STEP = 8;
/** After a crash: so many portions are looked for in a step. */
const LOOKED_AT_ONCE = 64;

/**
 * Writes one group, or goes on with one, if there are segments enough.
 *
 * @returns whether it wrote one
 */
export function* groupSegments(
  store: Store,
  { group: count, stays }: Pick<SegmentSize, 'group' | 'stays'>,
): Generator<number, boolean, undefined> {
  const { db } = store;
  const group = buildingGroup(db) ?? openNext(store, count);
  if (group === null) return false;
  const segments = segmentsIn(db, group);
  const portions = [...wordPortions(group, segments, stays), ...fieldPortions(group, segments)];
  for (const [at, { rows, move }] of portions.entries()) {
    if (rows.some((row) => readBlock(db, row) !== null)) {
      if (at % LOOKED_AT_ONCE === 0) yield STEP;
      continue;
    }
    yield STEP;
    store.transaction(() => move(db));
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
  // Without long sets, and with each term once: so its blocks are about as long as a segment's.
  const wanted = counts.reduce((sum, count) => sum + count, 0) / 4;
  return {
    first: segments[0].first,
    last: segments.at(-1)?.last ?? segments[0].last,
    wordBlocks: Math.min(MOST_GROUP_BLOCKS, Math.max(...counts, 2 ** Math.ceil(Math.log2(wanted)))),
    times: new Float64Array(),
    aliases: new Float64Array(),
  };
}

/** Terms that are moved in one step. */
interface Portion {
  /** Of the group: none of them is there before. */
  readonly rows: readonly number[];
  move(db: Database): void;
}

/**
 * The words: as many portions as the segment with the most blocks has blocks, so that none of them is long. A segment with
 * fewer blocks has terms of several portions in each. Guarantee: numbers of blocks are powers of two, and a group has at
 * least as many as each of its segments.
 */
function wordPortions(group: Group, segments: readonly Segment[], stays: number): Portion[] {
  const count = Math.max(...segments.map(({ wordBlocks }) => wordBlocks));
  return Array.from({ length: count }, (_, at) => {
    const rowsOfSegments = segments.map((segment) => rowOf(segment, at % segment.wordBlocks));
    return {
      rows: Array.from({ length: group.wordBlocks / count }, (_, turn) =>
        rowOfWords(group, at + turn * count),
      ),
      move: (db) => {
        const found: FoundSets = new Map();
        for (const [number, row] of rowsOfSegments.entries()) {
          take(db, row, (term, stored) => {
            if (blockOf(term, count) !== at) return false;
            const hasToStay = stored.bytes.length > stays;
            addTo(found, group, term, [number, hasToStay ? STAYED : stored]);
            return !hasToStay;
          });
        }
        for (const [block, terms] of found) {
          const sets = [...terms].map(([term, all]) => [term, storeSets(all)] as const);
          addBlock(db, rowOfWords(group, block), writeBlock(new Map(sets)));
        }
      },
    };
  });
}

/** Takes out of a block each term that somebody wants. */
function take(
  db: Database,
  row: number,
  wants: (term: number, stored: StoredSet) => boolean,
): void {
  const bytes = readBlock(db, row);
  if (bytes === null) return;
  const taken = new Map<number, WhatIsLeft>();
  // The sets are parts of these bytes, which are overwritten.
  eachTermIn(bytes.slice(), (term, stored) => {
    if (wants(term, stored)) taken.set(term, () => null);
  });
  if (eraseInBlock(bytes, taken)) writeOverBlock(db, row, bytes);
}

/** By the group's block, then by term. */
type FoundSets = Map<number, Map<number, [number, StoredSet][]>>;

function addTo(
  found: FoundSets,
  { wordBlocks }: Group,
  term: number,
  set: [number, StoredSet],
): void {
  const block = blockOf(term, wordBlocks);
  const terms = found.get(block) ?? new Map<number, [number, StoredSet][]>();
  if (terms.size === 0) found.set(block, terms);
  const sets = terms.get(term);
  if (sets === undefined) terms.set(term, [set]);
  else sets.push(set);
}

/** The fields: each with the segments that have it. They stay there. */
const fieldPortions = (group: Group, segments: readonly Segment[]): Portion[] =>
  FIELD_BLOCKS.map((block) => {
    const row = rowOf(group, block);
    return {
      rows: [row],
      move: (db) => {
        const found = new Map<number, number[]>();
        for (const [number, segment] of segments.entries()) {
          const bytes = readBlock(db, rowOf(segment, block));
          if (bytes !== null) eachTermIn(bytes, (term) => addNumber(found, term, number));
        }
        const sets = [...found].map(([term, numbers]) => [term, storeIds(numbers)] as const);
        if (sets.length > 0) addBlock(db, row, writeBlock(new Map(sets)));
      },
    };
  });

function addNumber(found: Map<number, number[]>, term: number, segment: number): void {
  const known = found.get(term);
  if (known === undefined) found.set(term, [segment]);
  else known.push(segment);
}
