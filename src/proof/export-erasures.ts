import { erasedIn, isInRanges } from './erasures.ts';
import type { ShownEntry, ShownPerson } from './export-form.ts';
import { Breach } from './export-verdict.ts';

/** What an export's missing words and names claim to be erased by, until that entry comes. */
export interface ErasureBook {
  /** Takes an entry's gaps, and what it erased itself. */
  note(entry: ShownEntry): void;
  finish(): void;
  /** Contents that are missing with good reason. */
  count(): number;
}

/** Gaps that one entry is to explain. */
interface Claims {
  readonly contents: number[];
  /** The number of a name, and the first entry without it. */
  readonly names: Map<number, number>;
}

export function createErasureBook(): ErasureBook {
  const claims = new Map<number, Claims>();
  let count = 0;

  const claimsOn = (entry: number, by: number): Claims => {
    const known = claims.get(by) ?? { contents: [], names: new Map() };
    if (by <= entry) throw new Breach('order', entry);
    claims.set(by, known);
    return known;
  };

  const noteGaps = ({ id, content, actor, lineUser, member }: ShownEntry) => {
    if (content !== null && 'digest' in content) {
      if (content.by === null) throw new Breach('content-missing', id);
      claimsOn(id, content.by).contents.push(id);
      count += 1;
    }
    for (const person of [actor, lineUser, member]) noteName(id, person);
  };

  const noteName = (id: number, person: ShownPerson | null) => {
    if (person === null || !('digest' in person)) return;
    if (person.by === null) throw new Breach('name-missing', id);
    const { names } = claimsOn(id, person.by);
    if (!names.has(person.ref)) names.set(person.ref, id);
  };

  const explain = ({ id, facts }: ShownEntry) => {
    const claimed = claims.get(id);
    if (claimed === undefined) return;
    claims.delete(id);
    const erased = erasedIn(facts) ?? { contents: [], names: [] };
    const content = claimed.contents.find((each) => !isInRanges(erased.contents, each));
    if (content !== undefined) throw new Breach('content-missing', content);
    for (const [ref, entry] of claimed.names) {
      if (!isInRanges(erased.names, ref)) throw new Breach('name-missing', entry);
    }
  };

  return {
    note: (entry) => {
      explain(entry);
      noteGaps(entry);
    },
    finish: () => {
      for (const { contents, names } of claims.values()) {
        const [content] = contents;
        if (content !== undefined) throw new Breach('content-missing', content);
        throw new Breach('name-missing', names.values().next().value ?? null);
      }
    },
    count: () => count,
  };
}
