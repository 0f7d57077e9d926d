import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startLinkedWorld } from '../../helpers/linked.ts';
import type { World } from '../../helpers/world.ts';

/** A stored question that this version cannot read counts as expired. */

let world: World;
beforeEach(async () => {
  world = await startLinkedWorld();
});
afterEach(() => world.stop());

const EXPIRED = '5分を過ぎたため無効です';

const store = (command: string) =>
  world.bridge.workspace.context.db.run(sql`UPDATE confirmations SET command = ${command}`);

const UNREADABLE = [
  ['no JSON', '{"name":"link off","wor'],
  ['no object', 'null'],
  ['no words', '{"name":"link off"}'],
  ['words of another type', '{"name":"link off","words":[1]}'],
  ['a command that this version does not have', '{"name":"link destroy","words":[]}'],
  ['a name that every object has', '{"name":"constructor","words":[]}'],
] as const;

test.each(UNREADABLE)(
  'pressing a question that holds %s answers that it expired',
  async (_, kept) => {
    await world.suzuki.commands('link off');
    store(kept);
    await world.suzuki.confirms();
    expect(world.suzuki.lastAnswer).toContain(EXPIRED);
    await world.suzuki.commands('link');
    expect(world.suzuki.lastAnswer).toContain('有効');
  },
);

test('an unreadable question can be cancelled', async () => {
  await world.suzuki.commands('link off');
  store('{}');
  await world.suzuki.presses('キャンセル');
  expect(world.suzuki.lastAnswer).toContain('操作を取り消しました');
});
