import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrationTexts, squeezed } from '../../../scripts/migration-texts.ts';
import { MIGRATIONS } from '../../../src/store/sqlite/migration-texts.ts';
import { readMigrations } from '../../../src/store/sqlite/node.ts';
import type { Migration } from '../../../src/store/sqlite/store.ts';
import { readText } from '../../house/sources.ts';

const folder = readMigrations(new URL('../../../migrations/', import.meta.url));

test('a Worker carries the same migrations as the folder, in the same order (else: npm run docs)', () => {
  expect(MIGRATIONS.map(({ name }) => name)).toEqual(folder.map(({ name }) => name));
  expect(readText('src/store/sqlite/migration-texts.ts')).toBe(migrationTexts());
});

/** What a database holds after these, without what only people read. */
function made(migrations: readonly Migration[]): unknown {
  const db = new SQLite(':memory:');
  for (const { sql } of migrations) db.exec(sql);
  const schema = db
    .prepare('SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY rowid')
    .all();
  return JSON.parse(JSON.stringify(schema), (key, value) =>
    key === 'sql' && value !== null ? squeezed(value) : value,
  );
}

test('without comments they make the same database', () => {
  expect(made(MIGRATIONS)).toEqual(made(folder));
});

test.each([
  ["a -- it's one\n  = 'x  -- y' ;", "a = 'x  -- y' ;"],
  ['/* two\nlines */ CHECK ("a  b" = 1)', 'CHECK ("a  b" = 1)'],
  ["'it''s  --'   b", "'it''s  --' b"],
])('%s', (sql, text) => {
  expect(squeezed(sql)).toBe(text);
});
