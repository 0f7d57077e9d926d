import { expect, test } from 'vitest';
import { circlesIn } from './circles.ts';
import { readSources } from './sources.ts';

const file = (path: string, ...imports: string[]) => ({ path, imports });

test('no files import one another', () => {
  const sources = readSources(['src', 'bridge', 'bot', 'sandbox', 'bench', 'scripts', 'test']);
  expect(sources.length).toBeGreaterThan(500);
  expect(circlesIn(sources)).toEqual([]);
});

test.each([
  ['two', [file('a', 'b'), file('b', 'a')], [['a', 'b']]],
  [
    'three, the long way round',
    [file('a', 'b'), file('b', 'c'), file('c', 'a')],
    [['a', 'b', 'c']],
  ],
  ['one that imports itself', [file('a', 'a')], [['a']]],
  [
    'two circles that are no one',
    [file('a', 'b'), file('b', 'a', 'c'), file('c', 'd'), file('d', 'c')],
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'two that share a file',
    [file('a', 'b', 'c'), file('b', 'a'), file('c', 'a')],
    [['a', 'b', 'c']],
  ],
])('of %s it finds the circle', (_which, sources, circles) => {
  expect(circlesIn(sources)).toEqual(circles);
});

test('who meets again is no circle, nor is a library', () => {
  const sources = [file('a', 'b', 'c', 'zod'), file('b', 'd'), file('c', 'd'), file('d')];
  expect(circlesIn(sources)).toEqual([]);
});
