import { erasedIn } from './erasures.ts';
import {
  digestContent,
  digestName,
  type HashedEntry,
  hashEntry,
  headAfter,
  NO_HEAD,
} from './hashes.ts';
import { IdSet } from './id-set.ts';

/*
 * Verifies a log, entry after entry (docs/audit-format.md), wherever its entries come from: this
 * needs no database. An export tells less of its entries and has `verify-export.ts`.
 */

/** What can be wrong with a log. */
export type Breach =
  /** An entry is not there, though a later one is, or something of it. */
  | 'missing'
  /** An entry stands where none can be: its number was before, or is none. */
  | 'inserted'
  /** The entry, or the head kept with it, is not what it was. */
  | 'changed'
  | 'content-changed'
  /** A content is gone, and no later entry says that it was erased. */
  | 'content-missing'
  | 'name-changed'
  /** Likewise. */
  | 'name-missing'
  /** A name stands there that no entry mentions. */
  | 'name-inserted'
  /** A checkpoint knows more entries. */
  | 'shorter-than-checkpoint'
  /** The entries hang together, and are not those that a checkpoint knows. */
  | 'other-than-checkpoint';

export type LogVerdict =
  | { readonly ok: true; readonly entries: number; readonly head: string }
  | {
      readonly ok: false;
      /** The first bad entry; of a log that differs from a checkpoint, the checkpoint's entry. */
      readonly entryId: number;
      readonly breach: Breach;
      /** As many entries from the first agree with a checkpoint; 0: none is known to. */
      readonly proven: number;
    };

/** What a signed checkpoint says of the log. */
export interface KnownHead {
  readonly entries: number;
  readonly head: string;
}

/** A name or a content as it is found: erased, or with words that fit their digest, or not. */
export type Found = 'as-written' | 'changed' | 'erased';

/** A name that an entry mentions. */
export interface FoundName {
  /** Its number in `audit_people`, by which an erasure lists it. */
  readonly id: number;
  readonly found: Found;
}

/** An entry as it is found. */
export interface FoundEntry {
  /** With the digests of names and content as they are kept. */
  readonly entry: HashedEntry;
  readonly names: readonly FoundName[];
  /** Null: there is none. A content where the entry has none is `changed`. */
  readonly content: Found | null;
  /** The head kept with the entry; null: none is kept. */
  readonly head: string | null;
}

/** The words of a name against its digest; `name` is null where it was not known. */
export const judgeName = (
  digest: string,
  kept: { readonly salt: string; readonly name: string | null },
): Found => (digestName(kept.salt, kept.name) === digest ? 'as-written' : 'changed');

/** The words of a content against its digest; null: the entry has no content. */
export const judgeContent = (
  digest: string | null,
  kept: { readonly salt: string; readonly text: string; readonly detail: string | null },
): Found =>
  digest !== null && digestContent(kept.salt, kept.text, kept.detail) === digest
    ? 'as-written'
    : 'changed';

/** A verification under way. Its verdict is final once it is not null. */
export interface Verification {
  /** The last entry taken; 0: none yet. */
  readonly last: number;
  /** The next entry. */
  push(found: FoundEntry): void;
  /** Something that is no entry in its place is wrong. */
  fail(entryId: number, breach: Breach): void;
  /** The breach found so far. What is missing is judged at the end, as only later entries can list it. */
  verdict(): LogVerdict | null;
  /** No more entries. */
  end(): LogVerdict;
}

/** @param checkpoints whose signatures have been verified, in any order */
export const beginVerification = (checkpoints: readonly KnownHead[] = []): Verification =>
  new EntryVerification(checkpoints);

class EntryVerification implements Verification {
  readonly #known: ReadonlyMap<number, readonly KnownHead[]>;
  readonly #contents = new IdSet();
  readonly #names = new WaitingNames();
  #last = 0;
  #head = NO_HEAD;
  #proven = 0;
  #broken: LogVerdict | null = null;

