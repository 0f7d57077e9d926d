import { type IdSet, readIds, type StoredSet } from './id-set.ts';

/*
 * A block of the index: some terms of a segment, each with the entries that it occurs in; or of a
 * group, each with its sets in the segments (`group-sets.ts`).
 *
 *   2 bytes: how many terms
 *   for each, ascending: 6 bytes its number, 3 bytes where its set ends; the top bit: it is bits
 *   the sets, one behind the other; then zeros, where terms or entries have been erased
 *
 * Numbers have their high byte first.
 */

const HEAD = 2;
const TERM_BYTES = 6;
const ROW = TERM_BYTES + 3;
const IS_BITS = 0x800000;

/** @param terms numbers below 2 ** 48 with their sets, in any order */
export function writeBlock(terms: ReadonlyMap<number, StoredSet>): Uint8Array {
  const sorted = [...terms].sort(([one], [other]) => one - other);
  const sets = sorted.reduce((sum, [, { bytes }]) => sum + bytes.length, 0);
  const block = new Uint8Array(HEAD + sorted.length * ROW + sets);
  fill(block, sorted);
  return block;
}

function fill(block: Uint8Array, sorted: readonly (readonly [number, StoredSet])[]): void {
  put(block, 0, HEAD, sorted.length);
  const base = HEAD + sorted.length * ROW;
  let end = 0;
  for (const [at, [term, { isBits, bytes }]] of sorted.entries()) {
    block.set(bytes, base + end);
    end += bytes.length;
    put(block, HEAD + at * ROW, TERM_BYTES, term);
    put(block, HEAD + at * ROW + TERM_BYTES, 3, isBits ? end + IS_BITS : end);
  }
  block.fill(0, base + end);
}

function put(bytes: Uint8Array, from: number, length: number, value: number): void {
  let rest = value;
  for (let at = from + length - 1; at >= from; at -= 1) {
    bytes[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
}

const take3 = (bytes: Uint8Array, from: number) =>
  ((bytes[from] ?? 0) << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0);
const termAt = (block: Uint8Array, at: number) =>
  take3(block, HEAD + at * ROW) * 0x1000000 + take3(block, HEAD + at * ROW + 3);
const termsIn = (block: Uint8Array) => ((block[0] ?? 0) << 8) | (block[1] ?? 0);

/** Where the set of a term ends, counted from the first set; of the one before the first: 0. */
const endAt = (block: Uint8Array, at: number) =>
  at === -1 ? 0 : take3(block, HEAD + at * ROW + TERM_BYTES) & ~IS_BITS;

function storedAt(block: Uint8Array, count: number, at: number): StoredSet {
  const base = HEAD + count * ROW;
  const end = take3(block, HEAD + at * ROW + TERM_BYTES);
  const from = endAt(block, at - 1);
  return {
    isBits: (end & IS_BITS) !== 0,
    bytes: block.subarray(base + from, base + (end & ~IS_BITS)),
  };
}

/** Each term of a block, ascending, with its set. */
export function eachTermIn(
  block: Uint8Array,
  take: (term: number, stored: StoredSet) => void,
): void {
  const count = termsIn(block);
  for (let at = 0; at < count; at += 1) take(termAt(block, at), storedAt(block, count, at));
}

/** The entries of a term; null: it occurs in none. */
export function findInBlock(block: Uint8Array, term: number): IdSet | null {
  const stored = storedIn(block, term);
  return stored === null ? null : readIds(stored);
}

/** The entries of a term as they are stored; null: it occurs in none. */
export function storedIn(block: Uint8Array, term: number): StoredSet | null {
  const count = termsIn(block);
  const at = placeOf(block, count, term);
  return at === -1 ? null : storedAt(block, count, at);
}

/** A term's place among those of the block; -1: it is not there. */
function placeOf(block: Uint8Array, count: number, term: number): number {
  let low = 0;
  let high = count - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const there = termAt(block, middle);
    if (there === term) return middle;
    if (there < term) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/**
 * What is left of a term's set: the same set if nothing of it goes, null if all does; never a longer
 * one.
 */
export type WhatIsLeft = (stored: StoredSet) => StoredSet | null;

/**
 * Takes entries out of some terms' sets, in place: the block keeps its length, and what is no longer
 * in it is zeros. A term without entries goes.
 *
 * @returns whether anything was there
 */
export function eraseInBlock(block: Uint8Array, erased: ReadonlyMap<number, WhatIsLeft>): boolean {
  const count = termsIn(block);
  const changes: Change[] = [];
  for (const [term, whatIsLeft] of erased) {
    const at = placeOf(block, count, term);
    if (at === -1) continue;
    const stored = storedAt(block, count, at);
    const left = whatIsLeft(stored);
    if (left !== stored) changes.push({ at, left });
  }
  if (changes.length === 0) return false;
  changes.sort((one, other) => one.at - other.at);
  block.set(changed(block, count, changes));
  return true;
}

interface Change {
  /** The term's place among those of the block. */
  readonly at: number;
  readonly left: StoredSet | null;
}

/** The block anew. What stands between two changes is copied as it is: there may be hundreds of terms. */
function changed(block: Uint8Array, count: number, changes: readonly Change[]): Uint8Array {
  const fresh = new Uint8Array(block.length);
  const stay = count - changes.filter(({ left }) => left === null).length;
  const [before, base] = [HEAD + count * ROW, HEAD + stay * ROW];
  put(fresh, 0, HEAD, stay);
  let [row, end] = [HEAD, 0];
  const copy = (from: number, to: number) => {
    if (from === to) return;
    const [first, last] = [endAt(block, from - 1), endAt(block, to - 1)];
    fresh.set(block.subarray(HEAD + from * ROW, HEAD + to * ROW), row);
    fresh.set(block.subarray(before + first, before + last), base + end);
    // The top bit stays where it is.
    for (const next = row + (to - from) * ROW; row < next; row += ROW) {
      put(fresh, row + TERM_BYTES, 3, take3(fresh, row + TERM_BYTES) + end - first);
    }
    end += last - first;
  };
  let from = 0;
  for (const { at, left } of changes) {
    copy(from, at);
    from = at + 1;
    if (left === null) continue;
    fresh.set(block.subarray(HEAD + at * ROW, HEAD + at * ROW + TERM_BYTES), row);
    fresh.set(left.bytes, base + end);
    end += left.bytes.length;
    put(fresh, row + TERM_BYTES, 3, left.isBits ? end + IS_BITS : end);
    row += ROW;
  }
  copy(from, count);
  return fresh;
}
