import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { APP, assertion, call, getToken, type Stage, stage, tokenForm } from './harness.ts';

let s: Stage;
beforeEach(async () => {
  s = await stage();
});
afterEach(() => s.stop());

async function ask(body: URLSearchParams | string, type?: string, path = 'token') {
  const response = await fetch(`${s.platform.authUrl}/${path}`, {
    method: 'POST',
    body,
    ...(type === undefined ? {} : { headers: { 'content-type': type } }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
}

test('a good assertion gets a token with expires_in as a string', async () => {
  const { status, body } = await ask(tokenForm(s.clock.now()));
  expect(status).toBe(200);
  expect(body).toMatchObject({
    token_type: 'Bearer',
    expires_in: '86400',
    scope: 'bot bot.message user.read',
  });
  expect((await call(s.platform, body.access_token, 'GET', '/users')).status).toBe(200);
});

test('scopes that are not ticked in the console are dropped silently', async () => {
  const { body } = await ask(tokenForm(s.clock.now(), { scope: 'bot directory user.read' }));
  expect(body.scope).toBe('bot user.read');
});

test('the free plan grants no directory and user scopes', async () => {
  const free = await stage({ plan: 'free' });
  free.platform.addApp({ ...APP, scopes: ['bot', 'user', 'directory.read', 'user.read'] });
  const response = await fetch(`${free.platform.authUrl}/token`, {
    method: 'POST',
    body: tokenForm(free.clock.now(), { scope: 'bot user directory.read user.read' }),
  });
  expect(await response.json()).toMatchObject({ scope: 'bot user.read' });
  await free.stop();
});

const iat = () => Math.floor(s.clock.now() / 1000);
const otherKey = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
}).privateKey;

test.each<[string, () => string]>([
  ['another key', () => assertion(s.clock.now(), { key: otherKey })],
  ['another issuer', () => assertion(s.clock.now(), { claims: { iss: 'x' } })],
  ['another subject', () => assertion(s.clock.now(), { claims: { sub: 'x' } })],
  ['a float iat', () => assertion(s.clock.now(), { claims: { iat: iat() + 0.5 } })],
  ['a life over 60 minutes', () => assertion(s.clock.now(), { claims: { exp: iat() + 3601 } })],
  ['an iat in the future', () => assertion(s.clock.now(), { claims: { iat: iat() + 2 } })],
  ['an expired one', () => assertion(s.clock.now() - 3_601_000)],
  [
    'exp before iat',
    () => assertion(s.clock.now(), { claims: { iat: iat() + 200, exp: iat() + 100 } }),
  ],
  ['padded base64', () => assertion(s.clock.now(), { padded: true })],
  ['another algorithm', () => assertion(s.clock.now(), { header: { alg: 'HS256' } })],
  ['no JWT at all', () => 'nonsense'],
])('an assertion with %s is invalid_grant', async (_name, make) => {
  const { status, body } = await ask(tokenForm(s.clock.now(), { assertion: make() }));
  expect(status).toBe(400);
  expect(body).toEqual({ error: 'invalid_grant', error_description: expect.any(String) });
});

test('client, grant type, fields and encoding are checked', async () => {
  const now = s.clock.now();
  expect(await ask(tokenForm(now, { client_secret: 'x' }))).toMatchObject({
    status: 401,
    body: { error: 'invalid_client' },
  });
  expect((await ask(tokenForm(now, { grant_type: 'password' }))).body.error).toBe(
    'unsupported_grant_type',
  );
  expect((await ask(tokenForm(now, { scope: '' }))).body.error).toBe('invalid_request');
  const json = JSON.stringify(Object.fromEntries(tokenForm(now)));
  expect((await ask(json, 'application/json')).body.error).toBe('invalid_request');
});

test('the refresh token gives a new access token, and revoking ends one', async () => {
  const first = (await ask(tokenForm(s.clock.now()))).body;
  const client = { client_id: APP.clientId, client_secret: APP.clientSecret };
  const again = await ask(
    new URLSearchParams({
      ...client,
      grant_type: 'refresh_token',
      refresh_token: first.refresh_token,
    }),
  );
  expect(again.status).toBe(200);
  expect(again.body.access_token).not.toBe(first.access_token);
  const { status } = await ask(
    new URLSearchParams({ ...client, token: again.body.access_token }),
    undefined,
    'revoke',
  );
  expect(status).toBe(200);
  expect((await call(s.platform, again.body.access_token, 'GET', '/users')).status).toBe(401);
  expect((await call(s.platform, first.access_token, 'GET', '/users')).status).toBe(200);
});

test('a token ends with the clock, an unknown one never works', async () => {
  s.clock.forward(86_399_000);
  expect((await s.call('GET', '/users')).status).toBe(200);
  s.clock.forward(1_000);
  const { status, body, headers } = await s.call('GET', '/users');
  expect(status).toBe(401);
  expect(body).toEqual({ code: 'UNAUTHORIZED', description: 'Authentication failed' });
  expect(headers.get('www-authenticate')).toContain('Bearer');
  expect((await call(s.platform, 'made-up', 'GET', '/users')).status).toBe(401);
});

test('each API wants its scope', async () => {
  const token = await getToken(s.platform, s.clock.now(), 'user.read');
  const { status, body } = await call(s.platform, token, 'POST', '/bots/6000001/channels', {});
  expect(status).toBe(403);
  expect(body.code).toBe('FORBIDDEN');
  const botOnly = await getToken(s.platform, s.clock.now(), 'bot.message');
  expect((await call(s.platform, botOnly, 'GET', '/users')).status).toBe(403);
});
