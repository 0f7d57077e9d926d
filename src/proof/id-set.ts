/** A set of positive whole numbers that takes about a bit for each: a log may have millions. */
export class IdSet {
  readonly #chunks = new Map<number, { readonly bits: Uint8Array; size: number }>();

  add(id: number): void {
    const key = Math.floor(id / CHUNK);
    const chunk = this.#chunks.get(key) ?? { bits: new Uint8Array(CHUNK / 8), size: 0 };
    this.#chunks.set(key, chunk);
    const [at, bit] = placeOf(id);
    if (((chunk.bits[at] ?? 0) & bit) !== 0) return;
    chunk.bits[at] = (chunk.bits[at] ?? 0) | bit;
    chunk.size += 1;
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
      }
      if (chunk.size === 0) this.#chunks.delete(key);
    }
  }

  /** The least; null: the set is empty. */
  first(): number | null {
    if (this.#chunks.size === 0) return null;
    const key = Math.min(...this.#chunks.keys());
    for (let id = key * CHUNK; id < (key + 1) * CHUNK; id += 1) if (this.has(id)) return id;
    return null;
  }
}

const CHUNK = 65_536;

const placeOf = (id: number): readonly [at: number, bit: number] => [
  Math.floor((id % CHUNK) / 8),
  1 << (id % 8),
];
