import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OA } from '../../helpers/company.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { type LineChat, type MemberDesk, textsOf } from '../../helpers/people.ts';
import type { World } from '../../helpers/world.ts';

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
});
afterEach(() => world.stop());

const HOUR = 60 * 60 * 1000;
const tanakasRoom = () => textsOf(world.tanaka.room('山田花子'));
const satosRoom = () => textsOf(world.sato.room('山田花子'));
const idOf = (text: string) =>
  hanako.received.findLast((bubble) => bubble.text.includes(text))?.id ?? '';
/** Two members have spoken: the next message is held. */
const beAsked = async (text: string) => {
  await hanako.says('トークID: sato');
  await world.tanaka.says('山田花子', '田中です');
  return hanako.says(text);
};

describe('a quote', () => {
  test('of the greeting is for the member it named', async () => {
    await hanako.says('トークID: sato');
    await hanako.says('はい、田中さん', { quote: idOf('田中 花です') });
    expect(tanakasRoom().at(-1)).toContain('はい、田中さん');
    expect(satosRoom().join()).not.toContain('はい、田中さん');
  });

  test('of an earlier talk with the same member reaches that member', async () => {
    await world.tanaka.says('山田花子', '以前の話です');
    await hanako.ends();
    await hanako.says('トークID: tanaka');
    await hanako.says('この件ですが', { quote: idOf('以前の話です') });
    expect(tanakasRoom().at(-1)).toBe('> 以前の話です\nこの件ですが');
  });

  test('of words from before a handover is asked about, if both members have a talk', async () => {
    await world.tanaka.says('山田花子', '以前の話です');
    await world.suzuki.commands('member handover tanaka sato');
    await world.suzuki.confirms();
    await hanako.says('この件ですが', { quote: idOf('以前の話です') });
    expect(satosRoom().at(-1)).toContain('この件ですが');
    await hanako.says('トークID: tanaka');
    await hanako.says('どちらでしたか', { quote: idOf('以前の話です') });
    expect(satosRoom().at(-1)).not.toContain('どちらでしたか');
    expect(hanako.lastReceived?.text).toContain('どなたへのメッセージですか');
    await hanako.presses('田中 花');
    expect(tanakasRoom().at(-1)).toContain('どちらでしたか');
  });

  test('of the goodbye of a member who has left gets the withdrawn notice', async () => {
    await hanako.says('トークID: sato');
    await world.suzuki.commands('member remove tanaka');
    await world.suzuki.confirms();
    await hanako.says('お元気で', { quote: idOf('田中 花とのトークは終了') });
    expect(satosRoom()).not.toContain('お元気で');
    expect(hanako.lastReceived?.senderName).toBe('退会したユーザー');
  });

  test('beside a sticker is shown above it', async () => {
    await world.tanaka.says('山田花子', 'いかがですか');
    await hanako.user.sendsSticker('446', '1988', { oa: OA, quote: idOf('いかがですか') });
    await world.settle();
    const room = world.tanaka.room('山田花子').messages;
    expect(room.at(-2)?.text).toBe('> いかがですか');
    expect(room.at(-1)?.content.type).toBe('sticker');
  });
});

describe('an answer to the question', () => {
  test.each([
    ['２番', '佐藤'],
    ['②', '佐藤'],
    ['二', '佐藤'],
    ['2番です。', '佐藤'],
    ['佐藤健さん', '佐藤'],
    ['佐藤さんへ', '佐藤'],
    ['田中様', '田中'],
    ['たなかさん', '田中'],
    ['佐藤', '佐藤'],
  ])('%s is understood', async (said, family) => {
    await beAsked('だれ宛て？');
    await hanako.says(said);
    const [meant, other] = family === '田中' ? [tanakasRoom, satosRoom] : [satosRoom, tanakasRoom];
    expect(meant().at(-1)).toBe('だれ宛て？');
    expect(other()).not.toContain('だれ宛て？');
  });

  test('a family name that is the writer’s, too, may be a signature: it is asked about', async () => {
    const midori = world.lineUser('佐藤みどり');
    await midori.says('トークID: tanaka');
    await midori.says('トークID: sato');
    await world.tanaka.says('佐藤みどり', '田中です');
    await midori.says('よろしくお願いします。');
    await midori.says('佐藤');
    const texts = (desk: MemberDesk) => textsOf(desk.room('佐藤みどり'));
    expect(texts(world.sato)).not.toContain('よろしくお願いします。');
    await midori.presses('田中 花');
    expect(texts(world.tanaka).slice(-2)).toEqual(['よろしくお願いします。', '佐藤']);
  });

  test('by a Talk ID counts: the promise of the question is kept', async () => {
    await beAsked('だれ宛て？');
    await hanako.says('トークID: sato');
    await hanako.says('続きです');
    expect(satosRoom().slice(-2)).toEqual(['だれ宛て？', '続きです']);
  });

  test('by the number of a member who has just gone is not a message to the others', async () => {
    await beAsked('だれ宛て？');
    const first = hanako.lastReceived?.text.includes('1. 田中') ? 'tanaka' : 'sato';
    await world.suzuki.commands(`member remove ${first}`);
    await world.suzuki.confirms();
    await hanako.says('1');
    const [left, room] =
      first === 'tanaka' ? (['佐藤 健', satosRoom] as const) : (['田中 花', tanakasRoom] as const);
    expect(hanako.lastReceived?.text).toContain('どなたへのメッセージですか');
    await hanako.presses(left);
    expect(room().at(-1)).toBe('だれ宛て？');
  });

  test('can name a new member, too', async () => {
    await beAsked('だれ宛て？');
    await world.suzuki.commands('member add suzuki');
    await hanako.says('トークID: suzuki');
    await hanako.presses('鈴木 一郎');
    expect(textsOf(world.suzuki.room('山田花子')).at(-1)).toBe('だれ宛て？');
  });

  test('after the held message was unsent still says whom the next ones are for', async () => {
    const held = await beAsked('まちがい');
    await hanako.user.unsends(held, { oa: OA });
    await world.settle();
    await hanako.presses('田中 花');
    await hanako.says('こちらです');
    expect(tanakasRoom().at(-1)).toBe('こちらです');
    expect(tanakasRoom().join()).not.toContain('まちがい');
  });
});

