import type { Reached } from '../src/domain/fault-points.ts';
import type { Store } from '../src/store/sqlite/store.ts';

type OnFault = (what: string, error: unknown) => void;

/** Writes an item durably; false when that failed. */
export type Commit<Item> = (item: Item) => Promise<boolean>;

/** Pause between the end of a commit and the next while commits follow each other. Real ms. */
const APART_MS = 2;

/**
 * Lets concurrent requests share a commit: what arrives within one turn of the event loop is written in one
 * transaction, and while many arrive, what arrives within two milliseconds. If that fails, nothing of it is kept and
 * each is tried once alone, so that one bad item fails on its own (DESIGN §3); savepoints would add only their price.
 */
export function groupCommit<Item>(
  store: Store,
  write: (item: Item) => void,
  onFault: OnFault,
  reached?: Reached,
): Commit<Item> {
  let waiting: { item: Item; settle: (durable: boolean) => void }[] = [];
  /** Of `performance.now()`. */
  let endedAt = 0;

  const flush = () => {
    const batch = waiting;
    waiting = [];
    // A fault that stops the group is reported again by the item it belongs to.
    if (
      tryWrite(
        store,
        () => {
          writeAll(batch, write);
          reached?.('receive.write');
        },
        () => undefined,
      )
    ) {
      endedAt = performance.now();
      reached?.('receive.commit');
      for (const { settle } of batch) settle(true);
      return;
    }
    for (const { item, settle } of batch) settle(tryWrite(store, () => write(item), onFault));
  };

  const flushSoon = () => {
    const restMs = endedAt + APART_MS - performance.now();
    if (restMs > 0) setTimeout(flush, restMs);
    else setImmediate(flush);
  };

  return (item) =>
    new Promise((settle) => {
      if (waiting.length === 0) flushSoon();
      waiting.push({ item, settle });
    });
}

/** For a Durable Object: its output gate holds the answer until the write is durable. */
export function directCommit<Item>(
  store: Store,
  write: (item: Item) => void,
  onFault: OnFault,
  _reached?: Reached,
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
