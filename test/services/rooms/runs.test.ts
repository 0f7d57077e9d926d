import { afterEach, beforeEach, expect, test } from 'vitest';
import { roomRunRooms, roomRuns } from '../../../src/store/schema.ts';
import { OA } from '../../helpers/company.ts';
import { befriendMany, minutesPass, QUICK_ROOMS } from '../../helpers/crowd.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { textsOf } from '../../helpers/people.ts';
import { until } from '../../helpers/until.ts';
import { auditOf } from '../../helpers/webhooks.ts';
import type { World } from '../../helpers/world.ts';

const ROOMS = 45;

let world: World;
let names: readonly string[];

beforeEach(async () => {
  world = await startLinkedWorld(QUICK_ROOMS);
  world.line.account(OA).setQuota(1000);
  await world.suzuki.commands('member add suzuki');
  names = await befriendMany(world, world.tanaka, 'tanaka', ROOMS);
});
afterEach(() => world.stop());

const db = () => world.bridge.workspace.context.db;
const stateOf = (state: string) =>
  db()
    .select()
    .from(roomRunRooms)
    .all()
    .filter((row) => row.state === state).length;
const told = (part: string) =>
  names.filter((name) => world.lineUser(name).received.some((bubble) => bubble.text.includes(part)))
    .length;
const mostTold = (part: string) =>
  Math.max(
    ...names.map(
      (name) => world.lineUser(name).received.filter(({ text }) => text.includes(part)).length,
    ),
  );
const confirmAndGetGoing = async () => {
  await world.suzuki.adminRoom.taps(world.suzuki.deed);
  await until('some rooms are done', () => stateOf('done') >= 10);
};
const answersWith = (part: string) => world.suzuki.answers.filter((text) => text.includes(part));
const isOver = () => db().select().from(roomRuns).all().length === 0;

test('a handover goes on after a restart in its midst: each customer and the administrator told once', async () => {
  await world.suzuki.commands('member handover tanaka sato');
  await confirmAndGetGoing();
  await world.restart();
  await minutesPass(world, 4);
  expect(isOver()).toBe(true);
  expect(told('佐藤 健に変わりました')).toBe(ROOMS);
  expect(mostTold('佐藤 健に変わりました')).toBe(1);
  expect(answersWith(`引き継いだトークルーム: ${ROOMS}件`)).toHaveLength(1);
  for (const [desk, what] of [
    [world.sato, `田中 花さんからLINEユーザーとのトークルーム ${ROOMS}件を順に引き継いで`],
    [world.tanaka, `トークルーム ${ROOMS}件を佐藤 健さんに順に引き継いで`],
  ] as const) {
    const heard = textsOf(desk.direct).filter((text) => text.includes('引き継'));
    expect(heard).toHaveLength(1);
    expect(heard[0]).toContain(what);
  }
});

test('the link goes off meanwhile: the last notice says that the talk has ended', async () => {
  await world.suzuki.commands('member handover tanaka sato');
  await confirmAndGetGoing();
  await world.suzuki.adminRoom.says('link off');
  const isAsked = () =>
    world.suzuki.adminRoom.messages.at(-1)?.text.includes('LINE連携を無効にしますか') === true;
  await until('it is asked', isAsked);
  await world.suzuki.adminRoom.taps(world.suzuki.deed);
  await world.settle();
  await minutesPass(world, 4);
  expect(isOver()).toBe(true);
  for (const name of names) {
    const last = world.lineUser(name).received.at(-1)?.text ?? '';
    expect(last).toContain('終了しました');
  }
  const open = world.sato.user.rooms('2000001').filter((room) => room.botPresent);
  expect(open).toEqual([]);
});

test('the new member is removed meanwhile: the rest stays, and the numbers add up', async () => {
  await world.suzuki.commands('member handover tanaka sato');
  await confirmAndGetGoing();
  await world.suzuki.adminRoom.says('member remove sato');
  const isAsked = () =>
    world.suzuki.adminRoom.messages.at(-1)?.text.includes('利用メンバーリストから削除しますか') ===
    true;
  await until('it is asked', isAsked);
  await world.suzuki.adminRoom.taps(world.suzuki.deed);
  await world.settle();
  await minutesPass(world, 4);
  expect(isOver()).toBe(true);
  const end = answersWith('引き継ぎが終わりました')[0] ?? '';
  const moved = Number(/引き継いだトークルーム: (\d+)件/.exec(end)?.[1]);
  const left = Number(/トークルーム (\d+)件は引き継いでいません/.exec(end)?.[1] ?? 0);
  expect(moved + left).toBe(ROOMS);
  const handedOver = auditOf(world).filter((entry) => entry.action === 'room.hand-over');
  expect(handedOver).toHaveLength(2 * moved);
});

test('two handovers of the same rooms at once: each room goes one way, and is counted once', async () => {
  await world.suzuki.commands('member handover tanaka sato');
  await confirmAndGetGoing();
  await world.suzuki.adminRoom.says('member handover tanaka suzuki');
  const isAsked = () =>
    world.suzuki.adminRoom.messages.at(-1)?.text.includes('鈴木 一郎さんに引き継ぎますか') === true;
  await until('it is asked', isAsked);
  await world.suzuki.adminRoom.taps(world.suzuki.deed);
  await world.settle();
  await minutesPass(world, 6);
  expect(isOver()).toBe(true);
  const counts = world.suzuki.answers.flatMap((text) => {
    const found =
      /引き継いだトークルーム: (\d+)件|のトークルーム (\d+)件を鈴木 一郎さんに引き継ぎました/.exec(
        text,
      );
    return found === null ? [] : [Number(found[1] ?? found[2])];
  });
  expect(counts.reduce((sum, each) => sum + each, 0)).toBe(ROOMS);
  expect(mostTold('に変わりました')).toBe(1);
});

test('a customer who writes while the closings are being told is told once', async () => {
  await world.suzuki.commands('member remove tanaka');
  await world.suzuki.adminRoom.taps(world.suzuki.deed);
  const last = world.lineUser(names.at(-1) ?? '');
  await last.user.says('もしもし', { oa: OA });
  await world.settle();
  await minutesPass(world, 4);
  expect(isOver()).toBe(true);
  expect(told('とのトークは終了しました')).toBe(ROOMS);
  expect(mostTold('とのトークは終了しました')).toBe(1);
});
