import { expect, test } from 'vitest';
import { stepsOf } from '../../src/store/sqlite/migration-steps.ts';
import { MIGRATIONS } from '../../src/store/sqlite/migration-texts.ts';
import type { Migration } from '../../src/store/sqlite/store.ts';
import { sliced } from '../store/sqlite/made-up-migrations.ts';

/*
 * All migrations of a start are one transaction. On Workers it has 30 seconds (blockConcurrencyWhile): one that takes
 * longer is undone and begun again, for ever. So whatever passes over the rows of a table that was there before needs
 * a word on why it ends in time with ten gigabytes of rows, or is done in slices (CONTRIBUTING.md, "Add a migration").
 */

/** Those up to here have run everywhere, or meet databases that are small. */
const LAST_UNJUDGED = '0051_audit_groups.sql';

/** Why a statement ends in time, by migration: "a row for each OA", for example. */
const JUDGED: Readonly<Record<string, string>> = {
  '0053_point_in_time.sql': 'a row for each time that the database was restored or imported',
  '0055_audit_group_words.sql':
    'a row for each thirty thousand entries, of which each sixteenth changes',
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

/** The statements that are not sliced. */
const plainOf = (migration: Migration): string =>
  stepsOf(migration)
    .flatMap(({ sql, isSliced }) => (isSliced ? [] : [sql]))
    .join('');

/** What one slice may change: ten of them are done while all requests of an object wait. */
const MOST_ROWS = 500;

/** What is wrong with a statement that is done in slices. */
function faultsOfSlice(sql: string): string[] {
  const limits = [...sql.matchAll(/\bLIMIT\s+(\d+)/gi)].map(([, rows]) => Number(rows));
  const isBounded = limits.length === 1 && limits.every((rows) => rows > 0 && rows <= MOST_ROWS);
  const rules: readonly (readonly [string, boolean])[] = [
    ['changes rows', /^\s*(?:UPDATE|DELETE|INSERT)\b/i.test(sql)],
    ['has one LIMIT, a number up to 500', isBounded],
    ['begins behind ifnull(:after, 0) or a text', !/(?<!ifnull\():after\b/i.test(sql)],
    ['goes by the order of its key', /> ifnull\(:after, (?:0|'')\)[^;]*\bORDER BY\b/i.test(sql)],
    ['returns the key', /\bRETURNING \w+\s*;?\s*$/i.test(sql)],
  ];
  return rules.flatMap(([rule, isKept]) => (isKept ? [] : [rule]));
}

const SLICE = `UPDATE outbox SET lane = 1 WHERE id IN (
  SELECT id FROM outbox WHERE id > ifnull(:after, 0) ORDER BY id LIMIT 500
) RETURNING id;`;

test('a slice that is not bounded, or could not go on behind the one before, is found', () => {
  expect(faultsOfSlice(SLICE)).toEqual([]);
  const wrong: readonly [string, string, string][] = [
    [' LIMIT 500', '', 'has one LIMIT, a number up to 500'],
    ['LIMIT 500', 'LIMIT 501', 'has one LIMIT, a number up to 500'],
    ['LIMIT 500', 'LIMIT (SELECT 9)', 'has one LIMIT, a number up to 500'],
    [' RETURNING id', '', 'returns the key'],
    [' ORDER BY id', '', 'goes by the order of its key'],
    ['ifnull(:after, 0)', 'coalesce(:after, 0)', 'begins behind ifnull(:after, 0) or a text'],
    ['UPDATE', 'SELECT', 'changes rows'],
  ];
  for (const [what, instead, rule] of wrong) {
    expect(faultsOfSlice(SLICE.replace(what, instead)), instead).toContain(rule);
  }
});

test('what is sliced needs no word, and what stands beside it does', () => {
  const beside = 'CREATE INDEX outbox_by_lane ON outbox (lane);';
  const both = { name: 'both', sql: `${SLICE}\n${beside}` };
  expect(passesOver(plainOf(both))).toEqual([beside.slice(0, -1)]);
});

test('every slice of a migration is bounded and goes on behind the one before', () => {
  const faults = [...MIGRATIONS.flatMap(stepsOf), ...sliced(2).flatMap(stepsOf)]
    .filter(({ isSliced }) => isSliced)
    .flatMap(({ migration, sql }) =>
      faultsOfSlice(sql.replaceAll(/--.*/g, '')).map((rule) => `${migration}: ${rule}`),
    );
  expect(faults).toEqual([]);
});

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

test('a new migration that passes over a table says why it ends within a start, or is sliced', () => {
  const unjudged = MIGRATIONS.filter(({ name }) => name > LAST_UNJUDGED)
    .filter((each) => passesOver(plainOf(each)).length > 0 && JUDGED[each.name] === undefined)
    .map(({ name }) => name);
  expect(unjudged).toEqual([]);
});
