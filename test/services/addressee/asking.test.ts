import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { textsOf } from '../../helpers/people.ts';
import type { World } from '../../helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await startLinkedWorld();
});
afterEach(() => world.stop());

const HOUR = 60 * 60 * 1000;

describe('one LINE user with two members', () => {
  test('a message written after choosing a Talk ID goes to that member', async () => {
    const hanako = world.lineUser('山田花子');
    await hanako.says('トークID: tanaka');
    await hanako.says('トークID: sato');
    await hanako.says('佐藤さんへ');
    expect(textsOf(world.sato.room('山田花子')).at(-1)).toBe('佐藤さんへ');
    await hanako.says('トークID: tanaka');
    expect(hanako.lastReceived?.text).toContain('田中 花に届きます');
    await hanako.says('田中さんへ');
    expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toBe('田中さんへ');
    expect(textsOf(world.sato.room('山田花子'))).not.toContain('田中さんへ');
  });

  test('when both have spoken, the message is held and asked about; one press releases all, in order, once', async () => {
    const hanako = world.lineUser('山田花子');
    await hanako.says('トークID: tanaka');
    await hanako.says('トークID: sato');
    await world.tanaka.says('山田花子', '田中です。見積もりの件です');
    await hanako.says('ありがとうございます');
    await hanako.says('それでお願いします');
    expect(textsOf(world.tanaka.room('山田花子'))).not.toContain('ありがとうございます');
    expect(textsOf(world.sato.room('山田花子'))).not.toContain('ありがとうございます');
    const labels = hanako.lastReceived?.buttons.map((button) => button.label);
    expect(labels).toEqual(['田中 花', '佐藤 健']);

    await hanako.presses('田中 花');
    expect(textsOf(world.tanaka.room('山田花子')).slice(-2)).toEqual([
      'ありがとうございます',
      'それでお願いします',
    ]);
    await hanako.presses('佐藤 健');
    expect(textsOf(world.sato.room('山田花子'))).not.toContain('ありがとうございます');
    await hanako.says('続きです');
    expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toBe('続きです');
  });

  test('the question can be answered by number and by name', async () => {
    const hanako = world.lineUser('山田花子');
    await hanako.says('トークID: tanaka');
    await hanako.says('トークID: sato');
    await world.tanaka.says('山田花子', 'こんにちは');
    await hanako.says('一つ目');
    await hanako.says('２');
    expect(textsOf(world.sato.room('山田花子')).at(-1)).toBe('一つ目');
    await world.tanaka.says('山田花子', 'もしもし');
    await hanako.says('二つ目');
    await hanako.says('田中花');
    expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toBe('二つ目');
  });

  test('a quote names its room, no matter who spoke last', async () => {
    const hanako = world.lineUser('山田花子');
    await hanako.says('トークID: tanaka');
    await hanako.says('トークID: sato');
    await world.tanaka.says('山田花子', '田中からの質問');
    const asked = hanako.received.find((bubble) => bubble.text === '田中からの質問');
    await hanako.says('田中への答え', { quote: asked?.id ?? '' });
    expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toBe('> 田中からの質問\n田中への答え');
    expect(textsOf(world.sato.room('山田花子')).join()).not.toContain('田中への答え');
  });

  test('unanswered, held messages expire after a day with a notice, undelivered', async () => {
    const hanako = world.lineUser('山田花子');
    await hanako.says('トークID: tanaka');
    await hanako.says('トークID: sato');
    await world.tanaka.says('山田花子', 'こんにちは');
    await hanako.says('だれ宛てでしょう');
    await world.later(24 * HOUR + 1000);
    expect(hanako.lastReceived?.text).toContain('1件はだれにも届きませんでした');
    await hanako.presses('田中 花');
    expect(textsOf(world.tanaka.room('山田花子'))).not.toContain('だれ宛てでしょう');
  });

  test('after one of two rooms has closed, the next message is asked about', async () => {
    const hanako = world.lineUser('山田花子');
    await hanako.says('トークID: tanaka');
    await hanako.says('トークID: sato');
    await world.suzuki.commands('member remove sato');
    await world.suzuki.confirms();
    await hanako.says('これはだれに？');
    expect(textsOf(world.tanaka.room('山田花子'))).not.toContain('これはだれに？');
    await hanako.presses('田中 花に届ける');
    expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toBe('これはだれに？');
  });
});

describe('direct mode: LINE WORKS gives no second room', () => {
  test('the 1:1 room carries headed messages, and a member with two customers is asked', async () => {
    await world.stop();
    world = await startLinkedWorld({ works: { roomBehaviour: 'single-user' } });
    const hanako = world.lineUser('山田花子');
    const ichiro = world.lineUser('鈴木一朗');
    await hanako.says('トークID: tanaka');
    await hanako.says('見積もりをください');
    expect(textsOf(world.tanaka.direct).at(-1)).toBe('▸山田花子\n見積もりをください');
    await world.tanaka.direct.says('承知しました');
    await world.settle();
    expect(hanako.lastReceived?.text).toBe('承知しました');

    await ichiro.says('トークID: tanaka');
    await ichiro.says('納期はいつですか');
    await world.tanaka.direct.says('来週です');
    await world.settle();
    expect(hanako.lastReceived?.text).toBe('承知しました');
    expect(ichiro.received.map((bubble) => bubble.text)).not.toContain('来週です');
    await world.tanaka.direct.taps('鈴木一朗');
    await world.settle();
    expect(ichiro.lastReceived?.text).toBe('来週です');
    expect(hanako.lastReceived?.text).toBe('承知しました');
  });

  test('a refused creation means direct mode, too', async () => {
    await world.stop();
    world = await startLinkedWorld({ works: { roomBehaviour: 'refuse' } });
    const hanako = world.lineUser('山田花子');
    await hanako.says('トークID: tanaka');
    await hanako.says('こんにちは');
    expect(textsOf(world.tanaka.direct).at(-1)).toBe('▸山田花子\nこんにちは');
  });
});
