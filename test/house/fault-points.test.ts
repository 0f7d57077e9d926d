import { expect, test } from 'vitest';
import { FAULT_POINTS } from '../../src/domain/fault-points.ts';
import { readSources, readText } from './sources.ts';

/* The boundaries at which crash tests end the process are dead in a start of the product. */

const sources = readSources(['src', 'bridge', 'bot']).map(({ path }) => ({
  path,
  text: readText(path),
}));
const WHO_STARTS = /^src\/config\/|\/(?:main|start)\.ts$/;
const SAID = /reached\?\.\(\s*['`]([^'`]+)['`]/g;

test('what starts the product hands the bridge nothing that would be told of a boundary', () => {
  const telling = sources.filter(({ path, text }) => WHO_STARTS.test(path) && /reached/.test(text));
  expect(telling.map(({ path }) => path)).toEqual([]);
});

test('each boundary is passed somewhere', () => {
  const said = sources.flatMap(({ text }) => [...text.matchAll(SAID)].map(([, name = '']) => name));
  const ways = said.map((name) => new RegExp(`^${name.replace(/\$\{[^}]*\}/g, '[\\w-]+')}$`));
  expect(FAULT_POINTS.filter((point) => !ways.some((way) => way.test(point)))).toEqual([]);
});
