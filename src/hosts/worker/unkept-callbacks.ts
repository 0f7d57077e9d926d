import { type Context, record } from '../../context.ts';
import { SYSTEM } from '../../domain/audit.ts';
import { asCode } from '../../domain/audit-facts.ts';
import { DAY_MS, HOUR_MS } from '../../domain/durations.ts';
import { noteFailedEvent } from '../../services/audit/failed-events.ts';
import { type Callback, isKept, type Take } from './callback.ts';
import type { SmallStorage } from './small-storage.ts';

/*
 * Held webhooks that our code cannot keep, however often it tries: a fault of ours, which a later version may not have.
 * Each stands on record, blocks none that came behind it, and is tried again when the object is awake an hour later.
 */

interface Unkept {
  readonly count: number;
  /** When they were last tried; epoch ms. */
  readonly triedAt: number;
}

const UNKEPT = 'unkept-callbacks';
const EACH = 'unkept-callback/';
/** Beyond these the oldest go: what is wrong with so many is in the log. */
const MOST = 100;
const AGAIN_MS = HOUR_MS;
/** A version that can keep it should have come by then; people wrote it, so it does not stay for ever. */
const MOST_AGE_MS = 7 * DAY_MS;
const DIGITS = 14;

const NONE: Unkept = { count: 0, triedAt: 0 };

export const countUnkept = (storage: Pick<SmallStorage, 'get'>): number =>
  (storage.get<Unkept>(UNKEPT) ?? NONE).count;

/** @param place tells it from others that came at the same time */
export function keepUnkept(
  storage: SmallStorage,
  callback: Callback,
  place: string,
  now: number,
): void {
  const { receivedAt = now } = callback;
  const { count } = storage.get<Unkept>(UNKEPT) ?? NONE;
  const [oldest] = count >= MOST ? storage.list({ prefix: EACH, limit: 1 }) : [];
  if (oldest !== undefined) storage.delete(oldest[0]);
  storage.put(`${EACH}${String(receivedAt).padStart(DIGITS, '0')} ${place}`, callback);
  storage.put<Unkept>(UNKEPT, { count: Math.min(count + 1, MOST), triedAt: now });
}

/** When they are tried again; epoch ms, null: there are none. */
export function unkeptDueAt(storage: Pick<SmallStorage, 'get'>): number | null {
  const { count, triedAt } = storage.get<Unkept>(UNKEPT) ?? NONE;
  return count === 0 ? null : triedAt + AGAIN_MS;
}

/** Those that came up to an instant go: the database went back, and what came before then is not taken in again. */
export function dropUnkept(storage: SmallStorage, upTo: number): void {
  const { count, triedAt } = storage.get<Unkept>(UNKEPT) ?? NONE;
  if (count === 0) return;
  let left = count;
  for (const [key, { receivedAt = 0 }] of eachUnkept(storage)) {
    if (receivedAt > upTo) continue;
    storage.delete(key);
    left -= 1;
  }
  noteLeft(storage, left, triedAt);
}

/** Tries them again. One that still cannot be kept waits on, until it is too old. */
export async function retryUnkept(storage: SmallStorage, take: Take, now: number): Promise<void> {
  let left = countUnkept(storage);
  for (const [key, callback] of eachUnkept(storage)) {
    const isOver = now - (callback.receivedAt ?? now) > MOST_AGE_MS;
    if (!isOver && !isKept(await take(callback))) continue;
    storage.delete(key);
    left -= 1;
  }
  noteLeft(storage, left, now);
}

const eachUnkept = (storage: SmallStorage): readonly [string, Callback][] => [
  ...storage.list<Callback>({ prefix: EACH, limit: MOST }),
];

function noteLeft(storage: SmallStorage, count: number, triedAt: number): void {
  if (count > 0) storage.put<Unkept>(UNKEPT, { count, triedAt });
  else storage.delete(UNKEPT);
}

/**
 * Notes on record that a webhook cannot be kept, and has the administrators told.
 *
 * @returns false: nothing can be written now, so the fault need not be the webhook's
 */
export function recordUnkept(
  context: Context,
  { path, bytes, receivedAt }: Callback,
  onFault: (what: string, error: unknown) => void,
): boolean {
  const platform = asCode(path === '/line/webhook' ? 'line' : 'line-works');
  try {
    context.store.transaction(() => {
      record(context, {
        action: 'event.fail',
        actor: SYSTEM,
        outcome: 'failed',
        reason: 'fault',
        facts: { platform, bytes: bytes.byteLength, ...(receivedAt && { receivedAt }) },
      });
      noteFailedEvent(context);
    });
    return true;
  } catch (error) {
    onFault('held webhook', error);
    return false;
  }
}
