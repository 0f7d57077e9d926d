import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readMigrations } from '../../../src/store/sqlite/node.ts';

test('a Worker carries the same migrations as the folder, in the same order', () => {
  // Read as text: only wrangler's bundler can import a .sql file.
  const source = readFileSync(
    new URL('../../../src/store/sqlite/migration-texts.ts', import.meta.url),
    'utf8',
  );
  const imports = [
    ...source.matchAll(/^import (\w+) from '\.\.\/\.\.\/\.\.\/migrations\/(.+)';$/gm),
  ];
  const fileOf = new Map(imports.map(([, variable, file]) => [variable, file]));
  const listed = [...source.matchAll(/\{ name: '(.+)', sql: (\w+) \}/g)];

  const folder = readMigrations(new URL('../../../migrations/', import.meta.url));
  const names = folder.map(({ name }) => name);
  expect(names).not.toHaveLength(0);
  expect(listed.map(([, name]) => name)).toEqual(names);
  expect(listed.map(([, , variable]) => fileOf.get(variable))).toEqual(names);
});
