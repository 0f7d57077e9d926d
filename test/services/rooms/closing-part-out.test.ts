import { afterEach, expect, test } from 'vitest';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { textsOf } from '../../helpers/people.ts';
import type { World } from '../../helpers/world.ts';

let world: World;
afterEach(() => world.stop());

test('a long message shown in part when the talk ends is not called undelivered', async () => {
  world = await startLinkedWorld();
  const hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  const isRest = (call: { body: unknown }) => JSON.stringify(call.body).includes('続き');
  world.works.faults.failNext({
    api: 'channel-message',
    times: 9,
    match: isRest,
    status: 429,
    headers: { 'ratelimit-reset': '30' },
  });
  await hanako.says(`${'あ'.repeat(2000)}続きです`);
  expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toMatch(/^あ+$/);
  await world.suzuki.commands('member remove tanaka');
  expect(world.suzuki.lastAnswer).toContain('届いた可能性があります');
  await world.suzuki.confirms();
  await world.later(60_000);
  const goodbye = hanako.received.map(({ text }) => text).find((text) => text.includes('終了'));
  expect(goodbye).toContain('届いていない可能性があります');
  expect(goodbye).not.toContain('1件は、担当者に届いていません');
});
