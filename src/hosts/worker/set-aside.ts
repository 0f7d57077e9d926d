import { createHash } from 'node:crypto';
import { isoInstant } from '../../domain/jst.ts';
import { type Bucket, keysBelow } from '../../media/bucket.ts';
import type { OfLength } from '../../media/bucket-upload.ts';
import type { LostEnd, SetAside } from '../operate/point-in-time.ts';

/*
 * `before-restore/{id}/` has what tells of the end of the audit log that the restoration of this id has left: checkpoints
 * that the log does not agree with, which would call it altered, and exports of its days, which would be written over by
 * those of the log as it goes on.
 */

const asideOf = (id: string): string => `before-restore/${id}/`;

/**
 * Moves what tells of the lost end there. Whoever undoes a restoration has that end again, so what stands aside of it
 * comes back, as copies. A lock rule of the bucket refuses to remove and to write over, and never to write what is new: then the
 * copy is there, and the original stays. Does the same again, however far it came before.
 *
 * @throws what the bucket throws when it is asked or written to
 */
export async function setAside(
  bucket: Bucket | null,
  lost: LostEnd,
  ofLength: OfLength,
): Promise<SetAside> {
  const stays: string[] = [];
  let why: unknown = null;
  if (bucket === null) return { stays, why };
  for (const prefix of ['checkpoints/', 'exports/']) {
    for (const key of await keysBelow(bucket, prefix)) {
      const aside = `${asideOf(lost.id)}${key}`;
      if (!(await isLost(bucket, key, lost)) || (await isNew(bucket, key, aside))) continue;
      await copy(bucket, key, aside, ofLength);
      const refusal = await remove(bucket, key);
      if (refusal !== null) stays.push(key);
      why ??= refusal;
    }
  }
  if (lost.undoes !== null) await putBack(bucket, asideOf(lost.undoes), ofLength);
  return { stays, why };
}

async function isLost(
  bucket: Bucket,
  key: string,
  { at, entries, undoes, agrees }: LostEnd,
): Promise<boolean> {
  const [, signed] = /^checkpoints\/(\d+)[.-]/.exec(key) ?? [];
  if (signed !== undefined) {
    if (Number(signed) <= entries) return false;
    const note = await bucket.get(key);
    return note !== null && !agrees(await new Response(note.body).text());
  }
  const [, day = ''] = /^exports\/kakehashi-(\d{4}-\d{2}-\d{2})[.-]/.exec(key) ?? [];
  if (day < isoInstant(at).slice(0, 10)) return false;
  // Put back already, or never removed: it is of the log that is there again.
  return undoes === null || !(await areSame(bucket, key, `${asideOf(undoes)}${key}`));
}

/** Whether an export was written by the log as it goes on, after a first call had moved that of the lost end. */
const isNew = async (bucket: Bucket, key: string, aside: string): Promise<boolean> =>
  key.startsWith('exports/') &&
  (await bucket.head(aside)) !== null &&
  !(await areSame(bucket, key, aside));

/** Copies stay aside: by them a second call knows what it has put back. Nothing is written over what stands there. */
async function putBack(bucket: Bucket, aside: string, ofLength: OfLength): Promise<void> {
  for (const from of await keysBelow(bucket, aside)) {
    await copy(bucket, from, from.slice(aside.length), ofLength);
  }
}

/** What stands there already stays as it is. */
async function copy(bucket: Bucket, from: string, to: string, ofLength: OfLength): Promise<void> {
  if ((await bucket.head(to)) !== null) return;
  const found = await bucket.get(from);
  if (found !== null) await bucket.put(to, ofLength(found.body, found.size));
}

/** Null: it is gone; otherwise what the bucket throws. */
const remove = (bucket: Bucket, key: string): Promise<unknown> =>
  bucket.delete(key).then(
    () => null,
    (error: unknown) => error ?? new Error('not removed'),
  );

async function areSame(bucket: Bucket, one: string, other: string): Promise<boolean> {
  const [first, second] = [await bucket.head(one), await bucket.head(other)];
  if (first === null || first.size !== second?.size) return false;
  return (await digestOf(bucket, one)) === (await digestOf(bucket, other));
}

async function digestOf(bucket: Bucket, key: string): Promise<string> {
  const sha256 = createHash('sha256');
  const found = await bucket.get(key);
  const reader = found?.body.getReader();
  for (let piece = await reader?.read(); piece?.done === false; piece = await reader?.read()) {
    sha256.update(piece.value);
  }
  return sha256.digest('hex');
}
