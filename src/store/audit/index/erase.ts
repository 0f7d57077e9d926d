import { eraseInBlock, type WhatIsLeft } from '../../../domain/audit-index/block.ts';
import { withoutIdsOf } from '../../../domain/audit-index/group-sets.ts';
import { withoutIds } from '../../../domain/audit-index/id-set.ts';
import { blockOf, termsOf } from '../../../domain/audit-index/terms.ts';
import type { EntryId } from '../../../domain/ids.ts';
import { searchedText } from '../../../domain/text/searched-text.ts';
import { auditIndexCut } from '../../schema.ts';
import { eq } from '../../sqlite/drizzle.ts';
import type { Database } from '../../sqlite/store.ts';
import { readBlock, rowOf, rowOfWords, writeOverBlock } from './blocks.ts';
import { type AuditDoc, eachWordTerm } from './docs.ts';
import { fileNameIn } from './file-name-in.ts';
import { idsAbout, readDoc, subjectOf } from './read-docs.ts';
import {
  buildingGroup,
  buildingSegment,
  dropSegment,
  type Group,
  groupOf,
  indexedThrough,
  isIn,
  numberInGroup,
  type Segment,
  segmentOf,
} from './segments.ts';
import { eraseInTail } from './tail.ts';

/** The words of an entry, which are in its row no more. */
export interface ErasedWords {
  readonly entryId: EntryId;
  readonly text: string;
  readonly detail: string | null;
}

/** Entries to be taken out of a segment's terms; by term. */
type Erasures = Map<number, Set<number>>;

/** Until they are taken out, terms of long texts take up nearly a kilobyte a character. */
const CHARS_AT_ONCE = 100_000;

/**
 * Takes words out of the search index, whether they are in it or not. Call it in the transaction
 * that erases them, once they are erased. Many at once cost much less than one after the other.
 */
export function removeFromIndex(db: Database, erased: readonly ErasedWords[]): void {
  let bySegment = new Map<Segment, Erasures>();
  let chars = 0;
  for (const words of erased) {
    note(db, words, bySegment);
    chars += words.text.length;
    if (chars < CHARS_AT_ONCE) continue;
    eraseNoted(db, bySegment);
    bySegment = new Map();
    chars = 0;
  }
  eraseNoted(db, bySegment);
}

function eraseNoted(db: Database, bySegment: ReadonlyMap<Segment, Erasures>): void {
  const byGroup = new Map<Group, Map<number, GoneInGroup>>();
  for (const [segment, erasures] of bySegment) {
    const emptied = eraseInBlocks(
      db,
      new Map([...erasures].map(([term, ids]) => [term, (stored) => withoutIds(stored, ids)])),
      (term) => rowOf(segment, blockOf(term, segment.wordBlocks)),
    );
    noteInGroup(db, segment, { erasures, emptied }, byGroup);
  }
  for (const [group, erasures] of byGroup) {
    eraseInBlocks(
      db,
      new Map(
        [...erasures].map(([term, { ids, emptied }]) => [
          term,
          (stored) => withoutIdsOf(stored, ids, emptied),
        ]),
      ),
      (term) => rowOfWords(group, blockOf(term, group.wordBlocks)),
    );
  }
}

/** What goes of a term in a group, by the number of the segment. */
interface GoneInGroup {
  readonly ids: Map<number, ReadonlySet<number>>;
  /** Segments that had a long set of it, and have nothing of it any more. */
  readonly emptied: Set<number>;
}

/**
 * Takes entries out of terms in the rows where they stand; a row that is not there has none of them.
 *
 * @returns the terms of which nothing is left there
 */
function eraseInBlocks(
  db: Database,
  erasures: ReadonlyMap<number, WhatIsLeft>,
  rowFor: (term: number) => number,
): ReadonlySet<number> {
  const emptied = new Set<number>();
  const byRow = new Map<number, Map<number, WhatIsLeft>>();
  for (const [term, whatIsLeft] of erasures) {
    const row = rowFor(term);
    const those = byRow.get(row) ?? new Map<number, WhatIsLeft>();
    byRow.set(
      row,
      those.set(term, (stored) => {
        const left = whatIsLeft(stored);
        if (left === null) emptied.add(term);
        return left;
      }),
    );
  }
  for (const [row, terms] of byRow) {
    const bytes = readBlock(db, row);
    if (bytes !== null && eraseInBlock(bytes, terms)) writeOverBlock(db, row, bytes);
  }
  return emptied;
}

/** A group has words of its segments, also one that is not whole yet. */
function noteInGroup(
  db: Database,
  segment: Segment,
  { erasures, emptied }: { readonly erasures: Erasures; readonly emptied: ReadonlySet<number> },
  byGroup: Map<Group, Map<number, GoneInGroup>>,
): void {
  const building = buildingGroup(db);
  const isBuilding = building !== null && isIn(building, segment);
  const group = isBuilding ? building : groupOf(db, segment.first);
  if (group === null) return;
  const number = numberInGroup(db, group, segment);
  const those = byGroup.get(group) ?? new Map<number, GoneInGroup>();
  byGroup.set(group, those);
  for (const [term, ids] of erasures) {
    const gone = those.get(term) ?? { ids: new Map(), emptied: new Set() };
    those.set(term, gone);
    gone.ids.set(number, ids);
    if (emptied.has(term)) gone.emptied.add(number);
  }
}

function note(db: Database, words: ErasedWords, bySegment: Map<Segment, Erasures>): void {
  const subject = subjectOf(db, words.entryId);
  const message = subject?.told === true && subject.about !== null ? subject.about : words.entryId;
  eraseInTail(db, words.entryId, message);
  const building = buildingSegment(db);
  const newest = building?.last ?? indexedThrough(db);
  if (message > newest) return;
  const left = readDoc(db, message);
  if (left === null || !left.isCut) {
    db.delete(auditIndexCut).where(eq(auditIndexCut.entryId, message)).run();
  }
  const terms = termsGone(words, left);
  // What was told of the message in a later segment made its words stand there as well.
  for (const place of [message, ...idsAbout(db, message)]) {
    if (building !== null && place >= building.first && place <= building.last) {
      dropSegment(db, building);
    }
    const segment = segmentOf(db, place);
    if (segment !== null) noteTerms(bySegment, segment, place - segment.first, terms);
  }
}

/** Terms of the words that are gone and of none that are left. */
function termsGone({ text, detail }: ErasedWords, left: AuditDoc | null): Set<number> {
  const gone = termsOf(searchedText(text).folded);
  for (const term of termsOf(searchedText(fileNameIn(detail) ?? '').folded)) gone.add(term);
  if (left !== null) eachWordTerm(left, (term) => gone.delete(term));
  return gone;
}

function noteTerms(
  bySegment: Map<Segment, Erasures>,
  segment: Segment,
  id: number,
  terms: Iterable<number>,
): void {
  const erasures: Erasures = bySegment.get(segment) ?? new Map();
  bySegment.set(segment, erasures);
  for (const term of terms) {
    const ids = erasures.get(term) ?? new Set();
    erasures.set(term, ids.add(id));
  }
}
