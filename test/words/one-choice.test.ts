import { expect, test } from 'vitest';
import { wordsOf } from '../../src/words/words.ts';

const LABEL_MAX = 20;

test.each([
  [
    'ja',
    '鈴木 翔太とのトークは終了しています。お預かりしたメッセージを田中 美咲にお届けしますか？',
    '田中 美咲に届ける',
  ],
  [
    'en',
    'Your chat with 鈴木 翔太 has ended. Should your waiting messages go to 田中 美咲?',
    'Send to 田中 美咲',
  ],
] as const)(
  'with one choice left, a LINE user is asked only for that (%s)',
  (language, asks, label) => {
    const { line } = wordsOf(language);
    expect(line.questionOne('鈴木 翔太', '田中 美咲', 1)).toContain(asks);
    expect(line.questionOne(null, '田中 美咲', 1)).not.toContain('null');
    expect(line.questionOne(null, '田中 美咲', 1)).toMatch(/[「"]1[」"]/);
    expect(line.deliver('田中 美咲')).toBe(label);
  },
);

test('a member is asked in the same way', () => {
  const { room } = wordsOf('ja');
  expect(room.questionOne('鈴木', '山田', 1)).toMatch(
    /^「鈴木」さんとのトークは終了しています。お預かりしたメッセージを「山田」さんに送りますか？/,
  );
  expect(room.deliver('山田')).toBe('「山田」さんに送る');
  for (const language of ['ja', 'en'] as const) {
    for (const { deliver } of [wordsOf(language).room, wordsOf(language).line]) {
      expect(deliver('').length).toBeLessThan(LABEL_MAX / 2);
    }
  }
});
