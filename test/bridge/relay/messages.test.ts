import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyChain } from '../../../src/store/audit/verify-log.ts';
import { auditContents, auditEntries } from '../../../src/store/schema.ts';
import { OA } from '../../helpers/company.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../helpers/people.ts';
import type { World } from '../../helpers/world.ts';

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
});
afterEach(() => world.stop());

const room = () => world.tanaka.room('山田花子');

test('a long text is split at graphemes, whole and in order', async () => {
  const long = '家族👨‍👩‍👧‍👦の写真。'.repeat(300);
  await hanako.says(long);
  const parts = textsOf(room()).slice(1);
  expect(parts.length).toBeGreaterThan(1);
  expect(parts.join('')).toBe(long);
  for (const part of parts) {
    expect(part.length).toBeLessThanOrEqual(2000);
    expect(part.startsWith('‍')).toBe(false);
  }
});

test('a LINE user’s mention markup is harmless, in texts and in names', async () => {
  const id = world.sato.user.userId;
  await hanako.says(`<m userId="${id}"> <m userId="all"> < M userid='all'>`);
  const mallory = world.lineUser('<m userId="all">');
  await mallory.says('トークID: tanaka');
  await mallory.says('hi');
  for (const view of world.tanaka.user.rooms()) {
    for (const bubble of view.messages) expect(bubble.mentions).toEqual([]);
  }
});

test('mention markup is harmless in an answer of the admin bot, too', async () => {
  await hanako.says(`見積もり <m userId="${world.sato.user.userId}">`);
  await world.suzuki.commands('監査 検索 見積もり');
  expect(world.suzuki.lastAnswer).toContain('見積もり <\u200Bm');
  await world.suzuki.commands('<m userId="all">');
  for (const bubble of world.suzuki.adminRoom.messages.filter((each) => each.from.kind === 'bot')) {
    expect(bubble.mentions).toEqual([]);
  }
});

test('a sticker LINE WORKS does not have is said in words with its picture linked', async () => {
  await hanako.sendsSticker('12345', '67890', ['うれしい', '笑顔']);
  expect(room().messages.at(-1)?.content).toMatchObject({
    type: 'link',
    contentText: '[スタンプ] うれしい、笑顔',
    link: 'https://stickershop.line-scdn.net/stickershop/v1/sticker/67890/android/sticker.png',
  });
});

test('a sticker LINE WORKS refuses after all is said in words', async () => {
  world.works.faults.failNext({ api: 'channel-message', times: 1, status: 400 });
  await hanako.sendsSticker('446', '1988', ['OK']);
  expect(textsOf(room()).at(-1)).toContain('[スタンプ] OK');
});

test('a sticker that LINE cannot send goes as words', async () => {
  await room()
    .sendsSticker('1', '2')
    .catch(() => null);
  await room().sends({ type: 'sticker', packageId: '1', stickerId: '2' });
  await world.settle();
  expect(hanako.lastReceived?.text).toBe('[スタンプ]');
});

test('places go both ways', async () => {
  await hanako.user.sendsLocation(
    { title: '本社', address: '東京都千代田区1-1', latitude: 35.68, longitude: 139.76 },
    { oa: OA },
  );
  await world.settle();
  expect(room().messages.at(-1)?.content).toMatchObject({ type: 'location', title: '本社' });
  await room().sendsLocation({ address: '大阪市北区', latitude: 34.7, longitude: 135.5 });
  await world.settle();
  expect(hanako.lastReceived?.message).toMatchObject({ type: 'location', address: '大阪市北区' });
});

test('a message of an unknown kind is shown as such, and later ones are unharmed', async () => {
  await hanako.user.sends({ type: 'hologram', id: '1' }, { oa: OA });
  await world.settle();
  expect(textsOf(room()).at(-1)).toContain('表示できない種類');
  await hanako.says('文字です');
  expect(textsOf(room()).at(-1)).toBe('文字です');
});

test('an unsend erases the words everywhere, tells the member, and the chain still verifies', async () => {
  const messageId = await hanako.says('消してほしい言葉');
  await hanako.user.unsends(messageId, { oa: OA });
  await world.settle();
  expect(textsOf(room()).at(-1)).toContain('取り消しました');
  const { db } = world.bridge.workspace.context;
  const contents = db.select().from(auditContents).all();
  expect(contents.some((content) => content.text.includes('消してほしい'))).toBe(false);
  await world.suzuki.commands('監査 検索 消してほしい');
  expect(world.suzuki.lastAnswer).toContain('当てはまる記録はありません');
  expect(verifyChain(db)).toMatchObject({ ok: true });
});

test('an unsent message that waits does not go out', async () => {
  world.works.faults.failNext({ api: 'channel-message', times: 1, status: 503 });
  const messageId = await hanako.says('やっぱりやめます');
  await hanako.user.unsends(messageId, { oa: OA });
  await world.later(60_000);
  expect(textsOf(room())).not.toContain('やっぱりやめます');
});

test('following and blocking are noted in the room', async () => {
  await hanako.follows();
  expect(textsOf(room()).at(-1)).toContain('友だちに追加');
  await hanako.blocks();
  expect(textsOf(room()).at(-1)).toContain('ブロックしました');
});

test('a group message is recorded without its words, and the OA leaves', async () => {
  const group = hanako.user.inGroup('C0123456789abcdef0123456789abcdef');
  await group.invites(OA);
  await group.says('内緒の相談', { oa: OA }).catch(() => null);
  await world.settle();
  const { db } = world.bridge.workspace.context;
  expect(
    db
      .select()
      .from(auditContents)
      .all()
      .map((row) => row.text)
      .join(),
  ).not.toContain('内緒');
  expect(world.line.calls.some((call) => call.api === 'group' && call.method === 'POST')).toBe(
    true,
  );
});

test('every message stands in the log once, chained', async () => {
  await hanako.says('東京で会いましょう');
  await world.tanaka.says('山田花子', '承知しました');
  const { db } = world.bridge.workspace.context;
  const texts = db
    .select()
    .from(auditContents)
    .all()
    .map((row) => row.text);
  expect(texts.filter((text) => text === '東京で会いましょう')).toHaveLength(1);
  const delivered = db
    .select()
    .from(auditEntries)
    .all()
    .filter((entry) => entry.action === 'message.deliver');
  expect(delivered.map((entry) => entry.outcome)).toEqual(['sent', 'sent']);
  expect(verifyChain(db)).toMatchObject({ ok: true });
  for (const words of ['東京', '会', '承知しました']) {
    await world.suzuki.commands(`監査 検索 ${words}`);
    expect(world.suzuki.lastAnswer).toContain(words);
  }
});
