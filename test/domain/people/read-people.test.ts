import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Findable, matcherOf } from '../../../src/domain/people/match-person.ts';
import { readPeople } from '../../../src/domain/people/read-people.ts';
import { foldId } from '../../../src/domain/text/fold-id.ts';
import { leastMs } from '../../helpers/own-time.ts';

let count = 0;
function person(name: string, email: string, more: Partial<Findable> = {}): Findable {
  const [lastName = '', firstName = ''] = name.split(' ');
  count += 1;
  const one = {
    memberId: `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`,
    isDeleted: false,
    email: `${email}@midori`,
    talkId: null,
    fullName: name,
    lastName,
    firstName,
    nickName: null,
    phonetic: null,
    otherNames: [],
    ...more,
  };
  const searchText = [
    one.fullName,
    `${one.lastName}${one.firstName}`,
    one.phonetic ?? '',
    one.nickName ?? '',
    one.email ?? '',
    ...one.otherNames.map((other) => other.name),
  ];
  return { ...one, searchText: searchText.map(foldId).join('\n') };
}

const daisuke = person('田中 大輔', 'tanaka', { phonetic: 'たなか だいすけ', talkId: 'tanaka' });
const misaki = person('田中 美咲', 'tanaka-m', {
  otherNames: [{ name: 'Misaki Tanaka' }],
});
const shota = person('鈴木 翔太', 's.suzuki');
const ichiro = person('鈴木 一郎', 'suzuki');
const ken = person('佐藤 健', 'sato', { talkId: 'sato' });
const maria = person('García María', 'maria', { fullName: 'Maria del Carmen Garcia' });
const people = [daisuke, misaki, shota, ichiro, ken, maria];

/** How a list is read: names of those found, `a|b` for several, `?` before an unknown name. */
const read = (stretches: readonly (readonly string[])[], among = people) =>
  readPeople(among, stretches).map((reading) => {
    if (reading.kind === 'none') return `?${reading.said}`;
    if (reading.kind === 'one') return reading.person.fullName;
    return reading.people.map((each) => each.fullName).join('|');
  });
const list = (text: string, among = people) => read([text.split(' ')], among);

test.each([
  ['鈴木 翔太', ['鈴木 翔太']],
  ['翔太 鈴木', ['鈴木 翔太']],
  ['田中 美咲', ['田中 美咲']],
  ['misaki tanaka', ['田中 美咲']],
  ['ＭＩＳＡＫＩ Tanaka', ['田中 美咲']],
  ['たなか だいすけ', ['田中 大輔']],
  ['maria del carmen garcia', ['Maria del Carmen Garcia']],
  ['maria garcia', ['Maria del Carmen Garcia']],
  ['鈴木 翔太 佐藤 健', ['鈴木 翔太', '佐藤 健']],
  ['佐藤 鈴木 翔太', ['佐藤 健', '鈴木 翔太']],
  ['佐藤 田中', ['佐藤 健', '田中 大輔|田中 美咲']],
  ['佐藤 鈴木 田中 大輔', ['佐藤 健', '鈴木 翔太|鈴木 一郎', '田中 大輔']],
  ['鈴木 翔', ['鈴木 翔太']],
  ['tanaka sato', ['田中 大輔', '佐藤 健']],
  ['tanaka-m@midori sato', ['田中 美咲', '佐藤 健']],
  ['TANAKA‐M satｏ', ['田中 美咲', '佐藤 健']],
  ['<tanaka>', ['田中 大輔']],
  ['【鈴木 翔太】', ['鈴木 翔太']],
  ['≪sato≫', ['佐藤 健']],
  ['鈴木翔太 佐藤健', ['鈴木 翔太', '佐藤 健']],
  ['sato ghost', ['佐藤 健', '?ghost']],
  ['鈴木 翔太 だれか', ['鈴木 翔太', '?だれか']],
  ['だれか 佐藤', ['?だれか', '佐藤 健']],
])('%s: %j', (text, expected) => {
  expect(list(text)).toEqual(expected);
});

describe('one word of an unknown name finds no person', () => {
  test.each([
    ['田中 優子', ['?田中 優子']],
    ['佐藤 優子', ['?佐藤 優子']],
    ['佐藤 翔太', ['?佐藤 翔太']],
    ['渡辺 翔太', ['?渡辺 翔太']],
    ['Yuko Garcia', ['?Yuko Garcia']],
    ['sato+hanako', ['?sato+hanako']],
    ['sato@elsewhere', ['?sato@elsewhere']],
    ['satoーhanako', ['?satoーhanako']],
  ])('%s', (text, expected) => {
    expect(list(text)).toEqual(expected);
  });

  test('not even the only member of that family', () => {
    expect(list('田中 美咲', [daisuke, ken])).toEqual(['?田中 美咲']);
  });
});

test('namesakes lead to one common question', () => {
  const other = person('田中 美咲', 'misaki2');
  expect(list('田中 美咲 佐藤', [...people, other])).toEqual(['田中 美咲|田中 美咲', '佐藤 健']);
});

test('words separated by commas are not read together', () => {
  expect(read([['田中'], ['大輔']])).toEqual(['田中 大輔|田中 美咲', '田中 大輔']);
  expect(read([['田中', '大輔'], ['佐藤']])).toEqual(['田中 大輔', '佐藤 健']);
});

test('a quoted name is read as one', () => {
  expect(read([['鈴木 翔太'], ['田中 優子']])).toEqual(['鈴木 翔太', '?田中 優子']);
});

const words = fc.constantFrom(
  ...people.flatMap(({ fullName, email }) => [...fullName.split(' '), email ?? '']),
  ...['tanaka', 'だれか', 'ghost', '田', '「佐藤」', 'a', '+', '一'],
);

test('every word comes back in one reading, in order, and each person fits the words', () => {
  const matcher = matcherOf(people);
  fc.assert(
    fc.property(
      fc.array(fc.array(words, { minLength: 1, maxLength: 6 }), { maxLength: 4 }),
      (some) => {
        const readings = readPeople(people, some);
        expect(readings.map(({ said }) => said).join(' ')).toBe(some.flat().join(' '));
        for (const reading of readings) {
          if (reading.kind === 'none') continue;
          const found = reading.kind === 'one' ? [reading.person] : reading.people;
          for (const word of reading.said.split(' ')) {
            const match = matcher.anyone(word);
            expect(match.kind).toBe('some');
          }
          expect(new Set(found).size).toBe(found.length);
        }
      },
    ),
  );
});

test('a full name finds its person among any other names', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(people, { minLength: 1 }), (some) => {
      const text = some.map(({ fullName }) => fullName).join(' ');
      expect(list(text)).toEqual(some.map(({ fullName }) => fullName));
    }),
  );
});

test('hostile lists are read quickly', () => {
  const many = Array.from({ length: 300 }, (_, n) => person(`a${n} b${n}`, `m${n}`));
  const readAll = () => {
    read([Array.from({ length: 250 }, () => 'a')], many);
    read([Array.from({ length: 250 }, (_, n) => `${'「'.repeat(50)}x${n}`)], many);
    read([['「'.repeat(20_000)], ['ー'.repeat(20_000)]], many);
  };
  expect(leastMs(readAll, 2_000)).toBeLessThan(2_000);
});
