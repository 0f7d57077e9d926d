import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importWorkspace } from '../../../src/hosts/node/import/import-workspace.ts';
import { takeCallback } from '../../../src/hosts/worker/callback.ts';
import { addBlob } from '../../../src/store/files/blobs.ts';
import { sql } from '../../../src/store/sqlite/drizzle.ts';
import { BRIDGE_BOT, BRIDGE_SECRET } from '../../helpers/company.ts';
import { exportInPages } from '../../helpers/export-in-pages.ts';
import { type HostedWorld, masterKey, NAME, startHostedWorld } from '../../helpers/hosted-world.ts';
import { textsOf } from '../../helpers/people.ts';
import { linkAndTalk } from '../../helpers/story.ts';
import { signed, worksTextEvent } from '../../helpers/webhooks.ts';

/** One workspace among many, from nothing to its end: each test goes on where the one before it ended. */

let world: HostedWorld;
beforeAll(async () => {
  world = await startHostedWorld();
});
afterAll(async () => {
  await world.stop();
  rmSync(folder, { recursive: true, force: true });
});

const folder = mkdtempSync(join(tmpdir(), 'kakehashi-pages-'));

interface LoggedEntry {
  readonly action: string;
  readonly actor_id: string;
  readonly facts: string;
}

/** What operators did, by the log. */
const logged = (): LoggedEntry[] =>
  world.store.db.all<LoggedEntry>(
    sql`SELECT action, actor_id, facts FROM audit_entries WHERE actor_id LIKE 'operator:%' ORDER BY id`,
  );
const rows = () =>
  world.store.db.all<Record<string, unknown>>(sql`SELECT * FROM settings ORDER BY name`);
/** Everything that is stored of settings and the log, as one text. */
const stored = () =>
  JSON.stringify([rows(), world.store.db.all(sql`SELECT * FROM audit_entry_rows`)]);

const SECRETS = [
  'LINE_CHANNEL_SECRET',
  'WORKS_CLIENT_SECRET',
  'WORKS_PRIVATE_KEY',
  'WORKS_BOT_SECRET',
];
const secretValues = () => SECRETS.map((name) => world.settings[name] ?? '?');

test('what was never created writes nothing and answers so', async () => {
  await world.hosted.start();
  for (const verb of ['status', 'show', 'set', 'pause', 'doctor', 'delete', 'export'] as const) {
    expect(await world.ask(verb)).toMatchObject({ status: 404, body: { error: 'not-created' } });
  }
  const [faulty, ...others] = [
    { workspace: NAME, settings: { ...world.settings, WORKS_PLAN: 'gold', PORT: '1' } },
    { workspace: 'akane', settings: world.settings },
    { workspace: NAME },
  ];
  expect(await world.ask('create', faulty)).toMatchObject({
    status: 422,
    body: { error: 'settings', faults: ['PORT: is no setting of a workspace'] },
  });
  for (const other of others) expect((await world.ask('create', other)).status).toBe(400);
  expect([world.opened.times, world.hosted.workspace]).toEqual([0, null]);
});

test('created, it runs at once: a conversation below its path', async () => {
  const created = await world.ask('create', { workspace: NAME, settings: world.settings });
  const publicUrl = `${world.origin}/w/${NAME}`;
  expect(created).toMatchObject({
    status: 201,
    body: {
      placed: { publicUrl, lineWebhook: `${publicUrl}/line/webhook`, domainId: '400000001' },
    },
  });
  world.connect(`${publicUrl}/line/webhook`, `${publicUrl}/works/callback`);
  // Who is an administrator is known when the directory has been read.
  await world.settle();
  await linkAndTalk(world);
  expect(logged()[0]).toMatchObject({ action: 'workspace.create', actor_id: 'operator:ops' });
  expect((await world.ask('create', { workspace: NAME, settings: world.settings })).status).toBe(
    409,
  );
  expect(world.faults).toEqual([]);
});

