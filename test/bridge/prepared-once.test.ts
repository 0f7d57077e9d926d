import { expect, test } from 'vitest';
import { startLinkedWorld } from '../helpers/linked.ts';
import type { World } from '../helpers/world.ts';
import { clientOf } from '../store/sqlite/seen-statements.ts';

/** Every built query asks the driver for a statement; a prepared one does not. */
function watchPrepared(world: World): string[] {
  const client = clientOf(world.bridge.workspace.context.store);
  const prepare = client.prepare.bind(client);
  const prepared: string[] = [];
  Object.assign(client, {
    prepare: (sql: string) => {
      prepared.push(sql);
      return prepare(sql);
    },
  });
  return prepared;
}

test('in steady state a message builds and prepares no statement again, either way', async () => {
  const world = await startLinkedWorld();
  try {
    const hanako = world.lineUser('山田花子');
    const talk = async () => {
      await hanako.says('こんにちは');
      await world.tanaka.says('山田花子', 'はい、田中です');
      // Would answer a question of ours, if there were one.
      await hanako.says('はい');
      await world.tanaka.says('山田花子', 'はい');
    };
    await hanako.says('トークID: tanaka');
    await talk();
    await talk();
    const prepared = watchPrepared(world);
    await talk();
    expect(prepared).toEqual([]);
    // Other statements are seen.
    await world.suzuki.commands('status');
    expect(prepared.length).toBeGreaterThan(0);
  } finally {
    await world.stop();
  }
});

test('a message in direct mode does not either', async () => {
  const world = await startLinkedWorld({ works: { roomBehaviour: 'single-user' } });
  try {
    const hanako = world.lineUser('山田花子');
    await hanako.says('トークID: tanaka');
    const talk = async () => {
      await hanako.says('こんにちは');
      await world.tanaka.direct.says('はい、田中です');
      await world.settle();
    };
    await talk();
    await talk();
    const prepared = watchPrepared(world);
    await talk();
    expect(prepared).toEqual([]);
  } finally {
    await world.stop();
  }
});
