import { writeBlock } from '../../../domain/audit-index/block.ts';
import { type StoredSet, storeIds } from '../../../domain/audit-index/id-set.ts';
import { blockOf, MOST_WORD_BLOCKS } from '../../../domain/audit-index/terms.ts';
import { entryId } from '../../../domain/ids.ts';
import { auditIndexCut } from '../../schema.ts';
import type { Database, Store } from '../../sqlite/store.ts';
import { addBlock, rowOf } from './blocks.ts';
import { type AuditDoc, charsOf, eachFieldTerm, eachWordTerm } from './docs.ts';
import {
  buildingSegment,
  closeSegment,
  dropSegment,
  indexedThrough,
  openSegment,
  type Segment,
  TIMED,
} from './segments.ts';
import { countUpTo, forgetTailUpTo, type Tail, tailOf } from './tail.ts';

/*
 * Writes the oldest entries of the tail into a segment, in many small steps. A segment that is not
 * whole is not searched: its entries stay in the tail until then. After a crash it is given up.
 */

/** When entries are put into a segment, and how many. */
export interface SegmentSize {
  readonly entries: number;
  /** The newest entries stay out: more is still told of them. */
  readonly behind: number;
  /** A segment with more characters ends early. */
  readonly chars: number;
  /** So many segments make a group. */
  readonly group: number;
  /** Sets of more bytes stay in their segment. */
  readonly stays: number;
}

export const SEGMENT_SIZE: SegmentSize = {
  ...{ entries: 32_768, behind: 1024, chars: 3_000_000, group: 16, stays: 1024 },
};

/** Whether there are entries enough for a segment, as far as can be told without reading them. */
export const mayFill = (db: Database, latest: number, { entries, behind }: SegmentSize): boolean =>
  latest - indexedThrough(db) >= entries + behind;

/** What a pass over the words keeps in memory: this many characters of them. */
const CHARS_A_PASS = 500_000;
/** Steps are short: an encoded block, or some thousand characters. */
const CHARS_A_STEP = 4000;
const BLOCK_BYTES = 6000;
/** What a character takes up in the index, its pair and all. */
const BYTES_A_CHAR = 3.5;
/** Written in one transaction. */
const BLOCKS_AT_ONCE = 24;

type Postings = Map<number, number[]>;
/** By the number of the block. */
type BlockPostings = ReadonlyMap<number, Postings>;

/**
 * Writes one segment, if there are entries enough in the tail.
 *
 * @returns whether it wrote one, or has to begin again
 */
export function* sealSegment(
  store: Store,
  size: Omit<SegmentSize, 'group' | 'stays'>,
): Generator<undefined, boolean, undefined> {
  const { db } = store;
  const left = buildingSegment(db);
  if (left !== null) {
    store.transaction(() => dropSegment(db, left));
    yield;
  }
  const tail = tailOf(db);
  const last = lastOfSegment(db, tail, size);
  if (last === null) return false;
  const docs = tail.docs.slice(0, countUpTo(tail.docs, last));
  tail.sealing = last;
  const described = describe(db, docs, last);
  yield;
  if (tailOf(db) !== tail) return true;
  const segment = store.transaction(() => openSegment(db, described));
  yield;
  const isStill = () => tailOf(db) === tail && buildingSegment(db)?.id === segment.id;
  const works = [
    ...passes(docs, segment).map((blocks) => collect(docs, segment, blocks, isStill)),
    collectFields(docs, segment, isStill),
  ];
  for (const work of works) {
    const postings = yield* work;
    if (postings === null || !(yield* write(store, segment, postings, isStill))) {
      tail.sealing = 0;
      return true;
    }
  }
  store.transaction(() => close(db, segment, docs));
  tail.sealing = 0;
  return true;
}

/** The last entry of the next segment; null: there are not enough. */
function lastOfSegment(
  db: Database,
  tail: Tail,
  size: Omit<SegmentSize, 'group' | 'stays'>,
): number | null {
  const before = indexedThrough(db);
  const last = before + size.entries;
  let chars = 0;
  for (const doc of tail.chars > size.chars ? tail.docs : []) {
    const { place } = doc;
    if (place > last) break;
    chars += charsOf(doc);
    if (chars > size.chars && place + size.behind <= tail.through) return place;
  }
  return last + size.behind <= tail.through ? last : null;
}