test('no secret is stored openly, or shown; the end of a digest tells which it is', async () => {
  const shown = await world.ask('show');
  for (const secret of secretValues()) {
    expect(stored()).not.toContain(secret.slice(0, 20));
    expect(shown.text).not.toContain(secret.slice(0, 20));
  }
  expect(shown.body).toMatchObject({
    settings: expect.arrayContaining([
      expect.objectContaining({ name: 'COMPANY_NAME', value: 'みどり商店', keyId: null }),
      expect.objectContaining({
        ...{ name: 'WORKS_BOT_SECRET', value: null, keyId: 'k1', by: 'operator:ops' },
        sha256Ends: expect.stringMatching(/^[0-9a-f]{4}$/),
      }),
    ]),
  });
});

test('a refused change changes nothing, and names what is wrong without a value', async () => {
  const before = stored();
  const { workspace } = world.hosted;
  const refused: [object, string][] = [
    [
      { settings: { COMPANY_NAME: 'あかね', DIRECTORY_POLL_SECONDS: 'often' } },
      'DIRECTORY_POLL_SECONDS',
    ],
    [{ settings: { WORKS_PRIVATE_KEY: 'a-key-that-is-none' } }, 'WORKS_PRIVATE_KEY'],
    [{ settings: { WORKS_DOMAIN_ID: '400000002' } }, 'WORKS_DOMAIN_ID'],
    [{ settings: { WORKS_BOT_ID: '2000009' } }, 'WORKS_BOT_ID'],
    [{ settings: { LINE_CHANNEL_ID: '1657000009' } }, 'LINE_CHANNEL_ID'],
    [{ settings: { 'a-secret in the wrong place': 'x' } }, 'A name'],
  ];
  for (const [body, name] of refused) {
    const answer = await world.ask('set', body);
    expect([answer.status, answer.text.includes(`"${name}: `)]).toEqual([422, true]);
    expect(answer.text).not.toMatch(/often|a-key-that|400000002|a-secret/);
  }
  expect(await world.ask('unset', { names: ['WORKS_BOT_SECRET'] })).toMatchObject({
    status: 422,
    body: { faults: ['WORKS_BOT_SECRET: is missing'] },
  });
  for (const body of [{}, { settings: [] }, { settings: { LOG_LEVEL: 1 } }]) {
    expect((await world.ask('set', body)).status).toBe(400);
  }
  expect([stored() === before, world.hosted.workspace === workspace]).toEqual([true, true]);
});

test('a change is in force at once, and on record by name', async () => {
  const changed = await world.ask('set', {
    settings: { COMPANY_NAME: '株式会社みどり', LOG_LEVEL: 'error', WORKS_CLIENT_ID: 'client' },
  });
  expect(changed).toMatchObject({ status: 200, body: { changed: ['COMPANY_NAME', 'LOG_LEVEL'] } });
  expect(world.hosted.workspace?.context.settings.companyName).toBe('株式会社みどり');
  expect(logged().at(-1)).toMatchObject({
    action: 'settings.change',
    facts: '{"names":["COMPANY_NAME","LOG_LEVEL"]}',
  });
  // What changes nothing is not on record.
  const count = logged().length;
  expect(await world.ask('set', { settings: { LOG_LEVEL: 'error' } })).toMatchObject({
    body: { changed: [] },
  });
  expect(await world.ask('unset', { names: ['LOG_LEVEL', 'METRICS_TOKEN'] })).toMatchObject({
    body: { changed: ['LOG_LEVEL'] },
  });
  expect(logged().length).toBe(count + 1);
  await world.lineUser('山田花子').says('設定が変わっても');
  expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toBe('設定が変わっても');
});

