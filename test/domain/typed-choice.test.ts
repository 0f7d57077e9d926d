import fc from 'fast-check';
import { expect, test } from 'vitest';
import { talkRoomId } from '../../src/domain/ids.ts';
import { typedChoice } from '../../src/domain/typed-choice.ts';

const tanaka = talkRoomId(1);
const sato = talkRoomId(2);
const sato2 = talkRoomId(3);
const choices = [
  { roomId: tanaka, name: '田中 花', otherNames: ['Tanaka Hana'], partNames: ['田中', 'たなか'] },
  { roomId: sato, name: '佐藤 健', otherNames: ['Sato Ken'], partNames: ['佐藤', 'さとう'] },
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
  'tanaka hana',
  'To Tanaka Hana',
  '田中',
  '田中です',
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

test('a name that two share names nobody', () => {
  const more = [
    ...choices,
    { roomId: sato2, name: '佐藤 健', otherNames: [], partNames: ['佐藤'] },
  ];
  for (const said of ['佐藤健', '佐藤さん', '佐藤 健']) expect(choose(said, more)).toBeNull();
  expect(choose('Sato Ken', more)).toBe(sato);
});

test('a number keeps its room, open or not', () => {
  expect(typedChoice(choices.slice(1), [tanaka, sato], '1', null)).toBe(tanaka);
});

test('no text names anybody who is not among the choices or numbers', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (said) => {
      expect([null, tanaka, sato]).toContain(choose(said));
    }),
  );
});
