import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { memberId } from '../../../../src/domain/ids.ts';
import { changeLinkMember } from '../../../../src/store/people/link-members.ts';
import { BRIDGE_BOT } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, type MemberDesk, textsOf } from '../../../helpers/people.ts';
import { dataOf, pressRaw } from '../../../helpers/raw-presses.ts';
import { auditOf, originOf, postWorks, worksTextEvent } from '../../../helpers/webhooks.ts';
import type { World } from '../../../helpers/world.ts';

/** Rooms that the bot leaves, has left, or was thrown out of. */

let world: World;
let hanako: LineChat;
let old: string;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  old = world.tanaka.room('山田花子').channelId ?? '';
});
afterEach(() => world.stop());

const direct = (desk: MemberDesk = world.tanaka) => textsOf(desk.direct);
const heard = () => hanako.received.map((bubble) => bubble.text);
const roomsOfTanaka = () => world.tanaka.user.rooms(BRIDGE_BOT);
const isOut = () => world.tanaka.user.rooms(BRIDGE_BOT).some((room) => !room.botPresent);

/** A message from a room, whatever its state on the platform: callbacks keep no order. */
async function comesFrom(channelId: string, text: string, desk: MemberDesk = world.tanaka) {
  const { userId } = desk.user;
  const event = worksTextEvent({ userId, channelId, text, at: world.clock.now() });
  await postWorks(originOf(world), JSON.stringify(event));
  await world.settle();
}

describe('a member who writes in a room that has closed is told in the 1:1 room', () => {
  const closed = '「山田花子」さんとのトークは終了しています。このメッセージは送っていません。';

  test('while the bot is still leaving', async () => {
    world.works.faults.failNext({ api: 'leave-channel', times: 1, status: 503 });
    await hanako.ends();
    expect(isOut()).toBe(false);
    await world.tanaka.says('山田花子', '最後に一言');
    expect(direct().at(-1)).toBe(closed);
    expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toBe('最後に一言');
    expect(heard()).not.toContain('最後に一言');
  });

  test('when the message comes after the callback of the leaving, and after a restart', async () => {
    await hanako.ends();
    expect(isOut()).toBe(true);
    await comesFrom(old, '行き違いの一言');
    expect(direct().at(-1)).toBe(closed);
    await world.restart();
    await comesFrom(old, 'もう一言');
    expect(direct().filter((text) => text === closed)).toHaveLength(2);
    const kept = auditOf(world)
      .filter((entry) => entry.action === 'message.receive')
      .at(-1);
    expect(kept).toMatchObject({ outcome: 'refused', text: 'もう一言' });
  });

  test('when the bot was taken in again', async () => {
    await hanako.ends();
    await world.tanaka.room('山田花子').invitesBot();
    await world.tanaka.says('山田花子', '聞こえますか');
    expect(direct().at(-1)).toBe(closed);
  });

  test('the two talk again: where to write', async () => {
    await hanako.ends();
    await hanako.says('トークID: tanaka');
    await comesFrom(old, '古い方に書きました');
    expect(direct().at(-1)).toContain('いまのトークルームから送ってください');
    expect(heard()).not.toContain('古い方に書きました');
  });

  test('a colleague, too, under the name on LINE', async () => {
    await world.tanaka.says('山田花子', '/名前 要注意の人');
    await world.tanaka.room('山田花子').invites(world.sato.user.userId);
    world.works.faults.failNext({ api: 'leave-channel', times: 1, status: 503 });
    await hanako.ends();
    await world.sato.says('山田花子', '佐藤です');
    expect(direct(world.sato).at(-1)).toBe(closed);
  });

  test('a button there is answered likewise', async () => {
    await world.tanaka.says('山田花子', '/閉じる');
    world.works.faults.failNext({ api: 'leave-channel', times: 1, status: 503 });
    await hanako.ends();
    await world.tanaka.room('山田花子').taps('トークを終了する');
    await world.settle();
    expect(direct().at(-1)).toBe('そのトークはすでに終了しています。');
  });
});

