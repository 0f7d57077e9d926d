import { afterEach, beforeEach, expect, test } from 'vitest';
import { lanes } from '../../../src/store/schema.ts';
import { BRIDGE_BOT } from '../../helpers/company.ts';
import { minutesPass } from '../../helpers/crowd.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../helpers/people.ts';
import type { World } from '../../helpers/world.ts';

/** A room that could not be made: its head is said when the next message makes it. */

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
});
afterEach(() => world.stop());

const noRoomIsMade = () =>
  world.works.faults.failNext({ api: 'create-channel', times: 3, mode: 'before', action: 'cut' });
const handOver = async (words = 'tanaka sato') => {
  await world.suzuki.commands(`member handover ${words}`);
  await world.suzuki.confirms();
};
const roomsOf = (desk: World['sato']) => desk.user.rooms(BRIDGE_BOT);
const waitingLanes = () => world.bridge.workspace.context.db.select().from(lanes).all();

test('after a handover: the next message comes below the first line and the transcript', async () => {
  await hanako.says('トークID: tanaka');
  await hanako.says('見積もりをお願いします');
  noRoomIsMade();
  await handOver();
  await minutesPass(world, 3);
  expect(roomsOf(world.sato)).toEqual([]);
  expect(waitingLanes()).toEqual([]);
  await world.restart();
  await hanako.says('いかがでしょう');
  await world.later(60_000);
  const [first, transcript, ...rest] = textsOf(world.sato.room('山田花子'));
  expect(first).toContain('「山田花子」さんとのトークルームです');
  expect(transcript).toContain('山田花子: 見積もりをお願いします');
  expect(rest).toEqual(['いかがでしょう']);
});

test('handed over again before that: the third member has all of it', async () => {
  await world.suzuki.commands('member add suzuki');
  await hanako.says('トークID: tanaka');
  await hanako.says('見積もりをお願いします');
  noRoomIsMade();
  await handOver();
  await minutesPass(world, 3);
  await handOver('sato suzuki');
  await hanako.says('いかがでしょう');
  const texts = textsOf(world.suzuki.room('山田花子'));
  expect(texts.join('\n')).toContain('山田花子: 見積もりをお願いします');
  expect(texts.at(-1)).toBe('いかがでしょう');
  expect(roomsOf(world.sato)).toEqual([]);
});

test('a new talk: its messages are told as not delivered, and the next room has its first line', async () => {
  noRoomIsMade();
  await hanako.says('トークID: tanaka');
  await hanako.says('一つ目');
  await minutesPass(world, 3);
  expect(hanako.received.map(({ text }) => text).join('\n')).toContain('届きませんでした');
  await hanako.says('二つ目');
  await world.later(60_000);
  const [first, ...rest] = textsOf(world.tanaka.room('山田花子'));
  expect(first).toContain('「山田花子」さんとのトークルームです');
  expect(rest).toEqual(['二つ目']);
});
