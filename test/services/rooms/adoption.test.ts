import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { talkRooms } from '../../../src/store/schema.ts';
import { BRIDGE_BOT } from '../../helpers/company.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../helpers/people.ts';
import type { World } from '../../helpers/world.ts';

/**
 * A room that appears after an unclear creation is the customer's only if it is the one asked for.
 */

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
});
afterEach(() => world.stop());

const creations = () => world.works.calls.filter((call) => call.api === 'create-channel').length;
const leavings = () => world.works.calls.filter((call) => call.api === 'leave-channel').length;
const channelOfRoom = () =>
  world.bridge.workspace.context.db.select().from(talkRooms).all()[0]?.worksChannelId;
const tanaka = () => world.tanaka.user.userId;
const lost = (mode: 'before' | 'after') =>
  world.works.faults.failNext({ api: 'create-channel', mode, action: 'cut' });
const SAID = '口座を変更したいです';

describe('the creation never arrived, and meanwhile', () => {
  beforeEach(async () => {
    lost('before');
    await hanako.says('トークID: tanaka');
    expect(creations()).toBe(1);
  });

  test.each<[string, () => ReturnType<World['tanaka']['user']['makesRoom']>]>([
    [
      'a colleague invites the member into a group with the bot',
      () => {
        const group = world.sato.user.makesRoom(BRIDGE_BOT, 'お昼の相談');
        void group.invites(tanaka());
        return group;
      },
    ],
    [
      'a colleague’s group bears the customer’s name',
      () => {
        const group = world.sato.user.makesRoom(BRIDGE_BOT, '山田花子');
        void group.invites(tanaka());
        return group;
      },
    ],
    [
      'the member makes a room of their own with the bot',
      () => world.tanaka.user.makesRoom(BRIDGE_BOT, 'メモ'),
    ],
  ])('%s: another room is made, and nothing is said in that one', async (_, happens) => {
    const other = happens();
    await world.settle();
    await hanako.says(SAID);
    for (const seconds of [1, 2, 10]) await world.later(seconds * 1000);
    expect(channelOfRoom()).not.toBe(other.channelId);
    expect(creations()).toBe(2);
    expect(textsOf(other)).toEqual([]);
    const room = world.tanaka.user.room(channelOfRoom() ?? '');
    expect(room.members).toEqual([tanaka()]);
    expect(textsOf(room).at(-1)).toBe(SAID);
  });

  test('the talk ends: the bot does not leave a colleague’s group for it', async () => {
    await hanako.ends();
    const group = world.sato.user.makesRoom(BRIDGE_BOT, 'お昼の相談');
    await group.invites(tanaka());
    await world.settle();
    await world.later(60_000);
    expect(leavings()).toBe(0);
    expect(group.botPresent).toBe(true);
  });
});

describe('the room was made, and the answer was lost', () => {
  const isAdopted = async () => {
    for (const seconds of [1, 2, 10]) await world.later(seconds * 1000);
    expect(creations()).toBe(1);
    expect(textsOf(world.tanaka.room('山田花子'))[0]).toContain('山田花子');
  };

  test('the room is known by its member and its title', async () => {
    lost('after');
    await hanako.says('トークID: tanaka');
    await isAdopted();
  });

  test('the same when it cannot be checked for a moment', async () => {
    lost('after');
    world.works.faults.failNext({ api: 'channel-members', status: 503 });
    world.works.faults.failNext({ api: 'get-channel', status: 500 });
    await hanako.says('トークID: tanaka');
    await isAdopted();
  });

  test('the same when a colleague’s group appears first', async () => {
    lost('before');
    world.works.faults.failNext({ api: 'channel-members', status: 503 });
    const group = world.sato.user.makesRoom(BRIDGE_BOT, 'お昼の相談');
    await hanako.says('トークID: tanaka');
    await group.invites(tanaka());
    // The room LINE WORKS made for the call appears only now.
    world.tanaka.user.makesRoom(BRIDGE_BOT, '山田花子');
    await world.settle();
    await isAdopted();
    expect(textsOf(group)).toEqual([]);
  });

  test('the same over a restart', async () => {
    lost('after');
    world.works.faults.failNext({ api: 'channel-members', times: 2, status: 503 });
    await hanako.says('トークID: tanaka');
    await world.restart();
    await isAdopted();
  });

  test('a talk that has ended meanwhile: the bot leaves it', async () => {
    lost('after');
    world.works.faults.failNext({ api: 'channel-members', status: 503 });
    await hanako.says('トークID: tanaka');
    await hanako.ends();
    await world.later(10_000);
    expect(leavings()).toBe(1);
  });
});