describe('the bot is thrown out of a room', () => {
  beforeEach(async () => {
    await world.tanaka.room('山田花子').removesBot();
    await world.settle();
  });

  test('the member is told at once; the button makes a new room, once', async () => {
    expect(direct().at(-1)).toContain('「山田花子」さんとのトークルームからボットが退室しました');
    expect(roomsOfTanaka()).toHaveLength(1);
    await world.restart();
    await world.tanaka.direct.taps('新しいトークルームを作る');
    await world.tanaka.direct.taps('新しいトークルームを作る');
    await world.settle();
    expect(roomsOfTanaka()).toHaveLength(2);
    const room = world.tanaka.room('山田花子');
    expect(room.channelId).not.toBe(old);
    expect(textsOf(room)).toEqual([
      expect.stringContaining('「山田花子」さんとのトークルームです'),
    ]);
    await world.tanaka.says('山田花子', '続きはこちらで');
    expect(heard().at(-1)).toBe('続きはこちらで');
    await world.tanaka.direct.taps('新しいトークルームを作る');
    await world.settle();
    expect(direct().at(-1)).toContain('すでにあります');
    expect(roomsOfTanaka()).toHaveLength(2);
  });

  test('the customer’s next message makes it, too, and the old room says where to write', async () => {
    await hanako.says('まだいますか');
    expect(roomsOfTanaka()).toHaveLength(2);
    await comesFrom(old, '古い方に書きました');
    expect(direct().at(-1)).toContain('「山田花子」さんに送れなくなりました');
    expect(direct().at(-1)).toContain('いまのトークルームから');
    expect(heard()).not.toContain('古い方に書きました');
  });

  test('taken in again, the old room offers a new one', async () => {
    await comesFrom(old, '送れますか');
    expect(direct().at(-1)).toContain('このメッセージは送っていません');
    await world.tanaka.direct.taps('新しいトークルームを作る');
    await world.settle();
    expect(roomsOfTanaka()).toHaveLength(2);
  });

  test('only the member’s press makes a room, and none after the talk has ended', async () => {
    const data = dataOf(world.tanaka, '新しいトークルームを作る');
    const press = (by: MemberDesk) =>
      pressRaw(world, { by, data, channelId: null, as: 'message', bot: BRIDGE_BOT });
    await press(world.sato);
    expect(direct(world.sato).at(-1)).toBe('そのトークはすでに終了しています。');
    await hanako.ends();
    await press(world.tanaka);
    expect(direct().at(-1)).toBe('そのトークはすでに終了しています。');
    expect(roomsOfTanaka()).toHaveLength(1);
  });
});

test('a member who leaves the room is told how to go on', async () => {
  const room = world.tanaka.room('山田花子');
  await room.leaves();
  await world.settle();
  const told = direct().filter((text) => text.includes('「山田花子」さんとのトークルームから'));
  expect(told).toEqual([expect.stringContaining('あなたが退室')]);
  await world.tanaka.direct.taps('新しいトークルームを作る');
  await world.settle();
  expect(world.tanaka.hasRoom('山田花子')).toBe(true);
});

test('a member now in direct mode is sent to the 1:1 room', async () => {
  await world.tanaka.room('山田花子').removesBot();
  await world.settle();
  const { db } = world.bridge.workspace.context;
  changeLinkMember(db, memberId(world.tanaka.user.userId), { roomMode: 'direct' });
  await comesFrom(old, '送れますか');
  expect(direct().at(-1)).toContain('1:1のトークルームから送ってください');
});

test('a foreign room gets no answer', async () => {
  const before = world.works.calls.length;
  await comesFrom('some-group', '関係のない話');
  expect(world.works.calls.length).toBe(before);
});

test('our own leaving is no news', async () => {
  const before = direct().length;
  await hanako.ends();
  expect(direct().slice(before)).toEqual([expect.stringContaining('トークは終了しました')]);
});
