import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { ASSETS } from '../../src/media/assets.ts';
import { isThere, readSources, readText } from './sources.ts';

/*
 * What a Worker reads of its libraries (`alias` in wrangler.toml) is another thing than Node reads, and its assets stand
 * beside it. So each Worker that is only tried or measured has the same: otherwise what is deployed would never have been
 * tried.
 */

const DEPLOYED = 'wrangler.toml';
const TRIED = globSync('{bench,test}/**/wrangler.toml', {
  cwd: join(import.meta.dirname, '../..'),
});

/** The aliases in a configuration, each with the file of the project that it leads to. */
function aliasesIn(path: string) {
  const [, section = ''] = /^\[alias\]\n((?:.+\n)*)/m.exec(readText(path)) ?? [];
  const lines = [...section.matchAll(/^"?([^"\s]+)"? = "(.+)"$/gm)];
  return lines.map(([, name, file = '']) => [name, join(dirname(path), file)]);
}

/** The assets in a configuration: what is said of them, and the folder of the project that holds them. */
function assetsIn(path: string) {
  const [, section = ''] = /^\[assets\]\n((?:.+\n)*)/m.exec(readText(path)) ?? [];
  const said = section.split('\n').filter((line) => !line.startsWith('directory'));
  const [, folder = ''] = /^directory = "(.+)"$/m.exec(section) ?? [];
  return [join(dirname(path), folder), ...said];
}

test('what is deployed has libraries of its own', () => {
  expect(aliasesIn(DEPLOYED)).toContainEqual(['zod', 'src/hosts/worker/zod.ts']);
  expect(TRIED.length).toBeGreaterThan(3);
});

test.each(TRIED)('the Worker of %s reads of its libraries what is deployed', (path) => {
  expect(aliasesIn(path)).toEqual(aliasesIn(DEPLOYED));
});

/** What src/hosts/worker/no-unused-hono.ts and no-unused-drizzle.ts leave out. */
const LEFT_OUT = /\.(?:parseBody|formData|mount|\$count)\(|\bcasing:|sqliteTable\([^,]*,\s*\(/;

test('of libraries nothing is called that no Worker carries', () => {
  const sources = readSources(['src', 'bridge', 'bot']).map(({ path }) => path);
  expect(sources.length).toBeGreaterThan(500);
  expect(sources.filter((path) => LEFT_OUT.test(readText(path)))).toEqual([]);
});

test('what is deployed has all assets, and hands none out by itself', () => {
  const [folder = '', ...said] = assetsIn(DEPLOYED);
  expect(said).toContain('run_worker_first = true');
  expect(ASSETS.filter((name) => !isThere(join(folder, name)))).toEqual([]);
});

test.each(TRIED)('the Worker of %s has the assets of what is deployed', (path) => {
  expect(assetsIn(path)).toEqual(assetsIn(DEPLOYED));
});
