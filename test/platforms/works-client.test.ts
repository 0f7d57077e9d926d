import { generateKeyPairSync } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { botId, memberId, worksChannelId } from '../../src/domain/ids.ts';
import {
  createWorksClient,
  type RateReading,
  type WorksApi,
} from '../../src/platforms/line-works/client.ts';
import { handClock, json, localHttp, type Seen, tinyServer } from './tiny-server.ts';

const BOT = botId('9007199254740993');
const MEMBER = memberId('tanaka@works-1/営業');
const ROOM = worksChannelId('room-1');
const BODY = '{"content":{"type":"text","text":"secret words"}}';

const privateKeyPem = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
}).privateKey;

type Answer = (response: ServerResponse, seen: Seen, call: number) => void;

/** A client of a LINE WORKS that sells tokens w1, w2 … and gives this answer to everything else. */
async function worksThat(answer: Answer) {
  let sold = 0;
  const asked: Seen[] = [];
  const rates: [WorksApi, RateReading][] = [];
  const server = await tinyServer((seen, response) => {
    if (seen.path === '/auth/token') {
      sold += 1;
      const scope = 'bot bot.message';
      json(response, 200, { access_token: `w${sold}`, expires_in: '86400', scope });
      return;
    }
    asked.push(seen);
    answer(response, seen, asked.length);
  });
  const client = createWorksClient({
    http: localHttp(),
    clock: handClock(),
    apiBaseUrl: `${server.url}/v1.0`,
    authBaseUrl: `${server.url}/auth`,
    credentials: { clientId: 'c', clientSecret: 's', serviceAccount: 'sa', privateKeyPem },
    onRate: (api, reading) => rates.push([api, reading]),
  });
  return { client, asked, rates, sold: () => sold };
}

const says = (status: number, body?: unknown, headers?: Record<string, string>) =>
  worksThat((response) => json(response, status, body, headers));

