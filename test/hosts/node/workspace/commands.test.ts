import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type LinePlatform, startLinePlatform } from '../../../../sandbox/line/platform.ts';
import { startWorksPlatform, type WorksPlatform } from '../../../../sandbox/line-works/platform.ts';
import { readMasterKeys } from '../../../../src/config/settings/master-keys.ts';
import type { Answer } from '../../../../src/domain/operator/answers.ts';
import { NO_CLAIMS } from '../../../../src/domain/operator/claims.ts';
import type { WorkspaceVerb } from '../../../../src/domain/operator/verbs.ts';
import { runWorkspaceCommand } from '../../../../src/hosts/node/workspace/run.ts';
import { answerOperator } from '../../../../src/hosts/operator/entrance.ts';
import { readOperatorKeys } from '../../../../src/services/operator/operator-keys.ts';
import { askRegistry } from '../../../../src/services/registry/ask-registry.ts';
import { beginCall } from '../../../../src/services/registry/begin-call.ts';
import { endCall } from '../../../../src/services/registry/end-call.ts';
import { registerConfigured } from '../../../../src/services/registry/watch-workspaces.ts';
import { DOMAIN, environmentFor, furnish, OA, OA_SECRET } from '../../../helpers/company.ts';
import { memoryRegistry } from '../../../helpers/registry-database.ts';

/** The commands against the entrance and the registry as they are; the objects are made up. */

const AT = 'https://kakehashi.example';
const NOW = Date.parse('2026-11-27T09:00:00+09:00');
const placedAt = (lineApiBaseUrl: string) => ({
  publicUrl: `${AT}/w/acme`,
  lineWebhook: `${AT}/w/acme/line/webhook`,
  worksCallback: `${AT}/w/acme/works/callback`,
  domainId: String(DOMAIN),
  channelIds: [OA],
  lineApiBaseUrl,
});
let placed = placedAt('');

let folder: string;
let line: LinePlatform;
let works: WorksPlatform;
let keys = readOperatorKeys(undefined);
const asked: { verb: WorkspaceVerb; body: Readonly<Record<string, unknown>> }[] = [];
const answers = new Map<WorkspaceVerb, Answer>();
let db = memoryRegistry();
let typed = '';
let isWatching = true;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kakehashi-operator-'));
  line = await startLinePlatform();
  works = await startWorksPlatform();
  furnish(line, works);
  placed = placedAt(line.apiUrl);
});
afterAll(async () => {
  await Promise.all([line.stop(), works.stop()]);
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  db = memoryRegistry();
  asked.length = 0;
  answers.clear();
});

const entrance = (url: string, init: RequestInit): Promise<Response> =>
  answerOperator(new Request(url, init), {
    keys,
    clock: { now: () => NOW },
    registry: {
      begin: async (beginning) => beginCall(db, beginning, NOW),
      end: async (ending) => endCall(db, ending, NOW),
      ask: async (question) => askRegistry(db, question),
      restoration: async () => null,
    },
    workspace: (name) => ({
      objectId: name,
      operate: async (verb, body) => {
        asked.push({ verb, body });
        return answers.get(verb) ?? { status: 200, body: { changed: [], placed } };
      },
      restored: async () => null,
    }),
    onFault: (_, error) => {
      throw error;
    },
  });

let nonces = 0;
/** Returns the exit code and what was shown. */
async function run(...args: string[]): Promise<[number, string]> {
  const shown: string[] = [];
  const code = await runWorkspaceCommand({
    args,
    environment: { LANG: 'en_US.UTF-8', KAKEHASHI_AT: AT, KAKEHASHI_KEY: join(folder, 'taro.key') },
    print: (text) => shown.push(text),
    warn: (text) => shown.push(text),
    outside: {
      fetch: entrance,
      now: () => NOW,
      nonce: () => String(nonces++).padStart(22, 'n'),
      readSecret: async () => typed,
      waitForPerson: async () => isWatching,
    },
  });
  return [code, shown.join('\n')];
}

