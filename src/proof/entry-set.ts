/** A set of numbers of entries in one bit each: a million take 125 kB. */
export interface EntrySet {
  add(id: number): void;
  has(id: number): boolean;
  /** The first one after this number; null: there is none. */
  after(id: number): number | null;
  readonly size: number;
}

const FIRST_BYTES = 1024;

export function createEntrySet(): EntrySet {
  let bits = new Uint8Array(FIRST_BYTES);
  let size = 0;
  const byteOf = (id: number) => Math.floor(id / 8);
  const has = (id: number) => ((bits[byteOf(id)] ?? 0) & (1 << (id % 8))) !== 0;
  return {
    add: (id) => {
      if (has(id)) return;
      const byte = byteOf(id);
      if (byte >= bits.length) {
        const wider = new Uint8Array(Math.max(bits.length * 2, byte + 1));
        wider.set(bits);
        bits = wider;
      }
      bits[byte] = (bits[byte] ?? 0) | (1 << (id % 8));
      size += 1;
    },
    has,
    after: (id) => {
      for (let next = id + 1; byteOf(next) < bits.length; ) {
        if (bits[byteOf(next)] === 0) next = (byteOf(next) + 1) * 8;
        else if (has(next)) return next;
        else next += 1;
      }
      return null;
    },
    get size() {
      return size;
    },
  };
}
