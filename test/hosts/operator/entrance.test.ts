import { beforeEach, expect, test } from 'vitest';
import type { Answer } from '../../../src/domain/operator/answers.ts';
import type { RestorationNote } from '../../../src/domain/operator/restoration.ts';
import type { Operator, Verb } from '../../../src/domain/operator/verbs.ts';
import { answerOperator, type EntranceParts } from '../../../src/hosts/operator/entrance.ts';
import { watchWorkspaces } from '../../../src/hosts/operator/watchdog.ts';
import { noteSigner, privateKeyOfSeed, writeVerifierKey } from '../../../src/proof/note-key.ts';
import { readOperatorKeys } from '../../../src/services/operator/operator-keys.ts';
import { authorize } from '../../../src/services/operator/signed-request.ts';
import { askRegistry } from '../../../src/services/registry/ask-registry.ts';
import { beginCall } from '../../../src/services/registry/begin-call.ts';
import { endCall } from '../../../src/services/registry/end-call.ts';
import { listCalls } from '../../../src/store/registry/calls.ts';
import {
  clearRestoration,
  noteRestoration,
  restorationOf,
} from '../../../src/store/registry/restorations.ts';
import { findWorkspace } from '../../../src/store/registry/workspaces.ts';
import { memoryRegistry } from '../../helpers/registry-database.ts';

/** The entrance over the registry as it is, and objects that only note what reaches them. */

const NOW = Date.parse('2026-11-27T09:00:00+09:00');
const HOST = 'kakehashi.example';
const signerOf = (name: string, seed: number) =>
  noteSigner(name, privateKeyOfSeed(new Uint8Array(32).fill(seed)));
const taro = signerOf('taro', 1);
const hanako = signerOf('hanako', 2);
const saburo = signerOf('saburo', 4);
const stranger = signerOf('taro', 3);
const ACME = {
  WORKS_DOMAIN_ID: '400',
  LINE_CHANNEL_ID: '"1"',
  LINE_CHANNELS: '[{"id":2,"secret":"s"}]',
};

const NOTE: RestorationNote = {
  ...{ id: 'note-1', at: NOW - 1000, undo: 'b-2', by: 'operator:taro', askedAt: NOW },
  ...{ entries: 9, head: 'ab', shared: { entries: 9, until: NOW - 1000 } },
  ...{ forgotten: [], settings: [], undoes: null },
};
const RESTORED = {
  ...({ standing: 'paused', at: '', lostEntries: 4, forgotten: 0 } as const),
  stays: [],
};

let goesBack = false;
/** So many words of a restoration end in a fault. */
let deafFor = 0;
let seenTo: string[];
let asked: { name: string; verb: Verb; by: Operator; location: string | null }[];
let answers: Map<string, Answer | Error>;
let faults: string[];
let parts: EntranceParts;
let db = memoryRegistry();
let nonces = 0;

beforeEach(() => {
  db = memoryRegistry();
  asked = [];
  seenTo = [];
  goesBack = false;
  faults = [];
  answers = new Map();
  parts = {
    keys: readOperatorKeys(
      JSON.stringify({
        [writeVerifierKey(taro.key)]: 'operate',
        [writeVerifierKey(hanako.key)]: 'read',
        [writeVerifierKey(saburo.key)]: 'operate',
      }),
    ),
    clock: { now: () => NOW },
    registry: {
      begin: async (beginning) => beginCall(db, beginning, NOW),
      end: async (ending) => endCall(db, ending, NOW),
      ask: async (question) => askRegistry(db, question),
      restoration: async (objectId) => restorationOf(db, objectId),
    },
    workspace: (name, location) => ({
      objectId: `id of ${name}`,
      operate: async (verb, _, by) => {
        asked.push({ name, verb, by, location });
        if (verb === 'restore' && goesBack) noteRestoration(db, `id of ${name}`, NOTE);
        const answer = answers.get(verb) ?? { status: 200, body: { verb } };
        if (answer instanceof Error) throw answer;
        return answer;
      },
      restored: async (note) => {
        seenTo.push(`${name} ${note.id}`);
        deafFor -= 1;
        if (deafFor >= 0 || answers.has('delete') || seenTo.length % 2 === 1)
          throw new Error('the session that was left');
        clearRestoration(db, `id of ${name}`, note.id);
        return { ...RESTORED, restored: note.id };
      },
    }),
    onFault: (what, error) => faults.push(`${what}: ${String(error)}`),
  };
});

