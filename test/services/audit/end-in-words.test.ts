import { expect, test } from 'vitest';
import { endInWords } from '../../../src/services/audit/end-in-words.ts';
import { wordsOf } from '../../../src/words/words.ts';

test.each([
  [{ action: 'audit.verify', outcome: 'ok', reason: null }, '異常なし'],
  [{ action: 'audit.verify', outcome: 'failed', reason: null }, '改ざんの疑いあり'],
  [{ action: 'audit.hold', outcome: 'ok', reason: null }, '完了'],
  [{ outcome: 'relayed', reason: null }, '送信待ち'],
  [{ outcome: 'failed', reason: 'failed' }, '失敗・処理に失敗'],
])('%j: %s', (entry, words) => {
  expect(endInWords(wordsOf('ja'), entry)).toBe(words);
});
