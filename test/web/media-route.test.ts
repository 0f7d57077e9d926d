import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { entryId } from '../../src/domain/ids.ts';
import type { BlobStore } from '../../src/media/blob-store.ts';
import { diskBlobs } from '../../src/media/disk-blobs.ts';
import { keptMedia, mediaUrl } from '../../src/services/files/links.ts';
import { eraseMedia, readMedia, saveMedia } from '../../src/store/files/media.ts';
import { attachmentNamed, readRange } from '../../src/web/serve-blob.ts';
import { startWorld, type World } from '../helpers/world.ts';

const DAY_MS = 86_400_000;
const BYTES = Buffer.from('0123456789');

let world: World;
let blobs: BlobStore;
beforeEach(async () => {
  world = await startWorld();
  blobs = diskBlobs({ folder: join(world.folder, 'blobs'), freeBytes: async () => 2 ** 40 });
});
afterEach(() => world.stop());

const context = () => world.bridge.workspace.context;

async function* once(bytes: Uint8Array) {
  yield bytes;
}

/** Keeps a file as message `id`'s, and returns the link to it. */
async function keep(
  id: number,
  contentType: string,
  fileName: string | null,
  bytes: Uint8Array = BYTES,
): Promise<string> {
  const kept = await blobs.put(once(bytes), { mostBytes: null });
  if (kept.kind !== 'kept') throw new Error(kept.kind);
  const { sha256, size } = kept;
  const row = { entryId: entryId(id), state: 'kept' as const, sha256, size, contentType, fileName };
  saveMedia(context().db, row);
  const media = keptMedia(readMedia(context().db, entryId(id)));
  if (media === null) throw new Error('It was not kept.');
  return mediaUrl(context(), media);
}

const load = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`http://127.0.0.1:${world.bridge.port}${new URL(url).pathname}`, { method, headers });

