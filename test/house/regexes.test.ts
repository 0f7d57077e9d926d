import { expect, test } from 'vitest';
import { leastMs } from '../helpers/own-time.ts';
import { type Literal, regexLiterals } from './regexes.ts';
import { readSources, readText } from './sources.ts';

const LENGTH = 20_000;
const MOST_MS = 50;

/** The kinds of characters in people's texts, files and headers, and what hostile ones repeat. */
const UNITS = [
  ...['a', 'A', '0', '_', '-', '.', ' ', '\t', '\n', '\r\n', '\0', '\u00A0', '\u3000', '\u2028'],
  ...['/', '\\', '<', '>', '(', ')', '[', ']', '{', '}', '"', "'", ':', ';', ',', '=', '&', '@'],
  ...['#', '!', '?', '|', '*', '+', '~', '^', '$', '%', '%e3', 'あ', 'ア', 'ー', '。', '、', '漢'],
  ...['▸', '\u200B', '\u0301', '\uFE0F', '\u200D', '\u202E', '😀', '👩‍👩', '\uD800', 'é', '\x80'],
  ...['a.', 'a ', ' a', '. ', '.a', '-a', 'a\n', ', ', '1,', '0.', '""', '\\"', "''", '=a', ':a'],
  ...['<m', '< ', 'さん', 'です', 'お願いします', 'to ', 'no.', '; filename="', 'a\u0301', '▸ '],
];

const read = (folders: readonly string[]) =>
  // The bridge does not run the scripts of the sandbox's page.
  readSources(folders).filter(({ path }) => !path.startsWith('sandbox/page/browser/'));

/** Only repeats can look at a character more than once. */
const REPEATS = /(?<!\\)(?:[*+]|\{\d+,\d*\})/u;

function literals(): Literal[] {
  const all = read(['src', 'bridge', 'bot'])
    .flatMap(({ path }) => regexLiterals(readText(path)))
    .filter(({ source }) => REPEATS.test(source));
  return [...new Map(all.map((each) => [`/${each.source}/${each.flags}`, each])).values()];
}

/**
 * Collects expressions built when their file is loaded, by way of the constructor. A file loaded
 * before reports none, so this test is one of those that load the code on their own.
 */
async function composed(): Promise<Literal[]> {
  const made: Literal[] = [];
  const Original = globalThis.RegExp;
  globalThis.RegExp = class extends Original {
    constructor(pattern: string | RegExp, flags?: string) {
      super(pattern, flags);
      made.push({ source: this.source, flags: this.flags });
    }
  } as RegExpConstructor;
  try {
    const paths = read(['src', 'bridge', 'bot']).filter(({ path }) =>
      readText(path).includes('new RegExp('),
    );
    expect(paths.length).toBeGreaterThan(3);
    for (const { path } of paths) await import(new URL(`../../${path}`, import.meta.url).href);
  } finally {
    globalThis.RegExp = Original;
  }
  expect(made.length).toBeGreaterThan(20);
  return made;
}

/** The expression's own letters, singly and in order, to lure it into a match that never comes. */
function unitsOf(source: string): string[] {
  const plain = source.replace(/\\[a-z](?:\{[^}]*\})?|[\\^$()?:|*+[\]{}]/giu, '');
  const wanted = source.match(/[\p{L}\p{N}<>="';:.,/@%& -]{2,12}/gu) ?? [];
  return [...new Set([...plain].slice(0, 12)), ...wanted.slice(0, 4)];
}

function inputsOf(source: string): string[] {
  const [start = ''] = source.match(/^\^?([\p{L}\p{N}<>="';:.,/@% -]{1,20})/u)?.slice(1) ?? [];
  return [...UNITS, ...unitsOf(source)].flatMap((unit) => {
    const run = unit.repeat(LENGTH / unit.length);
    return [`${start}${run}`, `${start}${run}\0x`];
  });
}

/** Used as in the code: to search, or to replace everywhere. */
const timeOf = ({ source, flags }: Literal, input: string) =>
  leastMs(() => {
    const regex = new RegExp(source, flags);
    if (regex.global) input.replace(regex, '');
    else regex.exec(input);
  }, MOST_MS);

test('every regular expression finishes in a moment over long hostile input', async () => {
  const all = [...literals(), ...(await composed())];
  expect(all.length).toBeGreaterThan(50);
  const slow = all.flatMap((each) => {
    const input = inputsOf(each.source).find((text) => timeOf(each, text) >= MOST_MS);
    return input === undefined ? [] : [`/${each.source}/${each.flags} over ${input.slice(0, 30)}…`];
  });
  expect(slow).toEqual([]);
}, 120_000);

test('a slow one is found', () => {
  // Quadratic: several times over the limit even on the fastest machine.
  const input = `${'.'.repeat(LENGTH)}x`;
  expect(timeOf({ source: '[.\\s]+$', flags: 'u' }, input)).toBeGreaterThan(MOST_MS);
});

test('literals are told from divisions, strings, templates and comments', () => {
  const code = [
    'const a = b / c / d; // no /x/',
    "const s = '/no/';",
    `const t = \`/$` + `{e.replace(/y+/gu, '')}/no/\`;`,
    '/* /no/ */ f(/[/\\]]*/u, g ? /z*/ : 1);',
  ].join('\n');
  expect(regexLiterals(code).map(({ source }) => source)).toEqual(['y+', '[/\\]]*', 'z*']);
});
