import { expect, test } from 'vitest';
import { wordsOf } from '../../src/words/words.ts';

const { files, line, media, room } = wordsOf('ja');

test('the sender of a refused file reads why, that it did not arrive, and what to do', () => {
  expect(files.toLineUser.denied('ファイル', '')).toBe(
    '恐れ入りますが、こちらのアカウントではファイルを受け取ることができません。お送りいただいたファイルは担当者に届いておりません。お手数ですが、テキストでお知らせください。',
  );
  for (const text of [
    files.toLineUser['blocked-extension']('ファイル', 'exe'),
    files.toLineUser['too-large']('ファイル', '20 MB'),
    media.toLineUser.denied('ファイル'),
    media.toLineUser['blocked-extension']('ファイル'),
  ]) {
    expect(text).toMatch(
      /^恐れ入りますが、.*担当者に届いておりません。お手数ですが、.*ください。$/,
    );
  }
});

test('the member reads who sent it, and that the sender is told', () => {
  expect(media.notTaken('渡辺', 'ファイル', media.why.denied)).toBe(
    '「渡辺」さんがファイルを送信しましたが、管理者の設定により受け取れません。「渡辺」さんにもお知らせします。',
  );
  expect(room.followed('渡辺')).toBe(
    '「渡辺」さんが公式アカウントを友だちに追加しました（またはブロックを解除しました）。',
  );
});

test('while the link is off LINE users are asked to use another way', () => {
  expect(line.linkOff).toBe(
    '申し訳ございません。ただいまこちらではメッセージをお受けできません。お手数ですが、お電話などほかの方法でご連絡ください。',
  );
});

test('LINE users and members never read the former terms', () => {
  const { own, greeting } = wordsOf('ja');
  const textsIn = (value: unknown): string[] => {
    if (typeof value === 'function')
      return [JSON.stringify(Reflect.apply(value, null, ['甲', '乙', '丙', '丁']))];
    if (typeof value === 'string') return [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
  };
  const all = [own, greeting, line, room, media, files].flatMap(textsIn);
  expect(all.length).toBeGreaterThan(150);
  for (const text of all) {
    expect(text).not.toMatch(
      /LINEの相手|大きさの上限|ファイルの設定|文字でお送り|文字・スタンプ|利用メンバーから外/,
    );
    expect(text).not.toMatch(/(?:ます|です|ません)か。/);
  }
});
