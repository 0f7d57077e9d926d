import { afterEach, beforeEach, expect, test } from 'vitest';
import { OA } from '../../helpers/company.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import type { World } from '../../helpers/world.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

let world: World;
beforeEach(async () => {
  world = await startLinkedWorld();
});
afterEach(() => world.stop());

const pushes = () => world.line.calls.filter((call) => call.api === 'push').length;

/** Hanako's message waits for a choice that she never makes. */
const heldUnanswered = async () => {
  const hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  await hanako.says('トークID: sato');
  await world.tanaka.says('山田花子', 'こんにちは');
  await hanako.says('だれ宛て？');
  return hanako;
};

/** Only the members' share is left. */
const useUp = async () => {
  world.line.account(OA).setQuota(0);
  await world.suzuki.commands('quota');
};

test('a notice beyond its share is said on writing: by reply, dated, once', async () => {
  const hanako = await heldUnanswered();
  await useUp();
  const before = pushes();
  await world.later(DAY_MS + 60_000);
  expect(pushes()).toBe(before);
  await world.restart();
  await hanako.says('田中さん、いますか');
  const notices = () =>
    hanako.received.filter((bubble) => bubble.text.includes('だれにも届きません'));
  expect(notices().map((bubble) => [bubble.via, bubble.text.split('\n')[0]])).toEqual([
    ['reply', '【2026-11-23 09:01のお知らせ】'],
  ]);
  await hanako.says('もしもし');
  expect(notices()).toHaveLength(1);
  expect(pushes()).toBe(before);
});

test('a notice without a reply token waits for the next message', async () => {
  const hanako = await heldUnanswered();
  await useUp();
  await world.later(DAY_MS + 60_000);
  world.line.faults.failNext({
    api: 'reply',
    times: 1,
    status: 400,
    body: { message: 'Invalid reply token' },
  });
  await hanako.says('一度目です');
  expect(hanako.received.map((bubble) => bubble.text).join()).not.toContain('だれにも届きません');
  await hanako.says('二度目です');
  expect(hanako.received.map((bubble) => bubble.text).join()).toContain('だれにも届きません');
});

test('within the notices’ share it is pushed at once', async () => {
  const hanako = await heldUnanswered();
  await world.later(DAY_MS + 60_000);
  expect(hanako.lastReceived?.text).toContain('だれにも届きません');
  expect(hanako.lastReceived?.via).toBe('push');
});

test('closing one room says beforehand, too, that its LINE user is told on writing', async () => {
  await world.lineUser('山田花子').says('トークID: tanaka');
  await world.suzuki.commands('room close 1');
  expect(world.suzuki.lastAnswer).not.toContain('プッシュ');
  await useUp();
  await world.suzuki.commands('room close 1');
  expect(world.suzuki.lastAnswer).toContain('1人には、次にメッセージが届いたときに');
});

test('a LINE user is told on writing that the talk has ended, with the link off, too', async () => {
  const hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  await world.later(120_000);
  await useUp();
  await world.suzuki.commands('link off');
  expect(world.suzuki.lastAnswer).toContain(
    'LINEユーザー 1人のうち、0人にプッシュでお知らせします',
  );
  expect(world.suzuki.lastAnswer).toContain('あとの1人には、次にメッセージが届いたときに');
  await world.suzuki.confirms();
  expect(hanako.received.map((bubble) => bubble.text).join()).not.toContain('終了しました');
  await hanako.says('もしもし');
  const texts = hanako.received.map((bubble) => bubble.text).join();
  expect(texts).toContain('お受けできません');
  expect(texts).toContain('終了しました');
  expect(hanako.lastReceived?.via).toBe('reply');
  const told = hanako.received.length;
  await hanako.says('もしもし？');
  expect(hanako.received).toHaveLength(told);
});
