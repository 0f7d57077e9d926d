import { findInBlock, storedIn } from '../../../domain/audit-index/block.ts';
import { hasStayed, segmentsOf, setOf } from '../../../domain/audit-index/group-sets.ts';
import { type IdSet, readIds, type StoredSet } from '../../../domain/audit-index/id-set.ts';
import { blockOf, isOfWords } from '../../../domain/audit-index/terms.ts';
import type { Database } from '../../sqlite/store.ts';
import { readBlock, rowOf, rowOfWords } from './blocks.ts';
import {
  buildingGroup,
  type Group,
  groupOf,
  isIn,
  numberInGroup,
  type Segment,
} from './segments.ts';

/**
 * Reads what terms have in the index, for one search: one term of words at a time, or some of fields.
 * What it read of a group it keeps while it goes through the group's segments. What is erased
 * meanwhile it may still tell: who finds an entry by it looks at the entry.
 */
export interface TermReader {
  /** The entries of a segment that these terms occur in, for each term that does. */
  find(segment: Segment, terms: readonly number[]): IdSet[];
  /** How many bytes the entries of a word's term take up in a segment: about as many as they are, or fewer. */
  storedBytes(segment: Segment, term: number): number;
  /** The segments of a group, by number, that these terms occur in, for each term that does. */
  findInGroup(group: Group, terms: readonly number[]): IdSet[];
}

export function createTermReader(db: Database): TermReader {
  const wordsOfGroup = keptOfGroup(db);
  const ownWords = (segment: Segment, term: number) =>
    storedAt(db, rowOf(segment, blockOf(term, segment.wordBlocks)), term);
  const wordsInGroup = (group: Group, segment: Segment, term: number): StoredSet | null => {
    const sets = wordsOfGroup(group, term);
    return sets === null ? null : setOf(sets, numberInGroup(db, group, segment));
  };
  const storedWords = (segment: Segment, term: number): StoredSet | null => {
    const group = groupOf(db, segment.first);
    if (group !== null) {
      const stored = wordsInGroup(group, segment, term);
      return stored !== null && hasStayed(stored) ? ownWords(segment, term) : stored;
    }
    const own = ownWords(segment, term);
    const building = buildingGroup(db);
    if (own !== null || building === null || !isIn(building, segment)) return own;
    // It may have moved already.
    const moved = storedAt(db, rowOfWords(building, blockOf(term, building.wordBlocks)), term);
    return moved === null ? null : setOf(moved, numberInGroup(db, building, segment));
  };
  return {
    find: (segment, terms) => {
      const word = wordIn(terms);
      if (word === null) return findFields(db, segment, terms);
      const stored = storedWords(segment, word);
      return stored === null ? [] : [readIds(stored)];
    },
    storedBytes: (segment, term) => storedWords(segment, term)?.bytes.length ?? 0,
    findInGroup: (group, terms) => {
      const word = wordIn(terms);
      if (word === null) return findFields(db, group, terms);
      const stored = wordsOfGroup(group, word);
      return stored === null ? [] : [segmentsOf(stored)];
    },
  };
}

/** The term of words, if it is one. */
function wordIn([first]: readonly number[]): number | null {
  return first !== undefined && isOfWords(first) ? first : null;
}

/** What words have in the group that was asked last: each is looked up once. */
function keptOfGroup(db: Database): (group: Group, term: number) => StoredSet | null {
  const kept = new Map<number, StoredSet | null>();
  let keptId: number | null = null;
  return (group, term) => {
    if (keptId !== group.id) kept.clear();
    keptId = group.id;
    const known = kept.get(term);
    if (known !== undefined) return known;
    const stored = storedAt(db, rowOfWords(group, blockOf(term, group.wordBlocks)), term);
    kept.set(term, stored);
    return stored;
  };
}

function storedAt(db: Database, row: number, term: number): StoredSet | null {
  const bytes = readBlock(db, row);
  return bytes === null ? null : storedIn(bytes, term);
}

/** Fields share few blocks: each is read once. */
function findFields(db: Database, owner: Segment, terms: readonly number[]): IdSet[] {
  const byBlock = new Map<number, number[]>();
  for (const term of terms) {
    const block = blockOf(term, owner.wordBlocks);
    const those = byBlock.get(block);
    if (those === undefined) byBlock.set(block, [term]);
    else those.push(term);
  }
  const found: IdSet[] = [];
  for (const [block, those] of byBlock) {
    const bytes = readBlock(db, rowOf(owner, block));
    if (bytes === null) continue;
    for (const term of those) {
      const ids = findInBlock(bytes, term);
      if (ids !== null) found.push(ids);
    }
  }
  return found;
}
