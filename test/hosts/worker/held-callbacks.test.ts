import { expect, test } from 'vitest';
import type { Callback, CallbackAnswer, Take } from '../../../src/hosts/worker/callback.ts';
import { heldCallbacks, holdCallback, takeHeld } from '../../../src/hosts/worker/held-callbacks.ts';
import type { SmallStorage } from '../../../src/hosts/worker/small-storage.ts';
import { bare, FAULT } from '../../../src/web/webhook-body.ts';

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

const DAY_MS = 86_400_000;
/** What they are handed in with; what cannot be kept stands on record. */
const handing = (take: Take, now = NOW, record: (held: Callback) => boolean = () => true) => ({
  ...{ take, record, now },
  onFault: (_: string, error: unknown) => {
    throw error;
  },
});

test('webhooks that were held are handed in as they came, in their order, and are gone', async () => {
  const { storage, values } = smallStorage();
  const texts = Array.from({ length: 12 }, (_, n) => `n${n}`);
  for (const text of texts) expect(holdCallback(storage, callback(text), NOW)).toBe(true);
  const taken: Callback[] = [];
  const take = async (held: Callback) => {
    taken.push(held);
    // Signed by somebody else.
    return bare(taken.length === 3 ? 401 : 200);
  };
  await takeHeld(storage, handing(take));
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
  await takeHeld(storage, handing(take(503)));
  await takeHeld(storage, handing(take(200)));
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
  expect(await held.handIn(handing(take(503)))).toBe(false);
  // Who comes while they are handed in waits for that.
  expect(
    await Promise.all([held.handIn(handing(take(200))), held.handIn(handing(take(200)))]),
  ).toEqual([true, true]);
  expect(taken).toEqual(['a', 'a', 'b']);
  const before = reads;
  expect(await held.handIn(handing(take(200)))).toBe(true);
  expect(reads).toBe(before);
  // A second migration in the same session.
  expect(held.hold(callback('c'), NOW)).toBe(true);
  expect(await held.handIn(handing(take(200)))).toBe(true);
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
  const take = async (one: Callback) => {
    taken.push(textOf(one));
    return bare(200);
  };
  await held.handIn(handing(take));
  expect([taken, values.size, held.areLeft()]).toEqual([['c'], 0, false]);
});

test.each([
  ['answered 503', bare(503)],
  ['thrown', { ...FAULT }],
] as const)(
  'one that can never be kept (%s) lets those behind it pass, on record',
  async (_, failing) => {
    const { storage, values } = smallStorage();
    for (const text of ['a', 'bad', 'c']) holdCallback(storage, callback(text), NOW);
    const taken: string[] = [];
    const recorded: string[] = [];
    let isMended = false;
    const take = async (one: Callback): Promise<CallbackAnswer> => {
      if (textOf(one) === 'bad' && !isMended) return failing;
      taken.push(textOf(one));
      return bare(200);
    };
    let isWritable = false;
    const record = (one: Callback) => {
      if (isWritable) recorded.push(textOf(one));
      return isWritable;
    };
    const hand = (days: number) =>
      heldCallbacks(storage).handIn(handing(take, NOW + days * DAY_MS, record));
    // While nothing can be written the fault need not be the webhook's.
    for (let tries = 0; tries < 8; tries += 1) expect(await hand(0)).toBe(false);
    expect([taken, heldCallbacks(storage).counts()]).toEqual([['a'], { held: 3, unkept: 0 }]);
    isWritable = true;
    expect(await hand(0)).toBe(true);
    expect([taken, recorded]).toEqual([['a', 'c'], ['bad']]);
    expect(heldCallbacks(storage).counts()).toEqual({ held: 0, unkept: 1 });
    // A session of another version may be able to; not each session tries.
    isMended = true;
    await hand(0);
    expect(taken).toEqual(['a', 'c']);
    await hand(1);
    expect([taken, values.size]).toEqual([['a', 'c', 'bad'], 0]);
  },
);

test('a session that set one aside tries it again an hour later, and a call is not failed by what waits', async () => {
  const { storage } = smallStorage();
  const held = heldCallbacks(storage);
  held.hold(callback('bad'), NOW);
  const taken: string[] = [];
  let isMended = false;
  const take = async (one: Callback) => {
    taken.push(textOf(one));
    return bare(isMended ? 200 : 503);
  };
  const hand = (hours: number) => held.handIn(handing(take, NOW + (hours * DAY_MS) / 24));
  for (let tries = 0; tries < 5; tries += 1) await hand(0);
  for (const hours of [0.5, 0.9]) expect(await hand(hours)).toBe(true);
  expect(taken).toHaveLength(5);
  isMended = true;
  await hand(1);
  await hand(2);
  expect([taken.length, held.counts()]).toEqual([6, { held: 0, unkept: 0 }]);

  const full = () => {
    throw new Error('SQLITE_FULL');
  };
  held.hold(callback('later'), NOW);
  isMended = false;
  const faults: unknown[] = [];
  const onFull = heldCallbacks({ ...storage, put: full });
  const now = { ...handing(take), onFault: (_: string, error: unknown) => faults.push(error) };
  expect(await onFull.handIn(now)).toBe(false);
  expect(String(faults)).toContain('SQLITE_FULL');
});

test('of a database that went back, those that were set aside before are dropped with the others', async () => {
  const { storage, values } = smallStorage();
  const held = heldCallbacks(storage);
  const hand = () => held.handIn(handing(async () => bare(503)));
  held.hold(callback('before'), NOW);
  for (let tries = 0; tries < 5; tries += 1) await hand();
  held.hold(callback('after'), NOW + 2);
  for (let tries = 0; tries < 5; tries += 1) await hand();
  expect(held.counts().unkept).toBe(2);
  held.drop(NOW + 1);
  expect(held.counts().unkept).toBe(1);
  held.drop(NOW + 2);
  expect(values.size).toBe(0);
});

test('one that cannot be kept is not kept for ever', async () => {
  const { storage, values } = smallStorage();
  holdCallback(storage, callback('bad'), NOW);
  const hand = (days: number) =>
    heldCallbacks(storage).handIn(handing(async () => bare(503), NOW + days * DAY_MS));
  for (let tries = 0; tries < 5; tries += 1) await hand(0);
  await hand(6);
  expect(heldCallbacks(storage).counts().unkept).toBe(1);
  await hand(8);
  expect(values.size).toBe(0);
});

test('more than a thousand, or more than 16 MB, are not held', () => {
  const [many, large] = [smallStorage(), smallStorage()];
  const held = (storage: SmallStorage, text: string, times: number) =>
    Array.from({ length: times }, () => holdCallback(storage, callback(text), NOW)).filter(Boolean);
  expect(held(many.storage, '{}', 1010)).toHaveLength(1000);
  expect(held(large.storage, ' '.repeat(1_000_000), 20)).toHaveLength(16);
});
