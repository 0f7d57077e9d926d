import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportWorkspace } from '../../../src/hosts/node/export/export-workspace.ts';
import { runWorkspaceCommand } from '../../../src/hosts/node/workspace/run.ts';
import { addBlob } from '../../../src/store/files/blobs.ts';
import { sql } from '../../../src/store/sqlite/drizzle.ts';
import { DOMAIN } from '../../helpers/company.ts';
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

/** A file that was altered and closed again by somebody who knows how: only what is in it can tell. */
function altered(from: string, to: string): readonly string[] {
  const { end } = JSON.parse(lines.at(-1) ?? '');
  const body = lines.slice(0, -1).map((line) => line.replaceAll(from, to));
  expect(body).not.toEqual(lines.slice(0, -1));
  const sha256 = createHash('sha256')
    .update(`${body.join('\n')}\n`)
    .digest('hex');
  return [...body, JSON.stringify({ end: { ...end, sha256 } })];
}
const ofAnotherVersion = () => [
  lines[0]?.replace('0001_core', '0001_care') ?? '',
  ...lines.slice(1),
];
/** Sends all of a file, and returns the answer to its last chunk. */
async function sendAll(world: HostedWorld, from: readonly string[]) {
  const named = { file: JSON.parse(from.at(-1) ?? '').end.sha256 };
  const last = Math.ceil(from.length / PER_CHUNK) - 1;
  for (let chunk = 0; chunk < last; chunk += 1) {
    const taken = await world.ask('import', { ...chunkOf(chunk, from), ...named });
    expect(taken).toMatchObject({ status: 200 });
  }
  return world.ask('import', { ...chunkOf(last, from), ...named });
}
const entriesOf = (world: HostedWorld, action: string) =>
  world.store.db.all<{ actor: string; reason: string | null }>(
    sql`SELECT actor_id AS actor, reason FROM audit_entries WHERE action = ${action}`,
  );
interface Waiting {
  readonly events: { readonly waiting: number };
  readonly deliveries: readonly { readonly waiting: number }[];
}
/** Events that wait, and rows of both queues. */
async function waitingIn(world: HostedWorld): Promise<readonly number[]> {
  const { text } = await world.ask('status');
  const { events, deliveries }: Waiting = JSON.parse(text);
  return [events.waiting, deliveries.reduce((all, { waiting }) => all + waiting, 0)];
}
const [ON_ITS_WAY, UNREAD] = ['まだ届いていない言葉', 'まだ読まれていない言葉'];

test('a conversation with files is exported', async () => {
  expect((await create(old)).status).toBe(201);
  old.connect(`${old.origin}/w/${NAME}/line/webhook`, `${old.origin}/w/${NAME}/works/callback`);
  await old.settle();
  await linkAndTalk(old);
  const hanako = old.lineUser('山田花子');
  old.works.faults.failNext({ api: 'channel-message', mode: 'before', status: 503 });
  await hanako.says(ON_ITS_WAY);
  await old.ask('pause');
  await hanako.says(UNREAD);
  expect(await waitingIn(old)).toEqual([1, 1]);
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
  const refused = await next.ask('import', chunkOf(0, ofAnotherVersion()));
  expect(refused.body).toMatchObject({ error: 'other-version' });
  expect((await next.ask('status')).body).toMatchObject({ standing: 'paused', faults: [] });
});

