import { describe, expect, test } from 'vitest';
import { pageWords } from '../../sandbox/page/words/words.ts';
import { terminalWordsOf } from '../../src/words/terminal.ts';
import { wordsOf } from '../../src/words/words.ts';
import { type Said, saidBy } from './said.ts';

/** Words that must not appear, each with the term to use instead, as in LINE WORKS. */

const said = {
  ja: [
    ...saidBy(wordsOf('ja')),
    ...saidBy(terminalWordsOf('ja')),
    ...saidBy(pageWords('ja'), '.page'),
  ],
  en: [
    ...saidBy(wordsOf('en')),
    ...saidBy(terminalWordsOf('en')),
    ...saidBy(pageWords('en'), '.page'),
  ],
};

/** Finds a pattern; the entries in `but` may contain it. */
const found = (texts: readonly Said[], pattern: RegExp, but: RegExp = /^$/): string[] => [
  ...new Set(
    texts
      .filter(({ path, text }) => pattern.test(text) && !but.test(path))
      .map(({ path, text }) => `${path}: ${text}`),
  ),
];

test('every word can be produced', () => {
  for (const texts of [said.ja, said.en]) {
    expect(found(texts, /never said|undefined|NaN|\[object/)).toEqual([]);
    expect(texts.length).toBeGreaterThan(1000);
  }
});

describe('in Japanese', () => {
  test.each([
    ['LINEユーザー', /LINEの相手|(?:中|名前)の相手|相手ごと/],
    ['トークルーム 3件を削除', /トーク:? \d+件/],
    ['ファイル送信・添付', /ファイルの(?:やりとり|設定)/],
    [
      '利用メンバーリストから削除',
      /利用メンバーから|(?:メンバー|人|方|だれも|まだ)[をは]?外[しすれさせ]/,
    ],
    ['テキスト', /文字(?:・スタンプ|のやりとり|で(?:お送り|送|お知らせ)|という)|という文字/],
    ['サイズ', /大きさ/],
    ['メッセージ通数', /送信数/],
    ['メンバー情報', /名簿/],
    ['確認', /確かめ/],
    ['認識できません、指定できません', /読めません/],
    ['変更', /(?:ID|会社名|設定|範囲)を変え/],
    ['the deed itself', /^実行(?:する)?$/],
    ['a full-width question mark', /[ぁ-んァ-ヶ一-龠」]\?/],
    ['a question mark', /(?:ます|です|ません|ました)か。/],
    [
      'さん after a name, never a space and a particle',
      /⟦.⟧ (?:を|に|の|は|が|と|へ|も|から|さん)/,
    ],
    ['one honorific', /(?:さん|様)」?さん/],
    ['an example instead of a placeholder', /<(?:名前|だれ)[^>]*>[」。]/],
  ])('it is %s', (_, pattern) => {
    // Members’ own commands are shown with what follows them; addresses stand apart for copying.
    expect(found(said.ja, pattern, /^\.own\.(?:help|unblockHint)$|^\.doctor\./)).toEqual([]);
  });
});

describe('in English', () => {
  const JAPANESE = /[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]/;

  test('no Japanese letter or mark, no full-width bracket', () => {
    // Names of people in the page's guide are their own, and so is a language's name; a sample name
    // is not.
    const texts = said.en.filter(({ text }) => !text.includes('さくら様'));
    expect(found(texts, JAPANESE, /^\.page\.guide|^\.languages\.labels\.ja/)).toEqual([]);
  });

  test.each([
    ['the deed itself', /^Do it$/],
    ['No change: …', /is so already/],
    [
      'already before what is so',
      /\b(?:on|off|ended|there|with|role|all"|selected"|⟦.⟧"?) already\b/,
    ],
    ['automatically', /\bby (?:itself|themselves)\b/],
    ['plain', /Sums up|\bstands? (?:behind|in)\b|Cancels what|\banew\b|can be had|By order of/],
    ['no full stop twice', /\.\./],
  ])('it is %s', (_, pattern) => {
    expect(found(said.en, pattern)).toEqual([]);
  });
});