test('messages that come while settings change are neither lost nor doubled', async () => {
  const hanako = world.lineUser('山田花子');
  const texts = Array.from({ length: 12 }, (_, at) => `途中${at}`);
  const changes = (async () => {
    for (const at of [1, 2, 3]) {
      const said = await world.ask('set', { settings: { DIRECTORY_POLL_SECONDS: `${300 + at}` } });
      expect(said.status).toBe(200);
    }
  })();
  for (const text of texts)
    await hanako.user.says(text, { oa: world.settings.LINE_CHANNEL_ID ?? '' });
  await changes;
  await world.settle();
  const came = textsOf(world.tanaka.room('山田花子')).filter((text) => text.startsWith('途中'));
  expect(came).toEqual(texts);
});

test('a secret rotates: both verify, then the old one goes', async () => {
  const name = 'WORKS_BOT_SECRET';
  const digest = async () =>
    /"WORKS_BOT_SECRET"[^}]*"sha256Ends":"(\w+)"/.exec((await world.ask('show')).text)?.[1];
  const first = await digest();
  expect((await world.ask('rotate', { name: 'COMPANY_NAME', value: 'x' })).status).toBe(409);
  expect((await world.ask('rotate', { name, drop: true })).text).toContain('is-not-rotating');
  for (const value of ['new,another', ',', ' ']) {
    expect((await world.ask('rotate', { name, value })).text).toContain('one-value');
  }
  const inUse = world.settings[name] ?? '';
  expect((await world.ask('rotate', { name, value: inUse })).text).toContain('same-value');
  expect(await digest()).toBe(first);
  expect((await world.ask('rotate', { name, value: 'the-new-secret' })).status).toBe(200);
  expect((await world.ask('rotate', { name, value: 'another' })).text).toContain('is-rotating');
  await world.tanaka.says('山田花子', '旧い署名です');
  expect(world.lineUser('山田花子').lastReceived?.text).toBe('旧い署名です');
  expect((await world.ask('rotate', { name, drop: true })).status).toBe(200);
  expect(await digest()).not.toBe(first);
  // The platform still signs with the old one.
  await world.ask('set', { settings: { [name]: world.settings[name] ?? '' } });
  expect(await digest()).toBe(first);
});

test('paused, it keeps what comes and says nothing; resumed, it goes on', async () => {
  const hanako = world.lineUser('山田花子');
  expect(await world.ask('pause')).toMatchObject({ status: 200, body: { standing: 'paused' } });
  expect(world.suzuki.lastAnswer).toContain('一時停止');
  const calls = world.line.calls.length + world.works.calls.length;
  await hanako.says('休みの間に');
  await world.suzuki.commands('状態');
  // Whoever commands is told, once: that is a message, for which the token is kept.
  await expect.poll(() => world.suzuki.lastAnswer).toContain('このコマンドは受け付けました');
  expect(world.line.calls.length + world.works.calls.length).toBe(calls + 1);
  await world.suzuki.commands('状態');
  world.clock.advance(600_000);
  await world.settle();
  expect(world.line.calls.length + world.works.calls.length).toBe(calls + 1);
  expect(await world.ask('status')).toMatchObject({
    body: { standing: 'paused', by: 'operator:ops', events: { waiting: 3 }, workspace: NAME },
  });
  // Settings may change meanwhile, and its memory may go: it stays as it is.
  expect((await world.ask('set', { settings: { COMPANY_NAME: 'みどり商店' } })).status).toBe(200);
  await world.evict();
  await world.settle();
  expect(world.line.calls.length + world.works.calls.length).toBe(calls + 1);

  expect(await world.ask('resume')).toMatchObject({ status: 200, body: { standing: 'live' } });
  await world.settle();
  expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toBe('休みの間に');
  expect(world.suzuki.answers.some((text) => text.includes('再開されました'))).toBe(true);
  expect(await world.ask('status')).toMatchObject({
    body: { standing: 'live', events: { waiting: 0 } },
  });
});

