import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { relayBatch } from '../../../bridge/relay/relay.ts';
import { keepArrival } from '../../../src/store/queue/inbox.ts';
import { OA } from '../../helpers/company.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { textsOf } from '../../helpers/people.ts';
import { auditOf, lineTextEvent } from '../../helpers/webhooks.ts';
import type { World } from '../../helpers/world.ts';

/* Events of a batch share one savepoint; a failure in it costs only the failing event. */

let world: World;
beforeEach(async () => {
  world = await startLinkedWorld();
});
afterEach(() => world.stop());

const POISON = 'ここでつまずく';

test('events beside a failing one are relayed once and in order, and the fault is told once', async () => {
  const { context } = world.bridge.workspace;
  const users = ['山田花子', '鈴木一朗', '田村次郎'].map((name) => world.lineUser(name));
  for (const user of users) await user.says('トークID: tanaka');
  context.db.run(
    sql.raw(`CREATE TRIGGER bug BEFORE INSERT ON audit_content_rows WHEN NEW.text = '${POISON}'
      BEGIN SELECT RAISE(ABORT, 'bug'); END`),
  );
  const words = ['一つ目', POISON, '三つ目', '四つ目', '五つ目', '六つ目'];
  context.store.transaction(() => {
    for (const [index, text] of words.entries()) {
      const userId = users[index % users.length]?.user.userId ?? '';
      const body = lineTextEvent({ userId, text, at: world.clock.now() });
      keepArrival(context.db, {
        ...{ key: `batch-${index}`, platform: 'line', account: OA, verdict: 'act' },
        ...{ body: JSON.stringify(body), receivedAt: world.clock.now() },
        speaker: `line:${OA}:${userId}`,
      });
    }
  });
  const faults: number[] = [];
  const looked = context.store.transaction(() =>
    relayBatch(
      context,
      () => 'command',
      (id) => faults.push(id),
      { ms: Number.MAX_SAFE_INTEGER },
    ),
  );
  expect(looked).toBe(words.length);
  expect(faults).toHaveLength(1);
  await world.settle();
  const said = auditOf(world).filter(({ text }) => words.includes(text ?? ''));
  // The failing writer's words come later: those behind the failure wait for it.
  expect(said.map(({ text }) => text)).toEqual(['一つ目', '三つ目', '四つ目', '六つ目']);
  expect(textsOf(world.tanaka.room('山田花子')).slice(-2)).toEqual(['一つ目', '四つ目']);
  context.db.run(sql`DROP TRIGGER bug`);
  await world.later(2500);
  expect(textsOf(world.tanaka.room('鈴木一朗')).slice(-2)).toEqual([POISON, '五つ目']);

  // Where the clock stands still, a batch ends after so many events.
  for (const key of ['a', 'b', 'c']) {
    const at = world.clock.now();
    keepArrival(context.db, {
      ...{ key, platform: 'line', account: OA, verdict: 'act', receivedAt: at },
      ...{ body: JSON.stringify({ type: 'odd' }), speaker: `line:${OA}:${key}` },
    });
  }
  const taken = () =>
    relayBatch(
      context,
      () => 'command',
      () => undefined,
      { events: 2 },
    );
  expect([taken(), taken(), taken()]).toEqual([2, 1, 0]);
});
