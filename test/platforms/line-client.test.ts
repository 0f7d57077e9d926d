import type { ServerResponse } from 'node:http';
import { describe, expect, test, vi } from 'vitest';
import { channelId, lineUserId } from '../../src/domain/ids.ts';
import { createLineClient } from '../../src/platforms/line/client.ts';
import { handClock, json, localHttp, type Seen, tinyServer } from './tiny-server.ts';

const OA = channelId('1234');
const USER = lineUserId('U1');
const KEY = '8e9a3f6e-0000-4000-8000-000000000001';
const BODY = '{"to":"U1","messages":[{"type":"text","text":"secret words"}]}';

type Answer = (response: ServerResponse, seen: Seen, call: number) => void;

/** A client of a LINE that sells tokens t1, t2 … and gives this answer to everything else. */
async function lineThat(answer: Answer, accessToken: string | null = null) {
  let sold = 0;
  const asked: Seen[] = [];
  const server = await tinyServer((seen, response) => {
    if (seen.path === '/sim/oauth2/v3/token') {
      sold += 1;
      json(response, 200, { access_token: `t${sold}`, expires_in: 900 });
      return;
    }
    asked.push(seen);
    answer(response, seen, asked.length);
  });
  const client = createLineClient({
    http: localHttp(),
    clock: handClock(),
    apiBaseUrl: `${server.url}/sim`,
    accounts: [{ channelId: OA, secrets: ['channel-secret'], accessToken }],
  });
  return { client, asked, server, sold: () => sold };
}

const says = (status: number, body: unknown, headers?: Record<string, string>) =>
  lineThat((response) => json(response, status, body, headers));

const SENT = { sentMessages: [{ id: '461230966842064897', quoteToken: 'q' }, { id: '2' }] };