test('an export comes in pages while it is paused, and is one that a bridge on Node reads', async () => {
  expect((await world.ask('export')).text).toContain('not-paused');
  await world.ask('pause');
  for (const from of [7, { table: 999, after: null }, { table: 0, after: [1, 2, 3, 4] }]) {
    expect(await world.ask('export', { from })).toMatchObject({ status: 400 });
  }
  // The last has two pieces.
  for (const size of [0, 1000, 400 * 1024]) {
    const bytes = Buffer.alloc(size, size % 251);
    const put = await world.blobs.put(Readable.from([bytes]), { mostBytes: null });
    if (put.kind !== 'kept') throw new Error(put.kind);
    addBlob(world.store.db, { sha256: put.sha256, size, place: null });
  }
  // The platform's own tables, here and in its simulation, are no part of a workspace.
  for (const table of ['_cf_KV', '__miniflare_do_name']) {
    world.store.db.run(sql.raw(`CREATE TABLE "${table}" (name TEXT)`));
  }
  const file = join(folder, 'midori.ndjson');
  const { pages, missing, text } = await exportInPages(world);
  writeFileSync(file, text);
  expect([pages > 30, missing]).toEqual([true, []]);
  for (const secret of secretValues()) expect(text).not.toContain(secret.slice(0, 20));
  const into = join(folder, 'data');
  const done = await importWorkspace({
    file,
    dataDir: into,
    replaces: false,
    now: world.clock.now(),
  });
  expect(done).toMatchObject({ blobs: 3, entries: expect.any(Number) });
  // The last file goes between two of its pieces: what was written of it would be read by nobody.
  const large = createHash('sha256')
    .update(Buffer.alloc(400 * 1024, (400 * 1024) % 251))
    .digest('hex');
  const within = { blob: large, offset: 384 * 1024 };
  expect((await world.ask('export', { from: within })).body).toMatchObject({ missing: [] });
  expect(await world.ask('export', { from: { ...within, offset: 400 * 1024 } })).toMatchObject({
    status: 400,
  });
  await world.blobs.remove(large);
  expect((await world.ask('export', { from: within })).body).toEqual({ error: 'file-gone' });
  const copy = new Sqlite(join(into, 'kakehashi.db'), { readonly: true });
  const count = (table: string) => copy.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  expect(count('audit_entry_rows')).toBe(
    world.store.db.get<{ n: number }>(sql`SELECT count(*) AS n FROM audit_entry_rows`).n,
  );
  expect([count('settings'), count('hosting')]).toEqual([0, 1]);
  copy.close();
  await world.ask('resume');
  await world.settle();
});

test('doctor tells what is wrong outside, without making a room', async () => {
  const rooms = world.works.calls.filter(({ api }) => api === 'create-channel').length;
  const well = await world.ask('doctor', { language: 'ja' });
  expect([well.status, well.body]).toMatchObject([200, { findings: expect.any(Array) }]);
  world.line
    .account(world.settings.LINE_CHANNEL_ID ?? '')
    .setWebhook(`${world.origin}/line/webhook`);
  const wrong = await world.ask('doctor');
  expect(wrong.body).toMatchObject({ isWell: false });
  expect(wrong.text).toContain(`${world.origin}/w/${NAME}/line/webhook`);
  expect(world.works.calls.filter(({ api }) => api === 'create-channel').length).toBe(rooms);
});

test('a new master key: what the old one sealed is sealed again, and the old one may go', async () => {
  await world.evict({ k2: masterKey(2), k1: masterKey(1) });
  expect(world.hosted.faults).toEqual([]);
  const before = rows();
  const resealed = await world.ask('reseal');
  expect(resealed.body).toMatchObject({ unopened: [], keyId: 'k2' });
  expect(await world.ask('status')).toMatchObject({ body: { keyIds: ['k2'] } });
  expect(logged().at(-1)?.action).toBe('settings.reseal');
  expect((await world.ask('reseal')).body).toMatchObject({ resealed: [] });
  await world.evict({ k2: masterKey(2) });
  expect([world.hosted.faults, world.hosted.workspace === null]).toEqual([[], false]);
  expect(rows().map(({ name }) => name)).toEqual(before.map(({ name }) => name));
});

