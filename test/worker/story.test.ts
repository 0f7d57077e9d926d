import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { METRICS } from '../../src/domain/figures/metrics.ts';
import { routeOf, styleAnswer } from '../../src/hosts/worker/front.ts';
import { createExportVerifier } from '../../src/proof/verify-export.ts';
import { STYLE_PATH } from '../../src/web/audit/style.ts';
import { auditBrowser, formIn, linkFor } from '../helpers/audit-browser.ts';
import { OA } from '../helpers/company.ts';
import { exportInPages } from '../helpers/export-in-pages.ts';
import { readMetrics, sumOf } from '../helpers/read-metrics.ts';
import { linkAndTalk } from '../helpers/story.ts';
import { readText } from '../house/sources.ts';
import { type Company, foundCompany } from './companies.ts';
import { askWorker, hanae, stranger } from './operators.ts';
import { verifyCopy } from './verify-copy.ts';
import { startWorkerWorld, type WorkerWorld } from './worker-world.ts';

let world: WorkerWorld;
beforeAll(async () => {
  world = await startWorkerWorld();
});
afterAll(() => world.stop());

test('連携を有効にし、メンバーを追加し、LINEユーザーと話す', async () => {
  await linkAndTalk(world);
  const { verdict, entries } = await verifyCopy(world);
  expect(entries).toBeGreaterThan(10);
  expect(verdict).toMatchObject({ ok: true, entries });
  // Only our log's category: workerd logs alarms on its own.
  expect(world.logged()).not.toContain('kakehashi');
});

test('the log is verified and signed in workerd', async () => {
  await world.suzuki.commands('監査 検証');
  await expect.poll(() => world.suzuki.lastAnswer).toContain('監査ログの検証結果: 異常なし');
  expect(world.suzuki.lastAnswer).toMatch(/最後のチェックポイント: .*（\d+件目まで）/u);
  // Signed in the note above, and checked against it.
  await world.suzuki.commands('監査 検証');
  await expect.poll(() => world.suzuki.lastAnswer).toContain('照合したチェックポイント: ');
  expect(world.logged()).not.toContain('kakehashi');
});

test('a webhook is answered by its signature, its size and its method', async () => {
  const account = world.line.account(OA);
  expect(await account.sendRaw([], { signature: 'AAAA' })).toBe(401);
  expect(await account.sendRaw([], { signature: null })).toBe(401);
  expect(await account.sendRaw([], { body: 'not JSON' })).toBe(400);
  expect(await account.sendRaw([], { signature: null, body: ' '.repeat(900_000) })).toBe(401);
  expect(await account.sendRaw([], { body: ' '.repeat(1_000_001) })).toBe(413);
  expect(await account.sendRaw([])).toBe(200);
  expect((await fetch(`${world.url}/line/webhook`)).status).toBe(405);
});

test('its metrics are those of Node, for the bearer of the token', async () => {
  expect((await fetch(`${world.url}/metrics`)).status).toBe(401);
  const headers = { authorization: 'Bearer the-token-of-a-worker' };
  const read = readMetrics(await (await fetch(`${world.url}/metrics`, { headers })).text());
  expect(sumOf(read, 'kakehashi_build_info', { runtime: 'workers' })).toBe(1);
  expect(sumOf(read, 'kakehashi_deliveries_total', { outcome: 'sent' })).toBeGreaterThan(0);
  expect(sumOf(read, 'kakehashi_database_bytes')).toBeGreaterThan(100_000);
  // An object has no disk and no memory of its own to tell of.
  const absent = ['disk_free_bytes', 'resident_memory_bytes', 'blobs_limit_bytes'];
  const missing = Object.values(METRICS).filter(({ name }) => !read.types.has(name));
  expect(missing.map(({ name }) => name).sort()).toEqual(
    absent.map((name) => `kakehashi_${name}`).sort(),
  );
});

