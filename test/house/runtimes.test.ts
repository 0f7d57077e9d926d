import { expect, test } from 'vitest';
import { isThere, readSources, readText } from './sources.ts';

/** Docs/design.md, "Where Node and Workers differ": a file or a folder for each side of each row. */
const [, section = ''] = readText('docs/design.md').split('### Where Node and Workers differ');
const rows = [...(section.split('\n###')[0]?.matchAll(/^\|(.+)\|$/gm) ?? [])]
  .map(([, cells = '']) => cells.split('|').map((cell) => cell.trim()))
  .slice(2);
const placesIn = (cell = '') => [...cell.matchAll(/`([\w./-]+)`/g)].map(([, path = '']) => path);
const ofNode = rows.flatMap(([, node]) => placesIn(node));
const ofWorkers = rows.flatMap(([, , workers]) => placesIn(workers));

const isIn = (places: readonly string[]) => (path: string) =>
  places.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place));
const isOfNode = isIn(ofNode);
const isOfWorkers = isIn(ofWorkers);

const sources = readSources(['src', 'bridge', 'bot']);

/** Of Node's own modules, what workerd has with `nodejs_compat` and does as Node. */
const SHARED = ['node:buffer', 'node:crypto', 'node:stream', 'node:zlib'];
const NODE_LIBRARIES =
  /^(?:better-sqlite3|undici|sharp|heic-decode|@hono\/node-server|drizzle-orm\/better-sqlite3.*)$/;
const WORKERS_LIBRARIES = /^(?:cloudflare:.*|@cloudflare\/.*|drizzle-orm\/durable-sqlite.*)$/;

const isNodeOnly = (name: string) =>
  NODE_LIBRARIES.test(name) || (name.startsWith('node:') && !SHARED.includes(name));

/** Ways to ask which runtime this is, or to take what only one of them has. */
const ASKS =
  /\bprocess\.|\bnavigator\.|\bWebSocketPair\b|\bR2Bucket\b|\bDurableObject|\bEdgeRuntime\b|\bruntime\s*[!=]==|\bcaches\.default\b/;

/** Comments may speak of anything. */
const codeOf = (text: string) => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');

test('each row names files that are there, what differs, and why', () => {
  expect(rows.length).toBeGreaterThan(8);
  for (const [what = '', node = '', workers = '', why = ''] of rows) {
    expect(
      [what, why].every((cell) => cell.length > 3),
      what,
    ).toBe(true);
    expect(placesIn(node).length + placesIn(workers).length, what).toBeGreaterThan(0);
    for (const cell of [node, workers]) if (placesIn(cell).length === 0) expect(cell).toBe('–');
  }
  expect([...ofNode, ...ofWorkers].filter((path) => !isThere(path))).toEqual([]);
});

test('only these files import what one runtime alone has', () => {
  const astray = sources.flatMap(({ path, imports }) => [
    ...(isOfNode(path) ? [] : imports.filter(isNodeOnly)).map((name) => `${path}: ${name}`),
    ...(isOfWorkers(path) ? [] : imports.filter((name) => WORKERS_LIBRARIES.test(name))).map(
      (name) => `${path}: ${name}`,
    ),
  ]);
  expect(astray).toEqual([]);
});

test('only these files ask which runtime it is, or use what one alone has', () => {
  const elsewhere = sources.filter(({ path }) => !isOfNode(path) && !isOfWorkers(path));
  const asking = elsewhere.filter(({ path }) => ASKS.test(codeOf(readText(path))));
  expect(asking.map(({ path }) => path)).toEqual([]);
});

test.each([
  ['src/hosts/worker/main.ts', 'Node', isOfNode],
  ['src/hosts/node/main.ts', 'Workers', isOfWorkers],
])('from %s nothing leads to a file of %s', (start, _, isForeign) => {
  const importsOf = new Map(sources.map(({ path, imports }) => [path, imports]));
  const reached = new Set([start]);
  for (const path of reached) for (const next of importsOf.get(path) ?? []) reached.add(next);
  expect(reached.size).toBeGreaterThan(100);
  expect([...reached].filter(isForeign)).toEqual([]);
});

test('each side of a row is reached by its own runtime, or stands beside one that is', () => {
  const named = [...ofNode, ...ofWorkers].filter((path) => !path.endsWith('/'));
  const imported = new Set(sources.flatMap(({ imports }) => imports));
  // A thread's file is started by its path.
  const started = new Set(['src/media/heic-thread.ts']);
  expect(named.filter((path) => !imported.has(path) && !started.has(path))).toEqual([]);
});

test.each([
  ['if (process.env.X) y();', true],
  ["const isNode = runtime === 'node';", true],
  ['// process.env is read elsewhere', false],
  ['/** R2Bucket */ const a = 1;', false],
])('%s', (text, asks) => {
  expect(ASKS.test(codeOf(text))).toBe(asks);
});
