import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noteSigner, privateKeyOfSeed, writeVerifierKey } from '../../../src/proof/note-key.ts';
import { readOperatorKeys } from '../../../src/services/operator/operator-keys.ts';
import { authorize, type RequestFacts } from '../../../src/services/operator/signed-request.ts';
import { hasBody, judgeRequest } from '../../../src/services/operator/verify-request.ts';

const NOW = Date.parse('2026-11-27T09:00:00+09:00');
const NONCE = 'AAAAAAAAAAAAAAAAAAAAAA';
const taro = noteSigner('taro', privateKeyOfSeed(new Uint8Array(32).fill(1)));
const hanako = noteSigner('hanako', privateKeyOfSeed(new Uint8Array(32).fill(2)));
const OPERATOR_KEYS = JSON.stringify({
  [writeVerifierKey(taro.key)]: 'operate',
  [writeVerifierKey(hanako.key)]: 'read',
});
const read = readOperatorKeys(OPERATOR_KEYS);
const keys = read.ok ? read.keys : [];

const request: RequestFacts = {
  method: 'POST',
  host: 'kakehashi.example',
  path: '/operator/v1/pause',
  body: Buffer.from('{"workspace":"acme"}'),
};
const authorization = authorize(request, { signer: taro, at: NOW, nonce: NONCE });
type Change = Partial<Parameters<typeof judgeRequest>[0] & RequestFacts>;
/** As the entrance does: the head first, then the body. */
const judged = (change: Change, now = NOW) => {
  const asked = { ...request, authorization, verb: 'pause', ...change } as const;
  const head = judgeRequest(asked, keys, now);
  return head.ok && !hasBody(head, asked.body) ? { ok: false, why: 'unsigned' } : head;
};

test('a signed request is its key holder’s', () => {
  expect(judged({})).toMatchObject({
    ok: true,
    by: { keyId: 'taro', role: 'operate' },
    nonce: NONCE,
  });
});

test.each([
  ['no header', { authorization: null }],
  ['another scheme', { authorization: authorization.replace('Kakehashi', 'Bearer') }],
  ['another method', { method: 'PUT' }],
  ['another deployment', { host: 'staging.example' }],
  ['another port', { host: 'kakehashi.example:8443' }],
  ['another verb in the path', { path: '/operator/v1/resume' }],
  ['a query', { path: '/operator/v1/pause?x=1' }],
  ['another body', { body: Buffer.from('{"workspace":"acme2"}') }],
  ['another key holder', { authorization: authorization.replace('taro', 'hanako') }],
  ['an unknown key', { authorization: authorization.replace('taro', 'jiro') }],
  ['another time', { authorization: authorization.replace(String(NOW), String(NOW + 1)) }],
  ['another nonce', { authorization: authorization.replace(NONCE, `${NONCE.slice(1)}B`) }],
  ['a line more', { authorization: `${authorization}\n` }],
])('%s: not signed', (_, change) => {
  expect(judged(change)).toEqual({ ok: false, why: 'unsigned' });
});

test('a key of the same name that is not ours signs nothing', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const other = noteSigner('taro', privateKey);
  const forged = authorize(request, { signer: other, at: NOW, nonce: NONCE });
  expect(judged({ authorization: forged })).toEqual({ ok: false, why: 'unsigned' });
});

test.each([
  [-120_000, true],
  [-120_001, false],
  [120_000, true],
  [120_001, false],
])('with a clock that is %i ms off: %s', (skew, ok) => {
  expect(judged({}, NOW + skew)).toMatchObject(ok ? { ok } : { ok, why: 'wrong-time' });
});

test('a key that reads asks for the state, and changes nothing', () => {
  const ask = (verb: 'status' | 'pause' | 'export') => {
    const asked = { ...request, path: `/operator/v1/${verb}` };
    const header = authorize(asked, { signer: hanako, at: NOW, nonce: NONCE });
    return judgeRequest({ ...asked, authorization: header, verb }, keys, NOW);
  };
  expect(ask('status')).toMatchObject({ ok: true, by: { role: 'read' } });
  expect(ask('pause')).toEqual({ ok: false, why: 'forbidden' });
  expect(ask('export')).toEqual({ ok: false, why: 'forbidden' });
});

const flipped = (bytes: Uint8Array, bit: number): Buffer => {
  const copy = Buffer.from(bytes);
  const at = bit % (copy.length * 8);
  copy[at >> 3] = (copy[at >> 3] ?? 0) ^ (1 << (at & 7));
  return copy;
};

test('each changed bit of the header, the body, the path, the host or the method is refused', () => {
  const changes = fc.constantFrom('authorization', 'body', 'path', 'host', 'method');
  fc.assert(
    fc.property(changes, fc.nat(2000), (part, bit) => {
      const was = part === 'authorization' ? authorization : request[part];
      const bytes = typeof was === 'string' ? Buffer.from(was, 'latin1') : was;
      const now = flipped(bytes, bit);
      const change = { [part]: part === 'body' ? now : now.toString('latin1') };
      expect(judged(change).ok).toBe(false);
    }),
    { numRuns: 400 },
  );
});

test('whatever is asked, its signer is known by it', () => {
  const anyRequest = fc.record({
    method: fc.constantFrom('POST', 'GET'),
    host: fc.domain(),
    path: fc.string({ maxLength: 40 }),
    body: fc.uint8Array({ maxLength: 300 }),
  });
  fc.assert(
    fc.property(anyRequest, (asked) => {
      const header = authorize(asked, { signer: taro, at: NOW, nonce: NONCE });
      const seen = judgeRequest({ ...asked, authorization: header, verb: 'set' }, keys, NOW);
      expect(seen).toMatchObject({ ok: true, by: { keyId: 'taro' } });
    }),
    { numRuns: 50 },
  );
});

test.each([
  ['not JSON', 'taro+operate', 'must be a JSON object'],
  ['a list', '["taro"]', 'must be a JSON object'],
  ['not a key', '{"taro": "operate"}', 'entry 1 is not a public key'],
  ['a role', JSON.stringify({ [writeVerifierKey(taro.key)]: 'admin' }), 'must be operate or read'],
  [
    'a name twice',
    JSON.stringify({
      [writeVerifierKey(taro.key)]: 'operate',
      [writeVerifierKey(noteSigner('taro', privateKeyOfSeed(new Uint8Array(32))).key)]: 'read',
    }),
    'two keys have the same name',
  ],
])('OPERATOR_KEYS that are %s stop the entrance', (_, text, fault) => {
  const found = readOperatorKeys(text);
  expect(found.ok ? [] : found.faults).toEqual([expect.stringContaining(fault)]);
});

test('without OPERATOR_KEYS there is no operator', () => {
  expect(readOperatorKeys(undefined)).toEqual({ ok: true, keys: [] });
  expect(judgeRequest({ ...request, authorization, verb: 'pause' }, [], NOW).ok).toBe(false);
});