test('without its key, or with rows of another workspace, it does not run, and says which', async () => {
  const { db } = world.store;
  await world.evict({ k9: masterKey(9) });
  expect(world.hosted.workspace).toBeNull();
  expect(world.hosted.faults).toContain(
    'WORKS_BOT_SECRET: cannot be opened with the key k2 of MASTER_KEYS',
  );
  expect(await world.ask('status')).toMatchObject({ status: 200, body: { placed: null } });
  expect(await world.ask('set', { settings: { LOG_LEVEL: 'error' } })).toMatchObject({
    status: 503,
    body: { error: 'master-keys' },
  });
  await world.evict({ k2: masterKey(2) });
  expect(world.hosted.faults).toEqual([]);
  // A row under another name, as whoever writes to the database would place it.
  world.store.db.run(
    sql`UPDATE settings SET sealed = (SELECT sealed FROM settings WHERE name = 'WORKS_CLIENT_SECRET') WHERE name = 'WORKS_BOT_SECRET'`,
  );
  await world.evict();
  expect(world.hosted.faults).toEqual([
    'WORKS_BOT_SECRET: cannot be opened with the key k2 of MASTER_KEYS',
  ]);
  // Only what is lost has to be set again.
  const again = { WORKS_BOT_SECRET: world.settings.WORKS_BOT_SECRET ?? '' };
  expect((await world.ask('set', { settings: again })).status).toBe(200);
  expect(world.hosted.workspace).not.toBeNull();
  expect(db).not.toBe(world.store.db);
});

test('what a newer version wrote cannot be opened, and is not taken for something that is not there', async () => {
  const newer = sql`INSERT INTO migrations (name) VALUES ('9999_of_tomorrow.sql')`;
  world.store.db.run(newer);
  await world.evict();
  for (const verb of ['status', 'set', 'delete', 'create'] as const) {
    const body = { workspace: NAME, settings: world.settings };
    expect(await world.ask(verb, body)).toMatchObject({
      status: 503,
      body: { error: 'not-opened', faults: [expect.stringContaining('9999_of_tomorrow')] },
    });
  }
  world.deploysNewer('9999_of_tomorrow.sql');
  await world.evict();
  expect(await world.ask('status')).toMatchObject({ status: 200, body: { faults: [] } });
});

test('while its database is brought up to date nothing is done on it, and each start does a portion', async () => {
  const at = (rows: number) => ({ migration: '9999_of_tomorrow.sql', rows });
  world.migrating.push(at(5000), at(10_000));
  const { times } = world.opened;
  await world.evict();
  const asked = { workspace: NAME, settings: world.settings };
  for (const verb of ['status', 'show', 'set', 'pause', 'export', 'delete', 'create'] as const) {
    expect(await world.ask(verb, asked)).toMatchObject({
      status: 503,
      body: { error: 'migrating', faults: ['9999_of_tomorrow.sql, 5000 rows done'] },
    });
  }
  // Whoever takes a webhook in meanwhile has to know who signed it.
  expect(world.hosted.config?.works.bridgeBot.secrets).toEqual([BRIDGE_SECRET]);
  await world.hosted.start();
  expect(world.hosted.migrating).toEqual(at(10_000));
  expect([world.hosted.workspace, world.hosted.isCreated, world.opened.times]).toEqual([
    ...[null, true, times],
  ]);
  await world.hosted.start();
  expect([world.hosted.migrating, world.hosted.name]).toEqual([null, NAME]);
  expect(await world.ask('status')).toMatchObject({ status: 200, body: { faults: [] } });
});