test('a first chunk that finds no room leaves the workspace as it ran', async () => {
  const { db } = next.store;
  const [{ pages } = { pages: 0 }] = db.all<{ pages: number }>(
    sql`SELECT page_count AS pages FROM pragma_page_count()`,
  );
  const limit = (most: number) => db.all(sql.raw(`PRAGMA max_page_count = ${most}`));
  limit(pages + 20);
  await expect(next.ask('import', { file, chunk: 0, lines })).rejects.toThrow();
  limit(2 ** 30);
  expect(next.hosted.workspace).not.toBeNull();
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

test('a file of another version, sent meanwhile, leaves the import as far as it had come', async () => {
  expect(await next.ask('import', chunkOf(0))).toMatchObject({ status: 200 });
  const other = { ...chunkOf(0, ofAnotherVersion()), file: 'ab'.repeat(32) };
  expect((await next.ask('import', other)).body).toMatchObject({ error: 'other-version' });
  expect(await next.ask('import', chunkOf(1))).toMatchObject({ body: { next: 2 } });
});

test('a file of another company, and one whose log was altered, are refused and leave nothing running', async () => {
  const foreign = altered(`\\"domainId\\":\\"${DOMAIN}`, '\\"domainId\\":\\"999');
  expect((await sendAll(next, foreign)).body).toMatchObject({ error: 'other-owner' });
  const breached = altered('お世話', 'お世辞');
  expect((await sendAll(next, breached)).body).toMatchObject({ error: 'breach' });
  expect(next.hosted.workspace).toBeNull();
  await next.evict();
  expect(next.hosted.workspace).toBeNull();
  expect((await next.ask('resume')).body).toMatchObject({ error: 'importing' });
  expect(count(next, 'restorations')).toBe(0);
  expect(next.dropped.checkpoints).toBe(0);
  expect(entriesOf(next, 'workspace.import')).toEqual([]);
});

test('each chunk once, twice, and after an eviction: all is there, and nothing is sent twice', async () => {
  const before = count(old, 'audit_entry_rows');
  const chunks = Math.ceil(lines.length / PER_CHUNK);
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    next.dropped.isLocked = chunk === chunks - 1;
    const taken = await next.ask('import', chunkOf(chunk));
    if (next.dropped.isLocked) {
      const body = { error: 'checkpoints-stay', faults: ['locked'] };
      expect(taken).toMatchObject({ status: 503, body });
      expect(next.hosted.workspace).toBeNull();
    } else expect(taken).toMatchObject({ status: 200 });
    next.dropped.isLocked = false;
    if (chunk % 4 === 1) await next.evict();
    expect(await next.ask('import', chunkOf(chunk))).toMatchObject({ status: 200 });
    if (chunk < chunks - 2) {
      expect((await next.ask('import', chunkOf(chunk + 2))).body).toMatchObject({ error: 'gap' });
    }
  }
  // Not those that have followed since.
  expect((await next.ask('import', chunkOf(chunks - 1))).body).toMatchObject({
    done: { blobs: SIZES.length, entries: before },
  });
  expect(count(next, 'import_pieces')).toBe(0);
  expect(count(next, 'line_users')).toBe(count(old, 'line_users'));
  expect(count(next, 'audit_entry_rows')).toBeGreaterThan(before);
  expect(count(next, 'restorations')).toBe(1);
  expect(next.dropped.checkpoints).toBe(1);
  expect(entriesOf(next, 'workspace.import')).toEqual([{ actor: 'operator:ops', reason: null }]);
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
  next.clock.advance(3_600_000);
  await next.settle();
  const said = JSON.stringify([next.line.calls, next.works.calls]);
  expect([said.includes(ON_ITS_WAY), said.includes(UNREAD)]).toEqual([false, false]);
  expect(await waitingIn(next)).toEqual([0, 0]);
  expect(entriesOf(next, 'event.fail').map(({ reason }) => reason)).toEqual(['restored']);
  expect((await next.ask('import', chunkOf(0))).status).toBe(409);
});

test('the terminal sends a file of a bridge on Node, over a lost answer, and says how it went', async () => {
  const world = await startHostedWorld('ef'.repeat(32));
  const folder = mkdtempSync(join(tmpdir(), 'kakehashi-import-'));
  const shown: string[] = [];
  let [calls, parts] = [0, 0];
  // Longer than a call may be; where it is cut, there are signs of two halves.
  const long = JSON.stringify({ text: `"${'\u{1f34f}日'.repeat(350_000)}` });
  const run = (...args: string[]) =>
    runWorkspaceCommand({
      args,
      environment: {
        LANG: 'en_US.UTF-8',
        KAKEHASHI_AT: 'https://kakehashi.example',
        KAKEHASHI_KEY: join(folder, 'taro.key'),
      },
      print: (text) => shown.push(text),
      warn: (text) => shown.push(text),
      outside: {
        fetch: async (_, { body }) => {
          if (!(body instanceof Uint8Array)) throw new Error('no bytes');
          expect(body.byteLength).toBeLessThan(1_000_000);
          const asked = JSON.parse(Buffer.from(body).toString());
          const { status, text } = await world.ask('import', asked);
          calls += 1;
          if (asked.part !== undefined) parts += 1;
          if (calls === 1 || (asked.part !== undefined && parts === 2))
            throw new Error('the answer is lost');
          return new Response(text, { status });
        },
        now: () => 0,
        nonce: () => String(calls).padStart(22, 'n'),
        readSecret: async () => '',
        waitForPerson: async () => false,
      },
    });
  try {
    await create(world);
    await world.settle();
    await world.ask('pause');
    await run('keygen', 'taro', '--out', join(folder, 'taro.key'));
    const path = join(folder, 'midori.ndjson');
    writeFileSync(path, `${lines.slice(0, -1).join('\n')}\n`);
    expect([await run('import', NAME, path), calls]).toEqual([1, 0]);
    old.store.db.run(
      sql`INSERT INTO inbox (platform, account, verdict, body, received_at, state)
        VALUES ('line', '1', 'act', ${long}, 5, 'failed')`,
    );
    const ofNode = join(folder, 'node.ndjson.gz');
    const { folder: dataDir, clock } = old;
    await exportWorkspace({ dataDir, file: ofNode, withFiles: true, now: clock.now() });
    expect(await run('import', NAME, ofNode)).toBe(0);
    expect(shown.at(-1)).toContain(`${SIZES.length} files. The workspace is paused.`);
    expect(count(world, 'line_users')).toBe(count(old, 'line_users'));
    expect(count(world, 'blobs')).toBe(SIZES.length);
    const body = sql`SELECT body FROM inbox WHERE received_at = 5`;
    expect(world.store.db.get<{ body: string }>(body).body === long).toBe(true);
    expect(parts).toBeGreaterThan(3);
    expect(await run('import', NAME, ofNode)).toBe(0);
    expect(entriesOf(world, 'workspace.import')).toHaveLength(1);
  } finally {
    await world.stop();
    rmSync(folder, { recursive: true });
  }
});