  constructor(checkpoints: readonly KnownHead[]) {
    this.#known = checkpointsAt(checkpoints);
    this.#compare();
  }

  get last(): number {
    return this.#last;
  }

  push(found: FoundEntry): void {
    const { entry } = found;
    if (this.#broken !== null) return;
    if (entry.id <= this.#last || !Number.isSafeInteger(entry.id)) {
      this.fail(entry.id, 'inserted');
    } else if (entry.id > this.#last + 1) {
      this.fail(this.#last + 1, 'missing');
    } else {
      this.#head = headAfter(this.#head, hashEntry(entry));
      this.#last = entry.id;
      const breach = breachIn(found, this.#head);
      if (breach !== null) this.fail(entry.id, breach);
      this.#compare();
      this.#noteErased(found);
    }
  }

  fail(entryId: number, breach: Breach): void {
    this.#broken ??= { ok: false, entryId, breach, proven: this.#proven };
  }

  verdict(): LogVerdict | null {
    return this.#broken;
  }

  end(): LogVerdict {
    // First: where the end is cut off, the entry that lists what is missing may be cut off, too.
    if ([...this.#known.keys()].some((entries) => entries > this.#last)) {
      this.fail(this.#last + 1, 'shorter-than-checkpoint');
    }
    const [content, name] = [this.#contents.first(), this.#names.first()];
    if (content !== null && content <= (name ?? content)) this.fail(content, 'content-missing');
    if (name !== null) this.fail(name, 'name-missing');
    return this.#broken ?? { ok: true, entries: this.#last, head: this.#head };
  }

  #compare(): void {
    for (const { head } of this.#known.get(this.#last) ?? []) {
      if (head !== this.#head) this.fail(this.#last, 'other-than-checkpoint');
      else if (this.#broken === null) this.#proven = this.#last;
    }
  }

  /** What the entry erased is accounted for, and what it lacks itself waits for a later one. */
  #noteErased({ entry, names, content }: FoundEntry): void {
    const erased = erasedIn(entry.facts);
    if (erased !== null) {
      for (const [from, to] of erased.contents) this.#contents.deleteRange(from, to);
      for (const [from, to] of erased.names) this.#names.deleteRange(from, to);
    }
    if (content === 'erased' || (content === null && entry.content !== null)) {
      this.#contents.add(entry.id);
    }
    for (const { id, found } of names) if (found === 'erased') this.#names.add(id, entry.id);
  }
}

/** What is wrong with the entry where it stands. @param head of the log at this entry */
function breachIn(found: FoundEntry, head: string): Breach | null {
  if (found.head !== null && found.head !== head) return 'changed';
  if (found.content === 'changed') return 'content-changed';
  return found.names.some((name) => name.found === 'changed') ? 'name-changed' : null;
}

/** Two signed heads of one length may differ: then at least one of them is not the log's. */
function checkpointsAt(checkpoints: readonly KnownHead[]): ReadonlyMap<number, KnownHead[]> {
  const at = new Map<number, KnownHead[]>();
  for (const each of checkpoints) at.set(each.entries, [...(at.get(each.entries) ?? []), each]);
  return at;
}

/** Names that are missing and wait for a later entry that lists them. */
class WaitingNames {
  /** Their numbers, and the first entry that mentions each, in that order. */
  readonly #missing = new Map<number, number>();

  add(id: number, entryId: number): void {
    if (!this.#missing.has(id)) this.#missing.set(id, entryId);
  }

  deleteRange(from: number, to: number): void {
    if (to - from < this.#missing.size) {
      for (let id = from; id <= to; id += 1) this.#missing.delete(id);
      return;
    }
    for (const id of this.#missing.keys()) if (id >= from && id <= to) this.#missing.delete(id);
  }

  first(): number | null {
    for (const entryId of this.#missing.values()) return entryId;
    return null;
  }
}
