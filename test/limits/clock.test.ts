import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/domain/durations.ts';
import { verifyChain } from '../../src/store/audit/verify-log.ts';
import { auditContents } from '../../src/store/schema.ts';
import { startLinkedWorld } from '../helpers/linked.ts';
import { fromBot, type LineChat } from '../helpers/people.ts';
import type { World } from '../helpers/world.ts';

const JUMP_MS = 5 * HOUR_MS;

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld({ environment: { AUDIT_RETENTION_DAYS: '30' } });
  hanako = world.lineUser('花子');
  await hanako.says('トークID: tanaka');
});
afterEach(() => world.stop());

const db = () => world.bridge.workspace.context.db;
const sets = (byMs: number) => world.machine.set(byMs);
const shown = (text: string) =>
  fromBot(world.tanaka.room('花子').messages).filter((each) => each.text === text).length;
const said = (text: string) => hanako.received.filter((each) => each.text === text).length;
const contents = () => db().select().from(auditContents).all().length;

test('set back by hours while a call waits for its next try: it goes at its time, and so do jobs and rooms', async () => {
  world.works.faults.failNext({ api: 'channel-message', mode: 'before', status: 503 });
  await hanako.says('前の一通');
  expect(shown('前の一通')).toBe(0);
  sets(-JUMP_MS);
  await hanako.says('後の一通');
  for (let second = 0; second < 10; second += 1) await world.later(1000);
  expect([shown('前の一通'), shown('後の一通')]).toEqual([1, 1]);
  await world.tanaka.says('花子', 'お返事');
  expect(said('お返事')).toBe(1);
  const { due } = db().get<{ due: number }>(sql`SELECT max(due_at) AS due FROM jobs`);
  expect(due).toBeLessThanOrEqual(world.machine.now() + DAY_MS);
  expect(verifyChain(db()).ok).toBe(true);
});

test('set back over a restart: what an earlier run planned goes at its time', async () => {
  world.works.faults.failNext({ api: 'channel-message', mode: 'before', status: 503 });
  await hanako.says('前の一通');
  sets(-JUMP_MS);
  await world.restart();
  for (let second = 0; second < 10; second += 1) await world.later(1000);
  expect(shown('前の一通')).toBe(1);
});

test('rate windows and a paused platform are not waited for so much longer', async () => {
  world.works.setRequestsPerMinute(3);
  for (let n = 0; n < 8; n += 1) await hanako.says(`${n}通目`);
  sets(-JUMP_MS);
  for (let second = 0; second < 180; second += 5) await world.later(5000);
  expect(Array.from({ length: 8 }, (_, n) => shown(`${n}通目`)).every((n) => n <= 1)).toBe(true);
  const all = fromBot(world.tanaka.room('花子').messages).map(({ text }) => text);
  expect(all.join('\n')).toContain('7通目');
});

test('set forward by hours: all goes on, nothing is called old, and back again', async () => {
  await world.tanaka.says('花子', '朝の返事');
  sets(JUMP_MS);
  await hanako.says('昼の一通');
  await world.tanaka.says('花子', '昼の返事');
  sets(-JUMP_MS);
  await hanako.says('夕方の一通');
  await world.tanaka.says('花子', '夕方の返事');
  for (let second = 0; second < 5; second += 1) await world.later(1000);
  expect([shown('昼の一通'), shown('夕方の一通')]).toEqual([1, 1]);
  expect([said('朝の返事'), said('昼の返事'), said('夕方の返事')]).toEqual([1, 1, 1]);
});

test('a clock that is a year ahead for a while erases nothing', async () => {
  await world.later(MINUTE_MS);
  const before = contents();
  expect(before).toBeGreaterThan(0);
  sets(365 * DAY_MS);
  await world.later(1000);
  expect(contents()).toBeGreaterThanOrEqual(before);
  sets(-365 * DAY_MS);
  await world.later(HOUR_MS);
  expect(contents()).toBeGreaterThanOrEqual(before);
  // When the time has really come, it is erased.
  for (let day = 0; day < 32; day += 1) await world.later(DAY_MS);
  expect(contents()).toBeLessThan(before);
});
