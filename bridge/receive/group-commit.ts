import type { Store } from '../../src/store/store.ts';

type OnFault = (what: string, error: unknown) => void;

/** Writes an item durably; false when that was not possible. */
export type Commit<Item> = (item: Item) => Promise<boolean>;

/**
 * Lets concurrent requests share a commit: what arrives within one turn of the event loop is written in
 * one transaction. If that fails, nothing of it is kept and each is tried once alone, so that one bad
 * item fails by itself (DESIGN §3); savepoints would add nothing to that but their price.
 */
export function groupCommit<Item>(
  store: Store,
  write: (item: Item) => void,
  onFault: OnFault,
): Commit<Item> {
  let waiting: { item: Item; settle: (durable: boolean) => void }[] = [];

  const flush = () => {
    const batch = waiting;
    waiting = [];
    // What keeps the group from being written is heard again from the one it belongs to.
    if (
      tryWrite(
        store,
        () => writeAll(batch, write),
        () => undefined,
      )
    ) {
      for (const { settle } of batch) settle(true);
      return;
    }
    for (const { item, settle } of batch) settle(tryWrite(store, () => write(item), onFault));
  };

  return (item) =>
    new Promise((settle) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ item, settle });
    });
}

/** For a Durable Object: its output gate holds the answer until the write is durable. */
export function directCommit<Item>(
  store: Store,
  write: (item: Item) => void,
  onFault: OnFault,
): Commit<Item> {
  return async (item) => tryWrite(store, () => write(item), onFault);
}

function writeAll<Item>(
  batch: readonly { readonly item: Item }[],
  write: (item: Item) => void,
): void {
  for (const { item } of batch) write(item);
}

/** The caller answers 503, so LINE may send again; the operator reads why. */
function tryWrite(store: Store, work: () => void, onFault: OnFault): boolean {
  try {
    store.transaction(work);
    return true;
  } catch (error) {
    onFault('commit', error);
    return false;
  }
}
