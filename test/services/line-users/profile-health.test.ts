import { afterEach, beforeEach, expect, test } from 'vitest';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { textsOf } from '../../helpers/people.ts';
import type { World } from '../../helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await startLinkedWorld();
});
afterEach(() => world.stop());

test('LINE profiles that cannot be read do not make LINE WORKS look down', async () => {
  const hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  world.line.faults.failNext({ api: 'profile', times: 1000, status: 500 });
  for (const name of ['一郎', '二郎', '三郎', '四郎', '五郎']) {
    await world.lineUser(name).says('トークID: tanaka');
  }
  for (let n = 0; n < 20; n += 1) await world.later(1000);
  await hanako.says('私は届くはず');
  expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toBe('私は届くはず');
});
