import { afterAll, beforeAll, expect, test } from 'vitest';
import { lineUserId } from '../../../../src/domain/ids.ts';
import { readForgetting } from '../../../../src/store/audit/forgettings.ts';
import { openRoomsWith } from '../../../../src/store/talks/talk-rooms.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import type { LineChat } from '../../../helpers/people.ts';
import type { World } from '../../../helpers/world.ts';

/** A customer begins to talk again before they are forgotten. */

let world: World;
let hanako: LineChat;
beforeAll(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  await hanako.says('まえの話です');
});
afterAll(() => world.stop());

test('a talk that opens meanwhile is a talk as any other, and its end is told', async () => {
  const { db } = world.bridge.workspace.context;
  await world.suzuki.commands('監査 消去 山田花子');
  await world.suzuki.confirms();
  expect(readForgetting(db, 1)?.stage).toBe('ending');
  await hanako.says('トークID: tanaka');
  const isOver = () => readForgetting(db, 1)?.stage === 'done';
  for (let at = 0; at < 1000 && !isOver(); at += 1) await world.later(500);
  const [room] = openRoomsWith(db, lineUserId(hanako.user.userId));
  expect(room).toMatchObject({ closedReason: null, withdrawnTold: false });
  const before = hanako.received.length;
  await world.suzuki.commands(`トーク 閉じる ${room?.id}`);
  await world.suzuki.confirms();
  await world.later(1000);
  const told = hanako.received.slice(before).map(({ text }) => text);
  expect(told.join('\n')).toContain('終了');
});
