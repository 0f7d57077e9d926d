import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { entryId } from '../../src/domain/ids.ts';
import { diskBlobs } from '../../src/media/disk-blobs.ts';
import { keptMedia, mediaUrl } from '../../src/services/files/links.ts';
import { eraseMedia, readMedia, saveMedia } from '../../src/store/files/media.ts';
import { startWorld, type World } from '../helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const SIZE = 60_000_000;
const context = () => world.bridge.workspace.context;

async function* film() {
  for (let at = 0; at < SIZE; at += 1_000_000) yield new Uint8Array(1_000_000).fill(at / 1e6);
}

/** A film during its download: the first bytes have arrived. */
async function loading() {
  const blobs = diskBlobs({ folder: join(world.folder, 'blobs'), freeBytes: async () => 2 ** 40 });
  const kept = await blobs.put(film(), { mostBytes: null });
  if (kept.kind !== 'kept') throw new Error(kept.kind);
  const { sha256, size } = kept;
  const row = { entryId: entryId(1), state: 'kept' as const, sha256, size };
  saveMedia(context().db, { ...row, contentType: 'video/mp4', fileName: null });
  const media = keptMedia(readMedia(context().db, entryId(1)));
  if (media === null) throw new Error('It was not kept.');
  const { pathname } = new URL(mediaUrl(context(), media));
  const answer = await fetch(`http://127.0.0.1:${world.bridge.port}${pathname}`);
  const reader = answer.body?.getReader();
  if (reader === undefined) throw new Error('no body');
  await reader.read();
  return async () => {
    let bytes = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return bytes;
      bytes += value.byteLength;
    }
  };
}

test('a file erased during its download is not served to its end', async () => {
  const printed = (['error', 'info', 'log'] as const).map((level) => vi.spyOn(console, level));
  onTestFinished(() => void vi.restoreAllMocks());
  const rest = await loading();
  eraseMedia(context().db, entryId(1));
  await expect(rest()).rejects.toThrow();
  await new Promise((resolve) => setImmediate(resolve));
  for (const print of printed) expect(print).not.toHaveBeenCalled();
});

test('any other file is served to its end', async () => {
  const rest = await loading();
  expect(await rest()).toBeGreaterThan(SIZE - 1_000_000);
});

test('a file without a name is saved under one that opens', async () => {
  const blobs = diskBlobs({ folder: join(world.folder, 'blobs'), freeBytes: async () => 2 ** 40 });
  const kept = await blobs.put(film(), { mostBytes: null });
  if (kept.kind !== 'kept') throw new Error(kept.kind);
  const { sha256, size } = kept;
  const row = { entryId: entryId(2), state: 'kept' as const, sha256, size };
  saveMedia(context().db, { ...row, contentType: 'application/pdf', fileName: null });
  const media = keptMedia(readMedia(context().db, entryId(2)));
  const { pathname } = new URL(media === null ? '' : mediaUrl(context(), media));
  const url = `http://127.0.0.1:${world.bridge.port}${pathname}`;
  const answer = await fetch(url, { method: 'HEAD' });
  expect(answer.headers.get('content-disposition')).toContain('filename="file.pdf"');
});