interface Asking {
  readonly signer?: typeof taro;
  readonly raw?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly nonce?: string;
  /** For whom it is signed. */
  readonly host?: string;
}

async function ask(verb: string, body: unknown, asking: Asking = {}) {
  const { signer = taro, raw = JSON.stringify(body), method = 'POST' } = asking;
  const path = `/operator/v1/${verb}`;
  const nonce = asking.nonce ?? String(nonces++).padStart(22, 'n');
  const facts = { method, host: asking.host ?? HOST, path, body: Buffer.from(raw) };
  const authorization = authorize(facts, { signer, at: NOW, nonce });
  const answer = await answerOperator(
    new Request(`https://${HOST}${path}`, {
      method,
      headers: { authorization, ...asking.headers },
      ...(method === 'POST' ? { body: raw } : {}),
    }),
    parts,
  );
  return [answer.status, await answer.json()];
}

test('an operator creates two companies, each in an object of its own', async () => {
  expect(await ask('create', { workspace: 'acme', settings: ACME, location: 'apac-ne' })).toEqual([
    200,
    { verb: 'create' },
  ]);
  const same = { workspace: 'midori', settings: { ...ACME, LINE_CHANNEL_ID: '3' } };
  expect(await ask('create', same)).toEqual([409, { error: 'domain-taken', detail: '400: acme' }]);
  const other = { WORKS_DOMAIN_ID: '500', LINE_CHANNELS: '[{"id":"2","secret":"t"}]' };
  expect(await ask('create', { workspace: 'midori', settings: other })).toEqual([
    409,
    { error: 'channel-taken', detail: '2: acme' },
  ]);
  const fine = { WORKS_DOMAIN_ID: '500', LINE_CHANNEL_ID: '3' };
  expect((await ask('create', { workspace: 'midori', settings: fine }))[0]).toBe(200);
  expect(asked.map(({ name, location }) => [name, location])).toEqual([
    ['acme', 'apac-ne'],
    ['midori', null],
  ]);
  expect(asked[0]?.by).toEqual({ keyId: 'taro', role: 'operate' });
  const [, list] = await ask('list', {}, { signer: hanako });
  expect(list).toMatchObject({
    workspaces: [
      { name: 'acme', domainId: '400', channelIds: ['1', '2'], state: 'live' },
      { name: 'midori', domainId: '500', channelIds: ['3'] },
    ],
    next: null,
  });
});

const NO_PLACE = 'unknown-location';
test.each<[string, string, unknown, Asking, number, string]>([
  ['a foreign key', 'status', { workspace: 'acme' }, { signer: stranger }, 401, 'unsigned'],
  ['no signature', 'status', {}, { headers: { authorization: '' } }, 401, 'unsigned'],
  ['a request to another deployment', 'status', {}, { host: 'b.example' }, 401, 'unsigned'],
  ['a key that reads', 'pause', { workspace: 'acme' }, { signer: hanako }, 403, 'forbidden'],
  ['no such verb', 'toString', {}, {}, 404, 'unknown-verb'],
  ['no workspace', 'status', {}, {}, 400, 'no-name'],
  ['a name that no address can have', 'status', { workspace: '../x' }, {}, 400, 'no-name'],
  ['a list', 'status', [], {}, 400, 'not-json'],
  ['no JSON', 'status', '', { raw: '{' }, 400, 'not-json'],
  ['too much', 'import', '', { raw: ' '.repeat(1_000_001) }, 413, 'too-large'],
  ['an unknown workspace', 'status', { workspace: 'nobody' }, {}, 404, 'unknown-workspace'],
  ['the workspace of the environment', 'create', { workspace: 'default' }, {}, 409, 'name-taken'],
  ['a place there is not', 'create', { workspace: 'x1', location: 'mars' }, {}, 400, NO_PLACE],
  ['a place of another form', 'create', { workspace: 'x1', location: 3 }, {}, 400, NO_PLACE],
  ['another method', 'status', {}, { method: 'GET' }, 405, 'not-post'],
])('%s is refused, and no object is woken', async (_, verb, body, asking, status, error) => {
  await ask('create', { workspace: 'acme', settings: ACME });
  asked = [];
  expect(await ask(verb, body, asking)).toMatchObject([status, { error }]);
  expect(asked).toEqual([]);
});

