import { afterEach, describe, expect, test } from 'vitest';
import { befriendMany, minutesPass, QUICK_ROOMS } from '../../helpers/crowd.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import type { World, WorldOptions } from '../../helpers/world.ts';

const POLL_MS = 300_000;
/** A minute's notices are used up long before these have been told. */
const STAFF = 150;
const LONG = { timeout: 600_000 };

let world: World;
afterEach(() => world.stop());

const hire = (count: number): WorldOptions => ({
  furnish: (_, works) => {
    for (let index = 0; index < count; index += 1) {
      works.addMember({
        email: `staff${index}@midori`,
        lastName: '社員',
        firstName: `${String(index).padStart(3, '0')}号`,
      });
    }
  },
});

describe('while a hundred and fifty people are being registered', () => {
  const start = async () => {
    world = await startLinkedWorld(hire(STAFF));
    await world.suzuki.commands('scope all');
    await world.suzuki.confirms();
  };
  const numberOf = (pattern: RegExp) => Number(pattern.exec(world.suzuki.lastAnswer)?.[1] ?? -1);

  test('status tells how far it is, and counts those in line as pending', LONG, async () => {
    await start();
    await world.suzuki.commands('status');
    const done = numberOf(/利用メンバーの登録: (\d+)\/151人/);
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(151);
    expect(world.suzuki.lastAnswer).toContain(
      `利用可能 ${done + 2} / 待機中 ${151 - done} / 失敗 0`,
    );
    await minutesPass(world, 3);
    await world.suzuki.commands('状態');
    expect(world.suzuki.lastAnswer).not.toContain('利用メンバーの登録');
    expect(world.suzuki.lastAnswer).toContain('利用可能 153 / 待機中 0 / 失敗 0');
  });

  test('the list of those pending shows everyone in line, once', LONG, async () => {
    await start();
    await world.suzuki.commands('status');
    const pending = numberOf(/待機中 (\d+)/);
    await world.suzuki.commands('member list pending');
    expect(world.suzuki.lastAnswer).toContain(`利用メンバー ${pending}人`);
    const inLine = await accountInLine();
    await world.suzuki.commands(`member info ${inLine}`);
    expect(world.suzuki.lastAnswer).toContain(`${inLine}@midori`);
    expect(world.suzuki.lastAnswer).toContain('状態: 待機中');
    await world.suzuki.commands('member list');
    expect(world.suzuki.lastAnswer).toContain('利用メンバー 153人');
  });
});

/** Who waits for their turn has no Talk ID yet: the list shows the account. */
async function accountInLine(): Promise<string> {
  for (let page = 1; page <= 40; page += 1) {
    await world.suzuki.commands(`member list pending page:${page}`);
    const account = /待機中 \/ (staff\d+)@midori/.exec(world.suzuki.lastAnswer)?.[1];
    if (account !== undefined) return account;
  }
  throw new Error('nobody is in line');
}

describe('while rooms are closed or handed over', () => {
  test('status tells how many of how many, until it has been reported', LONG, async () => {
    world = await startLinkedWorld(QUICK_ROOMS);
    await befriendMany(world, world.tanaka, 'tanaka', 30);
    world.line.faults.failNext({ api: 'push', times: 1000, status: 500 });
    await world.suzuki.commands('member handover tanaka sato');
    await world.suzuki.confirms();
    await world.suzuki.commands('status');
    expect(world.suzuki.lastAnswer).toContain(
      'トークの引き継ぎ（田中 花 → 佐藤 健）: 30/30件（LINEユーザーへのお知らせ 残り 30件）',
    );
    world.line.faults.clear();
    await minutesPass(world, 3);
    await world.suzuki.commands('lang en');
    await world.suzuki.commands('link off');
    expect(world.suzuki.lastAnswer).toContain('of 30 LINE users, 30 will be told by push');
    await world.suzuki.adminRoom.taps(world.suzuki.deed);
    await world.suzuki.adminRoom.says('status');
    await minutesPass(world, 3);
    const answers = world.suzuki.answers.slice(-4).join('\n');
    expect(answers).toMatch(/Closing talk rooms: \d+ of 30/);
    await world.suzuki.commands('status');
    expect(world.suzuki.lastAnswer).not.toContain('Closing talk rooms');
    expect(world.suzuki.lastAnswer).not.toContain('Handing over');
  });
});

test('status shows a directory that waits to be confirmed', async () => {
  world = await startLinkedWorld(hire(6));
  for (let index = 0; index < 6; index += 1) {
    world.works.member(`staff${index}@midori`).remove();
  }
  world.works.member('sato@midori').remove();
  await world.later(POLL_MS);
  await world.suzuki.commands('status');
  expect(world.suzuki.lastAnswer).toContain(
    'メンバー情報の確定待ち: 2026-11-22 09:05に急に減りました',
  );
  expect(world.suzuki.lastAnswer).toContain('（9人 → 2人）');
  await world.suzuki.presses('この人数で確定する');
  await world.suzuki.commands('status');
  expect(world.suzuki.lastAnswer).not.toContain('メンバー情報の確定待ち');
});
