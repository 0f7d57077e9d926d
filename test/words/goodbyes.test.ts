import { expect, test } from 'vitest';
import { wordsOf } from '../../src/words/words.ts';

const said = (say: unknown) =>
  typeof say === 'function' ? String(Reflect.apply(say, null, ['渡辺', 2])) : String(say);

/** What the bot says in a room that it leaves, for each way in which a talk ends. */
const goodbyesOf = (language: 'ja' | 'en'): readonly string[] => {
  const { own, room } = wordsOf(language);
  return Object.entries({ ...own, ...room })
    .filter(([name]) => name.startsWith('goodbye'))
    .map(([, say]) => said(say));
};

test.each([
  ['ja', 'これ以降ここに書いた内容は、LINEユーザーに届きません。ボットは退室します。'],
  ['en', 'What is written here from now on does not reach the LINE user. The bot leaves now.'],
] as const)(
  'every goodbye says that nothing written there arrives any more (%s)',
  (language, end) => {
    const goodbyes = goodbyesOf(language);
    expect(goodbyes).toHaveLength(7);
    for (const goodbye of goodbyes) expect(goodbye).toContain(end);
  },
);

test('a member who blocks reads in the room that a block is on, and how to lift it elsewhere', () => {
  expect(wordsOf('ja').own.goodbyeBlocked('渡辺')).toMatch(
    /「渡辺」さんをブロック.*1:1.*「\/ブロック解除 渡辺」/,
  );
  expect(wordsOf('en').own.goodbyeBlocked('Ken')).toMatch(/blocked "Ken".*"\/unblock Ken".*1:1/);
});
