import { afterEach, beforeEach, expect, test } from 'vitest';
import { inbox } from '../../src/store/schema.ts';
import { OA } from '../helpers/company.ts';
import { startLinkedWorld } from '../helpers/linked.ts';
import { type LineChat, textsOf } from '../helpers/people.ts';
import { until } from '../helpers/until.ts';
import { auditOf } from '../helpers/webhooks.ts';
import type { World } from '../helpers/world.ts';

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
});
afterEach(() => world.stop());

const roomTexts = () => textsOf(world.tanaka.room('山田花子'));
const outcomes = () =>
  auditOf(world)
    .filter((entry) => entry.action === 'message.deliver')
    .map((entry) => `${entry.outcome} ${entry.reason}`);

/** The message is on its way when its sender takes it back; then the call comes to this end. */
async function unsentOnTheWay(fault: object): Promise<void> {
  const way = world.works.faults.hold(({ api }) => api === 'channel-message');
  world.works.faults.failNext({ api: 'channel-message', times: 1, ...fault });
  const sent = await hanako.user.says('まちがえました', { oa: OA });
  await until('it is on its way', () => way.waiting > 0);
  await hanako.user.unsends(sent.messageId, { oa: OA });
  await world.heard();
  way.release();
  await world.settle();
  await world.later(10_000);
}

test('a message unsent on its way, whose send was refused for the moment, does not go out', async () => {
  await unsentOnTheWay({ status: 503 });
  expect(roomTexts()).not.toContain('まちがえました');
  expect(roomTexts().at(-1)).toContain('取り消し');
  expect(outcomes().at(-1)).toBe('cancelled unsent');
});

test('a message unsent on its way, of whose send nothing is known, is not repeated and ends uncertain', async () => {
  await unsentOnTheWay({ action: 'cut' });
  expect(roomTexts()).not.toContain('まちがえました');
  expect(outcomes().at(-1)).toBe('uncertain unsent');
});

test('an unsent message stands in no raw webhook body either', async () => {
  const messageId = await hanako.says('ひみつの言葉');
  await hanako.user.unsends(messageId, { oa: OA });
  await world.settle();
  const bodies = world.bridge.workspace.context.db.select().from(inbox).all();
  expect(bodies.filter((row) => row.body?.includes('ひみつの言葉'))).toEqual([]);
  expect(bodies.filter((row) => row.body !== null).length).toBeGreaterThan(3);
});
