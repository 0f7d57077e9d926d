import { describe, expect, test } from 'vitest';
import { wordsOf } from '../../src/words/words.ts';

/** Marks of Japanese writing: brackets, stops, the middle dot, waves, full-width signs. */
const JAPANESE_MARKS = /[\u3001-\u303f\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/u;
const JAPANESE_LETTERS = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

const ALL_NUMBERS = { open: 2, closed: 1, waiting: 3, maybe: 1 };
/** What a function is given: everything none, one, many, and words. */
const GIVEN: readonly (readonly unknown[])[] = [
  Array.from({ length: 8 }, () => 0),
  Array.from({ length: 8 }, () => 1),
  Array.from({ length: 8 }, () => 2),
  Array.from({ length: 8 }, () => 'x'),
  Array.from({ length: 8 }, () => true),
  Array.from({ length: 8 }, () => null),
  ['x', 'x', ALL_NUMBERS],
  ['x', 'x', { open: 0, closed: 0, waiting: 0, maybe: 0 }],
  ['x', 3, 0],
  ['x', 3, 2, 1, 1],
  [3, 2, 1, 1],
];

/** Every text of the words, with its path. */
function textsOf(value: unknown, path = ''): (readonly [path: string, text: string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') {
    return GIVEN.flatMap((given) => {
      try {
        return textsOf(value(...given), `${path}()`);
      } catch {
        // It takes something else.
        return [];
      }
    });
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, `${path}.${key}`));
}

const english = textsOf(wordsOf('en'));
const matching = (pattern: RegExp, except: RegExp = /^$/) => [
  ...new Set(
    english
      .filter(([path, text]) => pattern.test(text) && !except.test(path))
      .map(([path, text]) => `${path}: ${text}`),
  ),
];

describe('English', () => {
  test('is read whole: the functions too', () => {
    expect(english.length).toBeGreaterThan(1000);
    expect(english.some(([path]) => path === '.handover.done()')).toBe(true);
    // The same walk finds them in Japanese.
    expect(textsOf(wordsOf('ja')).some(([, text]) => JAPANESE_MARKS.test(text))).toBe(true);
  });

  test('has no marks of Japanese writing', () => {
    expect(matching(JAPANESE_MARKS)).toEqual([]);
  });

  test('has no Japanese letters, but on the button for those who read no English', () => {
    expect(matching(JAPANESE_LETTERS, /^\.languages\.labels\.ja$/)).toEqual([]);
  });

  test.each([
    // Each was said once, and is not how people say it.
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
