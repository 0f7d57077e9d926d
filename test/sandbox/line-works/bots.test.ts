import { afterEach, beforeEach, expect, test } from 'vitest';
import { BOT_ID, type Stage, stage } from './harness.ts';

let s: Stage;
beforeEach(async () => {
  s = await stage();
});
afterEach(() => s.stop());

test('a bot can be read and patched, strictly', async () => {
  const path = `/bots/${BOT_ID}`;
  expect((await s.call('GET', path)).body).toMatchObject({
    botId: 6000001,
    botName: 'LINE連携',
    enableCallback: true,
    callbackUrl: s.hook.url,
  });
  expect((await s.call('GET', '/bots')).body).toMatchObject({ bots: [{ botId: 6000001 }] });
  const off = { callbackEvents: ['text', 'sticker', 'location'], enableCallback: true };
  expect((await s.call('PATCH', path, off)).body).toMatchObject(off);
  const file = { bytes: new Uint8Array([1]), fileName: 'a', contentType: 'image/png' };
  expect(await s.tanaka.directRoom(BOT_ID).sendsFile('image', file)).toBeNull();
  expect((await s.call('PATCH', path, { callbackEvents: ['smell'] })).status).toBe(400);
  expect((await s.call('PATCH', path, { title: 'x' })).status).toBe(400);
  expect((await s.call('GET', '/bots/1')).status).toBe(404);
});

test('the secret can be reissued by API', async () => {
  const { body } = await s.call('POST', `/bots/${BOT_ID}/secret`);
  expect(body.botSecret).toBe(s.bot.botSecret);
});

test('persistent menu: set, get, tap, delete', async () => {
  const path = `/bots/${BOT_ID}/persistentmenu`;
  expect((await s.call('GET', path)).status).toBe(404);
  const menu = { content: { actions: [{ type: 'message', label: '一覧', postback: 'list' }] } };
  expect((await s.call('POST', path, menu)).status).toBe(201);
  expect((await s.call('GET', path)).body).toEqual(menu);
  await s.tanaka.directRoom(BOT_ID).taps('一覧');
  expect(s.hook.got.at(-1)?.event).toMatchObject({ content: { text: '一覧', postback: 'list' } });
  const five = { content: { actions: Array.from({ length: 5 }, () => menu.content.actions[0]) } };
  expect((await s.call('POST', path, five)).status).toBe(400);
  expect((await s.call('DELETE', path)).status).toBe(204);
  expect((await s.call('GET', path)).status).toBe(404);
});
