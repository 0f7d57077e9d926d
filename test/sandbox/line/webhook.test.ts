import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LineUser } from '../../../sandbox/line/platform.ts';
import { NOON, OA, SECRET, type Stage, setStage } from './stage.ts';

let stage: Stage;
let hanako: LineUser;
const to = { oa: OA };
beforeEach(async () => {
  stage = await setStage({ webhookCutOffMs: 300 });
  hanako = stage.line.addUser({ displayName: '花子' });
});
afterEach(() => stage.stop());

test('signed compact JSON, in the documented key order, emoji as escapes', async () => {
  const sent = await hanako.says('こんにちは 🤨', to);
  const [hook] = stage.hooks;
  const raw = hook?.raw.toString() ?? '';
  expect(hook?.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'LineBotWebhook/2.0',
    'x-line-signature': createHmac('sha256', SECRET).update(raw).digest('base64'),
  });
  expect(raw).toContain('こんにちは \\uD83E\\uDD28');
  expect(raw).not.toMatch(/[{,]\s/);
  expect(Object.keys(hook?.body ?? {})).toEqual(['destination', 'events']);
  expect(hook?.body.destination).toBe(stage.oa.botUserId);
  const [event] = stage.events();
  expect(Object.keys(event ?? {})).toEqual([
    'type',
    'message',
    'webhookEventId',
    'deliveryContext',
    'timestamp',
    'source',
    'replyToken',
    'mode',
  ]);
  expect(event).toMatchObject({
    type: 'message',
    message: { type: 'text', id: sent.messageId, text: 'こんにちは 🤨' },
    webhookEventId: sent.webhookEventId,
    timestamp: NOON,
    source: { type: 'user', userId: hanako.userId },
    replyToken: sent.replyToken,
    mode: 'active',
  });
  expect(sent).toMatchObject({ status: 200, messageId: expect.stringMatching(/^\d{18}$/) });
  expect(sent.webhookEventId).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  expect(event?.message).toHaveProperty('quoteToken');
  expect(event?.message).toHaveProperty('markAsReadToken');
  expect(hanako.chat(OA)).toMatchObject([{ from: 'user', text: 'こんにちは 🤨', delivered: true }]);
});

test('ids differ although the clock stands still', async () => {
  const all = await Promise.all(Array.from({ length: 50 }, () => hanako.says('x', to)));
  expect(new Set(all.map((one) => one.messageId)).size).toBe(50);
  expect(new Set(all.map((one) => one.webhookEventId)).size).toBe(50);
});

test('each kind of event', async () => {
  await hanako.follow(OA);
  expect(await hanako.follow(OA)).toBeNull();
  await hanako.sendsSticker('1', '2', { oa: OA, keywords: ['hi'] });
  await hanako.sendsLocation({ latitude: 35.6, longitude: 139.7 }, to);
  await hanako.taps('route:1', { oa: OA, displayText: '田中さん' });
  await hanako.block(OA);
  await hanako.unblock(OA);
  const events = stage.events();
  expect(events.map((event) => event.type)).toEqual([
    'follow',
    'message',
    'message',
    'postback',
    'unfollow',
    'follow',
  ]);
  expect(events[0]).toMatchObject({
    follow: { isUnblocked: false },
    replyToken: expect.any(String),
  });
  expect(events[1]?.message).toMatchObject({ packageId: '1', stickerId: '2', keywords: ['hi'] });
  expect(events[3]).toMatchObject({ postback: { data: 'route:1' } });
  expect(events[4]).not.toHaveProperty('replyToken');
  expect(events[5]).toMatchObject({ follow: { isUnblocked: true } });
  expect(hanako.chat(OA).map((bubble) => bubble.text)).toEqual([
    '[sticker]',
    '[location]',
    '田中さん',
  ]);
});

test('a blocked OA cannot be written to', async () => {
  await hanako.follow(OA);
  await hanako.block(OA);
  expect([hanako.isFriend(OA), hanako.isBlocked(OA)]).toEqual([false, true]);
  await expect(hanako.says('x', to)).rejects.toThrow('blocked');
});

