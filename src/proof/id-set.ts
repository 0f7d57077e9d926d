/** A set of positive whole numbers that takes about a bit for each: a log may have millions. */
export class IdSet {
  readonly #chunks = new Map<number, { readonly bits: Uint8Array; size: number }>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(id: number): void {
    const key = Math.floor(id / CHUNK);
    const chunk = this.#chunks.get(key) ?? { bits: new Uint8Array(CHUNK / 8), size: 0 };
    this.#chunks.set(key, chunk);
    const [at, bit] = placeOf(id);
    if (((chunk.bits[at] ?? 0) & bit) !== 0) return;
    chunk.bits[at] = (chunk.bits[at] ?? 0) | bit;
    chunk.size += 1;
    this.#size += 1;
  }

  has(id: number): boolean {
    const [at, bit] = placeOf(id);
    return ((this.#chunks.get(Math.floor(id / CHUNK))?.bits[at] ?? 0) & bit) !== 0;
  }

  /** Removes the numbers of a range, both ends included, however long it is. */
  deleteRange(from: number, to: number): void {
    for (const [key, chunk] of this.#chunks) {
      const first = Math.max(from, key * CHUNK);
      const last = Math.min(to, key * CHUNK + CHUNK - 1);
      for (let id = first; id <= last; id += 1) {
        const [at, bit] = placeOf(id);
        if (((chunk.bits[at] ?? 0) & bit) === 0) continue;
        chunk.bits[at] = (chunk.bits[at] ?? 0) & ~bit;
        chunk.size -= 1;
        this.#size -= 1;
      }
      if (chunk.size === 0) this.#chunks.delete(key);
    }
  }

  /** The least; null: the set is empty. */
  first(): number | null {
    return this.after(-1);
  }

  /** The first one behind this number; null: there is none. */
  after(id: number): number | null {
    const here = Math.floor((id + 1) / CHUNK);
    const inHere = this.#firstIn(here, id + 1);
    if (inHere !== null) return inHere;
    let next: number | null = null;
    for (const key of this.#chunks.keys()) {
      if (key > here && (next === null || key < next)) next = key;
    }
    // A chunk that is there is not empty.
    return next === null ? null : this.#firstIn(next, next * CHUNK);
  }

  #firstIn(key: number, from: number): number | null {
    const bits = this.#chunks.get(key)?.bits;
    if (bits === undefined) return null;
    for (let id = from; id < (key + 1) * CHUNK; ) {
      const [at, bit] = placeOf(id);
      const byte = bits[at] ?? 0;
      if (byte === 0) id += 8 - (id % 8);
      else if ((byte & bit) !== 0) return id;
      else id += 1;
    }
    return null;
  }
}

const CHUNK = 65_536;

const placeOf = (id: number): readonly [at: number, bit: number] => [
  Math.floor((id % CHUNK) / 8),
  1 << (id % 8),
];
