import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { outbox } from '../../../src/store/schema.ts';
import { OA } from '../../helpers/company.ts';
import { minutesPass } from '../../helpers/crowd.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { textsOf } from '../../helpers/people.ts';
import type { World } from '../../helpers/world.ts';

/** In direct mode the end of each talk is said in the 1:1 room, even to a former link member. */

let world: World;
beforeEach(async () => {
  world = await startLinkedWorld({ works: { roomBehaviour: 'single-user' } });
  for (const name of ['山田花子', '鈴木一朗']) await world.lineUser(name).says('トークID: tanaka');
});
afterEach(() => world.stop());

const direct = () => textsOf(world.tanaka.direct);
const ends = () => direct().filter((text) => /トークは終了しました|has ended/u.test(text));
const confirms = async (command: string) => {
  await world.suzuki.commands(command);
  await world.suzuki.confirms();
};
/** Direct-mode messages that LINE WORKS refuses for a while. */
const REFUSED = {
  api: 'user-message',
  status: 503,
  match: (call: { body: unknown }) => JSON.stringify(call.body).includes('▸'),
};
const cancelled = () =>
  world.bridge.workspace.context.db
    .select()
    .from(outbox)
    .all()
    .filter((row) => row.state === 'cancelled');

describe.each(['member remove tanaka', 'link off'])('after %s', (command) => {
  test('each talk’s end is said under its customer’s name', async () => {
    await confirms(command);
    expect(ends()).toHaveLength(2);
    for (const name of ['山田花子', '鈴木一朗']) {
      expect(ends().some((text) => text.startsWith(`▸${name}\n`))).toBe(true);
    }
    expect(cancelled()).toEqual([]);
  });

  test('the end of the membership is told last', async () => {
    world.works.faults.delay(100, (call) => JSON.stringify(call.body).includes('山田花子'));
    await confirms(command);
    world.works.faults.delay(0);
    expect(ends()).toHaveLength(2);
    expect(direct().at(-1)).not.toContain('▸');
    expect(direct().at(-1)).toMatch(/利用メンバーリストから削除されました|無効になりました/u);
  });

  test('the same while LINE WORKS refuses all for a while, over a restart', async () => {
    world.works.faults.failNext({ ...REFUSED, times: 2 });
    await confirms(command);
    expect(ends()).toHaveLength(0);
    await world.restart();
    await minutesPass(world, 3);
    expect(ends()).toHaveLength(2);
  });

  test('the same when the member has been added again before it could be said', async () => {
    world.works.faults.failNext({ ...REFUSED, times: 2 });
    await confirms(command);
    if (command === 'link off') await world.suzuki.commands('link on');
    await world.suzuki.commands('member add tanaka');
    await minutesPass(world, 3);
    expect(ends()).toHaveLength(2);
  });
});

test('two customers of one name are told apart to the end', async () => {
  const namesake = world.line.addUser({ displayName: '山田花子', language: 'ja' });
  await namesake.says('トークID: tanaka', { oa: OA });
  await world.settle();
  await confirms('member remove tanaka');
  const heads = ends().map((text) => text.split('\n')[0]);
  expect(heads).toHaveLength(3);
  expect(heads.filter((head) => /^▸山田花子 #\d+$/u.test(head ?? ''))).toHaveLength(2);
  expect(new Set(heads).size).toBe(3);
});

test('many talks are ended in turns, and the end of each is said', async () => {
  for (let at = 1; at <= 19; at += 1) {
    await world.line
      .addUser({ displayName: `客${at}`, language: 'ja' })
      .says('トークID: tanaka', { oa: OA });
  }
  await world.settle();
  await confirms('member remove tanaka');
  await minutesPass(world, 2);
  expect(ends()).toHaveLength(21);
});

test('a talk that was handed over tells of its successor, though its member is removed at once', async () => {
  world.works.faults.failNext({ ...REFUSED, times: 9 });
  await confirms('member handover tanaka sato');
  await confirms('member remove tanaka');
  await minutesPass(world, 4);
  const told = direct().filter((text) => text.startsWith('▸') && text.includes('佐藤 健'));
  expect(told).toHaveLength(2);
});

test('in English, too', async () => {
  await world.suzuki.commands('lang en');
  await world.tanaka.commands('lang en');
  await world.suzuki.commands('member remove tanaka');
  await world.suzuki.confirms();
  expect(ends()).toHaveLength(2);
  expect(ends()[0]).toContain('has ended');
});
