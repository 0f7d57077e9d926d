import { expect, test } from 'vitest';
import { MIGRATIONS } from '../../src/store/sqlite/migration-texts.ts';

/*
 * All migrations of a start are one transaction. On Workers it has 30 seconds (blockConcurrencyWhile): one that takes
 * longer is undone and begun again, for ever. So whatever passes over the rows of a table that was there before needs
 * a word on why it ends in time with ten gigabytes of rows. What does not end is to be a job over slices.
 */

/** Those up to here have run everywhere, or meet databases that are small. */
const LAST_UNJUDGED = '0051_audit_groups.sql';

/** Why a statement ends in time, by migration: "a row for each OA", for example. */
const JUDGED: Readonly<Record<string, string>> = {
  '0053_point_in_time.sql': 'a row for each time that the database was restored or imported',
};

const withoutTriggers = (sql: string): string =>
  sql.replace(/CREATE (?:TEMP )?TRIGGER\b[\s\S]*?\bEND;/gi, '');

/** The statements of a migration that pass over rows of tables that it has not made itself. */
function passesOver(sql: string): string[] {
  const own = new Set(
    [...sql.matchAll(/CREATE TABLE (?:IF NOT EXISTS )?["`]?(\w+)/gi)].map(([, name]) => name),
  );
  return withoutTriggers(sql)
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => {
      if (/^(?:UPDATE|DELETE|DROP TABLE)\b/i.test(statement)) return true;
      if (/^(?:WITH|INSERT|REPLACE)\b/i.test(statement)) return /\bSELECT\b/i.test(statement);
      const indexed = /^CREATE (?:UNIQUE )?INDEX\b[\s\S]*?\bON ["`]?(\w+)/i.exec(statement)?.[1];
      if (indexed !== undefined) return !own.has(indexed);
      // A column with a check or a generated value is looked at in every row.
      return /^ALTER TABLE\b[\s\S]*\b(?:DROP COLUMN|CHECK|AS \()/i.test(statement);
    });
}

test('what passes over a table is found, and what makes a new one is not', () => {
  const passing = [
    'UPDATE outbox SET lane = 1;',
    'INSERT INTO a SELECT * FROM b;',
    'CREATE INDEX a_by_b ON audit_entry_rows (b);',
    'ALTER TABLE outbox DROP COLUMN lane;',
  ];
  for (const sql of passing) expect(passesOver(sql), sql).toHaveLength(1);
  const quick = [
    'CREATE TABLE a (b TEXT) STRICT; CREATE INDEX a_by_b ON a (b); INSERT INTO a (b) VALUES (1);',
    'ALTER TABLE outbox ADD COLUMN lane TEXT;',
    'CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE b SET c = 1; END;',
  ];
  for (const sql of quick) expect(passesOver(sql), sql).toEqual([]);
});

test('a new migration that passes over a table says why it ends within a start', () => {
  const unjudged = MIGRATIONS.filter(({ name }) => name > LAST_UNJUDGED)
    .filter(({ name, sql }) => passesOver(sql).length > 0 && JUDGED[name] === undefined)
    .map(({ name }) => name);
  expect(unjudged).toEqual([]);
});