function writeEnv(values: Record<string, string>): string {
  const path = join(folder, 'acme.env');
  writeFileSync(
    path,
    Object.entries(values)
      .map(([name, value]) => `${name}="${value}"\n`)
      .join(''),
  );
  return path;
}

test('keygen makes a key that only its user reads, and prints what the Worker has to know', async () => {
  const out = join(folder, 'taro.key');
  const [code, shown] = await run('keygen', 'taro', '--out', out);
  expect(code).toBe(0);
  expect(statSync(out).mode & 0o777).toBe(0o600);
  const [entry = ''] = /\{.*\}/.exec(shown) ?? [];
  keys = readOperatorKeys(entry);
  expect(keys).toMatchObject({ ok: true, keys: [{ keyId: 'taro', role: 'operate' }] });
  expect((await run('keygen', 'taro', '--out', out))[0]).toBe(1);
  expect((await run('keygen', 'ta ro'))[0]).toBe(2);
  const [, master] = await run('keygen', '--master', '2026-11');
  expect(readMasterKeys(master.split('\n').at(-1))).toMatchObject({ keys: { newest: '2026-11' } });
  expect((await run('keygen', '--master', '1'))[0]).toBe(2);
});

test('create prints the addresses for the consoles, tells LINE, and says what is red', async () => {
  const findings = '✗ Callback of the bot: none has come yet. Enter the Callback URL.';
  answers.set('doctor', { status: 200, body: { isWell: false, findings: [], text: findings } });
  // The deployment gives the address of LINE.
  const { LINE_API_BASE_URL: _, ...own } = environmentFor(line, works);
  const env = writeEnv({ ...own, DATA_DIR: './data' });
  const [code, shown] = await run('create', 'acme', '--from', env, '--location', 'apac-ne');
  expect(shown).toContain(placed.worksCallback);
  expect(shown).toContain('Left out, as they belong to a machine: DATA_DIR');
  expect(shown).toContain(`LINE now sends the events of channel ${OA} to this address.`);
  expect(shown).toContain(findings);
  expect(shown).toContain('npm run workspace -- doctor acme');
  expect(code).toBe(3);
  expect(line.account(OA).webhookUrl).toBe(placed.lineWebhook);
  expect(shown).not.toContain(OA_SECRET);
  expect(asked.map(({ verb }) => verb)).toEqual(['create', 'doctor']);
  expect(asked[0]?.body).toMatchObject({
    location: 'apac-ne',
    settings: { WORKS_DOMAIN_ID: String(DOMAIN) },
  });
  expect(asked[0]?.body.settings).not.toHaveProperty('DATA_DIR');

  const [again, said] = await run('create', 'midori', '--from', env);
  expect([again, said]).toEqual([
    1,
    [
      'Left out, as they belong to a machine: DATA_DIR, HOST, PORT, PUBLIC_URL, SANDBOX',
      `This LINE WORKS domain belongs to another workspace (${DOMAIN}: acme). Nothing was changed.`,
    ].join('\n'),
  ]);
});

test('a secret is rotated in two steps, with the console between them', async () => {
  await createAcme();
  typed = 'a-new-secret';
  isWatching = false;
  const [code, shown] = await run('rotate', 'acme', 'LINE_CHANNEL_SECRET');
  expect([code, shown]).toEqual([0, expect.stringContaining('acme LINE_CHANNEL_SECRET --drop')]);
  isWatching = true;
  await run('rotate', 'acme', 'LINE_CHANNEL_SECRET', '--drop');
  await run('rotate', 'acme', 'LINE_CHANNEL_SECRET');
  const name = 'LINE_CHANNEL_SECRET';
  expect(asked.map(({ body }) => body)).toEqual([
    { workspace: 'acme', name, value: typed },
    { workspace: 'acme', name, drop: true },
    { workspace: 'acme', name, value: typed },
    { workspace: 'acme', name, drop: true },
  ]);
  expect(shown).not.toContain(typed);
});

