import type { EntryId } from '../../../domain/ids.ts';
import { remember } from '../../memory/remembered.ts';
import type { Database } from '../../sqlite/store.ts';
import { type AuditDoc, charsOf, docOf, isTold, tell, untell } from './docs.ts';
import { readDoc } from './read-docs.ts';
import { type ReadEntry, readEntries } from './read-range.ts';
import { indexedThrough } from './segments.ts';

/*
 * The newest entries, which are in no segment yet, as they are searched: in memory. It is filled
 * from the entries, so that nothing of it can be lost, and emptied by a rollback.
 */

export interface Tail {
  /** In the order of their places. Another array once some of them are in a segment. */
  docs: readonly AuditDoc[];
  /** Entries up to this one have been read. */
  through: number;
  /** Characters in memory. */
  chars: number;
  /** Of how many some words are not searched. */
  cut: number;
  /** Entries up to this one are being written into a segment; 0: none are. */
  sealing: number;
}

class OpenTail implements Tail {
  docs: AuditDoc[] = [];
  through: number;
  chars = 0;
  cut = 0;
  sealing = 0;
  /** Those that stand for an older message, by its id. */
  readonly aliases = new Map<EntryId, AuditDoc>();

  constructor(through: number) {
    this.through = through;
  }
}

/** The row of what is remembered may not change; what it holds may. */
const tails = remember((db, _: 'tail'): { readonly tail: OpenTail } => {
  return { tail: new OpenTail(indexedThrough(db)) };
}, 1);

export const tailOf = (db: Database): Tail => tails.of(db, 'tail').tail;

/** More entries or characters are not kept: they are read when they are asked for. */
const MOST_ENTRIES = 100_000;
const MOST_CHARS = 6_000_000;
const AT_ONCE = 128;

/**
 * Reads the entries that came since the last time.
 *
 * @param latest the newest entry
 * @param isTimeUp asked after each hundred
 * @returns whether there are more
 */
export function readTail(db: Database, latest: EntryId, isTimeUp: () => boolean): boolean {
  const { tail } = tails.of(db, 'tail');
  while (tail.through < latest && !isFull(db)) {
    const last = Math.min(latest, tail.through + AT_ONCE);
    for (const entry of readEntries(db, tail.through, last)) take(db, tail, entry);
    tail.through = last;
    if (isTimeUp()) return tail.through < latest && !isFull(db);
  }
  return false;
}

/** Whether the tail takes no more until some of it is in a segment. */
function isFull(db: Database): boolean {
  const { tail } = tails.of(db, 'tail');
  return tail.chars > MOST_CHARS || tail.through - indexedThrough(db) > MOST_ENTRIES;
}

function take(db: Database, tail: OpenTail, { row, content }: ReadEntry): void {
  if (!isTold(row)) {
    add(tail, docOf(row, content));
    return;
  }
  const { aboutId } = row;
  if (aboutId === null || aboutId >= row.id) return;
  const known = tail.aliases.get(aboutId) ?? placedAt(tail.docs, aboutId);
  if (known !== undefined) {
    count(tail, known, -1);
    tell(known, row, content);
    count(tail, known, 1);
    // What is told of it now is too late for its segment.
    if (known.place > tail.sealing) return;
  }
  const alias = readDoc(db, aboutId, row.id);
  if (alias === null) return;
  tail.aliases.set(aboutId, alias);
  add(tail, alias);
}

function add(tail: OpenTail, doc: AuditDoc): void {
  tail.docs.push(doc);
  count(tail, doc, 1);
}

function count(tail: OpenTail, doc: AuditDoc, sign: 1 | -1): void {
  tail.chars += sign * charsOf(doc);
  if (doc.isCut) tail.cut += sign;
}

/** How many of them have a place up to this one. */
export function countUpTo(docs: readonly AuditDoc[], place: number): number {
  let low = 0;
  let high = docs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((docs[middle]?.place ?? Number.POSITIVE_INFINITY) <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}

function placedAt(docs: readonly AuditDoc[], place: EntryId): AuditDoc | undefined {
  const there = docs[countUpTo(docs, place) - 1];
  return there?.place === place ? there : undefined;
}

/** The entries up to this one are in a segment now. */
export function forgetTailUpTo(db: Database, last: number): void {
  const { tail } = tails.of(db, 'tail');
  const kept = countUpTo(tail.docs, last);
  for (const doc of tail.docs.slice(0, kept)) {
    count(tail, doc, -1);
    if (doc.place !== doc.id) tail.aliases.delete(doc.id);
  }
  tail.docs = tail.docs.slice(kept);
  tail.through = Math.max(tail.through, last);
}

/** The words that come from an entry are gone. `message`: the one that it is, or tells of. */
export function eraseInTail(db: Database, from: EntryId, message: EntryId): void {
  const { tail } = tails.of(db, 'tail');
  for (const known of [placedAt(tail.docs, message), tail.aliases.get(message)]) {
    if (known === undefined) continue;
    count(tail, known, -1);
    untell(known, from);
    count(tail, known, 1);
  }
}
