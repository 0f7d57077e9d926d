import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LineUser } from '../../../sandbox/line/platform.ts';
import { OA, type Stage, setStage, text } from './stage.ts';

let stage: Stage;
let hanako: LineUser;
const to = { oa: OA };
const DAY = 24 * 3_600_000;
beforeEach(async () => {
  stage = await setStage();
  hanako = stage.line.addUser({ displayName: '花子' });
});
afterEach(() => stage.stop());

const shown = () =>
  hanako
    .chat(OA)
    .filter((bubble) => bubble.from === 'oa')
    .map((bubble) => bubble.text);

test('a reply token serves once', async () => {
  const { replyToken } = await hanako.says('a', to);
  const first = await stage.reply(replyToken, [text('1'), text('2')]);
  expect(first.status).toBe(200);
  expect(first.body.sentMessages).toEqual([
    { id: expect.stringMatching(/^\d{18}$/), quoteToken: expect.any(String) },
    { id: expect.stringMatching(/^\d{18}$/), quoteToken: expect.any(String) },
  ]);
  const second = await stage.reply(replyToken, [text('3')]);
  expect([second.status, second.body]).toEqual([400, { message: 'Invalid reply token' }]);
  expect(shown()).toEqual(['1', '2']);
  expect(hanako.chat(OA).at(-1)).toMatchObject({ via: 'reply', from: 'oa' });
});

test('within a minute of receipt', async () => {
  const early = await hanako.says('a', to);
  const late = await hanako.says('b', to);
  stage.clock.time += 60_000;
  expect((await stage.reply(early.replyToken, [text('x')])).status).toBe(200);
  stage.clock.time += 1;
  expect((await stage.reply(late.replyToken, [text('x')])).body.message).toBe(
    'Invalid reply token',
  );
});

test('a redelivery renews it, up to twenty minutes after the event', async () => {
  stage.oa.setRedelivery(true);
  const one = await hanako.says('a', to);
  const two = await hanako.says('b', to);
  stage.clock.time += 19 * 60_000;
  await stage.oa.redeliver(one.webhookEventId);
  stage.clock.time += 59_000;
  expect((await stage.reply(one.replyToken, [text('x')])).status).toBe(200);
  await stage.oa.redeliver(two.webhookEventId);
  stage.clock.time += 2_000;
  expect((await stage.reply(two.replyToken, [text('x')])).status).toBe(400);
});

test('refused replies: retry key, made-up token, bad message leaves the token usable', async () => {
  const { replyToken } = await hanako.says('a', to);
  const body = { replyToken, messages: [text('x')] };
  const path = '/v2/bot/message/reply';
  const keyed = await stage.call('POST', path, body, { 'x-line-retry-key': randomUUID() });
  expect(keyed.status).toBe(400);
  expect((await stage.reply('made-up', [text('x')])).body.message).toBe('Invalid reply token');
  expect((await stage.reply(replyToken, [])).status).toBe(400);
  expect((await stage.reply(replyToken, [text('x')])).status).toBe(200);
});

test('push reaches friends, and non-friends for seven days', async () => {
  expect((await stage.push(hanako.userId, [text('a')])).status).toBe(200);
  expect(shown()).toEqual([]);
  expect(stage.line.calls.at(-1)).toMatchObject({ api: 'push', note: 'not delivered' });
  await hanako.says('hello', to);
  stage.clock.time += 7 * DAY;
  await stage.push(hanako.userId, [text('b')]);
  stage.clock.time += 1;
  await stage.push(hanako.userId, [text('c')]);
  await hanako.follow(OA);
  await stage.push(hanako.userId, [text('d')]);
  await hanako.block(OA);
  expect((await stage.push(hanako.userId, [text('e')])).status).toBe(200);
  expect(shown()).toEqual(['b', 'd']);
  expect(stage.oa.quota).toEqual({ limit: 200, used: 2 });
});

test('unknown and malformed receivers', async () => {
  const unknown = await stage.push(`U${'0'.repeat(32)}`, [text('a')]);
  expect([unknown.status, unknown.body.message]).toEqual([400, 'Failed to send messages']);
  const malformed = await stage.push('@hanako', [text('a')]);
  expect(malformed.status).toBe(400);
  expect(malformed.body.message).toMatch("The property, 'to',");
});

test('groups: pushed to while the OA is in, counted per member', async () => {
  const group = `C${'a'.repeat(32)}`;
  const jiro = stage.line.addUser({ displayName: '次郎' });
  expect((await stage.push(group, [text('x')])).status).toBe(400);
  await hanako.inGroup(group).invites(OA);
  await jiro.inGroup(group).says('hi', to);
  expect((await stage.push(group, [text('x')])).status).toBe(200);
  expect(stage.oa.quota.used).toBe(2);
  expect(jiro.inGroup(group).chat(OA).at(-1)).toMatchObject({ text: 'x', from: 'oa' });
  expect((await stage.call('GET', `/v2/bot/group/${group}/members/count`)).body).toEqual({
    count: 2,
  });
  const member = await stage.call('GET', `/v2/bot/group/${group}/member/${jiro.userId}`);
  expect(member.body).toEqual({ userId: jiro.userId, displayName: '次郎' });
  expect((await stage.call('POST', `/v2/bot/group/${group}/leave`)).status).toBe(200);
  expect((await stage.push(group, [text('x')])).status).toBe(400);
  await expect(hanako.inGroup(group).says('x', to)).rejects.toThrow('left');
});

