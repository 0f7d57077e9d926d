import { afterEach, beforeEach, expect, test } from 'vitest';
import { BOT_ID, BOT_SECRET, hmac, type Stage, said, stage } from './harness.ts';

let s: Stage;
beforeEach(async () => {
  s = await stage();
});
afterEach(() => s.stop());

const events = () => s.hook.got.map((g) => g.event);

test('the bot writes to a member by id and by e-mail: 201, no body, no callback but begin', async () => {
  const { status, text } = await s.toTanaka(said('こんにちは'));
  expect(status).toBe(201);
  expect(text).toBe('');
  const byMail = `/bots/${BOT_ID}/users/${encodeURIComponent('tanaka@works-12345')}/messages`;
  expect((await s.call('POST', byMail, { content: said('again') })).status).toBe(201);
  await s.platform.quiet();
  const room = s.tanaka.directRoom(BOT_ID);
  expect(room.messages.map((m) => m.text)).toEqual(['こんにちは', 'again']);
  expect(room.type).toBe('SINGLE_USER');
  expect(events()).toMatchObject([
    { type: 'begin', source: { userId: s.tanaka.userId, channelId: room.channelId } },
  ]);
});

test('a callback is one compact signed event, raw UTF-8', async () => {
  expect(await s.tanaka.directRoom(BOT_ID).says('あ😀')).toBe(200);
  const { body, headers } = s.hook.got[1] ?? { body: '', headers: {} };
  expect(body).toBe(
    `{"type":"message","source":{"userId":"${s.tanaka.userId}","domainId":400000001},` +
      `"issuedTime":"2026-04-01T00:00:00.121Z","content":{"type":"text","text":"あ😀"}}`,
  );
  expect(headers).toMatchObject({
    'content-type': 'application/json; charset=UTF-8',
    'x-works-botid': BOT_ID,
    'x-works-signature': hmac(BOT_SECRET, body),
  });
});

test('in the 1:1 room begin comes first, once, with the channel; messages have none', async () => {
  const room = s.tanaka.directRoom(BOT_ID);
  await room.says('1');
  await room.says('2');
  expect(s.hook.types()).toEqual(['begin', 'message', 'message']);
  // Trailing zeros of the fraction are dropped: .120 → .12
  expect(events()[0]).toMatchObject({
    issuedTime: '2026-04-01T00:00:00.12Z',
    source: { channelId: room.channelId },
  });
  expect(events()[1]?.source).not.toHaveProperty('channelId');
});

test('a room made by the bot: join, joined, messages with channelId', async () => {
  const channelId = await s.createRoom([s.tanaka.userId], '花子（LINE）');
  const room = s.tanaka.room('花子（LINE）');
  expect(room.channelId).toBe(channelId);
  expect(room.type).toBe('MULTI_USERS');
  expect((await s.toRoom(channelId, said('もしもし'))).status).toBe(201);
  await room.says('はい');
  expect(events()).toMatchObject([
    { type: 'join', source: { channelId } },
    { type: 'joined', source: { channelId }, members: [s.tanaka.userId] },
    { type: 'message', source: { userId: s.tanaka.userId, channelId, domainId: 400000001 } },
  ]);
  expect(room.messages.map((m) => [m.from.kind, m.text])).toEqual([
    ['bot', 'もしもし'],
    ['member', 'はい'],
  ]);
  expect(s.suzuki.rooms()).toEqual([]);
  expect(() => s.suzuki.room(channelId)).toThrow();
});

test('stickers, locations and files carry the fields of the contract', async () => {
  const room = s.tanaka.directRoom(BOT_ID);
  await room.sendsSticker('446', '1988');
  await room.sendsLocation({ address: '渋谷', latitude: 35.6, longitude: 139.7 });
  await room.sendsFile('image', {
    bytes: new Uint8Array([1]),
    fileName: 'a.png',
    contentType: 'image/png',
  });
  expect(
    events()
      .slice(1)
      .map((e) => e.content),
  ).toEqual([
    { type: 'sticker', packageId: '446', stickerId: '1988' },
    { type: 'location', address: '渋谷', latitude: 35.6, longitude: 139.7 },
    { type: 'image', fileId: expect.stringMatching(/\/.*=$/) },
  ]);
});

test('taps: message action, postback action, quick reply only while it is last', async () => {
  const room = s.tanaka.directRoom(BOT_ID);
  await s.toTanaka({
    type: 'button_template',
    contentText: 'よろしいですか',
    actions: [
      { type: 'message', label: 'はい', text: 'はい、確認', postback: 'confirm:1' },
      { type: 'message', label: 'いいえ' },
      { type: 'uri', label: '開く', uri: 'https://example.com/' },
    ],
  });
  const action = { type: 'postback', label: '佐藤さん', data: 'to=1', displayText: '佐藤さん' };
  await s.toTanaka({ ...said('誰に'), quickReply: { items: [{ action }] } });
  await room.taps('佐藤さん');
  await room.taps({ label: 'はい' });
  await room.taps('いいえ');
  expect(await room.taps('開く')).toBeNull();
  await s.platform.quiet();
  expect(events().slice(1)).toMatchObject([
    { type: 'postback', source: { channelId: room.channelId }, data: 'to=1' },
    { type: 'message', content: { type: 'text', text: 'はい、確認', postback: 'confirm:1' } },
    { type: 'message', content: { type: 'text', text: 'いいえ' } },
  ]);
  await expect(room.taps('佐藤さん')).rejects.toThrow('no button');
});

