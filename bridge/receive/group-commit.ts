import type { Store } from '../../src/store/store.ts';

/** Writes an item durably; false when that was not possible. */
export type Commit<Item> = (item: Item) => Promise<boolean>;

/**
 * Lets concurrent requests share a commit: what arrives within one turn of the event loop is written in
 * one transaction. If that fails, nothing of it is kept and each is tried once alone, so that one bad
 * item fails by itself (DESIGN §3); savepoints would add nothing to that but their price.
 */
export function groupCommit<Item>(store: Store, write: (item: Item) => void): Commit<Item> {
  let waiting: { item: Item; settle: (durable: boolean) => void }[] = [];

  const flush = () => {
    const batch = waiting;
    waiting = [];
    if (tryWrite(store, () => writeAll(batch, write))) {
      for (const { settle } of batch) settle(true);
      return;
    }
    for (const { item, settle } of batch) settle(tryWrite(store, () => write(item)));
  };

  return (item) =>
    new Promise((settle) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ item, settle });
    });
}

/** For a Durable Object: its output gate holds the answer until the write is durable. */
export function directCommit<Item>(store: Store, write: (item: Item) => void): Commit<Item> {
  return async (item) => tryWrite(store, () => write(item));
}

function writeAll<Item>(
  batch: readonly { readonly item: Item }[],
  write: (item: Item) => void,
): void {
  for (const { item } of batch) write(item);
}

function tryWrite(store: Store, work: () => void): boolean {
  try {
    store.transaction(work);
    return true;
  } catch {
    // The caller answers 503: LINE may send again, and the operator sees the refusals.
    return false;
  }
}
