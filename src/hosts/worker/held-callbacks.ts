import type { WaitingWebhooks } from '../operate/point-in-time.ts';
import { type Callback, isKept, type Take } from './callback.ts';
import type { SmallStorage } from './small-storage.ts';
import {
  countUnkept,
  dropUnkept,
  keepUnkept,
  retryUnkept,
  unkeptDueAt,
} from './unkept-callbacks.ts';

/*
 * Webhooks that come while there is no workspace to keep them, since its database is being brought up to date or its start
 * ended in a fault of ours: LINE WORKS sends none again. They wait beside the database in the object's small storage, as
 * they came. Whoever holds one has looked at its signature (signed-callback.ts); the workspace judges it again.
 */

interface Held {
  readonly count: number;
  readonly bytes: number;
}

const HELD = 'held-callbacks';
const EACH = 'held-callback/';
const MOST = 1000;
const MOST_BYTES = 16_000_000;
const DIGITS = 6;

/** So often one is handed in that cannot be kept, before those behind it get their turn. */
const MOST_TRIES = 5;

/** One that is held. */
interface HeldCallback extends Callback {
  /** How often it could not be kept. */
  readonly tries?: number;
}

/** What they are handed in with. */
export interface Handing {
  readonly take: Take;
  /** Notes on record that one cannot be kept; false: nothing can be written now, so it waits on. */
  readonly record: (callback: Callback) => boolean;
  readonly onFault: (what: string, error: unknown) => void;
  /** Epoch ms. */
  readonly now: number;
}

/** What one session of an object knows of those that are held. */
export interface HeldCallbacks extends WaitingWebhooks {
  /** Whether it is held. */
  hold(callback: Callback, receivedAt: number): boolean;
  /**
   * Before any webhook that comes now. Once none is left, the storage is not asked again, but each hour for those that
   * were set aside. Never throws: a call of the object must not fail because of others that wait.
   *
   * @returns false: some are left, which cannot be kept now
   */
  handIn(handing: Handing): Promise<boolean>;
}

export function heldCallbacks(storage: SmallStorage): HeldCallbacks {
  let areLeft = true;
  /** When those that were set aside are tried again; undefined: the storage has not been asked. */
  let retryAt: number | null | undefined;
  /** Whoever comes meanwhile waits for it, too. */
  let underWay: Promise<boolean> | null = null;
  const handInAll = async (handing: Handing) => {
    try {
      areLeft = !(await takeHeld(storage, handing));
      retryAt = unkeptDueAt(storage);
      if (!areLeft && retryAt !== null && retryAt <= handing.now) {
        await retryUnkept(storage, handing.take, handing.now);
        retryAt = unkeptDueAt(storage);
      }
      return !areLeft;
    } catch (error) {
      handing.onFault('held webhooks', error);
      return false;
    } finally {
      underWay = null;
    }
  };
  const isDue = (now: number) => retryAt === undefined || (retryAt !== null && retryAt <= now);
  return {
    areLeft: () => {
      areLeft &&= storage.get(HELD) !== undefined;
      return areLeft;
    },
    drop: (upTo) => {
      dropHeld(storage, upTo);
      dropUnkept(storage, upTo);
    },
    hold: (callback, receivedAt) => {
      areLeft = true;
      return holdCallback(storage, callback, receivedAt);
    },
    handIn: async (handing) => {
      if (!areLeft && !isDue(handing.now)) return true;
      underWay ??= handInAll(handing);
      return underWay;
    },
    counts: () => ({ held: storage.get<Held>(HELD)?.count ?? 0, unkept: countUnkept(storage) }),
  };
}

/** Whether it is held: beyond a bound none is. Its events are no older afterwards than they are now. */
export function holdCallback(
  storage: SmallStorage,
  callback: Callback,
  receivedAt: number,
): boolean {
  const { count, bytes } = storage.get<Held>(HELD) ?? { count: 0, bytes: 0 };
  const all = bytes + callback.bytes.byteLength;
  if (count >= MOST || all > MOST_BYTES) return false;
  const held: Callback = { ...callback, receivedAt };
  storage.put(`${EACH}${String(count).padStart(DIGITS, '0')}`, held);
  storage.put<Held>(HELD, { count: count + 1, bytes: all });
  return true;
}

/** In the order in which they came, so those that stay are behind. */
function dropHeld(storage: SmallStorage, upTo: number): void {
  for (;;) {
    const [first] = storage.list<Callback>({ prefix: EACH, limit: 1 });
    if (first === undefined) return;
    const [key, { receivedAt = 0 }] = first;
    if (receivedAt > upTo) return;
    storage.delete(key);
  }
}

/**
 * Hands in what was held, in its order. One that was handed in and is still here is known by its keys. One that cannot
 * be kept now stays, and so do those behind it; after some tries it is set aside, on record.
 *
 * @returns whether none is left
 */
export async function takeHeld(storage: SmallStorage, handing: Handing): Promise<boolean> {
  if (storage.get(HELD) === undefined) return true;
  for (;;) {
    const [first] = storage.list<HeldCallback>({ prefix: EACH, limit: 1 });
    if (first === undefined) break;
    const [key, { tries: before = 0, ...callback }] = first;
    if (!isKept(await handing.take(callback))) {
      const tries = before + 1;
      if (tries < MOST_TRIES || !handing.record(callback)) {
        storage.put<HeldCallback>(key, { ...callback, tries });
        return false;
      }
      keepUnkept(storage, callback, key.slice(EACH.length), handing.now);
    }
    storage.delete(key);
  }
  storage.delete(HELD);
  return true;
}
