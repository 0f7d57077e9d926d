import { afterEach, beforeEach, expect, test } from 'vitest';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../helpers/people.ts';
import type { World } from '../../helpers/world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  await hanako.says('トークID: sato');
  await world.tanaka.says('山田花子', 'こんにちは');
});
afterEach(() => world.stop());

const expired = () =>
  hanako.received.filter(({ text }) => text.includes('だれにも届きません')).map(({ text }) => text);

test('a message that is held just before the first one expires has a day of its own', async () => {
  await hanako.says('一つ目');
  await world.later(24 * HOUR - MINUTE);
  await hanako.says('二つ目');
  await world.later(2 * MINUTE);
  expect(expired()).toHaveLength(1);
  expect(expired()[0]).toContain('メッセージ1件');
  await hanako.presses('佐藤 健');
  expect(textsOf(world.sato.room('山田花子')).at(-1)).toBe('二つ目');
  await world.later(48 * HOUR);
  expect(expired()).toHaveLength(1);
});

test('the question ends with its last message; messages of one moment share a notice', async () => {
  await hanako.says('一つ目');
  await world.later(5 * MINUTE);
  await hanako.says('二つ目');
  await world.later(3 * HOUR);
  await hanako.says('三つ目');
  await world.later(21 * HOUR);
  expect(expired().map((text) => /(\d)件/.exec(text)?.[1])).toEqual(['2']);
  await world.later(3 * HOUR);
  expect(expired().map((text) => /(\d)件/.exec(text)?.[1])).toEqual(['2', '1']);
  await hanako.presses('佐藤 健');
  expect(textsOf(world.sato.room('山田花子'))).not.toContain('三つ目');
  // An answer that comes too late is told so, without a push.
  expect(hanako.lastReceived).toMatchObject({
    via: 'reply',
    text: expect.stringContaining('受け付けは終わっています'),
  });
});

test('a direct-mode member who answers too late is told so, too', async () => {
  await world.stop();
  world = await startLinkedWorld({ works: { roomBehaviour: 'single-user' } });
  for (const name of ['山田花子', '次郎']) await world.lineUser(name).says('トークID: tanaka');
  await world.tanaka.direct.says('はい');
  await world.settle();
  await world.later(25 * HOUR);
  await world.tanaka.direct.taps('次郎');
  await world.settle();
  expect(textsOf(world.tanaka.direct).at(-1)).toContain('受け付けは終わっています');
});
