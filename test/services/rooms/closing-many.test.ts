import { afterEach, beforeEach, expect, test } from 'vitest';
import { lanes, roomRuns } from '../../../src/store/schema.ts';
import { BRIDGE_BOT, OA } from '../../helpers/company.ts';
import { befriendMany } from '../../helpers/crowd.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { textsOf } from '../../helpers/people.ts';
import { auditOf } from '../../helpers/webhooks.ts';
import type { World } from '../../helpers/world.ts';

const ROOMS = 300;
/** A platform that announces it in its headers: the story is the same, but shorter. */
const PER_MINUTE = 60;
const MINUTE = 60_000;
const LONG = { timeout: 600_000 };

let world: World;
let customers: readonly string[];

/** Everyone befriends Tanaka; the rooms are made as the limit allows. */
beforeEach(async () => {
  world = await startLinkedWorld({ works: { createChannelsPerMinute: PER_MINUTE } });
  world.line.account(OA).setQuota(1000);
  customers = await befriendMany(world, world.tanaka, 'tanaka', ROOMS);
}, 600_000);
afterEach(() => world.stop());

const received = (name: string) => world.lineUser(name).received.map((bubble) => bubble.text);
const told = (part: string) =>
  customers.filter((name) => received(name).some((text) => text.includes(part))).length;
const openBots = () => world.tanaka.user.rooms(BRIDGE_BOT).filter((room) => room.botPresent).length;
const db = () => world.bridge.workspace.context.db;
const minutesPass = async (minutes: number) => {
  for (let n = 0; n < minutes * 4; n += 1) await world.later(MINUTE / 4);
};

test(
  '300 rooms close by themselves while others are relayed; start and end are told',
  LONG,
  async () => {
    const ichiro = world.lineUser('鈴木一朗');
    await ichiro.says('トークID: sato');
    await world.suzuki.commands('member remove tanaka');
    expect(world.suzuki.lastAnswer).toContain(`トークルーム ${ROOMS}件を削除し`);
    await world.suzuki.adminRoom.taps(world.suzuki.deed);
    await ichiro.says('いま話せますか');
    expect(textsOf(world.sato.room('鈴木一朗')).at(-1)).toBe('いま話せますか');
    await world.sato.says('鈴木一朗', 'はい、どうぞ');
    expect(ichiro.lastReceived?.text).toBe('はい、どうぞ');
    expect(world.suzuki.answers.join('\n')).toContain(`${ROOMS}件のトークの終了を`);

    await minutesPass(4);
    expect(openBots()).toBe(0);
    expect(told('終了しました')).toBe(ROOMS);
    expect(world.suzuki.lastAnswer).toContain(`トークルーム ${ROOMS}件の終了処理が終わりました`);
    expect(world.suzuki.lastAnswer).toContain(`送信済み ${ROOMS}件`);
    const limited = world.works.calls.filter((call) => call.status === 429);
    expect(limited).toEqual([]);
    expect(auditOf(world).filter((entry) => entry.action === 'room.close')).toHaveLength(ROOMS);
    expect(db().select().from(roomRuns).all()).toEqual([]);
  },
);

test(
  'from the moment of confirming nothing is relayed; notices beyond the quota are told once, later',
  LONG,
  async () => {
    const [first = '', ...others] = customers;
    await world.lineUser(first).says('トークID: sato');
    await world.later(2 * MINUTE);
    const used = world.line.calls.filter(
      (call) => call.api === 'push' && call.status === 200,
    ).length;
    world.line.account(OA).setQuota(used + 100);
    await world.suzuki.commands('member remove tanaka');
    await world.suzuki.adminRoom.taps(world.suzuki.deed);
    await world.tanaka.user.room('客300').says('もう届きません');
    await minutesPass(4);
    expect(received('客300')).not.toContain('もう届きません');
    expect(world.suzuki.lastAnswer).toMatch(
      /送信済み 75件、次にメッセージが届いたときにお知らせ 225件/,
    );
    const refused = world.line.calls.filter((call) => call.api === 'push' && call.status === 429);
    expect(refused.length).toBeLessThanOrEqual(2);

    const untold = others.find(
      (name) => !received(name).join().includes('田中 花とのトークは終了'),
    );
    const late = world.lineUser(untold ?? '');
    await late.says('いますか');
    await late.says('もしもし');
    expect(received(late.name).filter((text) => text.includes('終了しました'))).toHaveLength(1);
    expect(late.lastReceived?.via).not.toBe('push');
  },
);

test('a customer with another room is told of the closing there, once', LONG, async () => {
  const hanako = world.lineUser('客1');
  await hanako.says('トークID: sato');
  await world.later(2 * MINUTE);
  world.line.account(OA).setQuota(0);
  await world.suzuki.commands('member remove tanaka');
  await world.suzuki.confirms();
  await minutesPass(1);
  await hanako.says('佐藤さんへ');
  await hanako.says('佐藤 健');
  await hanako.says('続き');
  const notices = received('客1').filter((text) => text.includes('田中 花とのトークは終了'));
  expect(notices).toHaveLength(1);
});

test(
  '300 customers are handed over: rooms as calls allow, one who writes first',
  LONG,
  async () => {
    await world.suzuki.commands('member handover tanaka sato');
    expect(world.suzuki.lastAnswer).toContain(`開いているトークルーム ${ROOMS}件`);
    await world.suzuki.confirms();
    expect(world.suzuki.answers.join('\n')).toContain(
      `トークルーム ${ROOMS}件を佐藤 健さんに順に引き継いでいます`,
    );
    await world.lineUser('客299').says('急ぎです');
    await minutesPass(2);
    expect(textsOf(world.sato.room('客299')).at(-1)).toBe('急ぎです');
    expect(world.sato.user.rooms(BRIDGE_BOT).length).toBeLessThanOrEqual(3 * PER_MINUTE);
    await minutesPass(8);
    expect(world.sato.user.rooms(BRIDGE_BOT)).toHaveLength(ROOMS);
    expect(openBots()).toBe(0);
    expect(told('佐藤 健に変わりました')).toBe(ROOMS);
    const ends = world.suzuki.answers.filter((text) => text.includes('引き継ぎが終わりました'));
    expect(ends).toHaveLength(1);
    expect(ends[0]).toContain(`引き継いだトークルーム: ${ROOMS}件`);
    expect(db().select().from(lanes).all()).toEqual([]);
    expect(world.works.calls.filter((call) => call.status === 429)).toEqual([]);
  },
);
