import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PART_BYTES } from '../../src/media/bucket-upload.ts';
import { imagesIcons } from '../../src/media/icon-images.ts';
import type { Images } from '../../src/media/images.ts';
import { imagesPreviews } from '../../src/media/pictures-images.ts';
import { OA } from '../helpers/company.ts';
import type { LineChat } from '../helpers/people.ts';
import { solid, testIcons, testPreviews } from '../helpers/picture-tables.ts';
import { until } from '../helpers/until.ts';
import { refusedByWorkers } from '../helpers/worker-limits.ts';
import { startWorkerWorld, type WorkerWorld } from './worker-world.ts';

/** Files in workerd, kept in its local R2: the binding BLOBS of wrangler.toml. */

let world: WorkerWorld;
let hanako: LineChat;
beforeAll(async () => {
  world = await startWorkerWorld();
  await world.suzuki.commands('link on');
  await world.suzuki.commands('member add tanaka');
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
});
afterAll(() => world.stop());

const room = () => world.tanaka.room('山田花子');
const pdf = (words: string) => Buffer.from(`%PDF-1.7\n${words.repeat(2000)}`);

test.each([
  ['a file', pdf('from LINE')],
  ['one that goes as a stream', Buffer.alloc(PART_BYTES + 1, '%PDF-1.7\nno two parts are alike')],
])('%s from a LINE user reaches the member, byte for byte', async (_name, bytes) => {
  const content = { bytes, contentType: 'application/octet-stream', fileName: '注文書.pdf' };
  await hanako.user.sendsContent('file', content, { oa: OA });
  await world.settle();
  const shown = room().messages.at(-1)?.content;
  expect(shown).toMatchObject({ type: 'file' });
  const file = world.works.file(String(shown && 'fileId' in shown && shown.fileId));
  expect(file?.fileName).toBe('注文書.pdf');
  expect(file && Buffer.from(file.bytes).equals(bytes)).toBe(true);
});

test('a file to a LINE user goes as a link to the Worker, whole or in part', async () => {
  const bytes = pdf('from LINE WORKS');
  const contentType = 'application/octet-stream';
  await room().sendsFile('file', { bytes, fileName: '見積書.pdf', contentType });
  await world.settle();
  expect(hanako.lastReceived?.message).toMatchObject({ type: 'template' });
  const card = hanako.lastReceived?.message as unknown as {
    readonly template: { readonly actions: readonly { readonly uri: string }[] };
  };
  // PUBLIC_URL is set before the port of the Worker is known.
  const url = `${world.url}${new URL(card.template.actions[0]?.uri ?? '').pathname}`;

  const whole = await fetch(url);
  expect(whole.status).toBe(200);
  expect(whole.headers.get('content-disposition')).toContain(encodeURIComponent('見積書.pdf'));
  expect(whole.headers.get('content-length')).toBe(String(bytes.length));
  expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true);

  const part = await fetch(url, { headers: { range: 'bytes=5-14' } });
  expect(part.status).toBe(206);
  expect(part.headers.get('content-length')).toBe('10');
  expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(5, 15))).toBe(true);
});

test('what R2 holds is on record with its place, and a walk through it finds all of it', async () => {
  const rows = await world.query('SELECT sha256, size, place FROM blobs ORDER BY sha256');
  const named = await world.query(
    'SELECT sha256, size FROM media WHERE sha256 IS NOT NULL ORDER BY sha256',
  );
  expect(rows.map(({ sha256, size }) => ({ sha256, size }))).toEqual(named);
  for (const { sha256, size, place } of rows) {
    if (Number(size) > PART_BYTES) expect(place).toMatch(/^bytes\/[\da-f-]{36}$/u);
    else expect(place).toBe(`small/${sha256}`);
  }
  const [store] = await world.query('SELECT bytes FROM blob_store');
  expect(store?.bytes).toBe(rows.reduce((sum, { size }) => sum + Number(size), 0));

  const isThrough = async () => {
    const [job] = await world.query("SELECT due_at FROM jobs WHERE kind = 'sweep-blobs'");
    return Number(job?.due_at) > Date.now() + 3_600_000;
  };
  await until('the first look is through', isThrough);

  // As after restoring a database from before the files.
  await world.query('DELETE FROM blobs');
  await world.query("UPDATE jobs SET due_at = 0 WHERE kind = 'sweep-blobs'");
  await world.crash();
  await world.settle();
  await until('it has been through', isThrough);
  expect(world.logged()).not.toContain('sweep-blobs');
  expect(await world.query('SELECT sha256, size, place FROM blobs ORDER BY sha256')).toEqual(rows);
});

test('what the tests on Node refuse in place of the object, the object itself refuses', async () => {
  const marks = (count: number) => Array.from({ length: count }, () => '?').join();
  const union = (terms: number) => Array.from({ length: terms }, () => 'SELECT 1').join(' UNION ');
  const pairs: readonly (readonly [fits: string, over: string, values: readonly number[]])[] = [
    [`SELECT ${marks(100)}`, `SELECT ${marks(101)}`, Array.from({ length: 101 }, () => 1)],
    [union(5), union(6), []],
    [`SELECT 'a' LIKE '${'x'.repeat(50)}'`, `SELECT 'a' LIKE '${'x'.repeat(51)}'`, []],
    [`SELECT '${'x'.repeat(99_987)}' = 1`, `SELECT '${'x'.repeat(99_987)}' = 11`, []],
  ];
  for (const [fits, over, values] of pairs) {
    expect([refusedByWorkers(fits), refusedByWorkers(over)]).toEqual([null, expect.any(String)]);
    expect(await world.query(fits, ...values.slice(1))).toHaveLength(1);
    await expect(world.query(over, ...values)).rejects.toThrow();
  }
});

test('a picture that LINE cannot show goes as a JPEG, and its preview too', async () => {
  const contentType = 'application/octet-stream';
  const bytes = await solid(300, 200).webp().toBuffer();
  await room().sendsFile('image', { bytes, fileName: 'IMG_0001.webp', contentType });
  await world.settle();
  const shown = hanako.lastReceived?.message as unknown as {
    readonly type: string;
    readonly originalContentUrl: string;
    readonly previewImageUrl: string;
  };
  expect(shown.type).toBe('image');
  for (const url of [shown.originalContentUrl, shown.previewImageUrl]) {
    const answer = await fetch(`${world.url}${new URL(url).pathname}`);
    const { format, width, height } = await sharp(await answer.arrayBuffer()).metadata();
    expect({ format, width, height }).toEqual({ format: 'jpeg', width: 300, height: 200 });
  }
});

describe('what the Images binding makes', () => {
  let images: Images;
  beforeAll(async () => {
    images = await world.images();
  });
  // Offline it knows no HEIC.
  testPreviews(() => imagesPreviews(images), { heic: false, busy: [2100, 1500] });
  testIcons(() => imagesIcons(images));
});
