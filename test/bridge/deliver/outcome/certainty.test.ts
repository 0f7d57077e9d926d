import { afterEach, beforeEach, expect, test } from 'vitest';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import { auditOf } from '../../../helpers/webhooks.ts';
import type { World } from '../../../helpers/world.ts';

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
});
afterEach(() => world.stop());
const roomTexts = () => textsOf(world.tanaka.room('山田花子'));

test('a message that may have arrived before a block is not called undelivered', async () => {
  await world.later(120_000);
  world.line.faults.failNext({ api: 'push', times: 1, mode: 'after', status: 500 });
  await world.tanaka.says('山田花子', '届いたはず');
  await hanako.blocks();
  await world.later(3000);
  expect(roomTexts().at(-1)).toContain('届いていない可能性があります');
  const last = auditOf(world)
    .filter((entry) => entry.action === 'message.deliver')
    .at(-1);
  expect(last?.outcome).toBe('uncertain');
});

test('a push to a LINE user who never was a friend and was silent for a week ends uncertain', async () => {
  await world.later(8 * 24 * 60 * 60_000);
  await world.tanaka.says('山田花子', 'お久しぶりです');
  expect(hanako.lastReceived?.text).not.toBe('お久しぶりです');
  expect(roomTexts().at(-1)).toContain('届いていない可能性があります');
});