describe('sending', () => {
  test('to a user and to a room encodes the ids', async () => {
    const { client, asked } = await says(201);
    const sent = { kind: 'sent', already: false, answer: null };
    expect(await client.sendToUser(BOT, MEMBER, BODY)).toEqual(sent);
    expect(await client.sendToChannel(BOT, ROOM, BODY)).toEqual(sent);
    expect(asked.map((seen) => seen.path)).toEqual([
      '/v1.0/bots/9007199254740993/users/tanaka%40works-1%2F%E5%96%B6%E6%A5%AD/messages',
      '/v1.0/bots/9007199254740993/channels/room-1/messages',
    ]);
    expect(asked[0]).toMatchObject({
      method: 'POST',
      body: BODY,
      headers: { authorization: 'Bearer w1', 'content-type': 'application/json' },
    });
  });

  test.each([200, 201, 202, 204])('%i is sent', async (status) => {
    const { client } = await says(status);
    expect(await client.sendToUser(BOT, MEMBER, BODY)).toMatchObject({ kind: 'sent' });
  });

  test.each([
    [400, 'bad-request'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [409, 'conflict'],
    [410, 'gone'],
    [413, 'too-large'],
    [422, 'bad-request'],
  ])('%i is refused: %s', async (status, reason) => {
    const { client } = await says(status, { code: 'ACCESS_DENIED', description: 'Access denied' });
    expect(await client.sendToUser(BOT, MEMBER, BODY)).toEqual({
      kind: 'refused',
      reason,
      status,
      detail: `HTTP ${status}: ACCESS_DENIED, Access denied`,
    });
  });

  test.each([500, 502, 504])('%i is unclear', async (status) => {
    const { client } = await says(status, { code: 'INTERNAL_SERVER_ERROR' });
    expect(await client.sendToUser(BOT, MEMBER, BODY)).toMatchObject({
      kind: 'unclear',
      reason: 'server-error',
    });
  });

  test('503 may be tried again', async () => {
    const plain = await says(503, '<html>');
    const outcome = await plain.client.sendToUser(BOT, MEMBER, BODY);
    expect(outcome).toMatchObject({ kind: 'retry', reason: 'unavailable', afterMs: null });
    const told = await says(503, {}, { 'retry-after': '3' });
    expect(await told.client.sendToUser(BOT, MEMBER, BODY)).toMatchObject({ afterMs: 3000 });
  });

  test.each<[Record<string, string>, number | null]>([
    [{ 'rateLimit-reset': '12' }, 12_000],
    [{ 'rateLimit-reset': '12', 'retry-after': '30' }, 12_000],
    [{ 'rateLimit-reset': '0' }, 1_000],
    [{ 'retry-after': '30' }, 30_000],
    [{}, null],
    [{ 'rateLimit-reset': 'soon' }, null],
    [{ 'rateLimit-remaining': '0' }, null],
  ])('429 with %j', async (headers, afterMs) => {
    const { client } = await says(429, { code: 'TOO_MANY_REQUESTS' }, headers);
    expect(await client.sendToUser(BOT, MEMBER, BODY)).toMatchObject({
      kind: 'retry',
      reason: 'rate-limit',
      afterMs,
    });
  });

  test('a cut connection is unclear', async () => {
    const { client } = await worksThat((response) => response.destroy());
    expect(await client.sendToUser(BOT, MEMBER, BODY)).toMatchObject({
      kind: 'unclear',
      reason: 'cut-off',
    });
  });

  test('401: one fresh token, then unauthorized', async () => {
    const once = await worksThat((response, _seen, call) =>
      json(response, call === 1 ? 401 : 201, undefined),
    );
    expect(await once.client.sendToUser(BOT, MEMBER, BODY)).toMatchObject({ kind: 'sent' });
    expect(once.asked.map((seen) => seen.headers.authorization)).toEqual([
      'Bearer w1',
      'Bearer w2',
    ]);
    const always = await says(401, { code: 'UNAUTHORIZED' });
    const outcome = await always.client.sendToUser(BOT, MEMBER, BODY);
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'unauthorized' });
    expect(always.asked).toHaveLength(2);
    expect(always.sold()).toBe(2);
  });

  test('a withheld call is not sent', async () => {
    const { client, asked } = await says(201);
    const no = () => false;
    const withheld = { kind: 'withheld' };
    expect(await client.sendToUser(BOT, MEMBER, BODY, no)).toEqual(withheld);
    expect(await client.sendToChannel(BOT, ROOM, BODY, no)).toEqual(withheld);
    expect(await client.createChannel(BOT, BODY, no)).toEqual(withheld);
    expect(asked).toHaveLength(0);
  });

  test('an outcome contains neither our words nor a secret', async () => {
    for (const status of [400, 401, 429, 500]) {
      const { client } = await says(status, { code: 'X' });
      const outcome = JSON.stringify(await client.sendToUser(BOT, MEMBER, BODY));
      expect(outcome).not.toMatch(/secret|Bearer|w1/);
    }
  });
});

describe('rates', () => {
  const headers = { 'rateLimit-limit': '240', 'rateLimit-remaining': '0', 'rateLimit-reset': '41' };

  test('are reported from every answer that carries them', async () => {
    const { client, rates } = await worksThat((response, _seen, call) =>
      json(response, call === 1 ? 201 : 429, undefined, headers),
    );
    await client.sendToUser(BOT, MEMBER, BODY);
    await client.sendToChannel(BOT, ROOM, BODY);
    const reading = { limit: 240, remaining: 0, resetMs: 41_000 };
    expect(rates).toEqual([
      ['user-message', reading],
      ['channel-message', reading],
    ]);
  });

  test('may each be missing; without any there is no reading', async () => {
    const some = await says(200, {}, { 'rateLimit-remaining': '7' });
    await some.client.getBot(BOT);
    expect(some.rates).toEqual([['bot', { limit: null, remaining: 7, resetMs: null }]]);
    const none = await says(200, {});
    await none.client.getBot(BOT);
    expect(none.rates).toEqual([]);
  });
});