test('a retry key is accepted once in 24 h', async () => {
  await hanako.follow(OA);
  const key = randomUUID();
  const first = await stage.push(hanako.userId, [text('a')], key);
  const again = await stage.push(hanako.userId, [text('a')], key.toUpperCase());
  expect(again.status).toBe(409);
  expect(again.body).toEqual({
    message: 'The retry key is already accepted',
    sentMessages: first.body.sentMessages,
  });
  expect(again.headers.get('x-line-accepted-request-id')).toBe(
    first.headers.get('x-line-request-id'),
  );
  expect(again.headers.get('x-line-request-id')).not.toBe(first.headers.get('x-line-request-id'));
  const other = await stage.push(hanako.userId, [text('b')], key);
  expect(other.status).toBe(409);
  expect(stage.line.calls.at(-1)?.note).toBe('retry key reused with another body');
  expect(shown()).toEqual(['a']);
  stage.clock.time += DAY;
  expect((await stage.push(hanako.userId, [text('a')], key)).status).toBe(200);
  expect((await stage.push(hanako.userId, [text('a')], key)).status).toBe(409);
  expect(shown()).toEqual(['a', 'a']);
  expect((await stage.push(hanako.userId, [text('a')], 'no-uuid')).status).toBe(400);
});

test('a refused push leaves its key free', async () => {
  await hanako.follow(OA);
  const key = randomUUID();
  expect((await stage.push(hanako.userId, [text('')], key)).status).toBe(400);
  expect((await stage.push(hanako.userId, [text('a')], key)).status).toBe(200);
});

test('the monthly limit counts requests, and replies are free', async () => {
  stage.oa.setQuota(2);
  await hanako.follow(OA);
  await stage.push(hanako.userId, [text('1'), text('2'), text('3')]);
  expect((await stage.call('GET', '/v2/bot/message/quota')).body).toEqual({
    type: 'limited',
    value: 2,
  });
  const consumption = () => stage.call('GET', '/v2/bot/message/quota/consumption');
  expect((await consumption()).body).toEqual({ totalUsage: 1 });
  await stage.push(hanako.userId, [text('4')]);
  const key = randomUUID();
  const over = await stage.push(hanako.userId, [text('5')], key);
  expect([over.status, over.body]).toEqual([
    429,
    { message: 'You have reached your monthly limit.' },
  ]);
  const { replyToken } = await hanako.says('x', to);
  expect((await stage.reply(replyToken, [text('6')])).status).toBe(200);
  expect((await consumption()).body).toEqual({ totalUsage: 2 });
  stage.clock.time = Date.UTC(2026, 10, 30, 15);
  expect((await consumption()).body).toEqual({ totalUsage: 0 });
  expect((await stage.push(hanako.userId, [text('7')], key)).status).toBe(200);
  stage.oa.setQuota(null);
  expect((await stage.call('GET', '/v2/bot/message/quota')).body).toEqual({ type: 'none' });
});

test('quote tokens work in their own chat', async () => {
  const jiro = stage.line.addUser({ displayName: '次郎' });
  const asked = await hanako.says('質問', to);
  await jiro.follow(OA);
  const quoteToken = stage.events()[0]?.message?.quoteToken;
  const quoting = [{ ...text('答え'), quoteToken }];
  expect((await stage.push(hanako.userId, quoting)).status).toBe(200);
  expect(hanako.chat(OA).at(-1)?.quotedMessageId).toBe(asked.messageId);
  expect((await stage.push(jiro.userId, quoting)).status).toBe(400);
});

test('HTTP refusals', async () => {
  const path = '/v2/bot/message/push';
  const plain = await stage.call('POST', path, '{}', { 'content-type': 'text/plain' });
  expect(plain.status).toBe(415);
  expect((await stage.call('POST', path, '{"to":')).status).toBe(400);
  expect((await stage.call('POST', path, `"${'x'.repeat(2 * 1024 * 1024)}"`)).status).toBe(413);
  expect((await stage.call('GET', '/v2/bot/nothing')).body).toEqual({ message: 'Not found' });
  expect((await stage.call('GET', '/v2/bot//info')).status).toBe(404);
  expect((await stage.call('GET', path)).status).toBe(405);
});

test('a forbidden word in a name refuses the whole request, by push and by reply', async () => {
  stage.line.refuseSenderNames(['田中']);
  const named = { ...text('a'), sender: { name: '田中 花' } };
  const { replyToken, userId } = { ...(await hanako.says('a', to)), userId: hanako.userId };
  const pushed = await stage.push(userId, [text('b'), named]);
  expect(pushed.status).toBe(400);
  expect(pushed.body).toMatchObject({ details: [{ property: 'messages[1].sender.name' }] });
  expect((await stage.reply(replyToken, [named])).status).toBe(400);
  expect((await stage.reply(replyToken, [text('b')])).status).toBe(200);
  expect(shown()).toEqual(['b']);
});
