import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { textsOf } from '../../helpers/people.ts';
import type { World } from '../../helpers/world.ts';

let world: World;
afterEach(() => world.stop());

const PER_MINUTE = 10;
const NAMES = ['一郎', '二郎', '三郎', '四郎', '五郎', '六郎'];

test('after the disk was full for a while LINE WORKS is called as often as before', async () => {
  world = await startLinkedWorld();
  const people = NAMES.map((name) => world.lineUser(name));
  for (const person of people) await person.says('トークID: tanaka');
  world.works.setRequestsPerMinute(PER_MINUTE);
  await world.later(60_000);
  const { db } = world.bridge.workspace.context;
  const full = ['requests', 'outbox'].flatMap((table) => [
    ...(table === 'requests' ? [`INSERT ON ${table}`] : []),
    `UPDATE ON ${table}`,
  ]);
  for (const [n, event] of full.entries()) {
    db.run(
      sql.raw(
        `CREATE TRIGGER full_${n} BEFORE ${event} BEGIN SELECT RAISE(ABORT, 'disk full'); END`,
      ),
    );
  }
  for (const person of people) await person.says('聞こえますか');
  for (let seconds = 0; seconds < 2 * PER_MINUTE; seconds += 1) await world.later(1000);
  for (const n of full.keys()) db.run(sql.raw(`DROP TRIGGER full_${n}`));
  await world.later(60_000);
  const texts = () => NAMES.map((name) => textsOf(world.tanaka.room(name)).at(-1));
  expect(texts()).toEqual(NAMES.map(() => '聞こえますか'));
  await world.later(60_000);
  for (const person of people) await person.says('はい、どうぞ');
  expect(texts()).toEqual(NAMES.map(() => 'はい、どうぞ'));
});
