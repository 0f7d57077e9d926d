import type { Verification } from './verify-entries.ts';

/** How much of a log has been erased. */
export interface ErasedCount {
  readonly contents: number;
  readonly names: number;
}

/** The same verification, which counts what it finds erased. */
export function countErased(run: Verification): Verification & { readonly erased: ErasedCount } {
  let contents = 0;
  const names = new Set<number>();
  return {
    fail: (entryId, breach) => run.fail(entryId, breach),
    verdict: () => run.verdict(),
    end: () => run.end(),
    get last() {
      return run.last;
    },
    get erased() {
      return { contents, names: names.size };
    },
    push: (found) => {
      run.push(found);
      const { content, entry } = found;
      if (content === 'erased' || (content === null && entry.content !== null)) contents += 1;
      for (const name of found.names) if (name.found === 'erased') names.add(name.id);
    },
  };
}