test.each([
  ['whose signature is another’s', stranger],
  ['who may not use the verb', hanako],
])('of one %s not a byte is read', async (_, signer) => {
  const path = '/operator/v1/pause';
  const facts = { method: 'POST', host: HOST, path, body: Buffer.from('{}') };
  const authorization = authorize(facts, { signer, at: NOW, nonce: 'n'.repeat(22) });
  let pulls = 0;
  const body = new ReadableStream(
    {
      pull: (controller) => {
        pulls += 1;
        controller.enqueue(new Uint8Array(1000));
      },
    },
    { highWaterMark: 0 },
  );
  const init = { method: 'POST', headers: { authorization }, body, duplex: 'half' } as const;
  const answer = await answerOperator(new Request(`https://${HOST}${path}`, init), parts);
  expect([401, 403]).toContain(answer.status);
  expect(pulls).toBe(0);
});

test('a body that is not the signed one is refused', async () => {
  const path = '/operator/v1/list';
  const facts = { method: 'POST', host: HOST, path, body: Buffer.from('{}') };
  const authorization = authorize(facts, { signer: taro, at: NOW, nonce: 'n'.repeat(22) });
  const init = { method: 'POST', headers: { authorization }, body: '{"x":1}' };
  const answer = await answerOperator(new Request(`https://${HOST}${path}`, init), parts);
  expect([answer.status, await answer.json()]).toEqual([401, { error: 'unsigned' }]);
});

test('the same signed request counts once', async () => {
  const nonce = 'n'.repeat(22);
  expect((await ask('list', {}, { nonce }))[0]).toBe(200);
  expect(await ask('list', {}, { nonce })).toEqual([409, { error: 'repeated' }]);
});

test('without operators the entrance is closed, whoever signs', async () => {
  parts = { ...parts, keys: readOperatorKeys(undefined) };
  expect(await ask('list', {})).toEqual([503, { error: 'no-operators' }]);
  parts = { ...parts, keys: readOperatorKeys('{') };
  expect(await ask('list', {})).toEqual([503, { error: 'no-operators' }]);
});

test('a workspace that is reset while it is asked can be asked again', async () => {
  answers.set('create', new Error('reset'));
  expect(await ask('create', { workspace: 'acme', settings: ACME })).toEqual([
    503,
    { error: 'no-answer' },
  ]);
  expect(faults).toEqual(['operator: Error: reset']);
  expect(findWorkspace(db, 'acme')?.state).toBe('creating');
  answers.set('create', { status: 409, body: { error: 'already-created' } });
  expect((await ask('create', { workspace: 'acme', settings: ACME }))[0]).toBe(409);
  expect(findWorkspace(db, 'acme')?.state).toBe('live');
});

test('what a workspace says of itself is kept, and the log tells who asked what', async () => {
  await ask('create', { workspace: 'acme', settings: ACME });
  answers.set('status', { status: 200, body: { standing: 'paused', version: '0.2.0' } });
  await ask('status', { workspace: 'acme' }, { signer: hanako });
  expect(findWorkspace(db, 'acme')).toMatchObject({ state: 'paused', version: '0.2.0' });
  await ask('pause', { workspace: 'nobody' });
  const [, log] = await ask('calls', {});
  expect(log).toMatchObject({
    calls: [
      { keyId: 'taro', verb: 'calls', status: 200 },
      { keyId: 'taro', verb: 'pause', workspace: 'nobody', status: 404 },
      { keyId: 'hanako', verb: 'status', workspace: 'acme', status: 200 },
      { keyId: 'taro', verb: 'create', workspace: 'acme', status: 200 },
    ],
  });
});

test('a copy in many calls is one line of the log, and what of it fails is another', async () => {
  await ask('create', { workspace: 'acme', settings: ACME });
  const from = { table: 0, after: null };
  const page = (more: object, asking: Asking = {}) =>
    ask('export', { workspace: 'acme', ...more }, asking);
  const seen = () => {
    const rows = listCalls(db, { workspace: 'acme', most: 20 }).slice(0, -1).reverse();
    return rows.map(({ key_id: key, verb, status }) => [key, verb, status].join(' '));
  };
  await page({});
  for (let at = 0; at < 5; at += 1) await page({ from });
  expect(seen()).toEqual(['taro export 200']);
  answers.set('export', { status: 400, body: { error: 'body' } });
  await page({ from });
  answers.delete('export');
  await page({ from });
  await page({ from });
  await ask('import', { workspace: 'acme', chunk: 0 });
  await ask('import', { workspace: 'acme', chunk: 1 });
  await page({ from });
  await page({ from }, { signer: saburo });
  await page({});
  const after = ['200', '400', '200'].map((status) => `taro export ${status}`);
  expect(seen()).toEqual([
    ...after,
    'taro import 200',
    'taro export 200',
    'saburo export 200',
    'taro export 200',
  ]);
});

