import { readdirSync, readFileSync } from 'node:fs';
import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';

test('a language set before counts as chosen: only `lang` wrote one', () => {
  const folder = new URL('../../../migrations/', import.meta.url);
  const sql = new SQLite(':memory:');
  const names = readdirSync(folder).sort();
  const applied = (name: string) => sql.exec(readFileSync(new URL(name, folder), 'utf8'));
  const at = names.indexOf('0029_languages.sql');
  expect(at).toBeGreaterThan(0);
  for (const name of names.slice(0, at)) applied(name);
  sql.exec(`INSERT INTO languages (member_id, language) VALUES ('suzuki', 'en')`);
  sql.exec(`INSERT INTO members (member_id, full_name, search_text, read_at)
    VALUES ('tanaka', '田中 花', '', 0)`);
  for (const name of names.slice(at)) applied(name);
  const all = (query: string) => sql.prepare(query).raw().all();
  expect(all('SELECT member_id, language, chosen FROM languages')).toEqual([['suzuki', 'en', 1]]);
  expect(all('SELECT member_id, locale FROM members')).toEqual([['tanaka', null]]);
  sql.close();
});