test('with one talk left names only that one, by button or number; はい is held, too', async () => {
  await hanako.says('トークID: sato');
  await hanako.says('佐藤さんへ');
  await world.suzuki.commands('member remove sato');
  await world.suzuki.confirms();
  await hanako.says('すみません');
  await hanako.says('はい');
  expect(hanako.lastReceived?.text).toBe(
    '佐藤 健とのトークは終了しています。お預かりしたメッセージを田中 花にお届けしますか？お届けする場合は、ボタンを押すか「1」と送ってください。お答えいただくまで、メッセージはお預かりします。',
  );
  expect(hanako.lastReceived?.buttons.map(({ label }) => label)).toEqual(['田中 花に届ける']);
  expect(tanakasRoom()).not.toContain('すみません');
  await hanako.presses('田中 花に届ける');
  expect(tanakasRoom().slice(-2)).toEqual(['すみません', 'はい']);
});

test('a message unsent while it is held is not delivered; the rest keeps its order', async () => {
  await beAsked('一');
  const second = await hanako.says('まちがい');
  await hanako.says('三つ目');
  await hanako.user.unsends(second, { oa: OA });
  await world.settle();
  await hanako.presses('佐藤 健');
  expect(satosRoom().slice(-2)).toEqual(['一', '三つ目']);
});

test('a message that may have arrived counts as heard: the next one is asked about', async () => {
  await hanako.says('トークID: sato');
  await world.later(120_000);
  world.line.faults.failNext({ api: 'push', times: 20, status: 500 });
  await world.sato.says('山田花子', '佐藤です。いかがですか');
  await hanako.says('トークID: tanaka');
  for (let tries = 0; tries < 8; tries += 1) await world.later(HOUR);
  expect(satosRoom().at(-1)).toContain('届いていない可能性があります');
  await hanako.says('はい、お願いします');
  expect(tanakasRoom()).not.toContain('はい、お願いします');
});

test('a handover notice counts as the new member’s words: the next message is asked about', async () => {
  await world.suzuki.commands('member add suzuki');
  await hanako.says('トークID: sato');
  await hanako.says('佐藤さん、こんにちは');
  await world.suzuki.commands('member handover tanaka suzuki');
  await world.suzuki.confirms();
  expect(hanako.lastReceived?.text).toContain('鈴木 一郎');
  await hanako.says('よろしくお願いします');
  expect(satosRoom()).not.toContain('よろしくお願いします');
});

test('names with the same beginning are distinct on their buttons', async () => {
  const one = world.works.addMember({
    email: 'ichi@midori',
    lastName: '株式会社みどり商店本店営業部第一課',
    firstName: '長谷川',
  });
  const two = world.works.addMember({
    email: 'ni@midori',
    lastName: '株式会社みどり商店本店営業部第一課',
    firstName: '長谷部',
  });
  expect(one.name).not.toBe(two.name);
  await world.later(6 * 60_000);
  await world.suzuki.commands('member add ichi ni');
  await hanako.says('トークID: ichi');
  await hanako.says('トークID: ni');
  await world.tanaka.says('山田花子', 'もしもし');
  await hanako.says('だれ宛て？');
  const labels = hanako.lastReceived?.buttons.map((button) => button.label) ?? [];
  expect(labels).toHaveLength(3);
  expect(new Set(labels).size).toBe(3);
});

test('a quote of an unknown message is asked about, if there are several talks', async () => {
  await hanako.says('トークID: sato');
  await hanako.says('メンバー');
  await hanako.says('この人にお願いします', { quote: idOf('いまトークしている担当者') });
  expect(satosRoom()).not.toContain('この人にお願いします');
  expect(hanako.lastReceived?.text).toContain('どなたへのメッセージですか');
  await hanako.says('田中さん', { quote: idOf('どなたへのメッセージですか') });
  expect(tanakasRoom().at(-1)).toContain('この人にお願いします');
});

test('with only one talk, such a quote changes nothing', async () => {
  await hanako.says('ヘルプ');
  await hanako.says('なるほど', { quote: idOf('この案内') });
  expect(tanakasRoom().at(-1)).toContain('なるほど');
});

test('a press on an old question shows the one that is open', async () => {
  await beAsked('一つ目');
  const old = hanako.lastReceived?.buttons.find((button) => button.label === '佐藤 健')?.data ?? '';
  await hanako.presses('田中 花');
  await world.sato.says('山田花子', '佐藤です');
  await hanako.says('二つ目');
  const shown = hanako.received.length;
  await hanako.user.taps(old, { oa: OA });
  await world.settle();
  expect(satosRoom()).not.toContain('二つ目');
  expect(hanako.received.length).toBe(shown + 1);
  expect(hanako.lastReceived?.text).toContain('どなたへのメッセージですか');
  await hanako.presses('佐藤 健');
  await hanako.user.taps(old, { oa: OA });
  await world.settle();
  // The press is confirmed, the old one is not.
  expect(hanako.received.length).toBe(shown + 2);
  expect(satosRoom().filter((text) => text === '二つ目')).toHaveLength(1);
});
