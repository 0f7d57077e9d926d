import { afterEach, beforeEach, expect, test } from 'vitest';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import type { World } from '../../../helpers/world.ts';

/* A list that does not fit one card, and one while a platform does not answer. */

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = await talksWithTanaka('山田花子');
});
afterEach(() => world.stop());

async function talksWithTanaka(name: string): Promise<LineChat> {
  const chat = world.lineUser(name);
  await chat.says('トークID: tanaka');
  // No reply token is left: answers go by push.
  await world.later(120_000);
  return chat;
}

const answer = () => world.suzuki.lastAnswer;
const buttons = () => world.suzuki.adminRoom.messages.at(-1)?.buttons.map(({ label }) => label);
const numbers = () => [...answer().matchAll(/#(\d+)/gu)].map(([, number]) => Number(number));
const received = () => hanako.received.map(({ text }) => text);

test('six messages are listed on two pages, each once, and all are sent again from the second', async () => {
  const texts = ['一', '二', '三', '四', '五', '六'];
  // LINE may have meant the member's name: this one goes again without it, and so do all that follow.
  for (const text of ['零', ...texts]) {
    world.line.faults.failNext({ api: 'push', status: 400 });
    await world.tanaka.says('山田花子', text);
  }
  expect(received().at(-1)).toBe('零');
  await world.suzuki.commands('配信 一覧');
  expect(answer()).toContain('6件 (1/2)');
  expect(buttons()).toContain('次へ');
  expect(buttons()).not.toContain('前へ');
  const first = numbers();
  await world.suzuki.presses('次へ');
  expect(answer()).toContain('6件 (2/2)');
  expect(buttons()).toContain('前へ');
  expect(buttons()).not.toContain('次へ');
  expect(first).toHaveLength(4);
  expect(new Set([...first, ...numbers()]).size).toBe(6);
  // A page that is not there is the last one.
  await world.suzuki.commands('delivery list page:9');
  expect(answer()).toContain('(2/2)');
  await world.suzuki.presses('すべて再送する');
  await world.suzuki.confirms();
  for (const _ of texts) await world.later(1000);
  expect(received().filter((text) => texts.includes(text ?? ''))).toEqual(texts);
  await world.suzuki.commands('配信 一覧');
  expect(answer()).toContain('届いていないメッセージも、止まっている配信もありません');
});

test('while LINE does not answer, each waiting message says so and none offers a try', async () => {
  const others = ['佐々木次郎', '伊藤三郎'];
  for (const name of others) await talksWithTanaka(name);
  world.line.faults.failNext({ api: 'push', times: 1000, status: 503 });
  for (const name of ['山田花子', ...others]) await world.tanaka.says(name, `${name}様へ`);
  await world.later(90_000);
  await world.suzuki.commands('配信 一覧');
  expect(
    answer().match(/LINEにつながらないため、まとめて止めています（次に試すのは/gu),
  ).toHaveLength(3);
  expect(buttons()).toEqual([]);
  // Asked for by its number it is not sent past the pause.
  await world.suzuki.commands(`delivery retry ${numbers()[0]}`);
  expect(received().at(-1)).not.toBe('山田花子様へ');

  world.line.faults.clear();
  for (let n = 0; n < 4; n += 1) await world.later(30_000);
  expect(received().at(-1)).toBe('山田花子様へ');
  expect(textsOf(world.tanaka.room('山田花子')).join()).not.toContain('届きませんでした');
  await world.suzuki.commands('配信 一覧');
  expect(answer()).toContain('止まっている配信もありません');
});
