import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startWorld, type World } from '../../helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

test('the answer comes even where the word that it takes longer cannot be written', async () => {
  const { db } = world.bridge.workspace.context;
  world.line.faults.delay(3600);
  const asked = world.suzuki.commands('quota');
  setTimeout(() => {
    db.run(sql`CREATE TRIGGER bug BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'bug'); END`);
  }, 2500);
  setTimeout(() => db.run(sql`DROP TRIGGER bug`), 3300);
  await asked;
  expect(world.suzuki.lastAnswer).toContain('みどり商店');
});
