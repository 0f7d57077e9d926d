import { eachTermIn, writeBlock } from '../../../domain/audit-index/block.ts';
import { storeIds } from '../../../domain/audit-index/id-set.ts';
import { blockOf, FIELD_BLOCKS } from '../../../domain/audit-index/terms.ts';
import type { Database, Store } from '../../sqlite/store.ts';
import {
  addBlock,
  buildingGroup,
  closeSegment,
  dropSegment,
  type Group,
  openSegment,
  readBlock,
  type Segment,
  wholeGroups,
  wholeSegments,
} from './segments.ts';

/*
 * Writes groups of segments, in many small steps, from the blocks of the segments. A group that is
 * not whole is not asked. After a crash, or when something in one of its segments is erased
 * meanwhile, it is given up and begun again.
 */

/** Written in one transaction. */
const BLOCKS_AT_ONCE = 24;

/**
 * Writes one group, if there are segments enough.
 *
 * @param size how many segments it has
 * @returns whether it wrote one, or has to begin again
 */
export function* groupSegments(
  store: Store,
  size: number,
): Generator<undefined, boolean, undefined> {
  const { db } = store;
  const left = buildingGroup(db);
  if (left !== null) {
    store.transaction(() => dropSegment(db, left));
    yield;
  }
  const members = nextMembers(db, size);
  if (members === null) return false;
  const group = store.transaction(() => openSegment(db, describe(members), 1));
  yield;
  const isStill = () => buildingGroup(db)?.id === group.id;
  const all = [...Array.from({ length: group.wordBlocks }, (_, at) => at), ...FIELD_BLOCKS];
  for (let at = 0; at < all.length; at += BLOCKS_AT_ONCE) {
    const blocks: [number, Uint8Array][] = [];
    for (const block of all.slice(at, at + BLOCKS_AT_ONCE)) {
      const bytes = merged(db, group, members, block);
      if (bytes !== null) blocks.push([block, bytes]);
      yield;
      // What was read may be erased by now.
      if (!isStill()) return true;
    }
    store.transaction(() => {
      for (const [block, bytes] of blocks) addBlock(db, group, block, bytes);
    });
    yield;
    if (!isStill()) return true;
  }
  store.transaction(() => closeSegment(db, group));
  return true;
}

/** The oldest segments that are in no group; null: there are not enough. */
function nextMembers(db: Database, size: number): [Segment, ...Segment[]] | null {
  const after = wholeGroups(db).at(-1)?.last ?? 0;
  const all = wholeSegments(db);
  const from = all.findIndex(({ first }) => first > after);
  const [first, ...others] = from === -1 ? [] : all.slice(from, from + size);
  return first === undefined || others.length + 1 < size ? null : [first, ...others];
}

const describe = (members: readonly [Segment, ...Segment[]]): Omit<Group, 'id'> => ({
  first: members[0].first,
  last: members.at(-1)?.last ?? members[0].last,
  wordBlocks: Math.max(...members.map(({ wordBlocks }) => wordBlocks)),
  times: new Float64Array(),
  aliases: new Float64Array(),
});

/** A block of a group; null: it would be empty. */
function merged(
  db: Database,
  { wordBlocks }: Group,
  members: readonly Segment[],
  block: number,
): Uint8Array | null {
  const postings = new Map<number, number[]>();
  for (const [at, member] of members.entries()) {
    const bytes = readBlock(db, member, blockIn(member, block));
    if (bytes === null) continue;
    eachTermIn(bytes, (term) => {
      if (blockOf(term, wordBlocks) !== block) return;
      const known = postings.get(term);
      if (known === undefined) postings.set(term, [at]);
      else known.push(at);
    });
  }
  if (postings.size === 0) return null;
  return writeBlock(new Map([...postings].map(([term, found]) => [term, storeIds(found)])));
}

/** Guarantee: a group has at least as many blocks for words as each of its segments; both are powers of two. */
const blockIn = ({ wordBlocks }: Segment, block: number): number =>
  FIELD_BLOCKS.includes(block) ? block : block & (wordBlocks - 1);
