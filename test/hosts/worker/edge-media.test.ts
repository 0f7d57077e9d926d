import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entryId } from '../../../src/domain/ids.ts';
import {
  ASKED_EVERY_BYTES,
  NO_BYTES,
  streamFile,
  whileItLives,
} from '../../../src/hosts/worker/edge-media.ts';
import { routeOf } from '../../../src/hosts/worker/front.ts';
import { isStillThere, judgeMedia, NO_FILE } from '../../../src/hosts/worker/judge-media.ts';
import { diskBlobs } from '../../../src/media/disk-blobs.ts';
import { keptMedia, mediaUrl } from '../../../src/services/files/links.ts';
import { addBlob, dropBlob } from '../../../src/store/files/blobs.ts';
import { eraseMedia, readMedia, saveMedia } from '../../../src/store/files/media.ts';
import { memoryBucket } from '../../helpers/memory-bucket.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const PREFIX = 'w/1/';
const PLACE = 'small/film';
const BYTES = Buffer.from('0123456789');
const SHA256 = createHash('sha256').update(BYTES).digest('hex');

describe('a link that the object judges and the front serves', () => {
  let world: World;
  let url: URL;
  const faults: string[] = [];
  const { bucket, ofLength } = memoryBucket();
  const context = () => world.bridge.workspace.context;

  beforeAll(async () => {
    world = await startWorld();
    const { db } = context();
    const disk = diskBlobs({ folder: join(world.folder, 'blobs'), freeBytes: async () => 2 ** 40 });
    await disk.put(once(BYTES), { mostBytes: null });
    await bucket.put(`${PREFIX}${PLACE}`, BYTES);
    const file = { sha256: SHA256, size: BYTES.length, contentType: 'video/mp4' };
    saveMedia(db, { entryId: entryId(1), state: 'kept', fileName: '映像.mp4', ...file });
    addBlob(db, { sha256: SHA256, size: BYTES.length, place: PLACE });
    const media = keptMedia(readMedia(db, entryId(1)));
    if (media === null) throw new Error('It was not kept.');
    url = new URL(mediaUrl(context(), media));
  });
  afterAll(() => world.stop());

  const judge = (
    method: string,
    headers: Readonly<Record<string, string>>,
    path = url.pathname,
  ) => {
    const route = routeOf({ method, path, header: (name) => headers[name] });
    if (route.kind !== 'media') throw new Error(route.kind);
    const { range = null, 'if-range': ifRange = null } = headers;
    const asked = { token: route.token, name: route.name, method, range, ifRange };
    return judgeMedia(context(), PREFIX, asked);
  };
  const streamed = async (verdict: Parameters<typeof streamFile>[0], from = bucket) => {
    const lives = async () => true;
    const onFault = (error: unknown) => faults.push(String(error));
    const served = await streamFile(verdict, { bucket: from, ofLength, lives, onFault });
    return served instanceof Response ? served : new Response(served.body, served);
  };
  const serve = async (
    method: string,
    headers: Readonly<Record<string, string>>,
    path?: string,
  ) => {
    const verdict = judge(method, headers, path);
    switch (verdict.kind) {
      case 'answer':
        return new Response(method === 'HEAD' ? null : verdict.body, verdict);
      case 'stream':
        return streamed(verdict);
      case 'by-object':
        return null;
      default:
        return verdict satisfies never;
    }
  };
  const byApp = (method: string, headers: Readonly<Record<string, string>>, path = url.pathname) =>
    world.bridge.workspace.app.fetch(new Request(`http://bridge${path}`, { method, headers }));
  const told = async (response: Response) => ({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    text: await response.text(),
  });

  test.each([
    ['GET', {}],
    ['HEAD', {}],
    ['GET', { range: 'bytes=0-0' }],
    ['GET', { range: 'bytes=5-' }],
    ['GET', { range: 'bytes=-4' }],
    ['GET', { range: 'bytes=10-' }],
    ['GET', { range: 'bytes=0-1,3-4' }],
    ['HEAD', { range: 'bytes=0-0' }],
    ['GET', { range: 'bytes=2-3', 'if-range': `"${SHA256}"` }],
    ['GET', { range: 'bytes=2-3', 'if-range': '"other"' }],
  ])('%s with %j is answered as by the app', async (method, headers) => {
    const served = await serve(method, { ...headers });
    expect(served && (await told(served))).toEqual(await told(await byApp(method, { ...headers })));
  });

  test('an altered link and one that leads nowhere are answered as by the app', async () => {
    const path = url.pathname.replace('.mp4', '.mp3');
    const served = await serve('GET', {}, path);
    expect(served && (await told(served))).toEqual(await told(await byApp('GET', {}, path)));
  });

  test('what has no place on record is handed out by the object', async () => {
    dropBlob(context().db, SHA256);
    expect(judge('GET', {})).toEqual({ kind: 'by-object' });
    addBlob(context().db, { sha256: SHA256, size: BYTES.length, place: PLACE });
  });

  test('a bucket that fails is said to have failed, and who asks may try again', async () => {
    const verdict = judge('GET', {});
    if (verdict.kind !== 'stream') throw new Error(verdict.kind);
    const get = async () => {
      throw new Error('internal error (10001)');
    };
    const answer = await told(await streamed(verdict, { ...bucket, get }));
    expect(answer).toEqual({
      status: 503,
      headers: { ...NO_BYTES.headers, 'retry-after': '10' },
      text: 'The file cannot be read at the moment. Please try again.',
    });
    expect(faults).toEqual(['Error: internal error (10001)']);
  });

  test('bytes that are gone are no answer, and an erased file is not there any more', async () => {
    const verdict = judge('GET', {});
    if (verdict.kind !== 'stream') throw new Error(verdict.kind);
    const elsewhere = { ...verdict, place: 'w/2/small/film' };
    expect(await told(await streamed(elsewhere))).toMatchObject({
      status: 404,
      text: NO_FILE.body,
    });
    expect(isStillThere(context(), verdict.link)).toBe(true);
    context().store.transaction(() => eraseMedia(context().db, entryId(1)));
    expect(isStillThere(context(), verdict.link)).toBe(false);
    expect(judge('GET', {})).toMatchObject({ kind: 'answer', status: 404 });
  });
});

