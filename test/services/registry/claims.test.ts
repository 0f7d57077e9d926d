import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { type Claims, NO_CLAIMS } from '../../../src/domain/operator/claims.ts';
import type { Verb, WorkspaceVerb } from '../../../src/domain/operator/verbs.ts';
import { beginCall } from '../../../src/services/registry/begin-call.ts';
import { endOf } from '../../../src/services/registry/call-end.ts';
import { type Ending, endCall } from '../../../src/services/registry/end-call.ts';
import { listCalls } from '../../../src/store/registry/calls.ts';
import { channelsOf, findChannel } from '../../../src/store/registry/channels.ts';
import { migrateRegistry, type RegistryDatabase } from '../../../src/store/registry/database.ts';
import {
  findWorkspace,
  type RegisteredState,
  workspaceOfDomain,
} from '../../../src/store/registry/workspaces.ts';
import { memoryRegistry } from '../../helpers/registry-database.ts';

let db: RegistryDatabase;
let now = 0;
let nonces = 0;
beforeEach(() => {
  db = memoryRegistry();
  now = 1_000_000;
});

const ALREADY = { status: 409, error: 'already-created' };

const claims = (domainId: string | null, ...channelIds: string[]): Claims => ({
  domainId,
  channels: channelIds.length === 0 ? [] : [{ variable: 'LINE_CHANNELS', channelIds }],
});

const begin = (verb: Verb, workspace: string | null, claimed: Claims = NO_CLAIMS, nonce = '') =>
  beginCall(
    db,
    {
      call: {
        verb,
        workspace,
        by: { keyId: 'taro', role: 'operate' },
        nonce: nonce || `n${nonces++}`,
        goesOn: false,
      },
      claims: claimed,
      objectId: workspace && `id of ${workspace}`,
    },
    now,
  );

/** A call from its beginning to the answer of its workspace. */
function call(
  verb: WorkspaceVerb,
  workspace: string,
  claimed: Claims = NO_CLAIMS,
  answer: Partial<Pick<Ending, 'status' | 'state' | 'version'>> & { error?: string } = {},
): string {
  const begun = begin(verb, workspace, claimed);
  if (!begun.ok) return `${begun.why} ${begun.detail}`.trim();
  const { status = 200, state = null, version = null, error } = answer;
  const end = endOf(verb, { status, body: { error } });
  const { callId } = begun;
  endCall(db, { callId, verb, workspace, claims: claimed, end, status, state, version }, now);
  return String(status);
}

test('two companies never have one domain, one OA or one name', () => {
  expect(call('create', 'acme', claims('400', '1', '2'))).toBe('200');
  expect(call('create', 'midori', claims('400', '3'))).toBe('domain-taken 400: acme');
  expect(call('create', 'midori', claims('500', '3', '2'))).toBe('channel-taken 2: acme');
  expect(call('create', 'acme', claims('600', '4'))).toBe('name-taken acme');
  expect(call('create', 'midori', claims('500', '3'))).toBe('200');
  expect(call('set', 'midori', claims(null, '3', '1'))).toBe('channel-taken 1: acme');
  expect(call('set', 'midori', claims('400'))).toBe('domain-taken 400: acme');
  expect(call('set', 'midori', claims('501'))).toBe('domain-fixed 501');
  expect(channelsOf(db, 'midori').map((row) => row.channel_id)).toEqual(['3']);
});

test('OAs that a changed setting no longer names are free', () => {
  call('create', 'acme', claims('400', '1', '2'));
  call('set', 'acme', claims(null, '2', '3'));
  expect(channelsOf(db, 'acme').map((row) => row.channel_id)).toEqual(['2', '3']);
  const unset = { domainId: null, channels: [{ variable: 'LINE_CHANNELS', channelIds: [] }] };
  call('unset', 'acme', unset);
  expect(channelsOf(db, 'acme')).toEqual([]);
  expect(call('create', 'midori', claims('500', '1', '2', '3'))).toBe('200');
});

