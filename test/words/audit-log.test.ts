import { expect, test } from 'vitest';
import { wordsOf } from '../../src/words/words.ts';

const groups = ['actions', 'outcomes', 'reasons'] as const;

test.each(groups)('both languages have words for the same %s', (group) => {
  const ja = wordsOf('ja').auditLog[group];
  const en = wordsOf('en').auditLog[group];
  expect(Object.keys(en).sort()).toEqual(Object.keys(ja).sort());
  // A bare code is not a word.
  for (const [code, word] of Object.entries(ja)) expect(word, code).toMatch(/[぀-ヿ㐀-鿿]/u);
});
