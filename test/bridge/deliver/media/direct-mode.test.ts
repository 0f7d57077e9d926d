import { afterEach, beforeEach, expect, test } from 'vitest';
import { OA } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import type { LineChat } from '../../../helpers/people.ts';
import type { World } from '../../../helpers/world.ts';

/**
 * In direct mode one 1:1 room shows all customers: a picture must never stand below another's name.
 */

let world: World;
let hanako: LineChat;
let ichiro: LineChat;
/** Messages in the room before, such as the invitation's picture. */
let before: number;
beforeEach(async () => {
  world = await startLinkedWorld({ works: { roomBehaviour: 'single-user' } });
  hanako = world.lineUser('山田花子');
  ichiro = world.lineUser('鈴木一朗');
  await hanako.says('トークID: tanaka');
  await hanako.says('見積もりをください');
  await ichiro.says('トークID: tanaka');
  await ichiro.says('納期はいつですか');
  await world.later(60_000);
  before = world.tanaka.direct.messages.length;
});
afterEach(() => world.stop());

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const photoOf = (chat: LineChat) =>
  chat.user.sendsContent('image', { bytes: PNG, contentType: 'image/png' }, { oa: OA });

/** The name above each picture in the 1:1 room. */
const owners = () => {
  const messages = world.tanaka.direct.messages.slice(before);
  return messages.flatMap((bubble, at) => {
    if (bubble.content?.type !== 'image') return [];
    return [/山田花子|鈴木一朗/.exec(messages[at - 1]?.text ?? '')?.[0]];
  });
};

/** Hanako's pictures are refused for the moment, this often. */
const stumbles = (times: number) =>
  world.works.faults.failNext({
    api: 'user-message',
    times,
    status: 503,
    match: (call) => JSON.stringify(call.body).includes('"image"'),
  });
const passes = async (ms: number) => {
  for (let step = 0; step < ms; step += 500) await world.later(500);
};
const texts = () => world.tanaka.direct.messages.slice(before).map((bubble) => bubble.text);

test('another customer’s words do not come between a name and its picture', async () => {
  stumbles(1);
  await photoOf(hanako);
  await world.settle();
  await ichiro.says('急いでいます');
  expect(texts().join()).not.toContain('急いでいます');
  await passes(3000);
  expect(owners()).toEqual(['山田花子']);
  expect(texts().at(-1)).toContain('急いでいます');
});

test('the wait has an end: the name of a stuck picture is said again', async () => {
  stumbles(4);
  await photoOf(hanako);
  await world.settle();
  await ichiro.says('急いでいます');
  await passes(70_000);
  expect(texts().filter((text) => text.includes('急いでいます'))).toHaveLength(1);
  await passes(180_000);
  expect(owners()).toEqual(['山田花子']);
});

test('a picture that never gets through ends the wait: its sender is told', async () => {
  stumbles(1000);
  await photoOf(hanako);
  await world.settle();
  for (let minute = 0; minute < 10; minute += 1) {
    await ichiro.says('急いでいます');
    await passes(60_000);
  }
  expect(texts().filter((text) => text.includes('急いでいます'))).toHaveLength(10);
  expect(hanako.lastReceived?.text).toContain('届きませんでした');
  expect(texts().filter((text) => text.includes('山田花子')).length).toBeLessThanOrEqual(4);
});

test('two senders of pictures do not wait for ever either', async () => {
  world.works.faults.delay(30);
  for (let round = 0; round < 4; round += 1) {
    await Promise.all([photoOf(hanako), photoOf(ichiro)]);
    await ichiro.user.says('まだですか', { oa: OA });
    await world.settle();
    await passes(5000);
  }
  expect(texts()).toHaveLength(4 * (2 + 2 + 1));
  expect([...owners()].sort()).toEqual(
    [...Array<string>(4).fill('山田花子'), ...Array<string>(4).fill('鈴木一朗')].sort(),
  );
});

test('a picture unsent after its name was said does not follow', async () => {
  stumbles(1);
  const { messageId } = await photoOf(hanako);
  await world.settle();
  await hanako.user.unsends(messageId, { oa: OA });
  await ichiro.says('急いでいます');
  await passes(5000);
  expect(owners()).toEqual([]);
  expect(texts().join()).toContain('急いでいます');
  expect(hanako.lastReceived?.text ?? '').not.toMatch(/届きませんでした|届いていない/);
});
