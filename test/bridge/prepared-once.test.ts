import { expect, test } from 'vitest';
import { startLinkedWorld } from '../helpers/linked.ts';
import { clientOf } from '../store/seen-statements.ts';

/** Every query that is built asks the driver for a statement; one that is prepared once does not. */
test('in steady state a message builds and prepares nothing anew, either way', async () => {
  const world = await startLinkedWorld();
  try {
    const hanako = world.lineUser('山田花子');
    const talk = async () => {
      await hanako.says('こんにちは');
      await world.tanaka.says('山田花子', 'はい、田中です');
      // What could answer a question of ours, were there one.
      await hanako.says('はい');
      await world.tanaka.says('山田花子', 'はい');
    };
    await hanako.says('トークID: tanaka');
    await talk();
    await talk();
    const client = clientOf(world.bridge.workspace.context.store);
    const prepare = client.prepare.bind(client);
    const prepared: string[] = [];
    Object.assign(client, {
      prepare: (sql: string) => {
        prepared.push(sql);
        return prepare(sql);
      },
    });
    await talk();
    expect(prepared).toEqual([]);
    // Something else is seen.
    await world.suzuki.commands('status');
    expect(prepared.length).toBeGreaterThan(0);
  } finally {
    await world.stop();
  }
});