describe('rooms', () => {
  test('are made', async () => {
    const { client, asked } = await says(201, { channelId: '12345', title: '花子' });
    expect(await client.createChannel(BOT, '{"members":["u"],"title":"花子"}')).toMatchObject({
      kind: 'sent',
      answer: { channelId: '12345' },
    });
    expect(asked[0]).toMatchObject({
      method: 'POST',
      path: '/v1.0/bots/9007199254740993/channels',
      body: '{"members":["u"],"title":"花子"}',
    });
  });

  test('without an id in the answer are unclear', async () => {
    const { client } = await says(201, {});
    expect(await client.createChannel(BOT, '{}')).toMatchObject({
      kind: 'unclear',
      reason: 'unreadable-answer',
    });
  });

  test('are looked at', async () => {
    const channelType = { type: 'MULTI_USERS', orgUnitId: null };
    const { client, asked } = await says(200, { channelId: 'room-1', title: '花子', channelType });
    expect(await client.getChannel(BOT, ROOM)).toMatchObject({
      answer: { channelType: 'MULTI_USERS', title: '花子' },
    });
    expect(asked[0]).toMatchObject({ method: 'GET' });
    const odd = await says(200, { channelId: 'room-1' });
    expect(await odd.client.getChannel(BOT, ROOM)).toMatchObject({ kind: 'unclear' });
  });

  test('are left', async () => {
    const { client, asked } = await says(204);
    expect(await client.leaveChannel(BOT, ROOM)).toMatchObject({ kind: 'sent', answer: null });
    expect(asked[0]).toMatchObject({
      method: 'DELETE',
      path: '/v1.0/bots/9007199254740993/channels/room-1',
    });
  });
});

describe('the directory', () => {
  test('is read page by page, the cursor encoded', async () => {
    const { client, asked } = await worksThat((response, _seen, call) =>
      json(response, 200, {
        users: [{ userId: `u${call}` }, { email: 'nobody@example' }, null],
        responseMetaData: { nextCursor: call === 1 ? 'MTIz+/==' : '' },
      }),
    );
    const first = await client.listUsers(null);
    if (first.kind !== 'sent') throw new Error(first.kind);
    expect(first.answer.users.map((user) => user.userId)).toEqual(['u1']);
    expect(first.answer.nextCursor).toBe('MTIz+/==');
    expect(await client.listUsers('MTIz+/==')).toMatchObject({ answer: { nextCursor: null } });
    expect(asked.map((seen) => seen.path)).toEqual([
      '/v1.0/users?count=100',
      '/v1.0/users?count=100&cursor=MTIz%2B%2F%3D%3D',
    ]);
  });

  test.each([[{}], [[]], [{ users: null }], ['<html>']])(
    '%j is no empty directory',
    async (body) => {
      const { client } = await says(200, body);
      expect(await client.listUsers(null)).toMatchObject({
        kind: 'unclear',
        reason: 'unreadable-answer',
      });
    },
  );

  test('one person is read', async () => {
    const { client, asked } = await says(200, { userId: 'u1', userName: { lastName: '田中' } });
    const outcome = await client.getUser('tanaka@works-1');
    expect(outcome).toMatchObject({ answer: { userId: 'u1', lastName: '田中' } });
    expect(asked[0]?.path).toBe('/v1.0/users/tanaka%40works-1');
  });
});

test('a bot is read', async () => {
  const { client } = await says(200, {
    botName: '架け橋',
    administrators: ['u1', 5],
    enableCallback: true,
    callbackEvents: ['text', 'image'],
  });
  expect(await client.getBot(BOT)).toMatchObject({
    answer: {
      botName: '架け橋',
      administrators: ['u1'],
      subadministrators: [],
      callbackUrl: null,
      enableCallback: true,
      enableGroupJoin: null,
      callbackEvents: ['text', 'image'],
      channelEvents: null,
    },
  });
});

test('scopes list what the token may do', async () => {
  const { client, asked } = await says(200);
  expect(await client.scopes()).toMatchObject({ kind: 'sent', answer: ['bot', 'bot.message'] });
  expect(asked).toHaveLength(0);
});

test('deadlines: 10 s to send, 15 s a directory page, 5 s for the rest', async () => {
  const deadlines: Record<string, number> = {};
  const client = createWorksClient({
    http: async (request) => {
      deadlines[new URL(request.url).pathname] = request.deadlineMs;
      const body = Buffer.from('{"access_token":"t","expires_in":"900"}');
      return { kind: 'answer', status: 200, headers: {}, body };
    },
    clock: handClock(),
    apiBaseUrl: 'https://api.example/v1.0/',
    authBaseUrl: 'https://auth.example/',
    credentials: { clientId: 'c', clientSecret: 's', serviceAccount: 'sa', privateKeyPem },
  });
  await client.sendToChannel(BOT, ROOM, BODY);
  await client.listUsers(null);
  await client.getUser('u');
  expect(deadlines).toEqual({
    '/token': 5_000,
    '/v1.0/bots/9007199254740993/channels/room-1/messages': 10_000,
    '/v1.0/users': 15_000,
    '/v1.0/users/u': 5_000,
  });
});
