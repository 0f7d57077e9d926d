import { afterEach, beforeEach, expect, test } from 'vitest';
import { BRIDGE_BOT } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import type { World } from '../../../helpers/world.ts';

let world: World;
let hanako: LineChat;
afterEach(() => world.stop());

const handOver = async (words = 'tanaka sato') => {
  await world.suzuki.commands(`member handover ${words}`);
  await world.suzuki.confirms();
};
const everythingSaid = () => [
  ...hanako.received.map((bubble) => bubble.text),
  ...world.suzuki.answers,
];

beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
});

test('each member reads of the customer under their own name, never under another’s', async () => {
  await hanako.says('トークID: sato');
  await world.sato.says('山田花子', '/名前 佐藤の山田様');
  await world.sato.says('山田花子', '/閉じる');
  await world.sato.room('山田花子').taps('トークを終了する');
  await world.settle();
  await hanako.says('トークID: tanaka');
  await world.tanaka.says('山田花子', '/名前 要注意の人');
  await hanako.says('見積もりをください');
  await handOver();
  const rooms = world.sato.user.rooms(BRIDGE_BOT).filter((room) => room.botPresent);
  expect(rooms).toHaveLength(1);
  const texts = rooms.flatMap(textsOf);
  expect(texts.join('\n')).toContain('佐藤の山田様: 見積もりをください');
  await world.sato.direct.says('/一覧');
  await world.settle();
  expect(textsOf(world.sato.direct).at(-1)).toContain('佐藤の山田様（LINEの名前: 山田花子）');
  const seen = [...texts, ...textsOf(world.sato.direct), ...everythingSaid()].join('\n');
  expect(seen).not.toContain('要注意');
  expect(everythingSaid().join('\n')).not.toContain('佐藤の山田様');
  expect(textsOf(world.tanaka.direct).join('\n')).not.toContain('佐藤の山田様');
});

test('the old member reads of an unsent answer under the name that they gave', async () => {
  await hanako.says('トークID: tanaka');
  await world.tanaka.says('山田花子', '/名前 山田様');
  await world.later(120_000);
  world.line.faults.failNext({ api: 'push', times: 1, mode: 'after', action: 'cut' });
  await world.tanaka.says('山田花子', '返事です');
  await handOver();
  await world.later(600_000);
  expect(textsOf(world.tanaka.direct).join('\n')).toContain('「山田様」への最後の返事');
});
