import { eraseInBlock, storedIn } from '../../../domain/audit-index/block.ts';
import { blockOf, termsOf } from '../../../domain/audit-index/terms.ts';
import type { EntryId } from '../../../domain/ids.ts';
import { searchedText } from '../../../domain/text/searched-text.ts';
import { auditIndexCut } from '../../schema.ts';
import { eq } from '../../sqlite/drizzle.ts';
import type { Database } from '../../sqlite/store.ts';
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
  memberNumber,
  readBlock,
  type Segment,
  segmentOf,
  writeOverBlock,
} from './segments.ts';
import { eraseInTail } from './tail.ts';

/** The words of an entry, which are in its row no more. */
export interface ErasedWords {
  readonly entryId: EntryId;
  readonly text: string;
  readonly detail: string | null;
}

/** Terms to be taken out of a segment's blocks, with the entries; by block, then by term. */
type Erasures = Map<number, Map<number, Set<number>>>;

/**
 * Takes words out of the search index, whether they are in it or not. Call it in the transaction
 * that erases them, once they are erased. Many at once cost much less than one after the other.
 */
export function removeFromIndex(db: Database, erased: readonly ErasedWords[]): void {
  const bySegment = new Map<Segment, Erasures>();
  for (const words of erased) note(db, words, bySegment);
  const byGroup = new Map<Group, Erasures>();
  for (const [segment, erasures] of bySegment) {
    const gone = erase(db, segment, erasures);
    if (gone.length > 0) noteInGroup(db, segment, gone, byGroup);
  }
  for (const [group, erasures] of byGroup) erase(db, group, erasures);
}

/** Returns the terms that the segment, or the group, has no more. */
function erase(db: Database, segment: Segment, erasures: Erasures): number[] {
  const gone: number[] = [];
  for (const [block, terms] of erasures) {
    const bytes = readBlock(db, segment, block);
    if (bytes === null || !eraseInBlock(bytes, terms)) continue;
    writeOverBlock(db, segment, block, bytes);
    for (const term of terms.keys()) if (storedIn(bytes, term) === null) gone.push(term);
  }
  return gone;
}

/** What a segment has no more its group must not have of it either. */
function noteInGroup(
  db: Database,
  segment: Segment,
  gone: readonly number[],
  byGroup: Map<Group, Erasures>,
): void {
  const building = buildingGroup(db);
  if (building !== null && segment.first >= building.first && segment.last <= building.last) {
    dropSegment(db, building);
  }
  const group = groupOf(db, segment.first);
  if (group !== null) noteTerms(byGroup, group, memberNumber(db, group, segment), gone);
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
    const block = blockOf(term, segment.wordBlocks);
    const those = erasures.get(block) ?? new Map<number, Set<number>>();
    erasures.set(block, those);
    const ids = those.get(term) ?? new Set();
    those.set(term, ids.add(id));
  }
}
