import { afterEach, beforeEach, expect, test } from 'vitest';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { textsOf } from '../../helpers/people.ts';
import type { World } from '../../helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await startLinkedWorld();
});
afterEach(() => world.stop());

test('a typed number means what it meant in the question, no matter who spoke since', async () => {
  const hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  await hanako.says('トークID: sato');
  await world.tanaka.says('山田花子', '田中です');
  await hanako.says('ひみつの相談');
  const question = hanako.received.map((bubble) => bubble.text).find((text) => text.includes('1.'));
  const first = question?.includes('1. 田中') ? '田中' : '佐藤';
  expect(question).toContain(`1. ${first}`);
  const [meant, other] = first === '田中' ? [world.tanaka, world.sato] : [world.sato, world.tanaka];
  await other.says('山田花子', '割り込みます');
  await hanako.says('1');
  expect(textsOf(other.room('山田花子'))).not.toContain('ひみつの相談');
  expect(textsOf(meant.room('山田花子'))).toContain('ひみつの相談');
});