test('an auditor opens the page of the audit log, and finds what was said', async () => {
  const link = await linkFor(world.suzuki);
  const browser = auditBrowser(world.url);
  expect((await browser.get(link)).status).toBe(200);
  expect((await browser.post(link)).status).toBe(303);
  const found = await browser.get(`/audit?q=${encodeURIComponent('お世話')}`);
  expect([found.status, found.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(found.text).toContain('<mark>お世話</mark>');
  expect((await auditBrowser(world.url).get('/audit')).status).toBe(401);
});

test('a page and its stylesheet are those of Node, though a Worker has less of hono, and the style beside it', async () => {
  const header = (name: string) => (name === 'accept-language' ? 'en' : undefined);
  const onNode = routeOf({ method: 'GET', path: '/audit', header });
  const page = await fetch(`${world.url}/audit`, { headers: { 'accept-language': 'en' } });
  expect(onNode).toMatchObject({ kind: 'answer', text: await page.text() });

  const sheet = await fetch(`${world.url}${STYLE_PATH}`);
  const { status, text, headers } = styleAnswer(readText('src/assets/style.css'));
  expect([sheet.status, await sheet.text()]).toEqual([status, text]);
  expect(Object.fromEntries(sheet.headers)).toMatchObject(headers);
  // What stands beside the Worker is had through it alone.
  for (const path of ['/style.css', '/verify.html', '/verify'])
    expect((await fetch(`${world.url}${path}`)).status).toBe(404);
});

test('an auditor takes the log along: a table, a proof, and an archive with both', async () => {
  const browser = auditBrowser(world.url);
  await browser.post(await linkFor(world.suzuki));
  const downloaded = async (format: string) => {
    const page = await browser.get(`/audit/export?go=1&format=${format}`);
    const address = new URL(formIn(page.text, '/audit/export?'), world.url);
    const answer = await fetch(`${world.url}${address.pathname}${address.search}`, {
      method: 'POST',
      headers: { cookie: browser.cookie, 'sec-fetch-site': 'same-origin' },
    });
    return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
  };

  const table = await downloaded('csv');
  expect(table.answer.status).toBe(200);
  expect(table.bytes.toString()).toMatch(/^\ufeff日時,送信者,受信者,チャンネルID,トーク/u);
  expect(table.bytes.toString()).toContain('お世話');

  const proof = await downloaded('jsonl');
  const verifier = createExportVerifier({ keys: [] });
  for (const line of proof.bytes.toString().trimEnd().split('\n')) verifier.take(line);
  expect(verifier.verdict()).toMatchObject({ ok: true, leftOut: 0 });

  const archive = await downloaded('zip');
  expect(archive.answer.headers.get('content-disposition')).toContain('.zip');
  for (const name of ['.csv', '.jsonl', 'verify.html'])
    expect(archive.bytes.includes(name)).toBe(true);
  // Of the page itself, which stands beside the Worker: what its README says of it is no proof that it is there.
  for (const part of ['<script id="verifier">', '"message.receive":"'])
    expect(archive.bytes.includes(part)).toBe(true);

  // Each is on record with its end.
  const rows = await world.query('SELECT state FROM audit_exports ORDER BY entry_id');
  expect(rows.map(({ state }) => state)).toEqual(['complete', 'complete', 'complete']);
  expect(world.logged()).not.toContain('kakehashi');
});

test('an operator creates two companies, and each has its own messages', async () => {
  const acme = await foundCompany(world, { name: 'acme', domainId: 400000002, oa: '1657000002' });
  const kawa = await foundCompany(world, { name: 'kawa', domainId: 400000003, oa: '1657000003' });
  const create = ({ name, settings }: Pick<Company, 'name' | 'settings'>, signer?: typeof hanae) =>
    askWorker(world.url, 'create', { workspace: name, settings }, signer);

  expect(await create(acme, stranger)).toEqual([401, { error: 'unsigned' }]);
  expect(await create(acme, hanae)).toEqual([403, { error: 'forbidden' }]);
  const placed = { lineWebhook: expect.stringContaining('/w/acme/line/webhook') };
  expect(await create(acme)).toMatchObject([201, { placed }]);
  // The workspace of the environment counts as well.
  const settings = { ...kawa.settings, WORKS_DOMAIN_ID: '400000001' };
  expect(await create({ name: 'kawa', settings })).toMatchObject([409, { error: 'domain-taken' }]);
  const stolen = { ...kawa.settings, LINE_CHANNEL_ID: '1657000002' };
  expect(await create({ name: 'kawa', settings: stolen })).toEqual([
    409,
    { error: 'channel-taken', detail: '1657000002: acme' },
  ]);
  expect(await create(kawa)).toMatchObject([201, {}]);

  await Promise.all([acme, kawa].map(talksOn));
  const [status, body] = await askWorker(world.url, 'status', { workspace: 'acme' }, hanae);
  expect([status, body]).toMatchObject([200, { standing: 'live', faults: [] }]);
  expect(JSON.stringify(body)).not.toContain('こんにちは');
  await world.watchdog();
  const [, list] = await askWorker(world.url, 'list', {});
  expect(list).toMatchObject({
    workspaces: [
      { name: 'acme', state: 'live', domainId: '400000002', channelIds: ['1657000002'] },
      { name: 'default', domainId: '400000001' },
      { name: 'kawa', state: 'live' },
    ],
  });
  await importsNothingOf('acme');
  await Promise.all([acme.stop(), kawa.stop()]);
});

test('a database that went back and is woken by a webhook sends nothing that was queued then', async () => {
  const hanako = world.lineUser('山田花子');
  // Refused however often it is tried before the object is away.
  const forever = Number.POSITIVE_INFINITY;
  world.works.faults.failNext({ api: 'channel-message', status: 503, times: forever });
  await hanako.user.says('その時に送信待ち', { oa: OA });
  const queued = async () =>
    (await world.query(`SELECT id FROM outbox WHERE state = 'queued'`)).length;
  await expect.poll(queued).toBe(1);
  // What is left of a restoration once the platform has done it: the note, and a database without its mark.
  const [row] = await world.registry(`SELECT object_id FROM workspaces WHERE name = 'default'`);
  const objectId = String(row?.object_id);
  const note = {
    ...{ id: 'note-1', at: Date.now() - 1000, undo: 'b-1', by: 'operator:taro' },
    ...{
      askedAt: Date.now(),
      entries: 100_000,
      head: 'ab'.repeat(32),
      shared: { entries: 100_000, until: Date.now() - 1000 },
      forgotten: [],
      settings: [],
    },
  };
  const noted = ['note-1', JSON.stringify(note)] as const;
  await world.registry('INSERT INTO restorations VALUES (?, ?, ?)', objectId, ...noted);
  await world.evict();
  const received = () => world.tanaka.room('山田花子').messages.length;
  const before = received();
  await hanako.user.says('目覚まし', { oa: OA });
  const standing = async () => (await world.query('SELECT standing FROM hosting'))[0]?.standing;
  expect([await standing(), (await queued()) > 1]).toEqual(['paused', false]);
  const [status, body] = await askWorker(world.url, 'status', { workspace: 'default' });
  expect([status, body]).toMatchObject([200, { standing: 'paused', events: { waiting: 1 } }]);
  expect(await world.registry('SELECT id FROM restorations')).toEqual([]);
  expect(received()).toBe(before);
  const [entry] = await world.query(
    `SELECT actor_id FROM audit_entries WHERE action = 'workspace.restore'`,
  );
  expect(entry).toEqual({ actor_id: 'operator:taro' });
  world.works.faults.clear();
  expect((await askWorker(world.url, 'resume', { workspace: 'default' }))[0]).toBe(200);
  await world.settle();
  const texts = world.tanaka.room('山田花子').messages.map(({ text }) => text);
  expect(texts.filter((text) => text === '目覚まし')).toHaveLength(1);
  expect(texts).not.toContain('その時に送信待ち');
  expect((await askWorker(world.url, 'restore', { workspace: 'default', undo: true }))[0]).toBe(
    409,
  );
});

/** Every row of a company's export is written into another one's object, and there its owner gives it away. */
async function importsNothingOf(name: string): Promise<void> {
  const { url } = world;
  const midori = await foundCompany(world, {
    ...{ name: 'midori', domainId: 400000004, oa: '1657000004' },
  });
  const { settings } = midori;
  expect((await askWorker(url, 'create', { workspace: 'midori', settings }))[0]).toBe(201);
  for (const workspace of [name, 'midori']) {
    expect((await askWorker(url, 'pause', { workspace }))[0]).toBe(200);
  }
  await hasNoPast(name);
  const { text } = await exportInPages({
    ask: async (verb, more) => {
      const [status, page] = await askWorker(url, verb, { workspace: name, ...more });
      return { status, text: JSON.stringify(page) };
    },
  });
  const lines = text.trimEnd().split('\n');
  const file = createHash('sha256').update(text).digest('hex');
  const half = Math.floor(lines.length / 2);
  const send = (chunk: number, ...part: [number, number?]) =>
    askWorker(url, 'import', {
      ...{ workspace: 'midori', file, chunk, lines: lines.slice(...part) },
    });
  expect(await send(0, 0, half)).toEqual([200, { next: 1, done: null }]);
  expect(await send(1, half)).toEqual([409, { error: 'other-owner' }]);
  await midori.stop();
}

/** A Worker that runs locally keeps no past states, and says so before anything is noted. */
async function hasNoPast(workspace: string): Promise<void> {
  const at = new Date(Date.now() - 1).toISOString();
  const none = { error: 'no-history', faults: [expect.stringContaining('point-in-time')] };
  for (const [verb, body] of [
    ['bookmarks', { at }],
    ['restore', { at }],
    ['restore', { at, confirm: workspace }],
  ] as const) {
    expect(await askWorker(world.url, verb, { workspace, ...body })).toEqual([501, none]);
  }
  const [, body] = await askWorker(world.url, 'status', { workspace });
  expect(body).toMatchObject({ standing: 'paused', faults: [] });
}

async function talksOn(company: Company): Promise<void> {
  company.connect();
  await company.suzuki.commands('連携 有効');
  await company.suzuki.commands('メンバー 追加 田中');
  const customer = company.lineUser('山田花子');
  await customer.says('トークID: tanaka');
  const text = `${company.name}さん、こんにちは`;
  await customer.says(text);
  expect(company.tanaka.room('山田花子').messages.at(-1)?.text).toBe(text);
}