describe('a large file on its way', () => {
  const MIB = 1024 * 1024;
  /** 20 pieces of one MiB, all the same memory. */
  const film = () => {
    const piece = new Uint8Array(MIB);
    let sent = 0;
    let isCancelled = false;
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        if (sent === 20) controller.close();
        else controller.enqueue(piece);
        sent += 1;
      },
      cancel: () => {
        isCancelled = true;
      },
    });
    return { stream, isCancelled: () => isCancelled };
  };
  const lengthOf = async (stream: ReadableStream<Uint8Array>, counted: { bytes: number }) => {
    for await (const piece of stream) counted.bytes += piece.byteLength;
  };

  test('the object is asked each 8 MiB whether it still is to be had', async () => {
    const asked: number[] = [];
    const counted = { bytes: 0 };
    const lives = async () => {
      asked.push(counted.bytes / MIB);
      return true;
    };
    await lengthOf(whileItLives(film().stream, lives), counted);
    expect([counted.bytes, asked]).toEqual([20 * MIB, [8, 16]]);
  });

  test('one that was taken back breaks off before its end', async () => {
    const { stream, isCancelled } = film();
    const counted = { bytes: 0 };
    await expect(
      lengthOf(
        whileItLives(stream, async () => false),
        counted,
      ),
    ).rejects.toThrow('taken back');
    expect([counted.bytes, isCancelled()]).toEqual([ASKED_EVERY_BYTES, true]);
  });
});

async function* once(bytes: Uint8Array) {
  yield bytes;
}