function describe(db: Database, docs: readonly AuditDoc[], last: number): Omit<Segment, 'id'> {
  const first = indexedThrough(db) + 1;
  const groups = Math.floor((last - first) / TIMED) + 1;
  const times = new Float64Array(2 * groups);
  for (let group = 0; group < groups; group += 1) {
    times[2 * group] = Number.POSITIVE_INFINITY;
    times[2 * group + 1] = Number.NEGATIVE_INFINITY;
  }
  const aliases: number[] = [];
  let chars = 0;
  for (const doc of docs) {
    const { place } = doc;
    chars += charsOf(doc);
    if (place !== doc.id) {
      aliases.push(place, doc.id);
      continue;
    }
    const at = 2 * Math.floor((place - first) / TIMED);
    times[at] = Math.min(times[at] ?? 0, doc.at);
    times[at + 1] = Math.max(times[at + 1] ?? 0, doc.at);
  }
  const wanted = Math.ceil(Math.log2(Math.max(1, (chars * BYTES_A_CHAR) / BLOCK_BYTES)));
  return {
    first: entryId(first),
    last: entryId(last),
    wordBlocks: Math.min(MOST_WORD_BLOCKS, 2 ** wanted),
    times,
    aliases: Float64Array.from(aliases),
  };
}

/** Blocks with numbers from `from`, below `to`. */
interface Blocks {
  readonly from: number;
  readonly to: number;
}

function passes(docs: readonly AuditDoc[], { wordBlocks }: Segment): Blocks[] {
  const chars = docs.reduce((sum, doc) => sum + charsOf(doc), 0);
  const count = Math.min(wordBlocks, Math.ceil(chars / CHARS_A_PASS));
  return Array.from({ length: count }, (_, at) => ({
    from: Math.floor((at * wordBlocks) / count),
    to: Math.floor(((at + 1) * wordBlocks) / count),
  }));
}

/** The words' terms of some blocks, with the entries they occur in. */
function* collect(
  docs: readonly AuditDoc[],
  { first, wordBlocks }: Segment,
  { from, to }: Blocks,
  isStill: () => boolean,
): Generator<undefined, BlockPostings | null, undefined> {
  const all = new Map<number, Postings>();
  for (let block = from; block < to; block += 1) all.set(block, new Map());
  let chars = 0;
  for (const doc of docs) {
    const id = doc.place - first;
    eachWordTerm(doc, (term) => {
      const postings = all.get(blockOf(term, wordBlocks));
      if (postings !== undefined) addTo(postings, term, id);
    });
    chars += charsOf(doc);
    if (chars < CHARS_A_STEP) continue;
    chars = 0;
    yield;
    if (!isStill()) return null;
  }
  return all;
}

function addTo(postings: Postings, term: number, id: number): void {
  const ids = postings.get(term);
  if (ids === undefined) postings.set(term, [id]);
  else if (ids[ids.length - 1] !== id) ids.push(id);
}

/** @returns false: the segment has been given up */
function* write(
  store: Store,
  segment: Segment,
  postings: BlockPostings,
  isStill: () => boolean,
): Generator<undefined, boolean, undefined> {
  const all = [...postings].sort(([one], [other]) => one - other);
  for (let at = 0; at < all.length; at += BLOCKS_AT_ONCE) {
    const blocks: [number, Uint8Array][] = [];
    for (const [block, some] of all.slice(at, at + BLOCKS_AT_ONCE)) {
      if (some.size > 0) blocks.push([block, writeBlock(stored(some))]);
      yield;
    }
    if (!isStill()) return false;
    store.transaction(() => {
      for (const [block, bytes] of blocks) addBlock(store.db, rowOf(segment, block), bytes);
    });
    yield;
    if (!isStill()) return false;
  }
  return true;
}

const stored = (postings: Postings): Map<number, StoredSet> =>
  new Map([...postings].map(([term, ids]) => [term, storeIds(ids)]));

const DOCS_A_STEP = 300;

function* collectFields(
  docs: readonly AuditDoc[],
  { first, wordBlocks }: Segment,
  isStill: () => boolean,
): Generator<undefined, BlockPostings | null, undefined> {
  const all = new Map<number, Postings>();
  for (const [at, doc] of docs.entries()) {
    eachFieldTerm(doc, (term) => {
      const block = blockOf(term, wordBlocks);
      const postings = all.get(block) ?? new Map<number, number[]>();
      all.set(block, postings);
      addTo(postings, term, doc.place - first);
    });
    if (at % DOCS_A_STEP !== 0) continue;
    yield;
    if (!isStill()) return null;
  }
  return all;
}

function close(db: Database, segment: Segment, docs: readonly AuditDoc[]): void {
  for (const { id, place, isCut } of docs) {
    if (!isCut || place !== id) continue;
    db.insert(auditIndexCut).values({ entryId: id }).onConflictDoNothing().run();
  }
  closeSegment(db, segment);
  forgetTailUpTo(db, segment.last);
}
