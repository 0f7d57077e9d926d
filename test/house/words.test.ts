import { expect, test } from 'vitest';
import type { Language } from '../../src/domain/language.ts';
import { terminalWordsOf } from '../../src/words/terminal.ts';
import { wordsOf } from '../../src/words/words.ts';
import { readSources, readText } from './sources.ts';

/** What chats and pages say, and what commands in a terminal say. */
const allWords = (language: Language) => ({
  ...wordsOf(language),
  ...terminalWordsOf(language),
});

const MOST_VALUES = 8;
const MARKS = Array.from({ length: MOST_VALUES }, (_, index) => `⟦${index + 1}⟧`);

/** A leaf of the words by its path: its type, and the values it shows. */
function shapeOf(value: unknown, path = ''): string[] {
  if (typeof value === 'function') {
    const said = JSON.stringify(value(...MARKS));
    return [`${path}(${MARKS.filter((mark) => said.includes(mark)).join(', ')})`];
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) => shapeOf(inner, `${path}.${key}`));
  }
  return [`${path}: ${typeof value}`];
}

/** Paths of empty texts. */
function emptyIn(value: unknown, path = ''): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => emptyIn(inner, `${path}.${key}`));
}

test('both languages have the same words, and show the same values in them', () => {
  expect(shapeOf(allWords('en')).sort()).toEqual(shapeOf(allWords('ja')).sort());
  expect(shapeOf(allWords('ja')).length).toBeGreaterThan(100);
});

test('a value that one language omits is noticed', () => {
  const whole = { removed: (name: string, rooms: number) => `${name}: ${rooms}` };
  const short = { removed: (name: string) => name };
  expect(shapeOf(whole)).toEqual(['.removed(⟦1⟧, ⟦2⟧)']);
  expect(shapeOf(short)).not.toEqual(shapeOf(whole));
});

test.each(['ja', 'en'] as const)('no text in %s is empty', (language) => {
  expect(emptyIn(allWords(language))).toEqual([]);
});

/** The names of all words and groups of words. */
function namesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...namesIn(inner)]);
}

test('the code names every word', () => {
  const code = readSources(['src', 'bot', 'bridge'])
    .filter(({ path }) => !/^src\/(?:words|sandbox)\//.test(path))
    .map(({ path }) => readText(path))
    .join('\n');
  const known = new Set(code.match(/[\w-]+/g));
  const isSaid = (name: string) => name.split(/[ .]/).every((part) => known.has(part));
  expect(namesIn(allWords('ja')).filter((name) => !isSaid(name))).toEqual([]);
  expect(isSaid('unheardOfWord')).toBe(false);
});

test('only commands in a terminal take the words of a terminal: a Worker has none', () => {
  const takers = readSources(['src', 'bot', 'bridge'])
    .filter(({ imports }) => imports.includes('src/words/terminal.ts'))
    .map(({ path }) => path);
  expect(takers.length).toBeGreaterThan(0);
  expect(takers.filter((path) => !path.startsWith('src/hosts/node/'))).toEqual([]);
});
