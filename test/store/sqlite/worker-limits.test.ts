import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { refusedByWorkers } from '../../helpers/worker-limits.ts';

const marks = (count: number) => Array.from({ length: count }, () => '?').join();
const union = (terms: number) => Array.from({ length: terms }, () => 'SELECT 1').join(' UNION ');

test.each([
  ['as many values as there may be', `SELECT ${marks(100)}`, null],
  ['one more', `SELECT ${marks(101)}`, '101 bound values'],
  ['a parameter with a high number', 'SELECT ?7, ?101', '101 bound values'],
  ['one name many times', `SELECT ${'@a,'.repeat(150)}1`, null],
  [
    'marks within texts, names and remarks',
    `SELECT '${marks(99)}', "${marks(9)}" --${marks(9)}`,
    null,
  ],
  ['five selects in one', union(5), null],
  ['six', union(6), '6 selects'],
  ['six in a bracket', `SELECT (${union(6)})`, '6 selects'],
  ['five beside five', `SELECT (${union(5)}) IN (${union(5)})`, null],
  ['six of several kinds', `${union(3)} EXCEPT ${union(2)} INTERSECT SELECT 2`, '6 selects'],
  ['a long pattern', `SELECT 1 WHERE a LIKE '${'あ'.repeat(17)}'`, 'pattern of 51 bytes'],
  ['a fitting one', `SELECT 1 WHERE a NOT LIKE '${'あ'.repeat(16)}%%'`, null],
  ['one for GLOB', `SELECT 1 WHERE a GLOB '${'*'.repeat(51)}'`, 'pattern of 51 bytes'],
  ['a bound pattern', 'SELECT 1 WHERE a LIKE ?', 'not written out'],
  ['a long text', `SELECT '${'x'.repeat(99_991)}'`, null],
  ['a longer one', `SELECT '${'x'.repeat(99_992)}'`, '100001 bytes'],
])('%s', (_name, sql, refused) => {
  const said = refusedByWorkers(sql);
  if (refused === null) expect(said).toBeNull();
  else expect(said).toContain(refused);
});

test('every database of the tests refuses what a Durable Object would', () => {
  const database = new Sqlite(':memory:');
  expect(() => database.prepare(`SELECT ${marks(101)}`)).toThrow('A Durable Object refuses');
  expect(() => database.exec(union(6))).toThrow('A Durable Object refuses');
  expect(database.prepare(union(5)).all()).toHaveLength(1);
  database.close();
});
