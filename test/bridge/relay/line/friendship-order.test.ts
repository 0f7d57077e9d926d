import { afterEach, beforeEach, expect, test } from 'vitest';
import { OA } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import { lineTextEvent, originOf, postLine, someEventId } from '../../../helpers/webhooks.ts';
import type { World } from '../../../helpers/world.ts';

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  await world.later(60_000);
});
afterEach(() => world.stop());

const roomTexts = () => textsOf(world.tanaka.room('山田花子'));
const destination = () => world.line.account(OA).botUserId;
const post = async (event: Record<string, unknown>) => {
  await postLine(originOf(world), JSON.stringify({ destination: destination(), events: [event] }));
  await world.settle();
};
const happens = (type: 'follow' | 'unfollow' | 'unsend', at: number, rest: object = {}) =>
  post({
    type,
    ...rest,
    webhookEventId: someEventId(),
    deliveryContext: { isRedelivery: true },
    timestamp: at,
    source: { type: 'user', userId: hanako.user.userId },
    mode: 'active',
  });
const tanakaAnswers = async (text: string) => {
  await world.tanaka.says('山田花子', text);
  await world.later(1000);
  return hanako.received.map((bubble) => bubble.text).includes(text);
};

test('a late unfollow, older than a message, does not block', async () => {
  await hanako.says('ブロックはしていません');
  await happens('unfollow', world.clock.now() - 30_000);
  expect(roomTexts().join()).not.toContain('ブロックしました');
  expect(await tanakaAnswers('届きますか')).toBe(true);
});

test('a late follow, older than the unfollow, does not unblock', async () => {
  const now = world.clock.now();
  await happens('unfollow', now - 1000);
  await happens('follow', now - 2000);
  expect(roomTexts().at(-1)).toContain('ブロックしました');
  expect(await tanakaAnswers('届きますか')).toBe(false);
  expect(roomTexts().at(-1)).toContain('送っていません');
});

test('a message clears an unfollow when it is newer, and only then', async () => {
  const now = world.clock.now();
  await happens('unfollow', now - 1000);
  const userId = hanako.user.userId;
  await post(lineTextEvent({ userId, text: '前に書いた言葉', at: now - 2000 }));
  expect(await tanakaAnswers('まだ届かない')).toBe(false);
  await post(lineTextEvent({ userId, text: '後に書いた言葉', at: now }));
  expect(await tanakaAnswers('もう届く')).toBe(true);
});

test('an unsend delivered twice is told once, and touches no other message', async () => {
  const id = await hanako.says('まちがい');
  await happens('unsend', world.clock.now(), { unsend: { messageId: id } });
  await happens('unsend', world.clock.now(), { unsend: { messageId: id } });
  const told = () => roomTexts().filter((text) => text.includes('取り消しました'));
  expect(told()).toHaveLength(1);
  const ichiro = world.lineUser('鈴木一朗');
  await ichiro.says('トークID: tanaka');
  const others = await ichiro.says('これは残ります');
  await happens('unsend', world.clock.now(), { unsend: { messageId: others } });
  expect(textsOf(world.tanaka.room('鈴木一朗')).at(-1)).toBe('これは残ります');
});
