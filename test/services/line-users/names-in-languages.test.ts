import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startLinkedWorld } from '../../helpers/linked.ts';
import type { LineChat } from '../../helpers/people.ts';
import type { World } from '../../helpers/world.ts';

/** A LINE user reads a member's name in their own language, where the directory has it so. */

let world: World;
const english = (lastName: string, firstName: string) => ({
  i18nNames: [{ language: 'en_US', lastName, firstName }],
});

beforeAll(async () => {
  world = await startLinkedWorld({
    furnish: (_, works) => {
      works.member('sato@midori').update({
        i18nNames: [
          { language: 'en_US', lastName: 'Sato', firstName: 'Ken' },
          { language: 'ko_KR', lastName: '사토', firstName: '켄' },
        ],
      });
      works.addMember({
        email: 'papa@midori',
        lastName: 'パパドプロス',
        firstName: 'コンスタンティノス',
        ...english('Papadopoulos', 'Konstantinos'),
      });
    },
  });
  await world.suzuki.commands('メンバー 追加 papa');
});
afterAll(() => world.stop());

const heard = (chat: LineChat) => chat.lastReceived?.text ?? '';
const labels = (chat: LineChat) => chat.lastReceived?.buttons.map(({ label }) => label) ?? [];

describe('a LINE user who reads English', () => {
  let emily: LineChat;
  beforeAll(async () => {
    emily = world.lineUser('Emily Clark', 'en');
    await emily.says('Talk ID: tanaka');
  });

  test('is greeted with both names, under the English one', async () => {
    expect(heard(emily)).toContain('Hana Tanaka (田中 花)');
    expect(emily.lastReceived?.senderName).toBe('Hana Tanaka');
  });

  test('is written to under the English name', async () => {
    await world.tanaka.says('Emily Clark', 'Hello');
    expect(emily.lastReceived).toMatchObject({ text: 'Hello', senderName: 'Hana Tanaka' });
  });

  test('is asked with both names, and may answer by either, or by a part', async () => {
    await emily.says('Talk ID: sato');
    expect(heard(emily)).toContain('Ken Sato (佐藤 健)');
    for (const [answer, name] of [
      ['Tanaka', 'Hana Tanaka (田中 花)'],
      ['ken sato', 'Ken Sato (佐藤 健)'],
      ['田中 花', 'Hana Tanaka (田中 花)'],
      ['Ken Sato (佐藤 健)', 'Ken Sato (佐藤 健)'],
    ] as const) {
      await world.tanaka.says('Emily Clark', 'One');
      await world.sato.says('Emily Clark', 'Two');
      await emily.says('Thank you');
      expect(heard(emily)).toMatch(/^\d\. Hana Tanaka \(田中 花\)$/mu);
      expect(labels(emily).sort()).toEqual(['Hana Tanaka (田中 花)', 'Ken Sato (佐藤 健)']);
      await emily.says(answer);
      expect(heard(emily)).toContain(`on the way to ${name}.`);
    }
  });

  test('sees both names of each member, or the English one if both do not fit', async () => {
    const james = world.lineUser('James', 'en');
    await james.says('Talk ID: papa');
    expect(heard(james)).toContain('Konstantinos Papadopoulos (パパドプロス コンスタンティノス)');
    expect(james.lastReceived?.senderName).toBe('Papadopoulos');
    await james.says('Talk ID: sato');
    await james.says('members');
    expect(labels(james).sort()).toEqual(['Ken Sato (佐藤 健)', 'Konstantinos Papado…']);
  });

  test('is told in English who ended a talk', async () => {
    await world.tanaka.says('Emily Clark', '/閉じる');
    await world.tanaka.room('Emily Clark').taps('トークを終了する');
    await world.settle();
    expect(heard(emily)).toContain('Hana Tanaka (田中 花) has ended');
  });

  test('is told in English who took it over', async () => {
    const { suzuki } = world;
    await suzuki.commands('メンバー 引き継ぎ sato tanaka');
    await suzuki.confirms();
    expect(heard(emily)).toContain('Hana Tanaka (田中 花) has taken over from Ken Sato (佐藤 健)');
    expect(emily.lastReceived?.senderName).toBe('Hana Tanaka');
  });
});

test('a reader of another language of the directory reads the name in that language', async () => {
  const minjun = world.lineUser('민준', 'ko');
  await minjun.says('Talk ID: sato');
  await world.sato.says('민준', 'hello');
  expect(minjun.lastReceived?.senderName).toBe('사토 켄');
  await minjun.says('Talk ID: tanaka');
  expect(heard(minjun)).toContain('Hana Tanaka (田中 花)');
});

test.each([
  ['Japanese', 'ja'],
  ['who knows what', ''],
])('a reader of %s reads the directory’s home name', async (name, language) => {
  const chat = world.lineUser(name, language);
  await chat.says('トークID: tanaka');
  expect(heard(chat)).toContain('田中 花');
  expect(heard(chat)).not.toContain('Hana');
  expect(chat.lastReceived?.senderName).toBe('田中 花');
});

test('a name that LINE refuses is remembered in either language', async () => {
  // LINE WORKS limits the rooms made in a minute.
  await world.later(60_000);
  world.line.refuseSenderNames(['Hana', '田中']);
  const before = world.line.calls.filter((call) => call.status === 400).length;
  const refused = () => world.line.calls.filter((call) => call.status === 400).length - before;
  const oliver = world.lineUser('Oliver', 'en');
  const taro = world.lineUser('太郎', 'ja');
  for (const [chat, title] of [
    [oliver, 'Oliver'],
    [taro, '太郎'],
  ] as const) {
    await chat.says('トークID: tanaka');
    await world.tanaka.says(title, 'はい');
    expect(chat.lastReceived).toMatchObject({ text: 'はい', senderName: null });
  }
  for (const title of ['Oliver', '太郎', 'Oliver']) await world.tanaka.says(title, 'はい');
  expect(refused()).toBe(2);
});
