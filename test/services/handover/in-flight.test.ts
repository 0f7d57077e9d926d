import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OA } from '../../helpers/company.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../helpers/people.ts';
import { until } from '../../helpers/until.ts';
import type { World } from '../../helpers/world.ts';

let world: World;
let hanako: LineChat;

beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  await hanako.says('はじめまして');
  await world.later(120_000);
});
afterEach(() => world.stop());

/** Messages of the customer or the old member stay on their way until they are released. */
const holdAtWorks = (text: string) =>
  world.works.faults.hold(({ body }) => JSON.stringify(body).includes(text));
const holdPushes = () => world.line.faults.hold(({ api }) => api === 'push');
const underWay = (way: { readonly waiting: number }) =>
  until('it is under way', () => way.waiting > 0);
const handOver = async (way: { release(): void }) => {
  await world.suzuki.adminRoom.taps(world.suzuki.deed);
  await world.heard();
  way.release();
  await world.settle();
};
const timesAtSato = (text: string) =>
  textsOf(world.sato.room('山田花子')).filter((each) => each === text).length;

describe('a message of the customer is under way while the room is handed over', () => {
  beforeEach(() => world.suzuki.commands('member handover tanaka sato'));

  test.each([
    ['refused', { status: 400 }],
    ['told to wait for minutes', { status: 429, headers: { 'retry-after': '300' } }],
  ])('%s: the new member gets it at once, in order and once', async (_, fault) => {
    const match = (call: { body: unknown }) => JSON.stringify(call.body).includes('"一つ目"');
    world.works.faults.failNext({ api: 'channel-message', match, ...fault });
    const way = holdAtWorks('"一つ目"');
    await hanako.user.says('一つ目', { oa: OA });
    await underWay(way);
    await hanako.user.says('二つ目', { oa: OA });
    await handOver(way);
    await world.later(10_000);
    await hanako.says('三つ目');
    await world.later(600_000);
    const texts = textsOf(world.sato.room('山田花子'));
    expect(texts.slice(-3)).toEqual(['一つ目', '二つ目', '三つ目']);
    expect(texts.join('\n').split('一つ目')).toHaveLength(2);
    expect(textsOf(world.tanaka.room('山田花子'))).not.toContain('一つ目');
    expect(hanako.received.map((bubble) => bubble.text).join()).not.toContain('届きませんでした');
  });

  test('delivered after all, it is in the new member’s transcript only', async () => {
    const way = holdAtWorks('届く言葉');
    await hanako.user.says('届く言葉', { oa: OA });
    await underWay(way);
    await handOver(way);
    await world.later(600_000);
    expect(textsOf(world.tanaka.room('山田花子'))).toContain('届く言葉');
    expect(timesAtSato('届く言葉')).toBe(0);
    expect(textsOf(world.sato.room('山田花子')).join('\n')).toContain('山田花子: 届く言葉');
  });
});

describe('an answer of the old member', () => {
  test('under way and then refused is reported as certainly not sent', async () => {
    await world.suzuki.commands('member handover tanaka sato');
    world.line.faults.failNext({ api: 'push', times: 3, status: 400 });
    const way = holdPushes();
    await world.tanaka.user.room('山田花子').says('返事です');
    await underWay(way);
    await handOver(way);
    await world.later(600_000);
    expect(hanako.received.map((bubble) => bubble.text)).not.toContain('返事です');
    expect(textsOf(world.tanaka.direct).join('\n')).toContain(
      '「山田花子」さんへの返事 1件は、トークが佐藤 健さんに引き継がれたため送っていません',
    );
  });

  test('with an unknown outcome is not called unsent', async () => {
    world.line.faults.failNext({ api: 'push', times: 1, mode: 'after', action: 'cut' });
    await world.tanaka.says('山田花子', '届いた返事');
    await world.suzuki.commands('member handover tanaka sato');
    await world.suzuki.confirms();
    await world.later(600_000);
    expect(hanako.received.map((bubble) => bubble.text)).toContain('届いた返事');
    const told = [...textsOf(world.tanaka.room('山田花子')), ...textsOf(world.tanaka.direct)];
    expect(told.join('\n')).not.toContain('送っていません');
    expect(world.suzuki.answers.join('\n')).not.toContain('1件は送っていません');
    expect(told.join('\n')).toContain('「山田花子」さんへの最後の返事は、届いていない可能性');
  });

  test('that arrives after the handover counts as the new member’s: the next message asks', async () => {
    await world.suzuki.commands('member add suzuki');
    await hanako.says('トークID: suzuki');
    await world.later(120_000);
    await world.suzuki.commands('member handover tanaka sato');
    const way = holdPushes();
    await world.tanaka.user.room('山田花子').says('いかがですか');
    await underWay(way);
    await hanako.user.says('トークID: suzuki', { oa: OA });
    await handOver(way);
    await hanako.says('はい、お願いします');
    expect(textsOf(world.suzuki.room('山田花子'))).not.toContain('はい、お願いします');
    expect(hanako.lastReceived?.buttons.map((button) => button.label)).toContain('佐藤 健');
  });
});

test('a room closes while an answer’s outcome is unknown: its loss is not called certain', async () => {
  world.line.faults.failNext({ api: 'push', times: 1, mode: 'after', action: 'cut' });
  await world.tanaka.says('山田花子', '届いた返事');
  await world.suzuki.commands('room close 1');
  await world.suzuki.confirms();
  expect(world.suzuki.lastAnswer).toContain(
    '1件の送信を取りやめました（うち1件は届いた可能性があります）',
  );
});
