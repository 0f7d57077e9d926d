import { expect, test } from 'vitest';
import type { Callback } from '../../../src/hosts/worker/callback.ts';
import {
  heldCallbacks,
  holdCallback,
  type SmallStorage,
  takeHeld,
} from '../../../src/hosts/worker/held-callbacks.ts';
import { bare } from '../../../src/web/webhook-body.ts';

const NOW = Date.UTC(2026, 10, 27);

/** The small storage of an object, in memory. */
function smallStorage() {
  const values = new Map<string, unknown>();
  const storage: SmallStorage = {
    // Guarantee: who puts a value under a key also gets it.
    get: <Value>(key: string) => values.get(key) as Value | undefined,
    list: <Value>({ prefix, limit }: { prefix: string; limit: number }) =>
      [...values]
        .filter(([key]) => key.startsWith(prefix))
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .slice(0, limit) as [string, Value][],
    put: (key, value) => {
      values.set(key, structuredClone(value));
    },
    delete: (key) => values.delete(key),
  };
  return { storage, values };
}

const callback = (text: string): Callback => ({
  path: '/works/callback',
  headers: { 'x-works-botid': '2000001', 'x-works-signature': 'a' },
  bytes: new TextEncoder().encode(text),
});
const textOf = ({ bytes }: Callback) => new TextDecoder().decode(bytes);

test('webhooks that were held are handed in as they came, in their order, and are gone', async () => {
  const { storage, values } = smallStorage();
  const texts = Array.from({ length: 12 }, (_, n) => `n${n}`);
  for (const text of texts) expect(holdCallback(storage, callback(text), NOW)).toBe(true);
  const taken: Callback[] = [];
  await takeHeld(storage, async (held) => {
    taken.push(held);
    // Signed by somebody else.
    return bare(taken.length === 3 ? 401 : 200);
  });
  expect(taken.map(textOf)).toEqual(texts);
  expect(taken[0]).toEqual({ ...callback('n0'), receivedAt: NOW });
  expect(values.size).toBe(0);
});

test('one that cannot be kept now stays, with those behind it', async () => {
  const { storage } = smallStorage();
  for (const text of ['a', 'b', 'c']) holdCallback(storage, callback(text), NOW);
  const taken: string[] = [];
  const take = (status: 200 | 503) => async (held: Callback) => {
    taken.push(textOf(held));
    return bare(taken.length === 2 ? status : 200);
  };
  await takeHeld(storage, take(503));
  await takeHeld(storage, take(200));
  expect(taken).toEqual(['a', 'b', 'b', 'c']);
});

test('a session hands them in again until none is left, and asks the storage no more then', async () => {
  const { storage } = smallStorage();
  for (const text of ['a', 'b']) holdCallback(storage, callback(text), NOW);
  let reads = 0;
  const counted: SmallStorage = {
    ...storage,
    get: (key) => {
      reads += 1;
      return storage.get(key);
    },
  };
  const held = heldCallbacks(counted);
  const taken: string[] = [];
  const take = (status: 200 | 503) => async (one: Callback) => {
    taken.push(textOf(one));
    return bare(status);
  };
  expect(await held.handIn(take(503))).toBe(false);
  // Who comes while they are handed in waits for that.
  expect(await Promise.all([held.handIn(take(200)), held.handIn(take(200))])).toEqual([true, true]);
  expect(taken).toEqual(['a', 'a', 'b']);
  const before = reads;
  expect(await held.handIn(take(200))).toBe(true);
  expect(reads).toBe(before);
  // A second migration in the same session.
  expect(held.hold(callback('c'), NOW)).toBe(true);
  expect(await held.handIn(take(200))).toBe(true);
  expect(taken.at(-1)).toBe('c');
});

test('of a database that went back, those that came before are dropped, and later ones are handed in', async () => {
  const { storage, values } = smallStorage();
  const held = heldCallbacks(storage);
  expect(held.areLeft()).toBe(false);
  for (const [at, text] of ['a', 'b', 'c'].entries()) held.hold(callback(text), NOW + at);
  expect(heldCallbacks(storage).areLeft()).toBe(true);
  held.drop(NOW + 1);
  const taken: string[] = [];
  await held.handIn(async (one) => {
    taken.push(textOf(one));
    return bare(200);
  });
  expect([taken, values.size, held.areLeft()]).toEqual([['c'], 0, false]);
});

test('more than a thousand, or more than 16 MB, are not held', () => {
  const [many, large] = [smallStorage(), smallStorage()];
  const held = (storage: SmallStorage, text: string, times: number) =>
    Array.from({ length: times }, () => holdCallback(storage, callback(text), NOW)).filter(Boolean);
  expect(held(many.storage, '{}', 1010)).toHaveLength(1000);
  expect(held(large.storage, ' '.repeat(1_000_000), 20)).toHaveLength(16);
});