test('a setting leaves the OAs of another setting alone', () => {
  call('create', 'acme', {
    domainId: '400',
    channels: [
      { variable: 'LINE_CHANNEL_ID', channelIds: ['1'] },
      { variable: 'LINE_CHANNELS', channelIds: ['2'] },
    ],
  });
  call('set', 'acme', {
    domainId: null,
    channels: [{ variable: 'LINE_CHANNEL_ID', channelIds: ['7'] }],
  });
  expect(channelsOf(db, 'acme').map((row) => row.channel_id)).toEqual(['2', '7']);
});

test('what a workspace refuses is given back', () => {
  expect(call('create', 'acme', claims('400', '1'), { status: 422 })).toBe('422');
  expect(findWorkspace(db, 'acme')).toBeNull();
  expect(call('create', 'midori', claims('400', '1'))).toBe('200');
  expect(call('set', 'midori', claims(null, '1', '2'), { status: 422 })).toBe('422');
  expect(channelsOf(db, 'midori').map((row) => row.channel_id)).toEqual(['1']);
});

test('a creation whose answer was lost can be done again, and its domain stays taken meanwhile', () => {
  const lost = begin('create', 'acme', claims('400', '1'));
  expect(lost.ok).toBe(true);
  expect(call('create', 'midori', claims('400'))).toBe('domain-taken 400: acme');
  expect(call('create', 'acme', claims('400', '1'))).toBe('under-way acme');
  now += 60_000;
  expect(call('create', 'acme', claims('401', '1'))).toBe('domain-fixed 401');
  // The workspace itself knows that it has been created.
  expect(call('create', 'acme', claims('400', '1'), ALREADY)).toBe('409');
  expect(findWorkspace(db, 'acme')).toMatchObject({ state: 'live', domain_id: '400' });
  expect(findChannel(db, '1')?.name).toBe('acme');
});

test.each([
  ['create', 201, undefined, 'done'],
  ['create', 409, 'already-created', 'before'],
  ['create', 422, 'settings', 'refused'],
  ['create', 503, 'master-keys', 'refused'],
  ['create', 503, 'not-running', 'done'],
  ['create', 503, undefined, 'unknown'],
  ['set', 503, 'not-running', 'done'],
  ['set', 404, 'not-created', 'absent'],
  ['delete', 503, 'not-opened', 'refused'],
  ['create', 503, 'not-opened', 'unknown'],
  ['set', 503, 'migrating', 'refused'],
  ['create', 503, 'migrating', 'unknown'],
  ['export', 501, 'not-here', 'refused'],
  ['export', 404, undefined, 'refused'],
] as const)('%s answered %i %s: %s', (verb, status, error, end) => {
  expect(endOf(verb, { status, body: { error } })).toBe(end);
});

test('a creation that never reached its workspace can be forgotten', () => {
  begin('create', 'acme', claims('400', '1'));
  expect(call('delete', 'acme', NO_CLAIMS, { status: 404, error: 'not-created' })).toBe('404');
  expect(findWorkspace(db, 'acme')).toBeNull();
  expect(call('create', 'midori', claims('400', '1'))).toBe('200');
});

test('a deletion whose answer was lost is heard of when it is asked again', () => {
  call('create', 'acme', claims('400', '1'));
  call('delete', 'acme', NO_CLAIMS, { state: 'leaving' });
  begin('delete', 'acme');
  call('delete', 'acme', NO_CLAIMS, { status: 404, error: 'not-created' });
  expect(findWorkspace(db, 'acme')?.state).toBe('deleted');
  expect(call('create', 'midori', claims('400', '1'))).toBe('200');
});

test('a workspace that answers was created', () => {
  begin('create', 'acme', claims('400', '1'));
  call('set', 'acme', NO_CLAIMS);
  expect(findWorkspace(db, 'acme')?.state).toBe('live');
});

test('a workspace that could not answer keeps what it may have', () => {
  expect(call('create', 'acme', claims('400', '1'), { status: 503 })).toBe('503');
  expect(findWorkspace(db, 'acme')?.state).toBe('creating');
  expect(call('create', 'acme', claims('400', '1'))).toBe('200');
  expect(call('set', 'acme', claims(null, '2'), { status: 503 })).toBe('503');
  expect(channelsOf(db, 'acme').map((row) => row.channel_id)).toEqual(['1', '2']);
});

