import { HTTPFetchError, messagingApi, validateSignature } from '@line/bot-sdk';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LineUser } from '../../../sandbox/line/platform.ts';
import { OA, SECRET, type Stage, setStage, text } from './stage.ts';

let stage: Stage;
let hanako: LineUser;
const to = { oa: OA };
beforeEach(async () => {
  stage = await setStage({ webhookCutOffMs: 300 });
  hanako = stage.line.addUser({ displayName: '花子', language: 'ja' });
});
afterEach(() => stage.stop());

test('profile: friends and those who wrote, until they block', async () => {
  const profile = () => stage.call('GET', `/v2/bot/profile/${hanako.userId}`);
  expect((await profile()).status).toBe(404);
  await hanako.says('a', to);
  expect((await profile()).body).toEqual({
    userId: hanako.userId,
    displayName: '花子',
    language: 'ja',
  });
  hanako.rename('花子☆');
  expect((await profile()).body.displayName).toBe('花子☆');
  await hanako.block(OA);
  expect((await profile()).body).toEqual({ message: 'Not found' });
  expect((await stage.call('GET', '/v2/bot/profile/hanako')).status).toBe(400);
  expect((await stage.call('GET', `/v2/bot/profile/U${'0'.repeat(32)}`)).status).toBe(404);
});

test('bot info and the webhook endpoint', async () => {
  expect((await stage.call('GET', '/v2/bot/info')).body).toEqual({
    userId: stage.oa.botUserId,
    basicId: '@303akjlx',
    displayName: 'さくら商事',
    chatMode: 'chat',
    markAsReadMode: 'manual',
  });
  expect(stage.oa.botUserId).toMatch(/^U[0-9a-f]{32}$/);
  const path = '/v2/bot/channel/webhook/endpoint';
  expect((await stage.call('GET', path)).body).toEqual({
    endpoint: stage.webhookUrl,
    active: true,
  });
  const test = () => stage.call('POST', '/v2/bot/channel/webhook/test', {});
  expect((await test()).body).toMatchObject({ success: true, statusCode: 200, reason: 'OK' });
  expect(stage.hooks.at(-1)?.body).toEqual({ destination: stage.oa.botUserId, events: [] });
  stage.answer = () => 404;
  expect((await test()).body).toMatchObject({ success: false, reason: 'ERROR_STATUS_CODE' });
  stage.answer = () => null;
  expect((await test()).body).toMatchObject({ success: false, reason: 'REQUEST_TIMEOUT' });
  expect((await stage.call('PUT', path, { endpoint: 'http://example.com' })).status).toBe(400);
  expect((await stage.call('PUT', path, { endpoint: 'https://example.com/line' })).body).toEqual(
    {},
  );
  expect(stage.oa.webhookUrl).toBe('https://example.com/line');
  stage.oa.setWebhook(null);
  expect((await stage.call('GET', path)).status).toBe(404);
});

test('loading and read marks', async () => {
  const loading = (body: object) => stage.call('POST', '/v2/bot/chat/loading/start', body);
  expect((await loading({ chatId: hanako.userId, loadingSeconds: 60 })).status).toBe(202);
  expect((await loading({ chatId: hanako.userId, loadingSeconds: 61 })).status).toBe(400);
  expect((await loading({ chatId: `C${'0'.repeat(32)}` })).status).toBe(400);
  await hanako.says('a', to);
  await hanako.says('b', to);
  const token = stage.events()[0]?.message?.markAsReadToken;
  const mark = (markAsReadToken: unknown) =>
    stage.call('POST', '/v2/bot/chat/markAsRead', { markAsReadToken });
  expect((await mark(token)).status).toBe(200);
  expect((await mark('x')).status).toBe(400);
  expect(hanako.chat(OA).map((bubble) => bubble.read)).toEqual([true, false]);
});

