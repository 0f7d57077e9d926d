import type { EntryId } from '../../../domain/ids.ts';

/** Messages to look at once the search has come to them: something newer stood for each. */
export class Pending {
  /** Ascending, without doubles. */
  readonly #ids: EntryId[] = [];

  add(id: EntryId): void {
    let at = this.#ids.length;
    while (at > 0 && (this.#ids[at - 1] ?? 0) > id) at -= 1;
    if (this.#ids[at - 1] !== id) this.#ids.splice(at, 0, id);
  }

  /** Whether one of them is this new. */
  has(lowest: number): boolean {
    return (this.#ids.at(-1) ?? 0) >= lowest;
  }

  /** Takes out the newest that is this new; null: there is none. */
  take(lowest: number): EntryId | null {
    const newest = this.#ids.at(-1);
    if (newest === undefined || newest < lowest) return null;
    this.#ids.pop();
    return newest;
  }
}
