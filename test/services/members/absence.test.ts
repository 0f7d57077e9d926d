import { afterEach, beforeEach, expect, test } from 'vitest';
import { auditEntries } from '../../../src/store/schema.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../helpers/people.ts';
import type { World } from '../../helpers/world.ts';

const POLL_MS = 300_000;

let world: World;
let hanako: LineChat;

beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.follows();
  await hanako.says('トークID: tanaka');
});
afterEach(() => world.stop());

const count = (texts: readonly string[], part: string) =>
  texts.filter((text) => text.includes(part)).length;
const heard = (part: string) =>
  count(
    hanako.received.map((bubble) => bubble.text),
    part,
  );
const actions = () =>
  world.bridge.workspace.context.db
    .select()
    .from(auditEntries)
    .all()
    .map((entry) => `${entry.action} ${entry.reason}`);

test.each([
  ['isSuspended', '利用停止中', 'suspended'],
  ['leaveOfAbsence', '休職中', 'on-leave'],
] as const)(
  '%s: the LINE user is told once, the admins once, the message is relayed',
  async (flag, why, reason) => {
    world.tanaka.user.update({ [flag]: true });
    await world.later(POLL_MS);
    await world.later(POLL_MS);
    expect(count(world.suzuki.answers, `田中 花さん（${why}、トークルーム 1件）`)).toBe(1);
    await hanako.says('いますか');
    await hanako.says('もしもし');
    expect(heard('担当者（田中 花）は現在お返事できません')).toBe(1);
    expect(textsOf(world.tanaka.room('山田花子')).slice(-2)).toEqual(['いますか', 'もしもし']);
    expect(actions()).toContain(`link-member.absent ${reason}`);

    world.tanaka.user.update({ [flag]: false });
    await world.later(POLL_MS);
    await hanako.says('おかえりなさい');
    expect(heard('現在お返事できません')).toBe(1);
    expect(actions()).toContain(`link-member.present ${reason}`);

    world.tanaka.user.update({ [flag]: true });
    await world.later(POLL_MS);
    await hanako.says('また');
    expect(heard('現在お返事できません')).toBe(2);
    expect(count(world.suzuki.answers, why)).toBe(2);
  },
);

test('each LINE user is told separately', async () => {
  const taro = world.lineUser('海野太郎');
  await taro.says('トークID: tanaka');
  world.tanaka.user.update({ leaveOfAbsence: true });
  await world.later(POLL_MS);
  await hanako.says('こんにちは');
  await taro.says('こんばんは');
  expect(heard('現在お返事できません')).toBe(1);
  expect(taro.lastReceived?.text).toContain('現在お返事できません');
});

test('the writer of a held message is told when it is released to an absent member', async () => {
  await hanako.says('トークID: sato');
  await hanako.says('トークID: tanaka');
  await hanako.says('田中さんへ');
  await world.sato.says('山田花子', '佐藤です');
  world.tanaka.user.update({ leaveOfAbsence: true });
  await world.later(POLL_MS);
  await hanako.says('お願いします');
  expect(heard('現在お返事できません')).toBe(0);
  await hanako.says('田中 花');
  expect(heard('現在お返事できません')).toBe(1);
  expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toBe('お願いします');
});

test('a change from leave to suspension is the same absence', async () => {
  world.tanaka.user.update({ leaveOfAbsence: true });
  await world.later(POLL_MS);
  await hanako.says('こんにちは');
  world.tanaka.user.update({ isSuspended: true });
  await world.later(POLL_MS);
  await hanako.says('もしもし');
  expect(heard('現在お返事できません')).toBe(1);
  expect(count(world.suzuki.answers, 'いまLINEユーザーに返事ができません')).toBe(1);
});

test('a member the bot cannot reach: the LINE user is told once, then each message is refused', async () => {
  await world.stop();
  world = await startLinkedWorld({ works: { roomBehaviour: 'single-user' } });
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  await hanako.says('はじめまして');
  world.works.bot('2000001').limitToMembers([world.suzuki.user.userId]);
  await hanako.says('いますか');
  expect(heard('現在メッセージを受け取れません')).toBe(1);
  expect(heard('担当者に届きませんでした')).toBe(0);
  await hanako.says('もしもし');
  expect(heard('現在メッセージを受け取れません')).toBe(1);
  expect(hanako.lastReceived?.text).toContain('担当者に届きませんでした');
  expect(count(world.suzuki.answers, 'ボットから送れません')).toBe(1);

  world.works.bot('2000001').limitToMembers(null);
  await hanako.says('もう大丈夫ですか');
  expect(textsOf(world.tanaka.direct).at(-1)).toContain('もう大丈夫ですか');
  expect(actions()).toContain('link-member.present unreachable');
});
