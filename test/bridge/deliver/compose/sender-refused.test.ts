import sharp from 'sharp';
import { afterEach, expect, test } from 'vitest';
import { OA } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import type { LineChat } from '../../../helpers/people.ts';
import type { World } from '../../../helpers/world.ts';

/**
 * LINE refuses names with words it does not list (line.md §2.8): the message arrives all the same.
 */

let world: World;
let hanako: LineChat;
afterEach(() => world.stop());

async function start(photo = false): Promise<void> {
  const bytes = photo
    ? await sharp({ create: { width: 64, height: 64, channels: 3, background: '#0f0' } })
        .jpeg()
        .toBuffer()
    : null;
  world = await startLinkedWorld({
    furnish: (_, works) => works.member('tanaka@midori').update({ photo: bytes }),
  });
  hanako = world.lineUser('山田花子');
}
const refused = () => world.line.calls.filter((call) => call.status === 400);
const talks = () => hanako.says('トークID: tanaka');
const answers = (text: string) => world.tanaka.says('山田花子', text);
const last = () => {
  const { text, senderName, senderIconUrl, via } = hanako.lastReceived ?? {};
  return { text, senderName, hasIcon: senderIconUrl != null, via };
};

test('greeting, text and sticker arrive, without the name and free of charge; only the first is refused', async () => {
  await start();
  world.line.refuseSenderNames(['田中']);
  await talks();
  expect(last().text).toContain('田中 花です');
  expect(last()).toMatchObject({ senderName: null, via: 'reply' });
  await answers('よろしくお願いします');
  expect(last()).toMatchObject({ text: 'よろしくお願いします', senderName: null });
  await world.tanaka.room('山田花子').sendsSticker('446', '1989');
  await world.settle();
  expect(hanako.lastReceived?.message).toMatchObject({ type: 'sticker', stickerId: '1989' });
  expect(refused()).toHaveLength(1);
});

test('the icon stays if LINE names the name as the fault', async () => {
  await start(true);
  world.line.refuseSenderNames(['田中']);
  await talks();
  expect(last()).toMatchObject({ senderName: null, hasIcon: true });
  await answers('はい');
  expect(last()).toMatchObject({ text: 'はい', senderName: null, hasIcon: true });
  expect(refused()).toHaveLength(1);
});

test.each([
  ['without a photo', false, 1],
  ['with a photo', true, 2],
])('LINE does not name what it refuses, %s', async (_, photo, times) => {
  await start(photo);
  world.line.faults.failNext({
    api: 'reply',
    times: 99,
    status: 400,
    match: (body) => JSON.stringify(body).includes('"sender":{"name"'),
  });
  await talks();
  expect(last().text).toContain('田中 花です');
  expect(last()).toMatchObject({ senderName: null, hasIcon: photo });
  await hanako.says('お願いします');
  await answers('はい');
  expect(last()).toMatchObject({ text: 'はい', senderName: null, hasIcon: photo });
  expect(refused()).toHaveLength(times);
});

test('neither name nor icon is accepted: the words go alone', async () => {
  await start(true);
  world.line.faults.failNext({
    api: 'reply',
    times: 99,
    status: 400,
    match: (body) => JSON.stringify(body).includes('"sender":'),
  });
  await talks();
  expect(last().text).toContain('田中 花です');
  expect(last()).toMatchObject({ senderName: null, hasIcon: false });
});

test('a member with another name goes by it', async () => {
  await start();
  world.line.refuseSenderNames(['田中']);
  await talks();
  await hanako.says('トークID: sato');
  expect(last().text).toContain('佐藤 健です');
  expect(last().senderName).toContain('佐藤');
});

test('another name of the member is tried; the refused one is remembered over a restart', async () => {
  await start();
  world.line.refuseSenderNames(['田中']);
  await talks();
  await world.restart();
  await answers('まだ名前なしです');
  expect(last()).toMatchObject({ text: 'まだ名前なしです', senderName: null });
  expect(refused()).toHaveLength(1);
  world.tanaka.user.update({ lastName: '山本' });
  await world.later(301_000);
  await answers('改姓しました');
  expect(last()).toMatchObject({ text: '改姓しました', senderName: '山本 花' });
  expect(refused()).toHaveLength(1);
});

test('a bad message in a batch costs no message its name', async () => {
  await start();
  await talks();
  await world.later(120_000);
  world.line.faults.failNext({
    api: 'push',
    times: 99,
    status: 400,
    match: (body) => JSON.stringify(body).includes('駄目'),
  });
  const room = world.tanaka.room('山田花子');
  await Promise.all([room.says('良い'), room.says('駄目'), room.says('これも良い')]);
  await world.settle();
  await world.later(60_000);
  const shown = hanako.received.slice(-2);
  expect(shown.map(({ text }) => text).toSorted()).toEqual(['これも良い', '良い']);
  for (const { senderName } of shown) expect(senderName).toContain('田中');
  await answers('次です');
  expect(last().senderName).toContain('田中');
});

test('two members greet in one request, and only one name is refused', async () => {
  await start();
  world.line.refuseSenderNames(['田中']);
  // The customer's profile is late: both greetings wait for it, and leave together.
  world.line.faults.failNext({ api: 'profile', times: 2, status: 503 });
  await Promise.all([
    hanako.user.says('トークID: tanaka', { oa: OA }),
    hanako.user.says('トークID: sato', { oa: OA }),
  ]);
  await world.settle();
  await world.later(10_000);
  const greeting = (name: string) =>
    hanako.received.find(({ text }) => text.includes(`${name}です`));
  expect(greeting('田中 花')?.senderName).toBeNull();
  expect(greeting('佐藤 健')?.senderName).toContain('佐藤');
  await world.tanaka.says('山田花子', '田中です');
  await world.sato.says('山田花子', '佐藤です');
  expect(last().senderName).toContain('佐藤');
});

test('the name of a withdrawn user is refused: the end of the talk is told all the same', async () => {
  await start();
  await talks();
  world.line.refuseSenderNames(['退会']);
  await world.suzuki.commands('member remove tanaka');
  await world.suzuki.confirms();
  expect(last().text).toContain('終了');
  expect(last().senderName).toBeNull();
});

test('a handover is told in the successor’s name, which is refused', async () => {
  await start();
  await talks();
  world.line.refuseSenderNames(['佐藤']);
  await world.suzuki.commands('member handover tanaka sato');
  await world.suzuki.confirms();
  expect(last().text).toContain('佐藤 健に変わりました');
  await world.sato.says('山田花子', '佐藤です');
  expect(last()).toMatchObject({ text: '佐藤です', senderName: null });
  expect(refused()).toHaveLength(1);
});
