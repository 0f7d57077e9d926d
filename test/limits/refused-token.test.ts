import { afterEach, beforeEach, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/domain/durations.ts';
import { startLinkedWorld } from '../helpers/linked.ts';
import { fromBot, type LineChat } from '../helpers/people.ts';
import type { World } from '../helpers/world.ts';

/** An administrator revokes a token or disables the service account, and mends it hours later. */

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('花子');
  await hanako.says('トークID: tanaka');
});
afterEach(() => world.stop());

const shown = (text: string) =>
  fromBot(world.tanaka.room('花子').messages).filter((each) => each.text === text).length;
const said = (text: string) => hanako.received.filter((each) => each.text === text).length;

async function hoursPass(hours: number): Promise<void> {
  for (let at = 0; at < hours * HOUR_MS; at += 10 * MINUTE_MS) await world.later(10 * MINUTE_MS);
}

test('LINE WORKS refuses the token for five hours: a single message waits, and arrives once it is taken again', async () => {
  world.works.faults.each(() => ({ mode: 'before', status: 401 }));
  await hanako.says('大事なお知らせ');
  await hoursPass(5);
  expect(shown('大事なお知らせ')).toBe(0);
  world.works.faults.each(null);
  for (let minute = 0; minute < 3; minute += 1) await world.later(MINUTE_MS);
  expect(shown('大事なお知らせ')).toBe(1);
});

test('LINE refuses the token for five hours: the answer waits, and arrives once it is taken again', async () => {
  world.line.faults.each(() => ({ status: 401 }));
  await world.tanaka.says('花子', '大事なお返事');
  await hoursPass(5);
  expect(said('大事なお返事')).toBe(0);
  world.line.faults.each(null);
  for (let minute = 0; minute < 3; minute += 1) await world.later(MINUTE_MS);
  expect(said('大事なお返事')).toBe(1);
});
