import { afterEach, expect, test } from 'vitest';
import { BRIDGE_BOT, OA } from '../../helpers/company.ts';
import { startWorld, type World } from '../../helpers/world.ts';

let world: World;
afterEach(() => world.stop());

const diagnosis = () => world.suzuki.answers.filter((text) => text.includes('診断')).at(-1) ?? '';

test('診断: all is well, and it says which kind of room will be used', async () => {
  world = await startWorld();
  await world.suzuki.commands('診断');
  expect(diagnosis()).toContain('問題はありません');
  expect(diagnosis()).toContain('✓ LINEからの接続テスト @123midori');
  expect(diagnosis()).toContain('✓ トークルーム: LINEユーザーごとに別のトークルームを使います');
  const probes = world.suzuki.user.rooms(BRIDGE_BOT).filter((room) => room.title.includes('診断'));
  expect(probes.map((room) => room.botPresent)).toEqual([false, false]);
});

test('a LINE WORKS that hands back the 1:1 room is reported, and the room is not left', async () => {
  world = await startWorld({ works: { roomBehaviour: 'single-user' } });
  await world.suzuki.commands('doctor');
  expect(diagnosis()).toContain('1:1のトークルームを使います');
  expect(world.works.calls.some((call) => call.api === 'leave-channel')).toBe(false);
});

test('every fault is named with its fix', async () => {
  world = await startWorld({ environment: { COMPANY_NAME: 'みどり商店' } });
  world.line.account(OA).setWebhook('http://127.0.0.1:9/elsewhere');
  world.works.bot(BRIDGE_BOT).tick({ callbackEvents: ['text', 'sticker'] });
  await world.suzuki.commands('診断');
  expect(diagnosis()).toContain('2件の問題');
  expect(diagnosis()).toContain(
    '✗ LINEのWebhook設定 @123midori: Webhook URLに別のサービス（127.0.0.1:9）が設定されています。',
  );
  expect(diagnosis()).toContain(
    '受け取らない設定のイベントがあります（location, image, file, audio, video）',
  );
});

test('the service that holds the one webhook is named, with the price of a change', async () => {
  world = await startWorld();
  const publicUrl = `http://127.0.0.1:${world.bridge.port}`;
  world.line.account(OA).setWebhook('https://cx.worksmobile.com/hook?key=verborgen');
  await world.suzuki.commands('診断');
  expect(diagnosis()).toContain('別のサービス（LINE WORKS (CXトーク): cx.worksmobile.com）');
  expect(diagnosis()).toContain('には届かなくなります');
  expect(diagnosis()).not.toContain('verborgen');

  world.line.account(OA).setWebhook(`${publicUrl}/line/old`);
  await world.suzuki.commands('診断');
  expect(diagnosis()).toContain('Webhook URLが違います');
});

test("LINE's own chat is explained, whether on or off", async () => {
  world = await startWorld();
  await world.suzuki.commands('診断');
  expect(diagnosis()).toContain('✓ LINEのチャット @123midori: オン（');
  expect(diagnosis()).toContain('その返信は監査ログに残りません');
});

test('a token that does not work, and missing scopes', async () => {
  world = await startWorld();
  world.line.faults.failNext({ api: 'info', times: 5, status: 401 });
  await world.suzuki.commands('言語 英語');
  await world.suzuki.commands('doctor');
  expect(world.suzuki.lastAnswer).toContain('✗ LINE Official Account @123midori: sign-in failed');
});

test('only a link-admin may ask', async () => {
  world = await startWorld();
  await world.tanaka.commands('診断');
  expect(world.tanaka.lastAnswer).toContain('権限がありません');
  expect(world.works.calls.some((call) => call.api === 'create-channel')).toBe(false);
});
