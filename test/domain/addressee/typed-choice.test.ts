import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Nameable, typedChoice } from '../../../src/domain/addressee/typed-choice.ts';
import { talkRoomId } from '../../../src/domain/ids.ts';

const tanaka = talkRoomId(1);
const sato = talkRoomId(2);
const sato2 = talkRoomId(3);
const member = (
  roomId: Nameable['roomId'],
  name: string,
  names: Partial<Nameable> = {},
): Nameable => ({
  roomId,
  name,
  answersToName: true,
  otherNames: [],
  partNames: [],
  talkId: null,
  ...names,
});
const choices = [
  member(tanaka, '田中 花', {
    otherNames: ['Tanaka Hana'],
    partNames: ['田中', 'たなか'],
    talkId: 'tanaka-h',
  }),
  member(sato, '佐藤 健', {
    otherNames: ['Sato Ken'],
    partNames: ['佐藤', 'さとう'],
    talkId: 'sato',
  }),
];
const choose = (said: string, among = choices) =>
  typedChoice(among, [tanaka, sato], said, '佐藤みどり');

test.each([
  '1',
  '１',
  '①',
  '1.',
  '1)',
  '(1)',
  '1番',
  '１番目',
  '一',
  '一番',
  'No.1',
  '1番でお願いします。',
  '田中花',
  '田中　花',
  '田中 花さん',
  '田中さん',
  '田中様へ',
  'たなかさんです',
  'タナカさん',
  'ﾀﾅｶ様',
  'たなカ',
  'tanaka hana',
  'To Tanaka Hana',
  '田中',
  '田中です',
  'tanaka-h',
  'ＴＡＮＡＫＡーＨ',
  '「tanaka‐h」',
])('%s means the first', (said) => {
  expect(choose(said)).toBe(tanaka);
});

test.each([
  '',
  '3',
  '0',
  '10時に伺います',
  '1個ください',
  '花',
  '田中さんと佐藤さん',
  '一つください',
  '田中さんによろしくお伝えください',
  'ken',
  'さん',
  'です',
  '1人です',
  '1です',
  '2でお願いします',
  'tanaka',
  'sato-ken',
  'sato+ken',
  'sato@elsewhere',
])('%s is a message', (said) => {
  expect(choose(said)).toBeNull();
});

test('a family name alone is an answer, unless it may be the writer’s own', () => {
  for (const said of ['佐藤', '佐藤です']) {
    expect(choose(said)).toBeNull();
    expect(typedChoice(choices, [], said, null)).toBeNull();
    expect(typedChoice(choices, [], said, '山田花子')).toBe(sato);
  }
});

test('a name that two people share is no answer', () => {
  const more = [...choices, member(sato2, '佐藤 健', { partNames: ['佐藤'] })];
  for (const said of ['佐藤健', '佐藤さん', '佐藤 健']) expect(choose(said, more)).toBeNull();
  expect(choose('Sato Ken', more)).toBe(sato);
});

describe('both kinds of kana name the same person', () => {
  const among = [
    member(tanaka, '田中 花', { otherNames: ['たなか はな'], partNames: ['田中', 'たなか'] }),
    member(sato, '田仲 健', { otherNames: ['タナカ ケン'], partNames: ['田仲', 'タナカ'] }),
  ];

  test.each(['たなか', 'タナカさん', 'ﾀﾅｶ'])('so %s, which may be either, is no answer', (said) => {
    expect(typedChoice(among, [], said, null)).toBeNull();
  });

  test.each([
    ['タナカ はな', tanaka],
    ['たなかけんさん', sato],
    ['ﾀﾅｶ ｹﾝ', sato],
  ])('%s is one of them', (said, room) => {
    expect(typedChoice(among, [], said, null)).toBe(room);
  });

  test('names that differ only in their kana are told apart by the way they are written', () => {
    const named = [member(tanaka, 'さくら'), member(sato, 'サクラ')];
    expect(typedChoice(named, [], 'さくら', null)).toBe(tanaka);
    expect(typedChoice(named, [], 'ｻｸﾗ', null)).toBe(sato);
    expect(typedChoice(named, [], 'さクラ', null)).toBeNull();
    const read = [...named, member(sato2, '佐倉', { otherNames: ['サクラ'] })];
    expect(typedChoice(read, [], 'さくら', null)).toBeNull();
    const chosen = [member(tanaka, 'さくら'), member(sato, 'サクラ', { answersToName: false })];
    expect(typedChoice(chosen, [], 'さくら', null)).toBe(tanaka);
    expect(typedChoice(chosen, [], 'サクラ', null)).toBeNull();
  });

  test('the writer’s own name is recognised in either', () => {
    const own = [member(tanaka, '田中 花', { partNames: ['タナカ'] })];
    expect(typedChoice(own, [], 'たなか', 'タナカ ミドリ')).toBeNull();
  });
});

test('a number keeps its room, open or not', () => {
  expect(typedChoice(choices.slice(1), [tanaka, sato], '1', null)).toBe(tanaka);
});

describe('a name that the other side chose is no answer', () => {
  const customer = (roomId: Nameable['roomId'], name: string, ownName?: string) =>
    member(roomId, ownName ?? name, { answersToName: ownName !== undefined });
  const among = [customer(tanaka, '承知しました'), customer(sato, '山田', '常連さん')];
  const says = (said: string) => typedChoice(among, [tanaka, sato], said, '田中 花');

  test.each([
    '承知しました',
    '承知しました。',
    '承知しましたさん',
    'To 承知しました',
    '山田',
    '山田さん',
  ])('%s is a message', (said) => {
    expect(says(said)).toBeNull();
  });

  test('numbers, and the name that the member gave, are answers', () => {
    expect(says('1')).toBe(tanaka);
    expect(says('常連さん')).toBe(sato);
    expect(says('常連さん へ')).toBe(sato);
  });

  test('it does not capture an answer that is another person’s name', () => {
    const forged = [customer(tanaka, '常連さん'), customer(sato, '山田', '常連さん')];
    expect(typedChoice(forged, [], '常連さん', null)).toBeNull();
  });

  test('whatever it is and however it is typed', () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('はい', '了解です', '1件'),
    );
    const around = fc.constantFrom('', 'さん', '様へ', 'です', '。', ' でお願いします');
    fc.assert(
      fc.property(name, around, (chosen, after) => {
        const two = [customer(tanaka, chosen), customer(sato, `${chosen}2`)];
        expect(typedChoice(two, [], `${chosen}${after}`, null)).toBeNull();
      }),
    );
  });
});

test('a number that is another person’s name is no answer', () => {
  const among = [member(tanaka, '2'), member(sato, '佐藤 健')];
  expect(typedChoice(among, [tanaka, sato], '2', null)).toBeNull();
  expect(typedChoice(among, [tanaka, sato], '1', null)).toBe(tanaka);
  expect(typedChoice(among, [sato, tanaka], '２', null)).toBe(tanaka);
});

test('no text chooses a person outside the choices and numbers', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (said) => {
      expect([null, tanaka, sato]).toContain(choose(said));
    }),
  );
});
