import { afterEach, beforeEach, expect, test } from 'vitest';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import type { World } from '../../../helpers/world.ts';

let world: World;
let hanako: LineChat;

beforeEach(async () => {
  world = await startLinkedWorld({
    furnish: (_, works) => {
      works.addMember({ email: 'kato@midori', lastName: '加藤', firstName: '恵' });
    },
  });
  await world.suzuki.commands('member add suzuki kato');
  hanako = world.lineUser('山田花子');
});
afterEach(() => world.stop());

const handOver = async (words: string) => {
  await world.suzuki.commands(`member handover ${words}`);
  await world.suzuki.confirms();
};

test('a number keeps its person when one of those before it hands over to another of them', async () => {
  for (const who of ['kato', 'suzuki', 'sato', 'tanaka']) await hanako.says(`トークID: ${who}`);
  await world.sato.says('山田花子', '佐藤です');
  await hanako.says('だれ宛て');
  const asked = hanako.lastReceived?.text ?? '';
  const numberOf = (name: string) => new RegExp(`(\\d)\\. ${name}`).exec(asked)?.[1] ?? '';
  const [first, second, third] = ['tanaka', 'sato', 'suzuki'].map((account) =>
    numberOf({ tanaka: '田中 花', sato: '佐藤 健', suzuki: '鈴木 一郎' }[account] ?? ''),
  );
  expect(new Set([first, second, third]).size).toBe(3);
  // The first name hands over to the one behind it.
  await handOver(Number(first) < Number(second) ? 'tanaka sato' : 'sato tanaka');
  await hanako.says(third ?? '');
  expect(textsOf(world.suzuki.room('山田花子')).at(-1)).toBe('だれ宛て');
  for (const desk of [world.tanaka, world.sato, world.member('kato@midori')]) {
    expect(textsOf(desk.room('山田花子'))).not.toContain('だれ宛て');
  }
});

test('both numbers mean the new member where a room was taken in', async () => {
  for (const who of ['suzuki', 'sato', 'tanaka']) await hanako.says(`トークID: ${who}`);
  await world.sato.says('山田花子', '佐藤です');
  await hanako.says('だれ宛て');
  const asked = hanako.lastReceived?.text ?? '';
  const ofSato = /(\d)\. 佐藤/.exec(asked)?.[1] ?? '';
  await handOver('tanaka sato');
  await hanako.says(ofSato);
  expect(textsOf(world.sato.room('山田花子')).at(-1)).toBe('だれ宛て');
});

test('the old member’s button in the list of members means the new one', async () => {
  await hanako.says('トークID: suzuki');
  await hanako.says('トークID: tanaka');
  await hanako.says('メンバー');
  await handOver('tanaka sato');
  await hanako.says('トークID: suzuki');
  await hanako.presses('田中 花');
  expect(hanako.lastReceived?.text).toContain('佐藤 健に届きます');
  await hanako.says('佐藤さんへ');
  expect(textsOf(world.sato.room('山田花子')).at(-1)).toBe('佐藤さんへ');
});
