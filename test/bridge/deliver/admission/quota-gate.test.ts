import { afterEach, beforeEach, expect, test } from 'vitest';
import { OA } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import type { World } from '../../../helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await startLinkedWorld();
});
afterEach(() => world.stop());

test('members who speak at once when the quota is used up cost at most two refused pushes', async () => {
  const others = ['一郎', '二郎', '三郎', '四郎', '五郎'].map((name) => world.lineUser(name));
  for (const other of others) await other.says('トークID: tanaka');
  await world.later(120_000);
  world.line.account(OA).setQuota(0);
  await Promise.all(others.map(({ name }) => world.tanaka.user.room(name).says('どうぞ')));
  await world.settle();
  const refused = world.line.calls.filter((call) => call.api === 'push' && call.status === 429);
  expect(refused.length).toBeLessThanOrEqual(2);
});
