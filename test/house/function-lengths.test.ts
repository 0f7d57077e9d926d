import { expect, test } from 'vitest';
import { functionsIn, functionsOf } from './function-lengths.ts';
import { readSources } from './sources.ts';

/** A function that is longer has a second idea in it. */
const MOST_LINES = 60;

/** These are lists: of the statements of a table, one after the other. */
const LISTS = ['src/store/queue/lanes.ts statements', 'src/store/line/line-users.ts statements'];

test('no function is longer than a screen or two', () => {
  const long = readSources(['src', 'bridge', 'bot', 'sandbox'])
    .flatMap(({ path }) => functionsOf(path))
    .filter(({ path, name, lines }) => lines > MOST_LINES && !LISTS.includes(`${path} ${name}`));
  expect(long).toEqual([]);
});

test('functions are found and counted in every form', () => {
  const text = [
    'export function declared(): number {',
    '  return 1;',
    '}',
    'const arrow = (x: number) =>',
    '  x + 1;',
    'const made = {',
    '  method(): void {},',
    '  value: function () {',
    '    return [1].map((x) => x);',
    '  },',
    '};',
  ].join('\n');
  expect(functionsIn(text)).toEqual([
    { name: 'declared', lines: 3 },
    { name: 'arrow', lines: 2 },
    { name: 'method', lines: 1 },
    { name: 'value', lines: 3 },
    { name: 'value', lines: 1 },
  ]);
});
