import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lanes, roomRuns } from '../../../src/store/schema.ts';
import { OA } from '../../helpers/company.ts';
import { befriendMany, minutesPass, QUICK_ROOMS } from '../../helpers/crowd.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { textsOf } from '../../helpers/people.ts';
import { auditOf } from '../../helpers/webhooks.ts';
import type { World } from '../../helpers/world.ts';

/** A fault of ours in one room of many does not block the others. */

const ROOMS = 24;
let world: World;
let names: readonly string[];

beforeEach(async () => {
  world = await startLinkedWorld(QUICK_ROOMS);
  world.line.account(OA).setQuota(1000);
  names = await befriendMany(world, world.tanaka, 'tanaka', ROOMS);
});
afterEach(() => world.stop());

const db = () => world.bridge.workspace.context.db;
/** Every audit entry about this room fails. */
const breakRoom = (id: number) =>
  db().run(
    sql.raw(`CREATE TRIGGER broken BEFORE INSERT ON audit_entry_rows
      WHEN NEW.room_id = ${id} AND NEW.action IN ('room.close', 'room.hand-over')
      BEGIN SELECT RAISE(ABORT, 'spoilt'); END`),
  );
const mend = () => db().run(sql.raw('DROP TRIGGER broken'));
const told = (part: string) =>
  names.filter((name) => world.lineUser(name).received.some(({ text }) => text.includes(part)))
    .length;
const does = async (command: string) => {
  await world.suzuki.commands(command);
  await world.suzuki.confirms();
};
const ends = (part: string) => world.suzuki.answers.filter((text) => text.includes(part));
const isOver = () => db().select().from(roomRuns).all().length === 0;

test('a room that cannot be closed is set aside after a few tries; the others are told meanwhile', async () => {
  breakRoom(3);
  await does('member remove tanaka');
  expect(told('終了しました')).toBe(ROOMS - 1);
  await minutesPass(world, 5);
  expect(isOver()).toBe(true);
  const [end = '', ...more] = ends('終了処理が終わりました');
  expect(more).toEqual([]);
  expect(end).toContain(`トークルーム ${ROOMS - 1}件の終了処理が終わりました`);
  expect(end).toContain('エラーのため、トークルーム 1件（#3）の終了をお知らせできませんでした');
  const failures = auditOf(world).filter((entry) => entry.action === 'room.fail');
  expect(failures).toHaveLength(1);
  expect(failures[0]).toMatchObject({ roomId: 3, outcome: 'failed', memberName: '田中 花' });
  expect(db().select().from(lanes).all()).toEqual([]);
});

test('a room that fails for a moment is closed with the others', async () => {
  breakRoom(3);
  await does('member remove tanaka');
  mend();
  await minutesPass(world, 3);
  expect(isOver()).toBe(true);
  expect(told('終了しました')).toBe(ROOMS);
  expect(ends(`トークルーム ${ROOMS}件の終了処理が終わりました`)).toHaveLength(1);
  expect(auditOf(world).filter((entry) => entry.action === 'room.fail')).toEqual([]);
});

test('a room that cannot be handed over stays, and can be handed over later', async () => {
  breakRoom(5);
  await does('member handover tanaka sato');
  const stays = world.lineUser(names[4] ?? '');
  expect(told('佐藤 健に変わりました')).toBe(ROOMS - 1);
  await minutesPass(world, 6);
  expect(isOver()).toBe(true);
  const [end = ''] = ends('引き継ぎが終わりました');
  expect(end).toContain(`引き継いだトークルーム: ${ROOMS - 1}件`);
  expect(end).toContain('エラーのため、トークルーム 1件（#5）を引き継げませんでした');
  expect(end).not.toContain('引き継ぎ先が利用できなくなった');
  expect(textsOf(world.tanaka.direct).at(-1)).toContain('引き継いでいないトークルーム: 1件');
  expect(textsOf(world.sato.direct).join('\n')).toContain('引き継いでいないトークルーム: 1件');
  await stays.says('どなたですか');
  expect(textsOf(world.tanaka.room(stays.name)).at(-1)).toBe('どなたですか');
  mend();
  await does('member handover tanaka sato');
  expect(world.suzuki.lastAnswer).toContain('トークルーム 1件を佐藤 健さんに引き継ぎました');
});

test('both members hear of a mass handover at its start, even while the notices wait', async () => {
  world.line.faults.failNext({ api: 'push', times: 1000, status: 503, body: '{}' });
  await does('member handover tanaka sato');
  expect(isOver()).toBe(false);
  const taken = () => textsOf(world.sato.direct).filter((text) => text.includes('引き継'));
  const away = () => textsOf(world.tanaka.direct).filter((text) => text.includes('引き継'));
  for (const minutes of [0, 70]) {
    await world.later(minutes * 60_000);
    await minutesPass(world, 1);
    expect(taken()).toHaveLength(1);
    expect(taken()[0]).toContain(`田中 花さんからLINEユーザーとのトークルーム ${ROOMS}件を順に`);
    expect(away()).toHaveLength(1);
    expect(away()[0]).toContain(`トークルーム ${ROOMS}件を佐藤 健さんに順に引き継いで`);
  }
  expect(isOver()).toBe(true);
});
