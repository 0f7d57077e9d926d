import { expect, test } from 'vitest';
import { checkpointObjects } from '../../../src/hosts/worker/checkpoint-objects.ts';
import { exportObjects } from '../../../src/hosts/worker/export-objects.ts';
import { setAside } from '../../../src/hosts/worker/set-aside.ts';
import type { Bucket } from '../../../src/media/bucket.ts';
import { memoryBucket } from '../../helpers/memory-bucket.ts';

const checkpoint = (entries: number, suffix = '') =>
  `checkpoints/${String(entries).padStart(16, '0')}${suffix}.txt`;
const exported = (day: string) => `exports/kakehashi-${day}.jsonl`;
const bytesOf = async function* (text: string) {
  yield new TextEncoder().encode(text);
};

// It is the 26th in Japan.
const END = {
  ...{ id: 'note-1', at: Date.parse('2026-11-25T16:00:00Z'), entries: 10, undoes: null },
  agrees: (note: string) => note.startsWith('agrees'),
};

/** What has an object can be neither removed nor written over. */
function locked(bucket: Bucket): Bucket {
  return {
    ...bucket,
    put: async (key, value) => {
      if ((await bucket.head(key)) !== null) throw new Error('put: locked (10069)');
      return bucket.put(key, value);
    },
    delete: async () => {
      throw new Error('delete: locked (10069)');
    },
  };
}

function filled(texts: Readonly<Record<string, string>>) {
  const { bucket, objects, ofLength } = memoryBucket();
  for (const [key, text] of Object.entries(texts)) objects.set(key, Buffer.from(text));
  const read = () =>
    Object.fromEntries([...objects].map(([key, bytes]) => [key, String(Buffer.from(bytes))]));
  return { bucket, read, ofLength };
}

const of = (keys: readonly string[], text = (key: string) => `of ${key}`) =>
  Object.fromEntries(keys.map((key) => [key, text(key)]));

const KEPT = [
  ...[checkpoint(9), checkpoint(10), exported('2026-11-25'), 'exports/kakehashi-key.txt'],
  ...['small/ab', 'before-restore/old/checkpoints/0000000000000099.txt'],
];
const LOST = [checkpoint(11), checkpoint(2000), exported('2026-11-26'), exported('2026-11-27')];
const aside = (id: string, key: string) => `before-restore/${id}/${key}`;

test('what was signed and exported of the lost end is moved, and nothing else, nor twice', async () => {
  const signedSince = { [checkpoint(12)]: 'agrees' };
  const { bucket, read, ofLength } = filled({ ...of([...KEPT, ...LOST]), ...signedSince });
  for (const _ of [1, 2]) {
    expect(await setAside(bucket, END, ofLength)).toEqual({ stays: [], why: null });
  }
  const moved = Object.fromEntries(LOST.map((key) => [aside('note-1', key), `of ${key}`]));
  expect(read()).toEqual({ ...of(KEPT), ...signedSince, ...moved });
});

test('exports beside one that had to stay are of the lost end as well, and what the log writes since is not', async () => {
  const [day, beside] = [exported('2026-11-26'), exported('2026-11-26-2')];
  const { bucket, read, ofLength } = filled(of([day, beside]));
  const moved = Object.fromEntries([day, beside].map((key) => [aside('note-1', key), `of ${key}`]));
  await setAside(bucket, END, ofLength);
  expect(read()).toEqual(moved);
  await bucket.put(day, new TextEncoder().encode('of the log as it goes on'));
  await setAside(bucket, END, ofLength);
  expect(read()).toEqual({ ...moved, [day]: 'of the log as it goes on' });
});

test('what a lock rule keeps is copied aside and named, however often, and nothing is written over it', async () => {
  const { bucket, read, ofLength } = filled(of([...KEPT, ...LOST]));
  const held = locked(bucket);
  for (const _ of [1, 2]) {
    const { stays, why } = await setAside(held, END, ofLength);
    expect([stays, String(why)]).toEqual([LOST, 'Error: delete: locked (10069)']);
  }
  const moved = Object.fromEntries(LOST.map((key) => [aside('note-1', key), `of ${key}`]));
  expect(read()).toEqual({ ...of([...KEPT, ...LOST]), ...moved });

  // The log goes on: its files have keys of their own, and none of the lost end is one of its notes.
  const notes = checkpointObjects(held, () => LOST);
  for (const _ of [1, 2]) await notes.append('eleven', 11);
  expect(await notes.all()).toEqual({
    notes: [`of ${checkpoint(9)}`, `of ${checkpoint(10)}`, 'eleven'],
    ...{ isWhole: true, superseded: 2 },
  });
  const exports = exportObjects(held, () => LOST);
  await exports.write('kakehashi-2026-11-26.jsonl', bytesOf('new'));
  // The key is the same each day.
  await exports.write('kakehashi-key.txt', bytesOf('of exports/kakehashi-key.txt'));
  await expect(exports.write('kakehashi-key.txt', bytesOf('another'))).rejects.toThrow('locked');
  expect(read()).toMatchObject({
    ...of(LOST),
    [checkpoint(11, '-2')]: 'eleven',
    'exports/kakehashi-2026-11-26-2.jsonl': 'new',
  });
});

test('while a restoration is noted no export is written over one of the log that was left', async () => {
  const { bucket, read } = filled(of([...KEPT, ...LOST]));
  const before = read();
  let isNoted = true;
  const exports = exportObjects(
    bucket,
    () => [],
    () => Promise.resolve(isNoted),
  );
  const name = exported('2026-11-26').replace('exports/', '');
  await expect(exports.write(name, bytesOf('new'))).rejects.toMatchObject({
    code: 'RESTORE_UNFINISHED',
  });
  expect(read()).toEqual(before);
  isNoted = false;
  await exports.write(name, bytesOf('new'));
  expect(read()).toMatchObject({ [exported('2026-11-26')]: 'new' });
});

test('an undo brings back what was set aside, and sets aside what came since', async () => {
  const { bucket, read, ofLength } = filled(of([...KEPT, ...LOST]));
  await setAside(bucket, END, ofLength);
  const [signed, day] = [checkpoint(11), exported('2026-11-26')];
  for (const key of [signed, day]) await bucket.put(key, new TextEncoder().encode(`since ${key}`));
  const undo = { ...END, id: 'note-2', undoes: 'note-1' };
  for (const _ of [1, 2]) {
    const agrees = (note: string) => note.startsWith('of ');
    expect((await setAside(bucket, { ...undo, agrees }, ofLength)).stays).toEqual([]);
  }
  const since = {
    [aside('note-2', signed)]: `since ${signed}`,
    [aside('note-2', day)]: `since ${day}`,
  };
  const copies = Object.fromEntries(LOST.map((key) => [aside('note-1', key), `of ${key}`]));
  expect(read()).toEqual({ ...of([...KEPT, ...LOST]), ...since, ...copies });
});

test('an undo takes what could not be set aside for what it is', async () => {
  const { bucket, read, ofLength } = filled(of([...KEPT, ...LOST]));
  const held = locked(bucket);
  await setAside(held, END, ofLength);
  const before = read();
  const agrees = (note: string) => LOST.some((key) => note === `of ${key}`);
  const undo = { ...END, id: 'note-2', undoes: 'note-1', agrees };
  expect(await setAside(held, undo, ofLength)).toEqual({ stays: [], why: null });
  expect(read()).toEqual(before);
});