describe('a link to a file', () => {
  test.each([
    ['image/jpeg', 'a.jpg'],
    ['image/gif', null],
    ['video/mp4', 'film.mp4'],
    ['audio/mpeg', 'voice.mp3'],
  ])('shows %s as itself, and nothing more', async (type, name) => {
    const answer = await load(await keep(1, type, name));
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('0123456789');
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': type,
      'content-length': '10',
      'x-content-type-options': 'nosniff',
      'accept-ranges': 'bytes',
      'content-security-policy': expect.stringMatching(/default-src 'none'.*sandbox/),
      'cache-control': expect.stringMatching(/^private/),
    });
    expect(answer.headers.has('content-disposition')).toBe(false);
  });

  test.each([
    ['application/pdf', 'invoice.pdf'],
    ['application/pdf', 'invoice.html'],
    ['image/svg+xml', 'logo.svg'],
    ['application/octet-stream', 'page.html'],
    ['text/html', 'page.html'],
    ['application/zip', 'photo.jpg'],
    ['image/jpeg', 'photo.html'],
  ])('saves %s named %s, as bytes', async (type, name) => {
    const answer = await load(await keep(1, type, name));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toBe(attachmentNamed(name));
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('gives its name in every script, and cannot be made to say more', async () => {
    const answer = await load(await keep(1, 'application/pdf', '見積書 "第1版"\r\nx: y.pdf'));
    const said = answer.headers.get('content-disposition') ?? '';
    expect(said).toMatch(/^attachment; filename="[ -~]*\.pdf"; filename\*=UTF-8''[\w.%!-]+$/);
    const encoded = said.split("''")[1] ?? '';
    expect(decodeURIComponent(encoded)).toMatch(/^見積書/);
    expect(answer.headers.has('x')).toBe(false);
  });

  test('is short enough for a button, whatever the name', async () => {
    const url = await keep(1, 'application/pdf', `${'請'.repeat(300)}.pdf`);
    expect(url.length).toBeLessThan(1000);
    expect(url).toMatch(/\/file\.pdf$/);
    expect((await load(url)).headers.get('content-disposition')).toContain(
      encodeURIComponent('請請'),
    );
  });

  test('HEAD gives the same without the bytes', async () => {
    const url = await keep(1, 'video/mp4', null);
    const answer = await load(url, {}, 'HEAD');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-length')).toBe('10');
    expect(await answer.text()).toBe('');
    // Ranges are for GET only (RFC 9110 §14.2).
    const part = await load(url, { range: 'bytes=2-3' }, 'HEAD');
    expect([part.status, part.headers.get('content-length')]).toEqual([200, '10']);
  });

  test.each([
    ['bytes=0-0', 206, '0', 'bytes 0-0/10'],
    ['bytes=3-5', 206, '345', 'bytes 3-5/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-4', 206, '6789', 'bytes 6-9/10'],
    ['bytes=5-900', 206, '56789', 'bytes 5-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=-0', 416, '', 'bytes */10'],
    ['bytes=5-3', 200, '0123456789', null],
    ['bytes=0-1,3-4', 200, '0123456789', null],
    ['lines=0-1', 200, '0123456789', null],
  ])('answers %s', async (range, status, text, said) => {
    const answer = await load(await keep(1, 'video/mp4', null), { range });
    expect(answer.status).toBe(status);
    expect(await answer.text()).toBe(text);
    expect(answer.headers.get('content-range')).toBe(said);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('whatever is requested, a range lies within the file', () => {
    const header = fc.oneof(
      fc.string(),
      fc.tuple(fc.nat(30), fc.nat(30)).map(([from, to]) => `bytes=${from}-${to}`),
      fc.nat(30).map((length) => `bytes=-${length}`),
    );
    fc.assert(
      fc.property(header, fc.nat(20), (asked, size) => {
        const range = readRange(asked, size);
        if (range === null || range === 'unsatisfiable') return;
        expect(0 <= range.start && range.start <= range.end && range.end < size).toBe(true);
      }),
    );
  });

  test('a part of another version is not mixed in', async () => {
    const url = await keep(1, 'video/mp4', null);
    const etag = (await load(url)).headers.get('etag') ?? '';
    const part = (range: string) => load(url, { range: 'bytes=0-1', 'if-range': range });
    expect((await part(etag)).status).toBe(206);
    expect((await part('"other"')).status).toBe(200);
  });

  test('an empty file has no ranges', async () => {
    const answer = await load(
      await keep(1, 'application/octet-stream', 'empty.txt', new Uint8Array()),
    );
    expect([answer.status, answer.headers.get('content-length')]).toEqual([200, '0']);
    expect(readRange('bytes=0-', 0)).toBe('unsatisfiable');
  });

  test('lives its days and at most one longer', async () => {
    const url = await keep(1, 'image/jpeg', null);
    world.clock.advance(30 * DAY_MS);
    expect((await load(url)).status).toBe(200);
    world.clock.advance(DAY_MS);
    expect((await load(url)).status).toBe(404);
  });

  test('dies with its own message only', async () => {
    const [first, second] = [await keep(1, 'image/jpeg', null), await keep(2, 'image/jpeg', null)];
    eraseMedia(context().db, entryId(1));
    expect((await load(first)).status).toBe(404);
    expect((await load(second)).status).toBe(200);
  });

  test('leads nowhere once its bytes are gone', async () => {
    const url = await keep(1, 'image/jpeg', null);
    await blobs.remove(readMedia(context().db, entryId(1))?.sha256 ?? '');
    const answer = await load(url);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([404, 'no-store']);
  });

  test('cannot be changed to another file, name or type', async () => {
    const url = new URL(await keep(1, 'image/jpeg', 'a.jpg'));
    const other = await keep(2, 'image/jpeg', 'b.jpg', Buffer.from('other'));
    const [, , token = '', name = ''] = url.pathname.split('/');
    const [, , otherToken = ''] = new URL(other).pathname.split('/');
    const sha = /-([0-9a-f]{64})\./;
    const swapped = token.replace(sha, `-${sha.exec(otherToken)?.[1]}.`);
    for (const path of [
      `${token}/a.html`,
      `${token}/b.jpg`,
      `${otherToken}/a.jpg`,
      `${swapped}/${name}`,
      `${token.replace('blob-1-', 'blob-2-')}/${name}`,
      `${token.slice(0, -1)}/${name}`,
      `${token}A/${name}`,
    ]) {
      const answer = await load(`${url.origin}/media/${path}`);
      expect([path, answer.status]).toEqual([path, 404]);
    }
    expect((await load(url.href)).status).toBe(200);
  });
});
