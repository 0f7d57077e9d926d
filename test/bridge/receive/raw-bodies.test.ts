import { afterEach, beforeEach, expect, test } from 'vitest';
import { inbox, seenEvents } from '../../../src/store/schema.ts';
import { OA } from '../../helpers/company.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../helpers/people.ts';
import type { World } from '../../helpers/world.ts';

/** What stays of a webhook after its relay. */

const DAY_MS = 24 * 60 * 60 * 1000;

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
});
afterEach(() => world.stop());

const rows = () => world.bridge.workspace.context.db.select().from(inbox).all();
const keys = () => world.bridge.workspace.context.db.select().from(seenEvents).all();
const saying = (words: string) => rows().filter((row) => row.body?.includes(words));

test('raw bodies go after seven days, and no earlier; their keys stay', async () => {
  await hanako.says('月曜日の話');
  await world.later(6 * DAY_MS);
  await hanako.says('日曜日の話');
  expect(saying('月曜日の話')).toHaveLength(1);

  const before = keys().length;
  await world.later(1.1 * DAY_MS);
  expect(saying('月曜日の話')).toEqual([]);
  expect(saying('日曜日の話')).toHaveLength(1);
  expect(keys()).toHaveLength(before);

  await world.later(6 * DAY_MS);
  expect(saying('日曜日の話')).toEqual([]);
});

test('a failed event keeps its body until it is solved', async () => {
  await hanako.says('こまった話');
  const { db } = world.bridge.workspace.context;
  db.update(inbox).set({ state: 'failed' }).run();
  await world.later(8 * DAY_MS);
  expect(saying('こまった話')).toHaveLength(1);
});

test('an unsend that overtakes its message erases its words, and no neighbour’s', async () => {
  await hanako.says('そのまえの話');
  const said = await hanako.user.says('ひみつの話', { oa: OA, hold: true });
  const unsent = await hanako.user.unsends(said.messageId, { oa: OA, hold: true });
  await world.line.account(OA).deliver([unsent.webhookEventId]);
  await world.line.account(OA).deliver([said.webhookEventId]);
  await world.settle();
  expect(saying('ひみつの話')).toEqual([]);
  expect(saying('そのまえの話')).toHaveLength(1);
  expect(textsOf(world.tanaka.room('山田花子'))).not.toContain('ひみつの話');
});
