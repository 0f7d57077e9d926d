import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readText } from './sources.ts';

/*
 * What a Worker reads of its libraries (`alias` in wrangler.toml) is another thing than Node reads. So each Worker that
 * is only tried or measured reads the same: otherwise what is deployed would never have been tried.
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

test('what is deployed has libraries of its own', () => {
  expect(aliasesIn(DEPLOYED)).toContainEqual(['zod', 'src/hosts/worker/zod.ts']);
  expect(TRIED.length).toBeGreaterThan(3);
});

test.each(TRIED)('the Worker of %s reads of its libraries what is deployed', (path) => {
  expect(aliasesIn(path)).toEqual(aliasesIn(DEPLOYED));
});
