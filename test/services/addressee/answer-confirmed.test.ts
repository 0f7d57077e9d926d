import { afterEach, describe, expect, test } from 'vitest';
import { OA } from '../../helpers/company.ts';
import { pushesSince } from '../../helpers/crowd.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { textsOf } from '../../helpers/people.ts';
import type { World } from '../../helpers/world.ts';

let world: World;
afterEach(() => world.stop());

describe('a LINE user who has answered the question "to whom?"', () => {
  let held: readonly string[] = [];
  const holdTwo = async () => {
    world = await startLinkedWorld();
    const user = world.lineUser('山田花子');
    await user.says('トークID: tanaka');
    await user.says('トークID: sato');
    await world.tanaka.says('山田花子', '田中です');
    held = [await user.says('一つ目'), await user.says('二つ目')];
    return user;
  };

  test('hears how many messages go to whom, without a push', async () => {
    const hanako = await holdTwo();
    const start = world.line.calls.length;
    await hanako.presses('佐藤 健');
    expect(hanako.lastReceived?.text).toBe(
      'お預かりしていたメッセージ2件を、佐藤 健にお届けします。',
    );
    expect(pushesSince(world, start)).toHaveLength(0);
  });

  test('does so by number, by name and by Talk ID alike', async () => {
    const hanako = await holdTwo();
    await hanako.says('1');
    expect(hanako.lastReceived?.text).toContain('メッセージ2件を');
    for (const [index, said] of ['田中さん', 'tanaka', 'トークID: tanaka'].entries()) {
      await world.sato.says('山田花子', `佐藤です ${index}`);
      await hanako.says('どうも');
      await hanako.says(said);
      expect(hanako.lastReceived?.text).toBe(
        'お預かりしていたメッセージ1件を、田中 花にお届けします。',
      );
      expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toBe('どうも');
    }
  });

  test('hears whom the next messages reach, if the held ones were unsent meanwhile', async () => {
    const hanako = await holdTwo();
    for (const id of held) await hanako.user.unsends(id, { oa: OA });
    await world.settle();
    await hanako.presses('佐藤 健');
    expect(hanako.lastReceived?.text).toBe('ここからのメッセージは佐藤 健に届きます。');
  });
});

test('a member in direct mode hears it, too', async () => {
  world = await startLinkedWorld({ works: { roomBehaviour: 'single-user' } });
  for (const name of ['山田花子', '鈴木一朗']) {
    await world.lineUser(name).says('トークID: tanaka');
    await world.lineUser(name).says('こんにちは');
  }
  for (const text of ['一つ目', '二つ目']) await world.tanaka.direct.says(text);
  await world.settle();
  await world.tanaka.direct.taps('山田花子');
  await world.settle();
  expect(textsOf(world.tanaka.direct).at(-1)).toBe(
    '［お知らせ］お預かりしていたメッセージ2件を、「山田花子」さんに送ります。',
  );
  expect(world.lineUser('山田花子').lastReceived?.text).toBe('二つ目');
});

test('a member in direct mode with one talk left is asked about that one', async () => {
  world = await startLinkedWorld({ works: { roomBehaviour: 'single-user' } });
  for (const name of ['山田花子', '鈴木一朗']) await world.lineUser(name).says('トークID: tanaka');
  await world.lineUser('鈴木一朗').says('こんにちは');
  await world.tanaka.direct.says('/名前 鈴木様');
  await world.settle();
  await world.lineUser('鈴木一朗').ends();
  await world.tanaka.direct.says('承知しました');
  await world.settle();
  expect(textsOf(world.tanaka.direct).at(-1)).toContain(
    'お預かりしたメッセージを「山田花子」さんに送りますか？',
  );
  await world.tanaka.direct.taps('「山田花子」さんに送る');
  await world.settle();
  expect(world.lineUser('山田花子').lastReceived?.text).toBe('承知しました');
});