test('what a workspace refuses is said with its faults', async () => {
  await createAcme();
  typed = '5';
  const faults = ['WORKS_PLAN: must be free, standard or advanced'];
  answers.set('set', { status: 422, body: { error: 'settings', faults } });
  expect(await run('set', 'acme', 'WORKS_PLAN')).toEqual([
    1,
    `With these settings the workspace could not run. Nothing was changed:\n  ${faults[0]}`,
  ]);
  answers.set('export', { status: 409, body: { error: 'not-paused' } });
  const file = join(folder, 'acme.ndjson');
  expect(await run('export', 'acme', file)).toEqual([1, expect.stringContaining('not paused')]);
  expect(existsSync(file)).toBe(false);
  const lines = [JSON.stringify({ tables: ['a'] }), '[0,1]', JSON.stringify({ blob: 'x' })];
  answers.set('export', { status: 200, body: { lines, next: null, missing: [] } });
  expect((await run('export', 'acme', file))[0]).toBe(0);
  const [, , , end] = readFileSync(file, 'utf8').split('\n');
  expect(JSON.parse(end ?? '')).toMatchObject({ end: { rows: [1], blobs: 1 } });
  answers.set('pause', { status: 500, body: null });
  expect((await run('pause', 'acme'))[0]).toBe(4);
});

test('each workspace with settings is sealed again; that of the environment has none', async () => {
  await createAcme();
  const configured = { name: 'default', objectId: 'default', claims: NO_CLAIMS };
  registerConfigured(db, configured, NOW);
  answers.set('reseal', { status: 200, body: { resealed: [], unopened: [], keyId: '2026-11' } });
  expect(await run('reseal', '--all')).toEqual([
    0,
    'reseal acme\nSealed with the master key 2026-11.',
  ]);
  const unopened = ['WORKS_BOT_SECRET'];
  answers.set('reseal', { status: 200, body: { resealed: [], unopened, keyId: '2026-11' } });
  expect((await run('reseal', '--all'))[0]).toBe(3);
});

test('bookmarks are shown a line each, and what the platform does not have in words', async () => {
  await createAcme();
  const [now, at] = ['2026-11-27T09:00:00+09:00', '2026-11-26T09:00:00+09:00'];
  const body = { now, bookmark: '0b-2', at, bookmarkThen: '0a-1' };
  answers.set('bookmarks', { status: 200, body });
  expect(await run('bookmarks', 'acme', '--time', at)).toEqual([0, `${now}: 0b-2\n${at}: 0a-1`]);
  expect(asked.at(-1)).toMatchObject({ verb: 'bookmarks', body: { workspace: 'acme', at } });
  const faults = ['does not implement point-in-time recovery'];
  answers.set('bookmarks', { status: 501, body: { error: 'no-history', faults } });
  const [code, shown] = await run('bookmarks', 'acme');
  expect([code, shown]).toEqual([1, expect.stringContaining('30 days')]);
  expect(shown).toContain(faults[0]);
});

test('restore says what would be lost, then what was, and is unclear about what has not answered', async () => {
  await createAcme();
  const at = '2026-11-26T09:00:00+09:00';
  const lost = { at, lostEntries: 41, forgotten: 2 };
  expect((await run('restore', 'acme'))[0]).toBe(2);
  answers.set('restore', { status: 200, body: lost });
  const [code, shown] = await run('restore', 'acme', '--time', at);
  expect([code, shown]).toEqual([0, expect.stringContaining('41 entries')]);
  expect(shown).toContain(`restore acme --time ${at} --confirm acme`);
  expect((await run('restore', 'acme', '--undo'))[1]).toContain('--undo --confirm acme');
  expect(asked.at(-1)).toMatchObject({ verb: 'restore', body: { workspace: 'acme', undo: true } });
  answers.set('restore', { status: 200, body: { restoring: 'note-1' } });
  const confirmed = ['restore', 'acme', '--time', at, '--confirm', 'acme'];
  expect((await run(...confirmed))[0]).toBe(4);
  expect(asked.at(-1)).toMatchObject({ body: { workspace: 'acme', at, confirm: 'acme' } });
  answers.set('restore', {
    status: 200,
    body: { ...lost, restored: 'note-1', standing: 'paused' },
  });
  expect(await run(...confirmed)).toEqual([0, expect.stringContaining('resume acme')]);
  answers.set('restore', { status: 409, body: { error: 'not-paused' } });
  expect((await run(...confirmed))[0]).toBe(1);
});

