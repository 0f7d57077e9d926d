import { describe, expect, test } from 'vitest';
import { terminalWordsOf } from '../../src/words/terminal.ts';
import { wordsOf } from '../../src/words/words.ts';
import { saidBy } from './said.ts';

/** Marks of Japanese writing: brackets, stops, the middle dot, waves, full-width signs. */
const JAPANESE_MARKS = /[\u3001-\u303f\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/u;
const JAPANESE_LETTERS = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

const english = [...saidBy(wordsOf('en')), ...saidBy(terminalWordsOf('en'))].filter(
  ({ text }) => !text.includes('さくら様'),
);
const matching = (pattern: RegExp, except: RegExp = /^$/) => [
  ...new Set(
    english
      .filter(({ path, text }) => pattern.test(text) && !except.test(path))
      .map(({ path, text }) => `${path}: ${text}`),
  ),
];

describe('English', () => {
  test('is read whole, functions included', () => {
    expect(english.length).toBeGreaterThan(1000);
    expect(english.some(({ path }) => path === '.handover.done')).toBe(true);
    // The same walk finds them in Japanese.
    expect(saidBy(wordsOf('ja')).some(({ text }) => JAPANESE_MARKS.test(text))).toBe(true);
  });

  test('has no marks of Japanese writing', () => {
    expect(matching(JAPANESE_MARKS)).toEqual([]);
  });

  test('has no Japanese letters, except on the button for people who read no English', () => {
    expect(matching(JAPANESE_LETTERS, /^\.languages\.labels\.ja$/)).toEqual([]);
  });

  test.each([
    // Each was once in our texts, and is not how people say it.
    /\bby (?:itself|themselves)\b/i,
    /\balready\.(?:$|\s)/i,
    /\bit is so\b/i,
    /\bhow .* stands?\b/i,
    /\bfault of the system\b/i,
    /\b(?:messages?|answers?|talks?) of yours\b/i,
    /\bgo(?:es)? on\b/i,
    /\breach(?:ed)? nobody\b/i,
    /\bkept elsewhere\b/i,
    /\bcannot be read as\b/i,
    /\banybody\b|\bsomebody\b/i,
    /\.\.(?!\.)/,
    / [,.;:!?]/,
    /(?<=\S) {2}/,
  ])('does not say %s', (pattern) => {
    expect(matching(pattern)).toEqual([]);
  });
});
