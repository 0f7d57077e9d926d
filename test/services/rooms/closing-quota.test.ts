import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OA } from '../../helpers/company.ts';
import { befriendMany, minutesPass, pushesSince, QUICK_ROOMS } from '../../helpers/crowd.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { until } from '../../helpers/until.ts';
import type { World } from '../../helpers/world.ts';

const CUSTOMERS = 60;
const LONG = { timeout: 600_000 };

let world: World;
let customers: readonly string[];
let start: number;

beforeEach(async () => {
  world = await startLinkedWorld(QUICK_ROOMS);
  customers = await befriendMany(world, world.tanaka, 'tanaka', CUSTOMERS);
  start = world.line.calls.length;
});
afterEach(() => world.stop());

const told = (part: string) =>
  customers.filter((name) =>
    world.lineUser(name).received.some((bubble) => bubble.text.includes(part)),
  );
const taken = () => pushesSince(world, start).filter((call) => call.status === 200).length;
const refused = () => pushesSince(world, start).filter((call) => call.status === 429).length;
const quotaCalls = () =>
  world.line.calls.slice(start).filter((call) => call.path.includes('quota')).length;

describe('a limit of 40 pushes, of which a quarter is kept for members', () => {
  beforeEach(async () => {
    world.line.account(OA).setQuota(40);
    // The command asks LINE for the limit; so does the start of a run.
    await world.suzuki.commands('quota');
    start = world.line.calls.length;
  });

  test(
    'the administrator is told before and after; the rest hear when they write',
    LONG,
    async () => {
      await world.suzuki.commands('member remove tanaka');
      const asked = world.suzuki.lastAnswer;
      expect(asked).toContain('LINEユーザー 60人のうち、30人にプッシュでお知らせします');
      expect(asked).toContain('今月送れるプッシュの残り: みどり商店 @123midori 40通');
      expect(asked).toContain('あとの30人には、次にメッセージが届いたときに無料でお知らせします');
      await world.suzuki.confirms();
      await minutesPass(world, 2);
      expect(world.suzuki.lastAnswer).toContain('次にメッセージが届いたときにお知らせ 30件');
      expect(told('終了しました')).toHaveLength(30);
      expect([taken(), refused()]).toEqual([30, 0]);

      const untold = customers.find((name) => !told('終了しました').includes(name)) ?? '';
      await world.lineUser(untold).says('いますか');
      await world.lineUser(untold).says('もしもし');
      const notices = world
        .lineUser(untold)
        .received.filter((bubble) => bubble.text.includes('終了しました'));
      expect(notices.map((bubble) => bubble.via)).toEqual(['reply']);
      expect(taken()).toBe(30);
    },
  );

  test('members have their share while and after hundreds are told', LONG, async () => {
    const ichiro = world.lineUser('鈴木一朗');
    await ichiro.says('トークID: sato');
    await world.later(120_000);
    await world.suzuki.commands('member remove tanaka');
    await world.suzuki.confirms();
    await minutesPass(world, 2);
    for (let n = 1; n <= 10; n += 1) await world.sato.says('鈴木一朗', `返事 ${n}`);
    expect(ichiro.lastReceived?.text).toBe('返事 10');
    expect([taken(), refused()]).toEqual([40, 0]);
    await world.sato.says('鈴木一朗', '11通目');
    expect(ichiro.lastReceived?.text).toBe('返事 10');
    expect(refused()).toBeLessThanOrEqual(2);
  });

  test('a handover is told the same way', LONG, async () => {
    await world.suzuki.commands('member handover tanaka sato');
    expect(world.suzuki.lastAnswer).toContain('60人のうち、30人にプッシュでお知らせします');
    await world.suzuki.confirms();
    await minutesPass(world, 4);
    expect(told('佐藤 健に変わりました')).toHaveLength(30);
    expect(world.suzuki.answers.join('\n')).toContain('次にメッセージが届いたときにお知らせ 30件');
    const untold = customers.find((name) => !told('佐藤 健に変わりました').includes(name)) ?? '';
    await world.lineUser(untold).says('いますか');
    expect(told('佐藤 健に変わりました')).toContain(untold);
    expect([taken(), refused()]).toEqual([30, 0]);
  });

  test(
    'a restart in the middle forgets no push, even if LINE no longer reports its count',
    LONG,
    async () => {
      world.line.faults.failNext({ api: 'quota', times: 1000, status: 500 });
      await world.suzuki.commands('link off');
      await world.suzuki.adminRoom.taps(world.suzuki.deed);
      await until('some are told', () => taken() >= 10);
      await world.restart();
      await minutesPass(world, 2);
      expect(told('終了しました')).toHaveLength(30);
      expect([taken(), refused()]).toEqual([30, 0]);
    },
  );

  test('next month, in Japan, there are pushes again', LONG, async () => {
    world.line.faults.failNext({ api: 'quota', times: 1000, status: 500 });
    for (let n = 1; n <= 12; n += 1) await world.tanaka.says(`客${n}`, 'こんにちは');
    const midnight = Date.UTC(2026, 10, 30, 15);
    await world.later(midnight - world.clock.now() - 1000);
    await world.suzuki.commands('member remove tanaka');
    expect(world.suzuki.lastAnswer).toContain('60人のうち、18人に');
    await world.suzuki.presses('キャンセル');
    await world.later(1000);
    await world.suzuki.commands('member remove tanaka');
    expect(world.suzuki.lastAnswer).toContain('60人のうち、30人に');
  });
});

test('the run asks LINE before it begins, and not for each notice', LONG, async () => {
  world.line.account(OA).setQuota(60);
  // LINE has not been asked since: 200 is the known limit.
  await world.suzuki.commands('member remove tanaka');
  expect(world.suzuki.lastAnswer).toContain('60人のうち、60人に');
  await world.suzuki.confirms();
  await minutesPass(world, 2);
  expect(told('終了しました')).toHaveLength(45);
  expect([taken(), refused()]).toEqual([45, 0]);
  expect(quotaCalls()).toBeLessThanOrEqual(2 * 4);
});

test('a plan without a limit reserves no share', LONG, async () => {
  world.line.account(OA).setQuota(null);
  await world.suzuki.commands('quota');
  await world.suzuki.commands('link off');
  expect(world.suzuki.lastAnswer).toContain('60人のうち、60人に');
  expect(world.suzuki.lastAnswer).toContain(
    '今月送れるプッシュの残り: みどり商店 @123midori 上限なし',
  );
  await world.suzuki.confirms();
  await minutesPass(world, 2);
  expect(told('終了しました')).toHaveLength(CUSTOMERS);
});
