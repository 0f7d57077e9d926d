import { createVerify, generateKeyPairSync } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { channelId } from '../../src/domain/ids.ts';
import { createLineTokens } from '../../src/platforms/line/tokens.ts';
import { createWorksTokens } from '../../src/platforms/line-works/tokens.ts';
import { handClock, json, localHttp, type Seen, tinyServer } from './tiny-server.ts';

type Answer = (response: ServerResponse, call: number, form: URLSearchParams) => void;

const good: Answer = (response, call) =>
  json(response, 200, { access_token: `t${call}`, expires_in: 900, token_type: 'Bearer' });

/** LINE tokens of one account, bought from a server that gives these answers. */
async function line(answer: Answer, secrets = ['secret'], accessToken: string | null = null) {
  const server = await tinyServer((seen, response) =>
    answer(response, server.seen.length, formOf(seen)),
  );
  const clock = handClock();
  const tokens = createLineTokens({
    http: localHttp(),
    clock,
    apiBaseUrl: `${server.url}/sim/`,
    channelId: channelId('1234'),
    secrets,
    accessToken,
  });
  return { server, clock, tokens };
}

const formOf = (seen: Seen | undefined) => new URLSearchParams(seen?.body);

describe('LINE tokens', () => {
  test('are requested with id and secret', async () => {
    const { server, tokens } = await line(good, ['a&b=c', 'old']);
    expect(await tokens.get()).toEqual({ kind: 'token', value: 't1' });
    expect(server.seen[0]).toMatchObject({ method: 'POST', path: '/sim/oauth2/v3/token' });
    expect(server.seen[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(formOf(server.seen[0]))).toEqual({
      grant_type: 'client_credentials',
      client_id: '1234',
      client_secret: 'a&b=c',
    });
  });

  test('many callers share one fetch', async () => {
    const { server, tokens } = await line(good);
    const all = await Promise.all(Array.from({ length: 20 }, () => tokens.get()));
    expect(new Set(all.map((token) => token.kind === 'token' && token.value))).toEqual(
      new Set(['t1']),
    );
    expect(server.seen).toHaveLength(1);
  });

  test('are replaced at 80 % of their life', async () => {
    const { server, clock, tokens } = await line(good);
    await tokens.get();
    clock.forward(719_999);
    expect(await tokens.get()).toMatchObject({ value: 't1' });
    clock.forward(1);
    expect(await tokens.get()).toMatchObject({ value: 't2' });
    expect(server.seen).toHaveLength(2);
  });

  test('a failed fetch is not kept', async () => {
    const { tokens } = await line((response, call, form) =>
      call === 1 ? json(response, 503, 'busy') : good(response, call, form),
    );
    expect(await tokens.get()).toMatchObject({ kind: 'retry', reason: 'no-token' });
    expect(await tokens.get()).toMatchObject({ kind: 'token', value: 't2' });
  });

  test('an old live token bridges a failing endpoint, an expired one does not', async () => {
    const { clock, tokens } = await line((response, call, form) =>
      call === 1 ? good(response, call, form) : json(response, 500, {}),
    );
    await tokens.get();
    clock.forward(800_000);
    expect(await tokens.get()).toMatchObject({ kind: 'token', value: 't1' });
    clock.forward(100_000);
    expect(await tokens.get()).toMatchObject({ kind: 'retry', reason: 'no-token' });
  });

  test('when many are refused together, only the first asks again', async () => {
    const { server, tokens } = await line(good);
    await tokens.get();
    const all = await Promise.all([tokens.renew('t1'), tokens.renew('t1'), tokens.renew('t1')]);
    expect(all.map((token) => token?.kind === 'token' && token.value)).toEqual(['t2', 't2', 't2']);
    expect(await tokens.renew('t1')).toMatchObject({ value: 't2' });
    expect(server.seen).toHaveLength(2);
  });

  test.each([400, 401])('%i invalid_client is unauthorized', async (status) => {
    const { tokens } = await line((response) =>
      json(response, status, { error: 'invalid_client', error_description: 'no' }),
    );
    expect(await tokens.get()).toMatchObject({ kind: 'refused', reason: 'unauthorized', status });
  });

  test('in a rotation the other secret is tried', async () => {
    const { tokens } = await line(
      (response, call, form) =>
        form.get('client_secret') === 'old'
          ? good(response, call, form)
          : json(response, 401, { error: 'invalid_client' }),
      ['new', 'old'],
    );
    expect(await tokens.get()).toMatchObject({ kind: 'token', value: 't2' });
  });

  test.each<[string, Answer]>([
    ['an HTML page', (response) => response.end('<html>')],
    ['no token in it', (response) => json(response, 200, { expires_in: 900 })],
    ['another error', (response) => json(response, 400, { error: 'invalid_request' })],
    ['a cut connection', (response) => response.destroy()],
  ])('%s is no token', async (_name, answer) => {
    const { tokens } = await line(answer);
    expect(await tokens.get()).toMatchObject({ kind: 'retry', reason: 'no-token' });
  });

  test('a long-lived token needs no call and cannot be renewed', async () => {
    const { server, tokens } = await line(good, ['secret'], 'long');
    expect(await tokens.get()).toEqual({ kind: 'token', value: 'long' });
    expect(await tokens.renew('long')).toBeNull();
    expect(server.seen).toHaveLength(0);
  });
});

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

async function works(answer: Answer, privateKeyPem = privateKey) {
  const server = await tinyServer((seen, response) =>
    answer(response, server.seen.length, formOf(seen)),
  );
  const clock = handClock(Date.UTC(2026, 0, 5, 3) + 999);
  const credentials = {
    clientId: 'client',
    clientSecret: 'secret',
    serviceAccount: 'sa.serviceaccount@example',
    privateKeyPem,
  };
  const authBaseUrl = `${server.url}/oauth2/v2.0`;
  const tokens = createWorksTokens({ http: localHttp(), clock, authBaseUrl, credentials });
  return { server, clock, tokens };
}

const worksGood =
  (rest: object = {}): Answer =>
  (response, call) =>
    json(response, 200, { access_token: `w${call}`, expires_in: '86400', ...rest });

function claimsOf(part: string | undefined): unknown {
  return JSON.parse(Buffer.from(part ?? '', 'base64url').toString());
}

describe('LINE WORKS tokens', () => {
  test('are bought with a JWT that the public key verifies', async () => {
    const { server, clock, tokens } = await works(worksGood());
    expect(await tokens.get()).toEqual({ kind: 'token', value: 'w1' });
    expect(server.seen[0]).toMatchObject({ method: 'POST', path: '/oauth2/v2.0/token' });
    const { assertion = '', ...form } = Object.fromEntries(formOf(server.seen[0]));
    expect(form).toEqual({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      client_id: 'client',
      client_secret: 'secret',
      scope: 'bot bot.message user.read',
    });
    expect(assertion).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    const [header, claims, signature = ''] = assertion.split('.');
    const verifier = createVerify('RSA-SHA256').update(`${header}.${claims}`);
    expect(verifier.verify(publicKey, signature, 'base64url')).toBe(true);
    expect(claimsOf(header)).toEqual({ alg: 'RS256', typ: 'JWT' });
    const iat = Math.floor(clock.now() / 1000) - 60;
    expect(claimsOf(claims)).toEqual({
      iss: 'client',
      sub: 'sa.serviceaccount@example',
      iat,
      exp: iat + 3600,
    });
  });

  /** What LINE WORKS requires of an assertion's times (line-works.md §1.1), by its own clock. */
  const fits = ({ iat, exp }: { iat: number; exp: number }, theirNowMs: number) => {
    const now = theirNowMs / 1000;
    return Number.isInteger(iat) && Number.isInteger(exp) && iat <= now && exp > now;
  };

  test.each([0, 999, 30_000, 60_000])(
    'a clock that is %i ms ahead is not refused',
    async (ahead) => {
      const { server, clock, tokens } = await works(worksGood());
      await tokens.get();
      const [, claims] = formOf(server.seen[0]).get('assertion')?.split('.') ?? [];
      const times = claimsOf(claims) as { iat: number; exp: number };
      expect(fits(times, clock.now() - ahead)).toBe(true);
      // The same for a clock that is behind.
      expect(fits(times, clock.now() + ahead)).toBe(true);
      expect(times.exp - times.iat).toBeLessThanOrEqual(3600);
      expect(times.exp).toBeLessThanOrEqual((clock.now() - ahead) / 1000 + 3600);
    },
  );

  test('read expires_in as a string', async () => {
    const { clock, tokens } = await works(worksGood());
    await tokens.get();
    clock.forward(0.8 * 86_400_000 - 1);
    expect(await tokens.get()).toMatchObject({ value: 'w1' });
    clock.forward(1);
    expect(await tokens.get()).toMatchObject({ value: 'w2' });
  });

  test.each([['soon'], [null], [0], [-5], [{}]])(
    'take an hour for expires_in %j',
    async (value) => {
      const { clock, tokens } = await works(worksGood({ expires_in: value }));
      await tokens.get();
      clock.forward(0.8 * 3_600_000 - 1);
      expect(await tokens.get()).toMatchObject({ value: 'w1' });
      clock.forward(1);
      expect(await tokens.get()).toMatchObject({ value: 'w2' });
    },
  );

  test('remember the scopes that were granted', async () => {
    const { tokens } = await works(worksGood({ scope: 'bot user.read' }));
    expect(tokens.grantedScopes()).toBeNull();
    await tokens.get();
    expect(tokens.grantedScopes()).toEqual(['bot', 'user.read']);
  });

  test('a refused assertion may mean a wrong clock: try again', async () => {
    const { tokens } = await works((response) =>
      json(response, 400, { error: 'invalid_grant', error_description: 'Invalid JWT assertion' }),
    );
    const outcome = await tokens.get();
    expect(outcome).toMatchObject({ kind: 'retry', reason: 'no-token' });
    expect(JSON.stringify(outcome)).toContain('Invalid JWT assertion');
  });

  test('a broken key is an outcome, and no call is made', async () => {
    const { server, tokens } = await works(worksGood(), 'no key');
    expect(await tokens.get()).toMatchObject({ kind: 'refused', reason: 'unauthorized' });
    expect(server.seen).toHaveLength(0);
  });
});
