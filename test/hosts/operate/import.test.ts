import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addBlob } from '../../../src/store/files/blobs.ts';
import { sql } from '../../../src/store/sqlite/drizzle.ts';
import { exportInPages } from '../../helpers/export-in-pages.ts';
import { type HostedWorld, NAME, startHostedWorld } from '../../helpers/hosted-world.ts';
import { linkAndTalk } from '../../helpers/story.ts';

/** A workspace moves into another deployment, chunk by chunk. */

let old: HostedWorld;
let next: HostedWorld;
let lines: readonly string[] = [];
let file = '';
beforeAll(async () => {
  [old, next] = await Promise.all([startHostedWorld(), startHostedWorld('cd'.repeat(32))]);
});
afterAll(async () => {
  await Promise.all([old.stop(), next.stop()]);
});

const SIZES = [0, 1000, 400 * 1024];
const PER_CHUNK = 40;
const chunkOf = (chunk: number, from = lines) => ({
  file,
  chunk,
  lines: from.slice(chunk * PER_CHUNK, (chunk + 1) * PER_CHUNK),
});
const count = (world: HostedWorld, table: string) =>
  world.store.db.get<{ n: number }>(sql.raw(`SELECT count(*) AS n FROM ${table}`)).n;
const create = (world: HostedWorld) =>
  world.ask('create', { workspace: NAME, settings: world.settings });

test('a conversation with files is exported', async () => {
  expect((await create(old)).status).toBe(201);
  old.connect(`${old.origin}/w/${NAME}/line/webhook`, `${old.origin}/w/${NAME}/works/callback`);
  await old.settle();
  await linkAndTalk(old);
  await old.ask('pause');
  for (const size of SIZES) {
    const put = await old.blobs.put(Readable.from([Buffer.alloc(size, size % 251)]), {
      mostBytes: null,
    });
    if (put.kind !== 'kept') throw new Error(put.kind);
    addBlob(old.store.db, { sha256: put.sha256, size, place: null });
  }
  lines = (await exportInPages(old)).text.trimEnd().split('\n');
  file = JSON.parse(lines.at(-1) ?? '').end.sha256;
  expect((await old.ask('import', chunkOf(0))).body).toMatchObject({ error: 'not-empty' });
});

test('only what is paused takes it, from its first chunk on, and of the same version', async () => {
  expect((await create(next)).status).toBe(201);
  await next.settle();
  expect((await next.ask('import', chunkOf(0))).body).toMatchObject({ error: 'not-paused' });
  await next.ask('pause');
  expect((await next.ask('import', chunkOf(1))).body).toMatchObject({ error: 'gap' });
  const other = [lines[0]?.replace('0001_core', '0001_care') ?? '', ...lines.slice(1)];
  const refused = await next.ask('import', chunkOf(0, other));
  expect(refused.body).toMatchObject({ error: 'other-version' });
  expect((await next.ask('status')).body).toMatchObject({ standing: 'paused', faults: [] });
});

test('an altered file ends unfinished, and the right one begins anew', async () => {
  const entry = lines.findIndex((line) => line.includes('お世話になっております'));
  const altered = lines.map((line, at) => (at === entry ? line.replace('お世話', 'お世辞') : line));
  const chunks = Math.ceil(lines.length / PER_CHUNK);
  for (let chunk = 0; chunk < chunks - 1; chunk += 1) {
    expect((await next.ask('import', chunkOf(chunk, altered))).status).toBe(200);
  }
  expect((await next.ask('import', chunkOf(chunks - 1, altered))).body).toMatchObject({
    error: 'not-whole',
  });
  expect((await next.ask('resume')).body).toMatchObject({ error: 'importing' });
  expect((await next.ask('import', chunkOf(1))).body).toMatchObject({ error: 'not-whole' });
});

test('each chunk once, twice, and after an eviction: all is there, and nothing is sent twice', async () => {
  const before = count(old, 'audit_entry_rows');
  const chunks = Math.ceil(lines.length / PER_CHUNK);
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    expect(await next.ask('import', chunkOf(chunk))).toMatchObject({ status: 200 });
    if (chunk % 4 === 1) await next.evict();
    expect(await next.ask('import', chunkOf(chunk))).toMatchObject({ status: 200 });
    if (chunk < chunks - 2) {
      expect((await next.ask('import', chunkOf(chunk + 2))).body).toMatchObject({ error: 'gap' });
    }
  }
  expect((await next.ask('import', chunkOf(chunks - 1))).body).toMatchObject({
    done: { blobs: SIZES.length },
  });
  expect(count(next, 'import_pieces')).toBe(0);
  expect(count(next, 'line_users')).toBe(count(old, 'line_users'));
  expect(count(next, 'audit_entry_rows')).toBeGreaterThan(before);
  expect(count(next, 'restorations')).toBe(1);
  for (const { sha256, size } of next.store.db.all<{ sha256: string; size: number }>(
    sql`SELECT sha256, size FROM blobs`,
  )) {
    expect(await next.blobs.sizeOf(sha256)).toBe(size);
  }
  expect((await next.ask('status')).body).toMatchObject({ standing: 'paused', faults: [] });
  const sent = () => next.line.calls.filter(({ api }) => /push|reply/.test(api)).length;
  const sentBefore = sent();
  expect((await next.ask('resume')).body).toMatchObject({ standing: 'live' });
  await next.settle();
  expect(sent()).toBe(sentBefore);
  expect((await next.ask('import', chunkOf(0))).status).toBe(409);
});
