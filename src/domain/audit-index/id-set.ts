/*
 * Sets of small numbers: the entries of one segment of the index, counted from its first. A few are
 * an ascending list; many are a bit each. Stored, they are whichever is shorter: gaps from one to
 * the next in seven bits a byte, or the bits.
 */

/** One bit for each number. */
export interface Bits {
  readonly words: Uint32Array;
  readonly count: number;
}

/** An ascending list without doubles, or bits. */
export type IdSet = Uint16Array | Bits;

export const NO_IDS = new Uint16Array(0);

export const sizeOf = (set: IdSet): number => (set instanceof Uint16Array ? set.length : set.count);

const hasBit = (words: Uint32Array, id: number): boolean =>
  (((words[id >>> 5] ?? 0) >>> (id & 31)) & 1) === 1;

/** What is in both. */
export function inBoth(one: IdSet, other: IdSet): IdSet {
  if (one instanceof Uint16Array) {
    return other instanceof Uint16Array ? listInBoth(one, other) : listInBits(one, other.words);
  }
  if (other instanceof Uint16Array) return listInBits(other, one.words);
  const words = new Uint32Array(Math.min(one.words.length, other.words.length));
  let count = 0;
  for (let at = 0; at < words.length; at += 1) {
    const word = (one.words[at] ?? 0) & (other.words[at] ?? 0);
    words[at] = word;
    if (word !== 0) count += onesIn(word);
  }
  return { words, count };
}

function listInBits(ids: Uint16Array, words: Uint32Array): Uint16Array {
  const found = new Uint16Array(ids.length);
  let count = 0;
  for (const id of ids) if (hasBit(words, id)) found[count++] = id;
  return found.subarray(0, count);
}

function listInBoth(one: Uint16Array, other: Uint16Array): Uint16Array {
  const [few, many] = one.length <= other.length ? [one, other] : [other, one];
  const found = new Uint16Array(few.length);
  let count = 0;
  let at = 0;
  for (const id of few) {
    while ((many[at] ?? Number.POSITIVE_INFINITY) < id) at += 1;
    if (many[at] === id) found[count++] = id;
  }
  return found.subarray(0, count);
}

/** What is in any of them. */
export function inAny(sets: readonly IdSet[]): IdSet {
  if (sets.length === 1) return sets[0] ?? NO_IDS;
  const [first, ...others] = sets.filter((set) => sizeOf(set) > 0);
  if (first === undefined) return NO_IDS;
  if (others.length === 0) return first;
  const words = new Uint32Array(2048);
  for (const set of [first, ...others]) {
    if (set instanceof Uint16Array) {
      for (const id of set) words[id >>> 5] = (words[id >>> 5] ?? 0) | (1 << (id & 31));
    } else {
      for (let at = 0; at < set.words.length; at += 1) {
        words[at] = (words[at] ?? 0) | (set.words[at] ?? 0);
      }
    }
  }
  let count = 0;
  for (const word of words) if (word !== 0) count += onesIn(word);
  return { words, count };
}

/** All of them, ascending. */
export function listOf(set: IdSet): Uint16Array {
  if (set instanceof Uint16Array) return set;
  const ids = new Uint16Array(set.count);
  let count = 0;
  for (let at = 0; at < set.words.length; at += 1) {
    let word = set.words[at] ?? 0;
    while (word !== 0) {
      ids[count++] = (at << 5) + (31 - Math.clz32(word & -word));
      word &= word - 1;
    }
  }
  return ids;
}

function onesIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** A set as it is stored. */
export interface StoredSet {
  readonly isBits: boolean;
  readonly bytes: Uint8Array;
}

/** @param ids ascending, without doubles, below 65,536 */
export function storeIds(ids: ArrayLike<number>): StoredSet {
  const bitBytes = bytesOfBits(ids[ids.length - 1] ?? 0);
  const bytes = new Uint8Array(Math.min(3 * ids.length, bitBytes + 3));
  let length = 0;
  let next = 0;
  for (let at = 0; at < ids.length; at += 1) {
    const id = ids[at] ?? 0;
    let gap = id - next;
    next = id + 1;
    while (gap > 127) {
      bytes[length++] = (gap & 127) | 128;
      gap >>>= 7;
    }
    bytes[length++] = gap;
    if (length > bitBytes) return { isBits: true, bytes: bitsOf(ids, bitBytes) };
  }
  return { isBits: false, bytes: bytes.subarray(0, length) };
}