test('a deleted workspace gives back its domain and OAs, and keeps its name', () => {
  call('create', 'acme', claims('400', '1'));
  call('delete', 'acme', NO_CLAIMS, { state: 'leaving' });
  expect(findWorkspace(db, 'acme')).toMatchObject({ state: 'leaving', domain_id: '400' });
  call('delete', 'acme', NO_CLAIMS, { status: 409 });
  expect(findWorkspace(db, 'acme')?.state).toBe('leaving');
  expect(call('delete', 'acme')).toBe('200');
  expect(call('status', 'acme')).toBe('unknown-workspace acme');
  expect(call('create', 'acme', claims('400', '1'))).toBe('name-taken acme');
  expect(call('create', 'acme-2', claims('400', '1'))).toBe('200');
});

test('only what was created can be asked, and each call is on record with its status', () => {
  expect(call('status', 'nobody')).toBe('unknown-workspace nobody');
  call('create', 'acme', claims('400'));
  call('pause', 'acme', NO_CLAIMS, { version: '0.1.0' });
  expect(findWorkspace(db, 'acme')).toMatchObject({
    state: 'paused',
    version: '0.1.0',
    seen_at: now,
  });
  begin('list', null);
  const seen = listCalls(db, { workspace: null, most: 10 }).map((row) => [row.verb, row.status]);
  expect(seen).toEqual([
    ['list', null],
    ['pause', 200],
    ['create', 200],
    ['status', 404],
  ]);
  expect(listCalls(db, { workspace: 'acme', most: 10 })).toHaveLength(2);
});

test('a nonce counts once, for five minutes', () => {
  expect(begin('list', null, NO_CLAIMS, 'once').ok).toBe(true);
  now += 5 * 60_000;
  expect(begin('list', null, NO_CLAIMS, 'once')).toMatchObject({ ok: false, why: 'repeated' });
  now += 1;
  expect(begin('list', null, NO_CLAIMS, 'once').ok).toBe(true);
  expect(listCalls(db, { workspace: null, most: 10 })).toHaveLength(2);
});

test('a registry that is opened again keeps what is in it', () => {
  call('create', 'acme', claims('400'));
  migrateRegistry(db, { name: '', instead: '' });
  expect(workspaceOfDomain(db, '400')?.name).toBe('acme');
});

test('whatever operators do, each domain and each OA belongs to one workspace', () => {
  const step = fc.record({
    verb: fc.constantFrom<WorkspaceVerb[]>('create', 'set', 'delete', 'status'),
    name: fc.constantFrom('acme', 'midori', 'kawa'),
    domain: fc.constantFrom(null, '400', '500'),
    channels: fc.subarray(['1', '2', '3', '4']),
    status: fc.constantFrom(200, 200, 409, 422, 503),
    isGone: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      db = memoryRegistry();
      /** What each object would hold: only what it said yes to. */
      const held = new Map<string, Set<string>>();
      for (const { verb, name, domain, channels, status, isGone } of steps) {
        now += 61_000;
        const isNaming = verb === 'create' || verb === 'set';
        const claimed = isNaming ? claims(domain, ...channels) : NO_CLAIMS;
        const isDeleted = verb === 'status' && isGone && status === 200;
        const state: RegisteredState | null = isDeleted ? 'deleted' : null;
        const said = status === 409 && verb === 'create' ? ALREADY : { status, state };
        if (call(verb, name, claimed, said) !== '200') continue;
        if (isNaming && (verb === 'create' || channels.length > 0)) {
          held.set(name, new Set(channels));
        }
        if (isDeleted || verb === 'delete') held.delete(name);
        for (const [holder, ids] of held) {
          for (const id of ids) expect(findChannel(db, id)?.name).toBe(holder);
        }
      }
    }),
    { numRuns: 60 },
  );
});
