import { afterEach, beforeEach, expect, test } from 'vitest';
import { roomLane } from '../../../../src/domain/delivery/lane.ts';
import { worksChannelId } from '../../../../src/domain/ids.ts';
import { dropRequest, putRequest } from '../../../../src/store/queue/requests.ts';
import { changeRoom, roomByWorksChannel } from '../../../../src/store/talks/talk-rooms.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import { auditOf, originOf, postWorks } from '../../../helpers/webhooks.ts';
import type { World } from '../../../helpers/world.ts';

/** Colleagues invited into a customer's room. */

/** The request of a room being created. */
const CREATION = {
  step: 'create-room',
  rowIds: [],
  address: '{}',
  body: '{}',
  retryKey: null,
  replyToken: null,
  replyReceivedAt: null,
  inFlight: true,
  attempts: 1,
  unclear: 0,
  firstAttemptAt: 0,
};

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
});
afterEach(() => world.stop());

const joins = () => auditOf(world).filter((entry) => entry.action === 'room.join');
const room = () => world.tanaka.room('山田花子');

test('are told at once; the member and the administrators are warned, and it is on record', async () => {
  await room().invites(world.sato.user.userId);
  await world.settle();
  expect(textsOf(room()).at(-1)).toContain('佐藤 健さんがこのトークルームに参加しました');
  expect(textsOf(room()).at(-1)).toContain('送れるのは田中 花さんだけです');
  expect(textsOf(world.tanaka.direct).at(-1)).toContain(
    '「山田花子」さんとのトークルームに佐藤 健さんが参加しました',
  );
  expect(world.suzuki.lastAnswer).toContain('佐藤 健さんが参加しました');
  expect(joins()).toEqual([
    expect.objectContaining({
      actorKind: 'member',
      actorId: world.sato.user.userId,
      memberId: world.tanaka.user.userId,
      lineUserId: hanako.user.userId,
    }),
  ]);
  expect(hanako.received.map((bubble) => bubble.text).join()).not.toContain('佐藤');
});

test('only the member reads their own name for the customer', async () => {
  await world.tanaka.says('山田花子', '/名前 要注意の人');
  await room().invites(world.sato.user.userId);
  await world.settle();
  expect(textsOf(world.tanaka.direct).at(-1)).toContain('「要注意の人」さんとのトークルームに');
  expect(world.suzuki.lastAnswer).toContain('「山田花子」さん');
  expect(textsOf(room()).at(-1)).not.toContain('要注意');
});

const joined = async (channelId: string, members: readonly string[]) => {
  const body = {
    type: 'joined',
    source: { channelId, domainId: world.works.domainId },
    issuedTime: new Date(world.clock.now()).toISOString(),
    members,
  };
  await postWorks(originOf(world), JSON.stringify(body));
  await world.settle();
};

test('several at once are announced in one message to each reader', async () => {
  const before = textsOf(room()).length;
  const guests = [world.sato.user.userId, world.suzuki.user.userId];
  await joined(room().channelId ?? '', [...guests, world.tanaka.user.userId]);
  expect(textsOf(room()).slice(before)).toEqual([
    expect.stringContaining('佐藤 健さん、鈴木 一郎さんがこのトークルームに参加しました'),
  ]);
  expect(joins().map((entry) => entry.actorId)).toEqual(guests);
});

test('a member who comes back into the room, and people of other rooms, are no guests', async () => {
  const before = world.works.calls.length;
  await joined(room().channelId ?? '', [world.tanaka.user.userId]);
  await joined('some-group', [world.sato.user.userId]);
  expect(world.works.calls.length).toBe(before);
  expect(joins()).toEqual([]);
});

test('in a room that the bot is leaving it is only recorded', async () => {
  world.works.faults.failNext({ api: 'leave-channel', times: 1, status: 503 });
  await hanako.ends();
  const before = [textsOf(room()).length, textsOf(world.tanaka.direct).length];
  await room().invites(world.sato.user.userId);
  await world.settle();
  expect([textsOf(room()).length, textsOf(world.tanaka.direct).length]).toEqual(before);
  expect(joins()).toHaveLength(1);
});

test('a guest invited while the room is being stored is noted, too', async () => {
  const { context } = world.bridge.workspace;
  const channelId = worksChannelId(room().channelId ?? '');
  const talk = roomByWorksChannel(context.db, channelId);
  if (talk === null) throw new Error('no room');
  const lane = roomLane(talk.id, 'line-works');
  changeRoom(context.db, talk.id, { worksChannelId: null });
  putRequest(context.db, { ...CREATION, lane, lastAttemptAt: world.clock.now() });
  await joined(channelId, [world.sato.user.userId]);
  expect(joins()).toEqual([]);
  changeRoom(context.db, talk.id, { worksChannelId: channelId });
  dropRequest(context.db, lane);
  await world.later(600);
  expect(joins()).toHaveLength(1);
});