/** In whole words, up to the highest number. */
const bytesOfBits = (highest: number) => ((highest >>> 5) + 1) * 4;

function bitsOf(ids: ArrayLike<number>, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < ids.length; at += 1) {
    const id = ids[at] ?? 0;
    bytes[id >>> 3] = (bytes[id >>> 3] ?? 0) | (1 << (id & 7));
  }
  return bytes;
}

/** Reads a stored set from its bytes. */
export function readIds({ isBits, bytes }: StoredSet): IdSet {
  return isBits ? readBits(bytes) : readGaps(bytes);
}

/**
 * What is left of a stored set without some numbers: the same if none of them was there, null if
 * nothing is left; never longer than before, for two gaps that become one take no more bytes.
 */
export function withoutIds(stored: StoredSet, ids: ReadonlySet<number>): StoredSet | null {
  if (stored.isBits) return bitsWithout(stored, ids);
  const before = readGaps(stored.bytes);
  const after = new Uint16Array(before.length);
  let count = 0;
  for (const id of before) if (!ids.has(id)) after[count++] = id;
  if (count === before.length) return stored;
  return count === 0 ? null : storeIds(after.subarray(0, count));
}

/** Without looking at each of what may be tens of thousands. */
function bitsWithout(stored: StoredSet, ids: ReadonlySet<number>): StoredSet | null {
  const { bytes } = stored;
  const left = bytes.slice();
  let changed = false;
  for (const id of ids) {
    const byte = bytes[id >>> 3] ?? 0;
    if ((byte & (1 << (id & 7))) === 0) continue;
    changed = true;
    left[id >>> 3] = (left[id >>> 3] ?? 0) & ~(1 << (id & 7));
  }
  if (!changed) return stored;
  let length = left.length;
  while (length > 0 && left[length - 1] === 0) length -= 1;
  if (length === 0) return null;
  const bits = left.subarray(0, (length + 3) & ~3);
  return gapsTakeMore(bits) ? { isBits: true, bytes: bits } : storeIds(listOf(readBits(bits)));
}

/** Whether gaps would take more bytes than these bits. */
function gapsTakeMore(bits: Uint8Array): boolean {
  let taken = 0;
  let next = 0;
  for (let at = 0; at < bits.length; at += 1) {
    const byte = bits[at] ?? 0;
    if (byte === 0) continue;
    const gap = (at << 3) + (31 - Math.clz32(byte & -byte)) - next;
    taken += onesIn(byte) + (gap > 127 ? 1 : 0) + (gap > 16_383 ? 1 : 0);
    if (taken > bits.length) return true;
    next = (at << 3) + (32 - Math.clz32(byte));
  }
  return false;
}

function readBits(bytes: Uint8Array): Bits {
  const words = new Uint32Array(bytes.length >>> 2);
  let count = 0;
  for (let at = 0; at < words.length; at += 1) {
    const from = at << 2;
    const word =
      (bytes[from] ?? 0) |
      ((bytes[from + 1] ?? 0) << 8) |
      ((bytes[from + 2] ?? 0) << 16) |
      ((bytes[from + 3] ?? 0) << 24);
    words[at] = word;
    count += onesIn(word);
  }
  return { words, count };
}

function readGaps(bytes: Uint8Array): Uint16Array {
  const ids = new Uint16Array(bytes.length);
  let count = 0;
  let next = 0;
  let gap = 0;
  let shift = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    gap |= (byte & 127) << shift;
    if (byte > 127) {
      shift += 7;
      continue;
    }
    ids[count++] = next + gap;
    next += gap + 1;
    gap = 0;
    shift = 0;
  }
  return ids.subarray(0, count);
}
