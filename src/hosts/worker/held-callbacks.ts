import type { WaitingWebhooks } from '../operate/point-in-time.ts';
import type { Callback, CallbackAnswer } from './callback.ts';

/*
 * Webhooks that come while the database is being brought up to date: LINE WORKS sends none again. They wait beside the
 * database in the object's small storage, as they came; who sent them is judged when the workspace takes them.
 */

/** The part of an object's small storage that is needed. */
export interface SmallStorage {
  get<Value>(key: string): Value | undefined;
  list<Value>(options: { prefix: string; limit: number }): Iterable<[string, Value]>;
  put<Value>(key: string, value: Value): void;
  delete(key: string): boolean;
}

interface Held {
  readonly count: number;
  readonly bytes: number;
}

const HELD = 'held-callbacks';
const EACH = 'held-callback/';
/** Strangers can send some, too: nobody's signature can be verified yet. */
const MOST = 1000;
const MOST_BYTES = 16_000_000;
const DIGITS = 6;

type Take = (callback: Callback) => Promise<CallbackAnswer>;

/** What one session of an object knows of those that are held. */
export interface HeldCallbacks extends WaitingWebhooks {
  /** Whether it is held. */
  hold(callback: Callback, receivedAt: number): boolean;
  /**
   * Before any webhook that comes now. Once none is left, the storage is not asked again.
   *
   * @returns false: some are left, which cannot be kept now
   */
  handIn(take: Take): Promise<boolean>;
}

export function heldCallbacks(storage: SmallStorage): HeldCallbacks {
  let areLeft = true;
  /** Whoever comes meanwhile waits for it, too. */
  let underWay: Promise<boolean> | null = null;
  const handInAll = async (take: Take) => {
    try {
      areLeft = !(await takeHeld(storage, take));
      return !areLeft;
    } finally {
      underWay = null;
    }
  };
  return {
    areLeft: () => {
      areLeft &&= storage.get(HELD) !== undefined;
      return areLeft;
    },
    drop: (upTo) => dropHeld(storage, upTo),
    hold: (callback, receivedAt) => {
      areLeft = true;
      return holdCallback(storage, callback, receivedAt);
    },
    handIn: async (take) => {
      if (!areLeft) return true;
      underWay ??= handInAll(take);
      return underWay;
    },
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
 * be kept now stays, and so do those behind it.
 *
 * @returns whether none is left
 */
export async function takeHeld(storage: SmallStorage, take: Take): Promise<boolean> {
  if (storage.get(HELD) === undefined) return true;
  for (;;) {
    const [first] = storage.list<Callback>({ prefix: EACH, limit: 1 });
    if (first === undefined) break;
    const [key, callback] = first;
    if ((await take(callback)).status === 503) return false;
    storage.delete(key);
  }
  storage.delete(HELD);
  return true;
}
