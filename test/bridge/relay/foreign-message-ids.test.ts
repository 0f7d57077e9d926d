import { afterEach, beforeEach, expect, test } from 'vitest';
import { OA } from '../../helpers/company.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { OWN_ACCOUNT, OWN_OA } from '../../helpers/own-account.ts';
import { chatOf, type LineChat, textsOf } from '../../helpers/people.ts';
import { auditOf, lineTextEvent, originOf, postLine, someEventId } from '../../helpers/webhooks.ts';
import type { World } from '../../helpers/world.ts';

let world: World;
let hanako: LineChat;
let taro: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld(OWN_ACCOUNT);
  hanako = world.lineUser('山田花子');
  taro = world.lineUser('鈴木太郎');
  await hanako.says('トークID: tanaka');
  await taro.says('トークID: tanaka');
});
afterEach(() => world.stop());

const roomTexts = (name: string) => textsOf(world.tanaka.room(name));
const happens = async (event: Record<string, unknown>) => {
  const destination = world.line.account(OA).botUserId;
  await postLine(originOf(world), JSON.stringify({ destination, events: [event] }));
  await world.settle();
};
const unsendBy = (chat: LineChat, messageId: string) =>
  happens({
    type: 'unsend',
    unsend: { messageId },
    webhookEventId: someEventId(),
    deliveryContext: { isRedelivery: false },
    timestamp: world.clock.now(),
    source: { type: 'user', userId: chat.user.userId },
    mode: 'active',
  });
const textOfEntry = (text: string) => auditOf(world).filter((entry) => entry.text === text);

test('a quote of another LINE user’s message does not show it', async () => {
  const secret = await hanako.says('私の口座番号は1234567です');
  await taro.says('これは何ですか', { quote: secret });
  expect(roomTexts('鈴木太郎').join()).not.toContain('1234567');
  expect(roomTexts('鈴木太郎').at(-1)).toBe('これは何ですか');
});

test('a held message does not show a foreign quote either', async () => {
  await taro.says('トークID: sato');
  await world.tanaka.says('鈴木太郎', '田中です');
  const secret = await hanako.says('私の口座番号は1234567です');
  await taro.says('これは何ですか', { quote: secret });
  await taro.presses(taro.lastReceived?.buttons[0]?.label ?? '');
  const shown = [...roomTexts('鈴木太郎'), ...textsOf(world.sato.room('鈴木太郎'))];
  expect(shown.join()).toContain('これは何ですか');
  expect(shown.join()).not.toContain('1234567');
});

test('a quote of a member’s answer to another does not show it', async () => {
  await world.tanaka.says('山田花子', '暗証番号は9876です');
  const answer = hanako.lastReceived;
  expect(answer?.text).toBe('暗証番号は9876です');
  await taro.says('これは何ですか', { quote: answer?.id ?? '' });
  expect(roomTexts('鈴木太郎').join()).not.toContain('9876');
});

test('a quote of a message on another OA does not show it', async () => {
  const own = chatOf(hanako.user, world.settle, OWN_OA);
  const secret = await own.says('専用アカウントだけの話です');
  await hanako.says('これは何ですか', { quote: secret });
  const shared = world.tanaka.user
    .rooms()
    .map((room) => textsOf(room))
    .find((texts) => texts.some((text) => text.includes('これは何ですか')));
  expect(shared?.join()).not.toContain('専用アカウントだけ');
});

test('an unsend of another’s message erases nothing, and the member is not told', async () => {
  const messageId = await hanako.says('大事な注文です');
  const before = roomTexts('山田花子').length;
  await unsendBy(taro, messageId);
  expect(textOfEntry('大事な注文です')).toHaveLength(1);
  expect(roomTexts('山田花子')).toHaveLength(before);
  // The message is still its writer's to unsend.
  await hanako.user.unsends(messageId, { oa: OA });
  await world.settle();
  expect(textOfEntry('大事な注文です')).toHaveLength(0);
});

test('an unsend that names an answer of the member erases nothing', async () => {
  await world.tanaka.says('山田花子', '暗証番号は9876です');
  await unsendBy(hanako, hanako.lastReceived?.id ?? '');
  expect(textOfEntry('暗証番号は9876です')).toHaveLength(1);
});

test('an unsend by another that comes first does not swallow the message', async () => {
  const messageId = '514587000000000001';
  await unsendBy(taro, messageId);
  const { userId } = hanako.user;
  const text = '先回りされた注文です';
  await happens(lineTextEvent({ userId, text, at: world.clock.now(), messageId }));
  expect(roomTexts('山田花子').at(-1)).toBe(text);
});

test('two chats may use one id: each quote and each unsend means its own', async () => {
  const messageId = '514587000000000002';
  const say = (chat: LineChat, text: string) =>
    happens(lineTextEvent({ userId: chat.user.userId, text, at: world.clock.now(), messageId }));
  await say(hanako, '花子の言葉');
  await say(taro, '太郎の言葉');
  await hanako.says('これの件です', { quote: messageId });
  expect(roomTexts('山田花子').at(-1)).toContain('花子の言葉');
  await unsendBy(hanako, messageId);
  expect(textOfEntry('花子の言葉')).toHaveLength(0);
  expect(textOfEntry('太郎の言葉')).toHaveLength(1);
});