test('a portion that throws is told to operators, and is no fault of the settings', async () => {
  const fault = new Error('disk I/O error');
  world.migrating.push({ migration: '9999_of_tomorrow.sql', rows: 0, fault });
  await world.evict();
  expect((await world.ask('status')).text).toContain('the last try ended in a fault');
  expect(world.hosted.config).not.toBeNull();
  await world.hosted.start();
  expect(await world.ask('status')).toMatchObject({ status: 200, body: { faults: [] } });
});

test('a start that throws says so to operators, and settings that were read still tell who signed', async () => {
  const { opening } = world;
  opening.fault = new Error('disk I/O error');
  await expect(world.evict()).rejects.toThrow('disk');
  expect(await world.ask('status')).toMatchObject({
    body: { error: 'not-opened', faults: [expect.stringContaining('ended in a fault')] },
  });
  expect(world.hosted.config?.works.bridgeBot.secrets).toEqual([BRIDGE_SECRET]);
  opening.fault = null;
  await world.hosted.start();
  expect(await world.ask('status')).toMatchObject({ status: 200, body: { faults: [] } });
});

test('one that cannot be put together after a change says so, and the next start mends it', async () => {
  const { opening } = world;
  opening.building = new Error('out of memory');
  await expect(world.ask('set', { settings: { COMPANY_NAME: '青空商店' } })).rejects.toThrow(
    'memory',
  );
  expect([world.hosted.hasFailed, world.hosted.workspace]).toEqual([true, null]);
  expect(world.hosted.config?.works.bridgeBot.secrets).toEqual([BRIDGE_SECRET]);
  opening.building = null;
  await world.hosted.start();
  expect([world.hosted.hasFailed, world.hosted.workspace === null]).toEqual([false, false]);
  expect(await world.ask('status')).toMatchObject({ status: 200, body: { faults: [] } });
});

test('a webhook that was held meanwhile is no older than when it came', async () => {
  const verdicts = () =>
    world.store.db.all<{ verdict: string }>(
      sql`SELECT verdict FROM inbox ORDER BY id DESC LIMIT 2`,
    );
  const cameAt = world.clock.now();
  world.clock.advance(3_600_000);
  const hand = async (text: string, receivedAt?: number) => {
    const place = { userId: 'nobody', channelId: 'a-room-of-others' };
    const body = JSON.stringify(worksTextEvent({ ...place, text, at: cameAt }));
    const headers: Record<string, string> = {
      'x-works-botid': String(BRIDGE_BOT),
      'x-works-signature': signed(BRIDGE_SECRET, body),
    };
    const bytes = new TextEncoder().encode(body);
    const { workspace } = world.hosted;
    if (workspace === null) throw new Error('It does not run.');
    const held = receivedAt === undefined ? {} : { receivedAt };
    const callback = { path: '/works/callback', headers, bytes, ...held } as const;
    return takeCallback(workspace.webhooks, callback, (what) => world.faults.push(what));
  };
  expect((await hand('late')).status).toBe(200);
  expect((await hand('held', cameAt)).status).toBe(200);
  expect(verdicts()).toEqual([{ verdict: 'act' }, { verdict: 'stale' }]);
  await world.settle();
});

test('its end takes two steps, seven days apart, and the first can be taken back', async () => {
  expect((await world.ask('delete', { confirm: NAME })).text).toContain('not-paused');
  const first = await world.ask('delete');
  expect(first.body).toMatchObject({ standing: 'leaving', deletableFrom: expect.any(String) });
  expect(await world.ask('delete', { confirm: NAME })).toMatchObject({
    status: 409,
    body: { error: 'too-early', from: expect.any(String) },
  });
  expect((await world.ask('resume')).body).toMatchObject({ standing: 'live' });
  await world.ask('delete');
  world.clock.advance(7 * 86_400_000);
  expect((await world.ask('delete', { confirm: 'akane' })).text).toContain('wrong-name');
  expect((await world.ask('delete', { confirm: NAME })).body).toEqual({ deleted: NAME });
  expect((await world.ask('status')).status).toBe(404);
  expect(world.faults).toEqual([]);
});