test('a workspace sees to a restoration at once, whether or not it answers, and before whatever else is asked', async () => {
  await ask('create', { workspace: 'acme', settings: ACME });
  const body = { workspace: 'acme', at: 'then', confirm: 'acme' };
  // What was only asked about is answered as it is.
  answers.set('restore', { status: 200, body: { lostEntries: 4 } });
  expect(await ask('restore', body)).toEqual([200, { lostEntries: 4 }]);
  expect(seenTo).toEqual([]);
  goesBack = true;
  noteRestoration(db, 'id of other', { ...NOTE, id: 'not-ours' });
  const refused = { status: 501, body: { error: 'no-history' } };
  for (const first of [
    { status: 200, body: { restoring: 'note-1' } },
    refused,
    new Error('lost'),
  ]) {
    answers.set('restore', first);
    expect(await ask('restore', body)).toEqual([200, { ...RESTORED, restored: 'note-1' }]);
  }
  expect(findWorkspace(db, 'acme')?.state).toBe('paused');
  // Another restoration is not taken for the one that was refused.
  goesBack = false;
  noteRestoration(db, 'id of acme', NOTE);
  answers.set('restore', { status: 503, body: { error: 'not-aside' } });
  deafFor = 4;
  expect(await ask('restore', body)).toEqual([503, { error: 'not-aside' }]);
  faults.length = 0;
  goesBack = true;
  seenTo = [];
  noteRestoration(db, 'id of acme', NOTE);
  expect(await ask('status', { workspace: 'acme' })).toEqual([200, { verb: 'status' }]);
  expect(seenTo).toEqual(['acme note-1', 'acme note-1']);
  expect(restorationOf(db, 'id of acme')).toBeNull();
  expect(restorationOf(db, 'id of other')).toMatchObject({ id: 'not-ours' });
  // Gone, it leaves nothing of itself here.
  noteRestoration(db, 'id of acme', NOTE);
  answers.set('delete', { status: 200, body: { deleted: 'acme' } });
  await ask('delete', { workspace: 'acme', confirm: 'acme' });
  expect(restorationOf(db, 'id of acme')).toBeNull();
});

test('the watchdog tells of an alarm that had ended, and one silent workspace blocks no other', async () => {
  const seen: string[] = [];
  const names = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7'];
  await watchWorkspaces({
    quiet: async () => names,
    poke: async (name) => {
      if (name === 'a2') throw new Error('reset');
      return { state: null, version: null, nextAt: null, wasEnded: name === 'a7' };
    },
    poked: async (name) => {
      seen.push(name);
    },
    restorations: async () => ['a8', 'a9'].map((name) => ({ name, note: NOTE })),
    restored: async (name) => {
      if (name === 'a8') throw new Error('reset');
      seen.push(`restored ${name}`);
      return null;
    },
    onFault: (what) => seen.push(`fault ${what}`),
    onEnded: (name) => seen.push(`ended ${name}`),
  });
  expect(seen.sort()).toEqual(
    [
      ...['a1', 'a3', 'a4', 'a5', 'a6', 'a7', 'ended a7', 'fault watchdog a2'],
      ...['fault watchdog a8', 'restored a9'],
    ].sort(),
  );
});

test('the watchdog sees to a restoration whose first call only ends the session that was left, and looks on whatever fails', async () => {
  const seen: string[] = [];
  const dog = {
    quiet: async () => ['b1'],
    poke: async () => ({ state: null, version: null, nextAt: null, wasEnded: false }),
    poked: async (name: string) => {
      seen.push(name);
    },
    restored: async (name: string) => {
      seen.push(`asked ${name}`);
      if (seen.length === 1) throw new Error('the session that was left');
      return null;
    },
    onFault: (what: string) => seen.push(`fault ${what}`),
    onEnded: () => undefined,
  };
  await watchWorkspaces({ ...dog, restorations: async () => [{ name: 'a1', note: NOTE }] });
  expect(seen.splice(0)).toEqual(['asked a1', 'asked a1', 'b1']);
  const unread = async () => Promise.reject(new Error('a note of another version'));
  await watchWorkspaces({ ...dog, restorations: unread });
  expect(seen).toEqual(['fault watchdog restorations', 'b1']);
});