test('only the newest button with a label is tapped', async () => {
  for (const postback of ['old', 'new']) {
    const actions = [{ type: 'message', label: '次へ', postback }];
    await s.toTanaka({ type: 'button_template', contentText: 'x', actions });
  }
  await s.tanaka.directRoom(BOT_ID).taps('次へ');
  expect(events().at(-1)).toMatchObject({ content: { text: '次へ', postback: 'new' } });
});

test('invites, leaves, removal: events, then strict 403', async () => {
  const channelId = await s.createRoom([s.tanaka.userId], 'r');
  const room = s.tanaka.room('r');
  await room.invites('suzuki@works-12345');
  const hers = s.suzuki.room('r');
  await hers.says('hello');
  await hers.leaves();
  await expect(hers.says('x')).rejects.toThrow('is not in room');
  await room.removesBot();
  expect(room.botPresent).toBe(false);
  expect(events().slice(2)).toMatchObject([
    { type: 'joined', members: [s.suzuki.userId] },
    { type: 'message', source: { userId: s.suzuki.userId } },
    { type: 'left', members: [s.suzuki.userId] },
    { type: 'leave', source: { channelId } },
  ]);
  const refused = await s.toRoom(channelId, said('x'));
  expect(refused.status).toBe(403);
  expect(refused.body.code).toBe('ACCESS_DENIED');
  expect((await s.call('GET', `/bots/${BOT_ID}/channels/${channelId}`)).status).toBe(403);
  expect(await room.says('anyone?')).toBeNull();
  expect(s.hook.got).toHaveLength(6);
  await room.invitesBot();
  expect((await s.toRoom(channelId, said('back'))).status).toBe(201);
});

test('the last member leaving takes the bot along', async () => {
  await s.createRoom([s.tanaka.userId], 'r');
  await s.tanaka.room('r').leaves();
  expect(s.hook.types().slice(2)).toEqual(['left', 'leave']);
});

test('leaving the 1:1 room fires end, and the next contact begin again', async () => {
  const room = s.tanaka.directRoom(BOT_ID);
  await room.says('1');
  await room.leaves();
  await s.toTanaka(said('2'));
  await s.platform.quiet();
  expect(s.hook.types()).toEqual(['begin', 'message', 'end', 'begin']);
});

test('types that are not ticked never arrive', async () => {
  s.bot.tick({ callbackEvents: ['text'], channelEvents: ['message'] });
  const room = s.tanaka.directRoom(BOT_ID);
  expect(await room.sendsSticker('446', '1988')).toBeNull();
  expect(await room.says('x')).toBe(200);
  expect(s.hook.types()).toEqual(['message']);
});

test('callbacks of one room keep their order', async () => {
  const room = s.tanaka.directRoom(BOT_ID);
  const texts = Array.from({ length: 30 }, (_, i) => String(i));
  await Promise.all(texts.map((t) => room.says(t)));
  expect(
    events()
      .slice(1)
      .map((e) => (e.content as { text: string }).text),
  ).toEqual(texts);
});

test('a failed callback is noted and never sent again', async () => {
  let broken = true;
  const t = await stage({}, () => (broken ? 500 : 200));
  expect(await t.tanaka.directRoom(BOT_ID).says('lost')).toBe(500);
  broken = false;
  await t.tanaka.directRoom(BOT_ID).says('ok');
  expect(t.hook.types()).toEqual(['begin', 'message', 'message']);
  t.bot.setCallback('http://127.0.0.1:1/');
  expect(await t.tanaka.directRoom(BOT_ID).says('x')).toBeNull();
  t.bot.setCallback(null);
  expect(await t.tanaka.directRoom(BOT_ID).says('x')).toBeNull();
  await t.stop();
});

test('a callback without an answer in time is lost, the next one goes', async () => {
  const t = await stage({ callbackTimeoutMs: 40 }, (r) =>
    r.body.includes('slow') ? 'never' : 200,
  );
  const room = t.tanaka.directRoom(BOT_ID);
  expect(await Promise.all([room.says('slow'), room.says('quick')])).toEqual([null, 200]);
  await t.stop();
});

test('sendRaw lets a test forge; a re-issued secret signs from then on', async () => {
  await s.bot.sendRaw('{"a":1}', { signature: null, botIdHeader: 'other' });
  expect(s.hook.got[0]?.headers).not.toHaveProperty('x-works-signature');
  expect(s.hook.got[0]?.headers['x-works-botid']).toBe('other');
  const secret = s.bot.reissueSecret();
  await s.bot.sendRaw({ type: 'x' });
  expect(s.hook.got[1]?.headers['x-works-signature']).toBe(hmac(secret, '{"type":"x"}'));
});

test('mentions are honoured when the markup is intact, and then recorded', async () => {
  const channelId = await s.createRoom([s.tanaka.userId], 'r');
  await s.toRoom(channelId, said(`<m userId="${s.tanaka.userId}"> 確認`));
  await s.toRoom(channelId, said('<m userId="all">'));
  await s.toRoom(channelId, said('<\u200bm userId="all"> <m userId="nobody">'));
  await s.toTanaka(said('<m userId="all">'));
  const { messages } = s.tanaka.room('r');
  expect(messages.map((m) => m.mentions)).toEqual([[s.tanaka.userId], ['all'], []]);
  expect(messages[0]?.text).toBe('@田中 一郎 確認');
  expect(s.tanaka.directRoom(BOT_ID).messages[0]?.mentions).toEqual([]);
});

test('changes are told until the listener goes', async () => {
  let told = 0;
  const off = s.platform.onChange(() => {
    told += 1;
  });
  await s.toTanaka(said('x'));
  expect(told).toBeGreaterThan(0);
  off();
  const before = told;
  await s.toTanaka(said('y'));
  expect(told).toBe(before);
});
