import { describe, expect, test } from 'vitest';
import { type Findable, matcherOf, needlesOf } from '../../../src/domain/people/match-person.ts';
import { readPeople } from '../../../src/domain/people/read-people.ts';
import { searchTextOf } from '../../../src/domain/text/search-text.ts';

function person(memberId: string, name: string, phonetic: string | null): Findable {
  const [lastName = '', firstName = ''] = name.split(' ');
  const names = { lastName, firstName, phonetic, nickName: null, otherNames: [] };
  const one = { ...names, memberId, isDeleted: false, email: null, talkId: null, fullName: name };
  return { ...one, searchText: searchTextOf(one) };
}

/** One directory may hold readings of every kind: different people typed each of these. */
const hiragana = person('1', '田中 美咲', 'たなか みさき');
const katakana = person('2', '田仲 大輔', 'タナカ ダイスケ');
const halfWidth = person('3', '棚加 蘭', 'ﾀﾅｶ ﾗﾝ');
const other = person('4', '高橋 由美子', 'たかはし ゆみこ');
const people = [hiragana, katakana, halfWidth, other];
const matcher = matcherOf(people);

const idsOf = (found: readonly Findable[]) => found.map(({ memberId }) => memberId).join('');
const anyone = (said: string) => {
  const found = matcher.anyone(said);
  return found.kind === 'none' ? '' : idsOf(found.people);
};
const listed = (...words: string[]) =>
  readPeople(people, [words]).map((reading) => {
    if (reading.kind === 'none') return `?${reading.said}`;
    return idsOf(reading.kind === 'one' ? [reading.person] : reading.people);
  });

describe.each(['たなか', 'タナカ', 'ﾀﾅｶ', 'たなカ', 'ﾀなカ', '「たなか」'])('%s', (said) => {
  test('finds the family however its reading is written', () => {
    expect(anyone(said)).toBe('123');
    expect(idsOf(matcher.holding(said))).toBe('123');
    expect(listed(said)).toEqual(['123']);
  });

  test('is among the forms that the store is asked for', () => {
    expect(needlesOf(said)).toContain('タナカ');
  });
});

test.each([
  ['みさき', '1'],
  ['ﾐｻｷ', '1'],
  ['たなか みさき', '1'],
  ['タナカミサキ', '1'],
  ['ﾀﾅｶ　ﾐｻｷ', '1'],
  ['だいすけ', '2'],
  ['ﾀﾞｲｽｹ', '2'],
  ['たなか ダイスケ', '2'],
  ['ダイスケ たなか', '2'],
  ['たなから', '3'],
  // One half in kanji, as people write who don't know the other.
  ['田中 みさき', '1'],
  ['田中みさき', '1'],
  ['タナカ美咲', '1'],
  ['ﾀﾅｶ 美咲', '1'],
  ['田中 だいすけ', ''],
  ['田仲 みさき', ''],
  ['はなこ', ''],
])('%s means %j', (said, expected) => {
  expect(anyone(said)).toBe(expected);
});

test.each([
  [
    ['たなか', 'みさき', 'たかはし'],
    ['1', '4'],
  ],
  [
    ['ﾀｶﾊｼ', 'ゆみこ', 'タナカ', 'だいすけ'],
    ['4', '2'],
  ],
  [
    ['田中', 'みさき', 'ﾗﾝ'],
    ['1', '3'],
  ],
  [['たなか', 'ゆみこ'], ['?たなか ゆみこ']],
])('in a list: %j', (words, expected) => {
  expect(listed(...words)).toEqual(expected);
});

test('a reading of one part is not a person’s whole name', () => {
  const found = matcher.anyone('たなか');
  expect(found).toMatchObject({ kind: 'some', how: 'part' });
});