test('quotes, unsends, standby and groups', async () => {
  const first = await hanako.says('原文', to);
  await hanako.says('返事', { oa: OA, quote: first.messageId });
  await hanako.unsends(first.messageId, to);
  const standby = await hanako.says('x', { oa: OA, standby: true });
  const group = `C${'1'.repeat(32)}`;
  await hanako.inGroup(group).says('みんな', to);
  const [, quoting, unsend, standing, grouped] = stage.events();
  expect(quoting?.message).toMatchObject({ quotedMessageId: first.messageId });
  expect(unsend).toMatchObject({ type: 'unsend', unsend: { messageId: first.messageId } });
  expect(standby.replyToken).toBeNull();
  expect(standing).toMatchObject({ mode: 'standby' });
  expect(standing).not.toHaveProperty('replyToken');
  expect(grouped?.source).toEqual({ type: 'group', groupId: group, userId: hanako.userId });
  expect(hanako.chat(OA)[0]).toMatchObject({ unsent: true, text: '' });
  expect(JSON.stringify(hanako.chat(OA))).not.toContain('原文');
});

test('no answer within the cut-off, an error, no webhook: not delivered', async () => {
  stage.answer = () => null;
  expect((await hanako.says('a', to)).status).toBeNull();
  stage.answer = () => 500;
  expect((await hanako.says('b', to)).status).toBe(500);
  stage.oa.setWebhookActive(false);
  expect((await hanako.says('c', to)).status).toBeNull();
  stage.oa.setWebhookActive(true);
  stage.oa.setWebhook('http://127.0.0.1:1/');
  expect((await hanako.says('d', to)).status).toBeNull();
  expect(hanako.chat(OA).map((bubble) => bubble.delivered)).toEqual([false, false, false, false]);
  expect(stage.hooks).toHaveLength(2);
});

test('one user in order, another not held up', async () => {
  const jiro = stage.line.addUser({ displayName: '次郎' });
  let letGo: (status: number) => void = () => undefined;
  const held = new Promise<number>((resolve) => {
    letGo = resolve;
  });
  stage.answer = (hook) => (hook.raw.includes('first') ? held : 200);
  const first = hanako.says('first', to);
  const second = hanako.says('second', to);
  await jiro.says('other', to);
  const seen = () => stage.events().map((event) => event.message?.text);
  expect(seen().sort()).toEqual(['first', 'other']);
  letGo(200);
  await Promise.all([first, second]);
  expect(seen().at(-1)).toBe('second');
  await stage.line.quiet();
});

test('redelivery: only when on, same id and token', async () => {
  stage.answer = () => 503;
  const sent = await hanako.says('a', to);
  expect(await stage.oa.redeliver(sent.webhookEventId)).toBeNull();
  stage.oa.setRedelivery(true);
  stage.answer = () => 200;
  expect(await stage.oa.redeliverFailed()).toBe(1);
  expect(await stage.oa.redeliverFailed()).toBe(0);
  const [first, again] = stage.events();
  expect(again).toEqual({ ...first, deliveryContext: { isRedelivery: true } });
  expect(await stage.oa.redeliver(sent.webhookEventId)).toBe(200);
  expect(hanako.chat(OA)).toMatchObject([{ delivered: true }]);
});

test('batches of real and of raw events', async () => {
  const jiro = stage.line.addUser({ displayName: '次郎' });
  const one = await hanako.says('1', { oa: OA, hold: true });
  const two = await jiro.says('2', { oa: OA, hold: true });
  expect(stage.hooks).toHaveLength(0);
  expect(await stage.oa.deliver([two.webhookEventId, one.webhookEventId])).toBe(200);
  expect(stage.hooks[0]?.body.events.map((event) => event.message?.text)).toEqual(['2', '1']);
  expect(await stage.oa.sendRaw([])).toBe(200);
  await stage.oa.sendRaw([{ type: 'future' }], { signature: null });
  expect(stage.hooks.at(-1)?.headers).not.toHaveProperty('x-line-signature');
  await stage.oa.sendRaw([], { body: '{"events":[]}', signature: 'bad' });
  expect(stage.hooks.at(-1)?.headers['x-line-signature']).toBe('bad');
});
