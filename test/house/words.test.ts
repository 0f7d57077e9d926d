import { expect, test } from 'vitest';
import { wordsOf } from '../../src/words/words.ts';

/** A leaf of the words by its path: what it is, and how many values it takes. */
function shapeOf(value: unknown, path = ''): string[] {
  if (typeof value === 'function') return [`${path}(${value.length})`];
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) => shapeOf(inner, `${path}.${key}`));
  }
  return [`${path}: ${typeof value}`];
}

/** Paths of texts that say nothing. */
function emptyIn(value: unknown, path = ''): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => emptyIn(inner, `${path}.${key}`));
}

test('both languages have the same words, with the same placeholders', () => {
  expect(shapeOf(wordsOf('en')).sort()).toEqual(shapeOf(wordsOf('ja')).sort());
  expect(shapeOf(wordsOf('ja')).length).toBeGreaterThan(100);
});

test.each(['ja', 'en'] as const)('no text of %s is empty', (language) => {
  expect(emptyIn(wordsOf(language))).toEqual([]);
});
