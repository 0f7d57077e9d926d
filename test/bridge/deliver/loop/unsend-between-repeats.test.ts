import { afterEach, beforeEach, expect, test } from 'vitest';
import { requests } from '../../../../src/store/schema.ts';
import { OA } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import type { LineChat } from '../../../helpers/people.ts';
import type { World } from '../../../helpers/world.ts';

/** Words unsent while a message that repeats them waits for another try. */

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
});
afterEach(() => world.stop());

const SECRET = '口座番号は1234です';
const waiting = () => world.bridge.workspace.context.db.select().from(requests).all();

test('a quote: the record of earlier tries stays, its bytes go at once', async () => {
  const id = await hanako.says(SECRET);
  const before = world.works.calls.length;
  const tries = () =>
    world.works.calls
      .slice(before)
      .filter((call) => JSON.stringify(call.body).includes('これのことです'));
  world.works.faults.failNext({ api: 'channel-message', times: 9, mode: 'before', action: 'cut' });
  await hanako.says('これのことです', { quote: id });
  await world.later(2000);
  expect(tries()).toHaveLength(2);
  await hanako.user.unsends(id, { oa: OA });
  await world.settle();
  expect(JSON.stringify(waiting())).not.toContain('口座番号');
  await world.later(60_000);
  await world.later(60_000);
  // After three tries the outcome stays unknown (DESIGN §6.10).
  expect(tries()).toHaveLength(3);
});