describe('push', () => {
  test('carries token, key and body, and returns the ids', async () => {
    const { client, asked } = await says(200, SENT, { 'X-Line-Request-Id': 'r1' });
    expect(await client.push(OA, BODY, KEY)).toEqual({
      kind: 'sent',
      already: false,
      answer: { messageIds: ['461230966842064897', '2'], requestId: 'r1' },
    });
    expect(asked[0]).toMatchObject({
      method: 'POST',
      path: '/sim/v2/bot/message/push',
      body: BODY,
      headers: {
        authorization: 'Bearer t1',
        'content-type': 'application/json',
        'x-line-retry-key': KEY,
      },
    });
  });

  test('409 is a success, with the messages of the first call', async () => {
    const headers = { 'x-line-request-id': 'r2', 'x-line-accepted-request-id': 'r1' };
    const body = { message: 'The retry key is already accepted', ...SENT };
    const { client } = await says(409, body, headers);
    expect(await client.push(OA, BODY, KEY)).toEqual({
      kind: 'sent',
      already: true,
      answer: { messageIds: ['461230966842064897', '2'], requestId: 'r1' },
    });
  });

  test.each([
    ['HTML', '<html>'],
    ['nothing', undefined],
    ['odd JSON', '{"sentMessages":[null,{"id":{}},5]}'],
  ])('200 with %s still counts as sent', async (_name, text) => {
    const { client } = await lineThat((response) => response.end(text));
    expect(await client.push(OA, BODY, KEY)).toMatchObject({
      kind: 'sent',
      answer: { messageIds: [] },
    });
  });

  test.each([
    [400, 'bad-request'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [410, 'gone'],
    [413, 'too-large'],
    [415, 'bad-request'],
  ])('%i is refused: %s', async (status, reason) => {
    const body = {
      message: 'The request body has 1 error(s)',
      details: [{ message: 'May not be empty', property: 'messages[0].text' }],
    };
    const { client } = await says(status, body, { 'x-line-request-id': 'r1' });
    expect(await client.push(OA, BODY, KEY)).toEqual({
      kind: 'refused',
      reason,
      status,
      detail: `HTTP ${status}: The request body has 1 error(s); messages[0].text: May not be empty (r1)`,
    });
  });

  test.each([500, 502, 503, 504])('%i is unclear', async (status) => {
    const { client } = await says(status, { message: 'x' });
    expect(await client.push(OA, BODY, KEY)).toMatchObject({
      kind: 'unclear',
      reason: 'server-error',
    });
  });

  test('an HTML page of a proxy is a refusal without a message', async () => {
    const { client } = await lineThat((response) => {
      response.writeHead(400, { 'content-type': 'text/html' }).end('<html>AkamaiGHost</html>');
    });
    expect(await client.push(OA, BODY, KEY)).toEqual({
      kind: 'refused',
      reason: 'bad-request',
      status: 400,
      detail: 'HTTP 400: no message',
    });
  });

  test('a cut connection is unclear, a redirect was not delivered', async () => {
    const cut = await lineThat((response) => response.destroy());
    expect(await cut.client.push(OA, BODY, KEY)).toMatchObject({
      kind: 'unclear',
      reason: 'cut-off',
    });
    const moved = await says(302, undefined, { location: 'https://evil.example/' });
    expect(await moved.client.push(OA, BODY, KEY)).toMatchObject({
      kind: 'retry',
      reason: 'unavailable',
    });
  });

  test('an answer over 1 MB is unclear', async () => {
    const { client } = await lineThat((response) => response.end('x'.repeat(1_048_577)));
    expect(await client.push(OA, BODY, KEY)).toMatchObject({
      kind: 'unclear',
      reason: 'unreadable-answer',
    });
  });

  test('an outcome contains neither secrets nor our words', async () => {
    for (const status of [400, 401, 429, 500]) {
      const { client } = await says(status, { message: 'The API rate limit has been exceeded.' });
      const outcome = JSON.stringify(await client.push(OA, BODY, KEY));
      expect(outcome).not.toMatch(/secret|Bearer|t1/);
    }
  });
});

describe('push and 429', () => {
  const quota =
    (limit: object, used: number): Answer =>
    (response, seen) => {
      if (seen.path === '/sim/v2/bot/message/quota') return json(response, 200, limit);
      if (seen.path.endsWith('/quota/consumption'))
        return json(response, 200, { totalUsage: used });
      return json(response, 429, { message: 'Too much.' });
    };

  test('a monthly limit is told apart', async () => {
    const { client, asked } = await says(429, { message: 'You have reached your monthly limit.' });
    expect(await client.push(OA, BODY, KEY)).toMatchObject({ kind: 'refused', reason: 'quota' });
    expect(asked).toHaveLength(1);
  });

  test('a rate limit is read, with and without Retry-After', async () => {
    const message = 'The API rate limit has been exceeded. Try again later.';
    const plain = await says(429, { message });
    const outcome = await plain.client.push(OA, BODY, KEY);
    expect(outcome).toMatchObject({ kind: 'retry', reason: 'rate-limit', afterMs: null });
    expect(plain.asked).toHaveLength(1);
    const told = await says(429, { message }, { 'retry-after': '7' });
    expect(await told.client.push(OA, BODY, KEY)).toMatchObject({ afterMs: 7000 });
    const dated = await says(429, { message }, { 'retry-after': 'Mon, 05 Jan 2026 03:00:09 GMT' });
    expect(await dated.client.push(OA, BODY, KEY)).toMatchObject({ afterMs: 9000 });
  });

  test.each<[string, Answer, string]>([
    ['used up', quota({ type: 'limited', value: 200 }, 200), 'refused'],
    ['some left', quota({ type: 'limited', value: 200 }, 199), 'retry'],
    ['no limit', quota({ type: 'none' }, 9999), 'retry'],
    ['numbers not told', (response) => json(response, 429, {}), 'retry'],
  ])('unclear wording, %s', async (_name, answer, kind) => {
    const { client } = await lineThat(answer);
    expect(await client.push(OA, BODY, KEY)).toMatchObject({ kind });
  });
});

describe('reply', () => {
  test('carries no retry key', async () => {
    const { client, asked } = await says(200, SENT);
    expect(await client.reply(OA, BODY)).toMatchObject({ kind: 'sent', already: false });
    expect(asked[0]?.path).toBe('/sim/v2/bot/message/reply');
    expect(asked[0]?.headers).not.toHaveProperty('x-line-retry-key');
  });

  test('a used token is refused', async () => {
    const { client } = await says(400, { message: 'Invalid reply token' });
    expect(await client.reply(OA, BODY)).toMatchObject({
      kind: 'refused',
      reason: 'bad-reply-token',
    });
    const other = await says(400, { message: 'The request body has 1 error(s)' });
    expect(await other.client.reply(OA, BODY)).toMatchObject({ reason: 'bad-request' });
    const push = await says(400, { message: 'Invalid reply token' });
    expect(await push.client.push(OA, BODY, KEY)).toMatchObject({ reason: 'bad-request' });
  });

  test('a 429 never asks for the quota', async () => {
    const { client, asked } = await says(429, { message: 'Too much.' });
    expect(await client.reply(OA, BODY)).toMatchObject({ kind: 'retry', reason: 'rate-limit' });
    expect(asked).toHaveLength(1);
  });
});

describe('401', () => {
  test('the first gets a fresh token', async () => {
    const { client, asked, sold } = await lineThat((response, _seen, call) =>
      call === 1 ? json(response, 401, { message: 'expired' }) : json(response, 200, SENT),
    );
    expect(await client.push(OA, BODY, KEY)).toMatchObject({ kind: 'sent' });
    expect(asked.map((seen) => seen.headers.authorization)).toEqual(['Bearer t1', 'Bearer t2']);
    expect(asked.map((seen) => seen.headers['x-line-retry-key'])).toEqual([KEY, KEY]);
    expect(sold()).toBe(2);
  });

  test('the second means unauthorized', async () => {
    const { client, asked } = await says(401, { message: 'no' });
    const outcome = await client.push(OA, BODY, KEY);
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'unauthorized', status: 401 });
    expect(asked).toHaveLength(2);
  });

  test('with a long-lived token the first means unauthorized', async () => {
    const { client, asked } = await lineThat((response) => json(response, 401, {}), 'long');
    expect(await client.push(OA, BODY, KEY)).toMatchObject({ reason: 'unauthorized' });
    expect(asked).toHaveLength(1);
  });
});

