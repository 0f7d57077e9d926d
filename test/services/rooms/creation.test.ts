import { afterEach, beforeEach, expect, test } from 'vitest';
import { anyRoomBeingCreated } from '../../../src/store/queue/room-creations.ts';
import { requests } from '../../../src/store/schema.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { textsOf } from '../../helpers/people.ts';
import type { World } from '../../helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await startLinkedWorld();
});
afterEach(() => world.stop());

const creations = () => world.works.calls.filter((call) => call.api === 'create-channel').length;
const db = () => world.bridge.workspace.context.db;

test('a room that cannot be made is given up in the end, and the LINE user is told', async () => {
  const hanako = world.lineUser('山田花子');
  world.works.faults.failNext({ api: 'create-channel', times: 1000, status: 503 });
  await hanako.says('トークID: tanaka');
  await hanako.says('聞こえますか');
  for (let n = 0; n < 40; n += 1) await world.later(10 * 60_000);
  expect(creations()).toBeLessThan(10);
  expect(hanako.received.map((bubble) => bubble.text).join()).toContain('届きませんでした');
  world.works.faults.clear();
  await hanako.says('もう一度');
  await world.later(60_000);
  expect(textsOf(world.tanaka.room('山田花子'))).toContain('もう一度');
});

test('a creation whose outcome stays unknown is not repeated without end', async () => {
  const hanako = world.lineUser('山田花子');
  world.works.faults.failNext({ api: 'create-channel', times: 1000, action: 'cut' });
  await hanako.says('トークID: tanaka');
  for (let n = 0; n < 60; n += 1) await world.later(10_000);
  expect(creations()).toBeLessThanOrEqual(3);
});

test('a callback that comes before the answer is lost settles the creation before another try', async () => {
  const jiro = world.lineUser('次郎');
  world.works.faults.failNext({ api: 'create-channel', times: 1, mode: 'after', action: 'cut' });
  await jiro.says('トークID: tanaka');
  for (let n = 0; n < 30; n += 1) await world.later(100);
  expect(creations()).toBe(1);
});

test('the bot leaves a room that closed while unclear as soon as it appears', async () => {
  const jiro = world.lineUser('次郎');
  world.works.faults.failNext({ api: 'create-channel', times: 1, action: 'cut' });
  await jiro.says('トークID: tanaka');
  await world.suzuki.commands('link off');
  await world.suzuki.confirms();
  // The room the platform made for the call appears only now.
  await world.works.bot('2000001').sendRaw({
    type: 'joined',
    source: { channelId: 'late-channel', domainId: world.works.domainId },
    issuedTime: new Date(world.clock.now()).toISOString(),
    members: [world.tanaka.user.userId],
  });
  await world.later(1000);
  expect(world.works.calls.filter((call) => call.api === 'leave-channel')).toHaveLength(1);
  expect(db().select().from(requests).all()).toEqual([]);
});

test('a room that closes while its creation waits leaves no trace of a creation', async () => {
  const jiro = world.lineUser('次郎');
  world.works.faults.failNext({ api: 'create-channel', times: 1, status: 503 });
  await jiro.says('トークID: tanaka');
  await world.suzuki.commands('link off');
  await world.suzuki.confirms();
  expect(anyRoomBeingCreated(db(), 0)).toBe(false);
});