test('content: 202, then 200, and 410 after unsending', async () => {
  const bytes = new Uint8Array([1, 2, 3, 255]);
  const video = { bytes, contentType: 'video/mp4', durationMs: 1500, readyAfterMs: 5000 };
  const { messageId } = await hanako.sendsContent('video', video, to);
  expect(stage.events()[0]?.message).toMatchObject({
    type: 'video',
    duration: 1500,
    contentProvider: { type: 'line' },
  });
  const at = (rest = '') => stage.call('GET', `/v2/bot/message/${messageId}/content${rest}`);
  const waiting = await at();
  expect([waiting.status, waiting.text]).toEqual([202, '']);
  expect((await at('/transcoding')).body).toEqual({ status: 'processing' });
  stage.clock.time += 5000;
  expect((await at('/transcoding')).body).toEqual({ status: 'succeeded' });
  const ready = await at();
  expect([ready.status, ready.headers.get('content-type')]).toEqual([200, 'video/mp4']);
  expect(ready.headers.get('content-length')).toBe('4');
  expect(stage.line.content(messageId)?.bytes).toEqual(Buffer.from(bytes));
  expect((await at('/preview')).status).toBe(200);
  await hanako.unsends(messageId, to);
  expect([(await at()).status, (await at('/transcoding')).status]).toEqual([410, 410]);
  expect(stage.line.content(messageId)).toBeNull();
});

test('content: files, strangers, and the other host', async () => {
  const file = { bytes: new Uint8Array(3), contentType: 'application/pdf', fileName: '見積.pdf' };
  const { messageId } = await hanako.sendsContent('file', file, to);
  expect(stage.events()[0]?.message).toMatchObject({ fileName: '見積.pdf', fileSize: 3 });
  const path = `/v2/bot/message/${messageId}/content`;
  expect((await stage.call('GET', `${path}/preview`)).status).toBe(400);
  expect((await stage.call('GET', `${path}/transcoding`)).status).toBe(400);
  expect((await stage.call('GET', '/v2/bot/message/1/content')).status).toBe(404);
  stage.line.addAccount({
    channelId: '2',
    channelSecret: 's',
    basicId: '@b',
    displayName: 'B',
    webhookUrl: null,
    longLivedToken: 'other',
  });
  const other = { authorization: 'Bearer other' };
  expect((await stage.call('GET', path, undefined, other)).status).toBe(404);
  expect((await fetch(stage.line.dataUrl + path)).status).toBe(401);
  const wrongHost = await fetch(stage.line.apiUrl + path, {
    headers: { authorization: `Bearer ${await stage.token()}` },
  });
  expect(wrongHost.status).toBe(404);
});

test("LINE's own SDK gets along with it", async () => {
  await hanako.says('こんにちは 🤨', to);
  const [hook] = stage.hooks;
  const signature = String(hook?.headers['x-line-signature']);
  expect(validateSignature(hook?.raw ?? '', SECRET, signature)).toBe(true);
  const client = new messagingApi.MessagingApiClient({
    channelAccessToken: await stage.token(),
    baseURL: stage.line.apiUrl,
  });
  const push = { to: hanako.userId, messages: [{ type: 'text' as const, text: 'どうも' }] };
  const key = '123e4567-e89b-12d3-a456-426614174000';
  const sent = await client.pushMessage(push, key);
  expect(hanako.chat(OA).at(-1)).toMatchObject({ id: sent.sentMessages[0]?.id, text: 'どうも' });
  const conflict = await client.pushMessage(push, key).catch((error: unknown) => error);
  expect(conflict).toBeInstanceOf(HTTPFetchError);
  expect(conflict).toMatchObject({ status: 409 });
  expect(await client.getProfile(hanako.userId)).toMatchObject({ displayName: '花子' });
});

test('pages hear of changes', async () => {
  let told = 0;
  const stop = stage.line.onChange(() => {
    told += 1;
  });
  await hanako.follow(OA);
  await stage.push(hanako.userId, [text('a')]);
  expect(told).toBeGreaterThan(1);
  stop();
  const before = told;
  await stage.push(hanako.userId, [text('a')]);
  expect(told).toBe(before);
});
