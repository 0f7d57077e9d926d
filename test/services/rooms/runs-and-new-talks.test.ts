import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { jobs, roomRuns } from '../../../src/store/schema.ts';
import { OA } from '../../helpers/company.ts';
import { befriendMany, minutesPass, QUICK_ROOMS } from '../../helpers/crowd.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import type { LineChat } from '../../helpers/people.ts';
import { until } from '../../helpers/until.ts';
import type { World } from '../../helpers/world.ts';

/**
 * A LINE user who talks with a member again is not told that the earlier talk ended (DESIGN §6.6).
 */

let world: World;
afterEach(() => world.stop());

const heard = (who: LineChat) => who.received.map((bubble) => bubble.text).join('\n');
const db = () => world.bridge.workspace.context.db;
const lastToAdmin = () => world.suzuki.adminRoom.messages.at(-1)?.text ?? '';
/** A command while calls hang: it does not wait for rest. */
const commandsAtOnce = async (text: string, answer: string) => {
  await world.suzuki.adminRoom.says(text);
  await until(answer, () => lastToAdmin().includes(answer));
};

describe('many rooms close', () => {
  const ROOMS = 24;
  let names: readonly string[];
  beforeEach(async () => {
    world = await startLinkedWorld(QUICK_ROOMS);
    world.line.account(OA).setQuota(1000);
    names = await befriendMany(world, world.tanaka, 'tanaka', ROOMS);
  });

  test('the end of a talk is not told to a LINE user who already has a new one', async () => {
    const back = world.lineUser(names.at(-1) ?? '');
    const goodbyes = world.line.faults.hold(({ body }) =>
      JSON.stringify(body).includes('終了しました'),
    );
    await world.suzuki.commands('member remove tanaka');
    await world.suzuki.adminRoom.taps(world.suzuki.deed);
    await until('the run has begun', () => db().select().from(roomRuns).all().length === 1);
    await commandsAtOnce('member add tanaka', '利用可能');
    await back.user.says('トークID: tanaka', { oa: OA });
    await world.heard();
    goodbyes.release();
    await world.settle();
    await minutesPass(world, 3);
    expect(heard(back).split('田中 花です')).toHaveLength(3);
    expect(db().select().from(roomRuns).all()).toEqual([]);
    expect(heard(back)).not.toContain('終了しました');
    expect(world.suzuki.lastAnswer).toContain(`送信済み ${ROOMS - 1}件`);
    const open = world.tanaka.user
      .rooms('2000001')
      .filter((room) => room.botPresent && room.title === back.name);
    expect(open).toHaveLength(1);
  });
});

describe('a waiting notice', () => {
  beforeEach(async () => {
    world = await startLinkedWorld();
  });

  test.each([
    ['for a limit', { status: 429, headers: { 'retry-after': '60' }, body: '{"message":"slow"}' }],
    ['for LINE to be well again', { status: 500, body: '{}' }],
  ])('%s is not said once the two talk again', async (_, fault) => {
    const hanako = world.lineUser('山田花子');
    await hanako.says('トークID: tanaka');
    await hanako.says('よろしく');
    await world.later(120_000);
    world.line.faults.failNext({ api: 'push', times: 1, ...fault });
    await world.suzuki.commands('member remove tanaka');
    await world.suzuki.confirms();
    expect(heard(hanako)).not.toContain('終了しました');
    await world.suzuki.commands('member add tanaka');
    await hanako.says('トークID: tanaka');
    await world.later(120_000);
    expect(heard(hanako)).not.toContain('終了しました');
    expect(heard(hanako).split('田中 花です')).toHaveLength(3);
    await hanako.says('またお願いします');
    expect(heard(hanako)).not.toContain('終了しました');
    expect(
      db()
        .select()
        .from(jobs)
        .all()
        .filter((job) => job.kind === 'room-run'),
    ).toEqual([]);
  });
});