describe('permit', () => {
  test('false: nothing is sent', async () => {
    const { client, asked } = await says(200, SENT);
    expect(await client.push(OA, BODY, KEY, () => false)).toEqual({ kind: 'withheld' });
    expect(await client.reply(OA, BODY, () => false)).toEqual({ kind: 'withheld' });
    expect(asked).toHaveLength(0);
  });

  test('is asked once the token is there, right before the request', async () => {
    const log: string[] = [];
    const client = createLineClient({
      http: async (request) => {
        log.push(new URL(request.url).pathname);
        const body = Buffer.from('{"access_token":"t","expires_in":900}');
        return { kind: 'answer', status: 200, headers: {}, body };
      },
      clock: handClock(),
      apiBaseUrl: 'https://api.line.me',
      accounts: [{ channelId: OA, secrets: ['s'], accessToken: null }],
    });
    const permit = () => {
      log.push('permit');
      queueMicrotask(() => log.push('a tick later'));
      return true;
    };
    await client.push(OA, BODY, KEY, permit);
    expect(log).toEqual(['/oauth2/v3/token', 'permit', '/v2/bot/message/push', 'a tick later']);
  });

  test('is asked again before the repeat', async () => {
    const { client, asked } = await says(401, {});
    const permit = vi.fn().mockReturnValueOnce(true).mockReturnValueOnce(false);
    expect(await client.push(OA, BODY, KEY, permit)).toEqual({ kind: 'withheld' });
    expect(asked).toHaveLength(1);
  });
});

