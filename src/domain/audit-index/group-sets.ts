import { type StoredSet, withoutIds } from './id-set.ts';

/*
 * What a term has in a group of segments: its set in each segment that has it, one behind the other.
 * A long set stays in its segment, and an empty one stands for it here.
 *
 *   1 byte: the segment's number in the group; the top bit: its set is bits
 *   1 to 3 bytes: how long its set is, in seven bits a byte, the low ones first
 *   the set
 */

const IS_BITS = 128;

/** Stands for a set that has stayed in its segment. */
export const STAYED: StoredSet = { isBits: false, bytes: new Uint8Array(0) };

export const hasStayed = ({ bytes }: StoredSet): boolean => bytes.length === 0;

/** @param sets by the number of their segment, below 128, ascending */
export function storeSets(sets: readonly (readonly [number, StoredSet])[]): StoredSet {
  const length = sets.reduce((sum, [, { bytes }]) => sum + 1 + lengthOf(bytes) + bytes.length, 0);
  const all = new Uint8Array(length);
  let at = 0;
  for (const [segment, { isBits, bytes }] of sets) {
    all[at++] = isBits ? segment | IS_BITS : segment;
    for (let rest = bytes.length; ; rest >>>= 7) {
      all[at++] = rest > 127 ? (rest & 127) | 128 : rest;
      if (rest <= 127) break;
    }
    all.set(bytes, at);
    at += bytes.length;
  }
  return { isBits: false, bytes: all };
}

const lengthOf = ({ length }: Uint8Array) => (length < 128 ? 1 : length < 16_384 ? 2 : 3);

/** The set of one segment; null: it does not have the term. */
export function setOf({ bytes }: StoredSet, segment: number): StoredSet | null {
  let found: StoredSet | null = null;
  eachSet(bytes, (head, from, to) => {
    if (segmentIn(head) < segment) return true;
    if (segmentIn(head) === segment) found = setIn(bytes, head, from, to);
    return false;
  });
  return found;
}

/** The segments that have the term, by their numbers, ascending. */
export function segmentsOf({ bytes }: StoredSet): Uint16Array {
  const segments: number[] = [];
  eachSet(bytes, (head) => segments.push(segmentIn(head)) > 0);
  return Uint16Array.from(segments);
}

const segmentIn = (head: number) => head & (IS_BITS - 1);
const setIn = (bytes: Uint8Array, head: number, from: number, to: number): StoredSet => ({
  isBits: head >= IS_BITS,
  bytes: bytes.subarray(from, to),
});

/** @param take whether to go on to the next */
function eachSet(
  bytes: Uint8Array,
  take: (head: number, from: number, to: number) => boolean,
): void {
  for (let at = 0; at < bytes.length; ) {
    const head = bytes[at++] ?? 0;
    let length = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      length |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    if (!take(head, at, at + length)) return;
    at += length;
  }
}

/**
 * What is left without some entries, by the number of their segment: the same if none was there,
 * null if nothing is left; never longer than before.
 *
 * @param without segments where the term has stayed and is no more
 */
export function withoutIdsOf(
  stored: StoredSet,
  gone: ReadonlyMap<number, ReadonlySet<number>>,
  without: ReadonlySet<number>,
): StoredSet | null {
  const stays = (set: StoredSet, head: number) => (without.has(segmentIn(head)) ? null : set);
  const leftOf = (set: StoredSet, head: number) => {
    const ids = gone.get(segmentIn(head));
    return ids === undefined ? set : withoutIds(set, ids);
  };
  let changed = false;
  const left: (readonly [number, StoredSet])[] = [];
  eachSet(stored.bytes, (head, from, to) => {
    const set = setIn(stored.bytes, head, from, to);
    const rest = hasStayed(set) ? stays(set, head) : leftOf(set, head);
    if (rest !== set) changed = true;
    if (rest !== null) left.push([segmentIn(head), rest]);
    return true;
  });
  if (!changed) return stored;
  return left.length === 0 ? null : storeSets(left);
}