test('delete takes two steps', async () => {
  await createAcme();
  const deletableFrom = '2026-12-04T09:00:00+09:00';
  answers.set('delete', { status: 200, body: { standing: 'leaving', deletableFrom } });
  expect((await run('delete', 'acme'))[1]).toContain(`From ${deletableFrom} on`);
  expect((await run('status', '--all'))[1]).toContain('acme  leaving  400');
  answers.set('delete', { status: 200, body: { standing: null, deletableFrom: null } });
  expect((await run('delete', 'acme', '--confirm', 'acme'))[1]).toContain('"acme" deleted');
  expect((await run('status', '--all'))[1]).toContain('acme  deleted  -');
});

test('the state of one, and of all', async () => {
  await createAcme();
  answers.set('status', {
    status: 200,
    body: {
      standing: 'live',
      placed,
      faults: [],
      version: '0.1.0',
      events: { waiting: 0, since: null },
      deliveries: [{ side: 'line', waiting: 2, since: '2026-11-27T08:59:00+09:00' }],
      failedEvents: 0,
      auditEntries: 12,
      databaseBytes: 4096,
    },
  });
  const [code, shown] = await run('status', 'acme');
  expect(code).toBe(0);
  expect(shown).toContain('State: live');
  expect(shown).toContain('Deliveries waiting: line: 2  2026-11-27T08:59:00+09:00');
  expect((await run('status', '--all'))[1]).toMatch(/^acme {2}live {2}400 .*\nWorkspaces: 1$/s);
  expect((await run('calls', 'acme'))[1]).toMatch(
    /taro {2}status {2}acme {2}200\n.*\n.*create {2}acme/,
  );
});

test.each([
  [['status'], 'Name the workspace'],
  [['status', 'acme', '--at', 'http://kakehashi.example'], 'Name the deployment'],
  [['status', 'acme', '--key', '/nowhere/x.key'], 'There is no readable operator key'],
  [['status', 'acme', '--verbose'], 'There is no such command or flag.'],
  [['frobnicate'], 'There is no such command or flag.'],
  [['create', 'Acme', '--from', 'x'], 'Name the workspace'],
  [['create', 'acme'], 'Name the file with the settings'],
  [['create', 'acme', '--from', '/nowhere/x.env'], 'could not be read (ENOENT)'],
  [['set', 'acme', '--from', '/nowhere/x.env'], 'could not be read (ENOENT)'],
  [['set', 'acme', 'secret=5'], 'Name the setting'],
  [['status', 'acme', '--at', AT, '--data-dir', '.'], 'Name either'],
])('%s: wrong use, and nothing is asked', async (args, sentence) => {
  const [code, shown] = await run(...args);
  expect([code, shown]).toEqual([2, expect.stringContaining(sentence)]);
  expect(asked).toEqual([]);
});

test('on Node what the environment or the running bridge answers is named', async () => {
  expect((await run('set', 'X', '--data-dir', folder))[1]).toContain(
    'the settings are the environment',
  );
  expect((await run('doctor', '--data-dir', folder))[1]).toContain('admin bot');
  expect((await run('calls', '--data-dir', folder))[0]).toBe(1);
  expect((await run('export', join(folder, 'x.ndjson'), '--data-dir', folder))[0]).toBe(1);
});

test('help is printed', async () => {
  expect((await run('help'))[1]).toContain('keygen KEY_NAME');
});

async function createAcme(): Promise<void> {
  answers.set('doctor', {
    status: 200,
    body: { isWell: true, findings: [], text: 'All is well.' },
  });
  const env = writeEnv({ WORKS_DOMAIN_ID: '400', LINE_CHANNEL_ID: OA });
  expect((await run('create', 'acme', '--from', env))[0]).toBe(0);
  asked.length = 0;
}