describe('look-ups', () => {
  test('a profile is read', async () => {
    const { client, asked } = await says(200, { displayName: '花子', pictureUrl: 'https://p/' });
    expect(await client.profile(OA, USER)).toMatchObject({
      answer: { displayName: '花子', language: null, pictureUrl: 'https://p/' },
    });
    expect(asked[0]).toMatchObject({ method: 'GET', path: '/sim/v2/bot/profile/U1' });
  });

  test('a missing profile is told from an unreadable one', async () => {
    const gone = await says(404, { message: 'Not found' });
    expect(await gone.client.profile(OA, USER)).toMatchObject({ reason: 'not-found' });
    const odd = await says(200, []);
    expect(await odd.client.profile(OA, USER)).toMatchObject({
      kind: 'unclear',
      reason: 'unreadable-answer',
    });
  });

  test('bot info is read', async () => {
    const info = { userId: 'Ub', basicId: '@303akjlx', displayName: '架け橋', chatMode: 'bot' };
    const { client } = await says(200, info);
    expect(await client.botInfo(OA)).toEqual({
      kind: 'sent',
      already: false,
      answer: { userId: 'Ub', basicId: '@303akjlx', displayName: '架け橋', chatMode: 'off' },
    });
  });

  test.each([
    [{ chatMode: 'bot', markAsReadMode: 'auto' }, 'off'],
    [{ chatMode: 'chat', markAsReadMode: 'auto' }, 'on'],
    [{ chatMode: 'chat', markAsReadMode: 'manual' }, 'on-read-by-hand'],
    [{ chatMode: 'chat' }, 'on'],
    [{ chatMode: 'another' }, null],
    [{}, null],
  ])('bot info with %j: chat is %s', async (modes, chatMode) => {
    const { client } = await says(200, { userId: 'Ub', basicId: '@303akjlx', ...modes });
    expect(await client.botInfo(OA)).toMatchObject({ answer: { chatMode } });
  });

  test('the quota is read', async () => {
    const { client } = await lineThat((response, seen) =>
      json(
        response,
        200,
        seen.path.endsWith('consumption') ? { totalUsage: 12 } : { type: 'limited', value: 200 },
      ),
    );
    expect(await client.quota(OA)).toMatchObject({ answer: { limit: 200, used: 12 } });
  });

  test('a group and a room are left', async () => {
    const { client, asked } = await says(200, {});
    expect(await client.leave(OA, 'group', 'C/1 ?')).toMatchObject({ kind: 'sent', answer: null });
    await client.leave(OA, 'room', 'R1');
    expect(asked.map((seen) => `${seen.method} ${seen.path}`)).toEqual([
      'POST /sim/v2/bot/group/C%2F1%20%3F/leave',
      'POST /sim/v2/bot/room/R1/leave',
    ]);
  });

  test('ids that make no address are not sent', async () => {
    const { client, server } = await says(200, {});
    for (const id of ['', '.', '..']) {
      const outcome = await client.profile(OA, lineUserId(id));
      expect(outcome).toMatchObject({ kind: 'refused', reason: 'unbuildable' });
    }
    expect(await client.botInfo(channelId('other'))).toMatchObject({ reason: 'unbuildable' });
    expect(server.seen).toHaveLength(0);
    await client.profile(OA, lineUserId('\ud800'));
    expect(server.seen.at(-1)?.path).toBe('/sim/v2/bot/profile/%EF%BF%BD');
  });
});

test('deadlines: 10 s to send, 5 s for the rest', async () => {
  const deadlines: Record<string, number> = {};
  const client = createLineClient({
    http: async (request) => {
      deadlines[new URL(request.url).pathname] = request.deadlineMs;
      const body = Buffer.from('{"access_token":"t","expires_in":900}');
      return { kind: 'answer', status: 200, headers: {}, body };
    },
    clock: handClock(),
    apiBaseUrl: 'https://api.line.me',
    accounts: [{ channelId: OA, secrets: ['s'], accessToken: null }],
  });
  await client.push(OA, BODY, KEY);
  await client.profile(OA, USER);
  expect(deadlines).toEqual({
    '/oauth2/v3/token': 5_000,
    '/v2/bot/message/push': 10_000,
    '/v2/bot/profile/U1': 5_000,
  });
});

test.each([
  [{ kind: 'not-sent', detail: 'ECONNREFUSED' } as const, 'retry', 'unreachable'],
  [{ kind: 'no-answer', reason: 'timeout', detail: '' } as const, 'unclear', 'timeout'],
])('%j', async (result, kind, reason) => {
  const client = createLineClient({
    http: async () => result,
    clock: handClock(),
    apiBaseUrl: 'https://api.line.me',
    accounts: [{ channelId: OA, secrets: ['s'], accessToken: 'long' }],
  });
  expect(await client.push(OA, BODY, KEY)).toMatchObject({ kind, reason });
});
