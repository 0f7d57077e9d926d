import { afterEach, expect, test } from 'vitest';
import type { RoomView, WorksBubble } from '../../../../sandbox/line-works/platform.ts';
import { outbox } from '../../../../src/store/schema.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { textsOf } from '../../../helpers/people.ts';
import { readQr } from '../../../helpers/read-qr.ts';
import { startWorld, type World } from '../../../helpers/world.ts';

const DAY_MS = 86_400_000;
/** What the invite link of Tanaka is made of. */
const LINK = `https://line.me/R/oaMessage/%40123midori/?${encodeURIComponent('トークID: tanaka')}`;

let world: World;
afterEach(() => world.stop());

const images = (room: RoomView) =>
  room.messages.filter((bubble) => bubble.content.type === 'image');

/** What a phone reads from the picture that the member sees. */
function scan(bubble: WorksBubble | undefined): string {
  const file = world.works.file(String(bubble?.content.fileId));
  if (file === null) throw new Error('no picture');
  expect(file.contentType).toBe('image/png');
  return readQr(file.bytes);
}

const apiCalls = (api: string) => world.works.calls.filter((call) => call.api === api);

test('a new link member is told Talk ID and invite link, and shown the QR image below', async () => {
  world = await startLinkedWorld();
  const { messages } = world.tanaka.direct;
  const text = textsOf(world.tanaka.direct).findIndex((said) => said.includes('トークID: tanaka'));
  expect(messages[text]?.text).toContain(LINK);
  expect(messages[text]?.text).toContain('そのまま転送できる文:\nみどり商店の田中 花です。');
  expect(messages[text + 1]?.content.type).toBe('image');
  expect(scan(messages[text + 1])).toBe(LINK);
});

test('the text proves the reach: a refused upload leaves the member available', async () => {
  world = await startWorld();
  await world.suzuki.commands('link on');
  world.works.faults.failNext({ api: 'attachment', times: 5, status: 403 });
  await world.suzuki.commands('member add tanaka');
  expect(world.suzuki.lastAnswer).toContain('田中 花: 利用可能');
  expect(textsOf(world.tanaka.direct).join()).toContain(LINK);
  expect(images(world.tanaka.direct)).toEqual([]);
  expect(rowsInState('refused')).toBe(1);
  expect(rowsInState('queued')).toBe(0);
});

test('a member who cannot be reached gets no picture either', async () => {
  world = await startWorld();
  await world.suzuki.commands('link on');
  world.works.bot('2000001').limitToMembers([world.suzuki.user.userId]);
  await world.suzuki.commands('member add tanaka');
  expect(world.suzuki.lastAnswer).toContain('ボットからこのメンバーに送れません');
  expect(apiCalls('attachment')).toEqual([]);
});

const rowsInState = (state: string) =>
  world.bridge.workspace.context.db
    .select()
    .from(outbox)
    .all()
    .filter((row) => row.state === state).length;

test.each([
  ['ja', 'メンバー 招待 田中花', '招待リンク', 'そのまま転送できる文'],
  ['en', 'member invite tanaka', 'Invite link', 'forward'],
])(
  'an invite in %s: text, link button, then the QR image',
  async (language, command, label, words) => {
    world = await startLinkedWorld();
    if (language === 'en') await world.suzuki.commands('lang en');
    await world.suzuki.commands(command);
    const [text, image] = world.suzuki.adminRoom.messages.slice(-2);
    expect(text?.text).toContain('tanaka');
    expect(text?.text).toContain(LINK);
    expect(text?.text).toContain(words);
    expect(text?.text).toMatch(
      /:\n(みどり商店の田中 花です。|This is Hana Tanaka \(田中 花\) of みどり商店\.)/,
    );
    expect(text?.buttons).toMatchObject([{ label, type: 'uri', uri: LINK }]);
    expect(scan(image)).toBe(LINK);
  },
);

test('there is no picture for a member who cannot be invited', async () => {
  world = await startLinkedWorld();
  const before = apiCalls('attachment').length;
  await world.suzuki.commands('member invite suzuki');
  expect(world.suzuki.lastAnswer).toContain('利用メンバーではありません');
  expect(apiCalls('attachment')).toHaveLength(before);
});

test('a message that comes meanwhile waits its turn: the picture stands below its text', async () => {
  world = await startLinkedWorld();
  await Promise.all([
    world.suzuki.adminRoom.says('member invite tanaka'),
    world.suzuki.adminRoom.says('member invite sato'),
  ]);
  await world.settle();
  const kinds = world.suzuki.adminRoom.messages
    .filter((bubble) => bubble.from.kind === 'bot')
    .slice(-4)
    .map((bubble) => bubble.content.type === 'image');
  expect(kinds).toEqual([false, true, false, true]);
});

test('an upload without a clear answer is made again, and shown once', async () => {
  world = await startLinkedWorld();
  world.works.faults.failNext({ api: 'upload', times: 2, mode: 'after' });
  await world.suzuki.commands('member invite tanaka');
  await world.later(2000);
  await world.later(10_000);
  expect(images(world.suzuki.adminRoom)).toHaveLength(1);
  expect(scan(images(world.suzuki.adminRoom)[0])).toBe(LINK);
});

test('a picture whose id expired while it waited is uploaded again', async () => {
  world = await startLinkedWorld();
  world.works.faults.failNext({
    api: 'user-message',
    times: 1,
    status: 429,
    headers: { 'rateLimit-reset': String((DAY_MS + 60_000) / 1000) },
    match: (call) => JSON.stringify(call.body).includes('"image"'),
  });
  await world.suzuki.commands('member invite tanaka');
  expect(images(world.suzuki.adminRoom)).toEqual([]);
  const before = apiCalls('attachment').length;
  await world.later(DAY_MS + 61_000);
  expect(apiCalls('attachment').length).toBe(before + 1);
  expect(scan(images(world.suzuki.adminRoom)[0])).toBe(LINK);
});

test('an id that is refused again and again ends the picture, not the lane', async () => {
  world = await startLinkedWorld();
  world.works.faults.failNext({
    api: 'user-message',
    times: 9,
    status: 400,
    match: (call) => JSON.stringify(call.body).includes('"image"'),
  });
  const before = apiCalls('attachment').length;
  await world.suzuki.commands('member invite tanaka');
  expect(apiCalls('attachment')).toHaveLength(before + 2);
  expect(rowsInState('refused')).toBe(1);
  world.works.faults.clear();
  await world.suzuki.commands('状態');
  expect(world.suzuki.lastAnswer).toContain('LINE連携');
});
