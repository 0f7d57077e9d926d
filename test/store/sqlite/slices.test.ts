import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { squeezed } from '../../../scripts/migration-texts.ts';
import {
  HalfMigrated,
  howFar,
  refuseHalfMigrated,
} from '../../../src/store/sqlite/half-migrated.ts';
import {
  beginUpgrade,
  migrate,
  NewerDatabase,
  portionOf,
  type RawDatabase,
} from '../../../src/store/sqlite/migrate.ts';
import { stepsOf } from '../../../src/store/sqlite/migration-steps.ts';
import type { Migration } from '../../../src/store/sqlite/store.ts';
import { OLD, sliced } from './made-up-migrations.ts';

const PLACE = { name: 'A test', instead: '' };
const ROWS = 11;
/** The apple stands before the ligature in the order of JavaScript, and behind it in the database's. */
const TEXTS = [
  'a',
  "it's; one",
  '10',
  '9',
  '\u{1f34f}',
  '\ufb01',
  '日本',
  'z',
  '-1',
  'A',
  'ä',
  '~',
  // The same up to their NUL.
  'nul',
  'nul\0',
  'nul\0a',
  'nul\0b',
  'nul\0c',
];

const rawOf = (sqlite: Sqlite.Database): RawDatabase => ({
  run: (sql) => sqlite.exec(sql),
  column: (sql) => sqlite.prepare(sql).pluck().all(),
  transaction: (work) => sqlite.transaction(work)(),
});

/** A database of the old version, with rows. */
function old() {
  const sqlite = new Sqlite(':memory:');
  const raw = rawOf(sqlite);
  migrate(raw, OLD, PLACE);
  for (let id = 1; id <= ROWS; id += 1) {
    sqlite.prepare('INSERT INTO many VALUES (?, ?)').run(id * 7, 'x'.repeat(id % 4));
  }
  for (const [at, text] of TEXTS.entries()) {
    sqlite.prepare('INSERT INTO texts VALUES (?, ?)').run(text, at);
  }
  return { sqlite, raw };
}

const TABLES = ['many', 'texts', 'made', 'migrations', 'sqlite_schema'];
const dump = (sqlite: Sqlite.Database) =>
  TABLES.map((table) => sqlite.prepare(`SELECT * FROM ${table} ORDER BY 1`).all());

/** The same migrations, each statement once over all its rows. */
const atOnce = sliced(3).map(({ name, sql }) => ({
  name,
  sql: sql.replaceAll(':after', 'NULL').replaceAll('LIMIT 3', 'LIMIT -1'),
}));

const expected = (() => {
  const { sqlite, raw } = old();
  migrate(raw, atOnce, PLACE);
  return dump(sqlite);
})();

class Cut extends Error {}

test.each([1, 2, 3, 11, 500])('slices of %s rows leave what one statement leaves', (rows) => {
  const { sqlite, raw } = old();
  expect(migrate(raw, sliced(rows), PLACE)).toEqual(
    sliced(rows).flatMap(({ name }) => (OLD.some((known) => known.name === name) ? [] : [name])),
  );
  expect(dump(sqlite)).toEqual(expected);
});

test('the texts of Workers, without comments, do the same', () => {
  const texts = sliced(3).map(({ name, sql }) => ({ name, sql: squeezed(sql) }));
  const { sqlite, raw } = old();
  migrate(raw, texts, PLACE);
  expect(dump(sqlite)).toEqual(expected);
});

test('a start that is cut off behind any transaction, or in it, goes on where it was', () => {
  const points = ['migrate.slice', 'migrate.write', 'migrate.sliced'] as const;
  let cuts = 0;
  for (const point of points) {
    for (let passes = 0; ; passes += 1) {
      const { sqlite, raw } = old();
      let left = passes;
      const reached = (here: string) => {
        if (here === point && left-- === 0) throw new Cut();
      };
      try {
        migrate(raw, sliced(2), PLACE, { reached });
        break;
      } catch (error) {
        if (!(error instanceof Cut)) throw error;
      }
      cuts += 1;
      migrate(raw, sliced(2), PLACE);
      expect(dump(sqlite), `${point} ${passes}`).toEqual(expected);
    }
  }
  expect(cuts).toBeGreaterThan(30);
});

test('portions do so many transactions and no more, and tell how far they are', () => {
  const { sqlite, raw } = old();
  const told: string[] = [];
  for (;;) {
    const migrating = beginUpgrade(raw, sliced(4), PLACE).goOn(2);
    if (migrating === null) break;
    told.push(`${migrating.migration} ${migrating.rows}`);
  }
  expect(told).toEqual([
    '0003_slices.sql 4',
    '0003_slices.sql 11',
    '0003_slices.sql 15',
    '0003_slices.sql 23',
    '0003_slices.sql 28',
    '0005_at_once.sql 3',
  ]);
  expect(dump(sqlite)).toEqual(expected);
});

test('a new database is made in one transaction, whatever is sliced', () => {
  const sqlite = new Sqlite(':memory:');
  let transactions = 0;
  const raw = rawOf(sqlite);
  const counting: RawDatabase = {
    ...raw,
    transaction: (work) => {
      transactions += 1;
      raw.transaction(work);
    },
  };
  const first = [
    ...OLD,
    { name: '0001a.sql', sql: `INSERT INTO many VALUES (1, 'abc'), (2, 'ab'), (3, 'b');` },
    ...sliced(2).slice(1),
  ];
  expect(migrate(counting, first, PLACE)).toEqual([]);
  expect(transactions).toBe(1);
  expect(sqlite.prepare('SELECT id, length FROM many ORDER BY id').raw().all()).toEqual([
    [2, 2],
    [3, 1],
  ]);
});

test('a migration that fails leaves what is behind the last slice as it was', () => {
  const failing: readonly Migration[] = [
    ...sliced(3),
    { name: '0006_fails.sql', sql: 'INSERT INTO made VALUES (6); INSERT INTO nowhere VALUES (1);' },
  ];
  const { sqlite, raw } = old();
  expect(() => migrate(raw, failing, PLACE)).toThrow('nowhere');
  expect(sqlite.prepare('SELECT n FROM made ORDER BY n').pluck().all()).toEqual([2, 3]);
  // The plain statements behind the last slice are in the transaction that failed.
  expect(sqlite.prepare(`SELECT name FROM migrations WHERE name >= '0005'`).pluck().all()).toEqual([
    '0005_at_once.sql 0 3 77',
  ]);
  migrate(raw, sliced(3), PLACE);
  expect(dump(sqlite)).toEqual(expected);
});

test('a portion that throws is told with its migration, and what was done before it stands', () => {
  const { sqlite, raw } = old();
  const fails = { name: '0006_fails.sql', sql: 'INSERT INTO nowhere VALUES (1);' };
  const portion = (of: readonly Migration[]) => portionOf(beginUpgrade(raw, of, PLACE), 4);
  const first = portion([...OLD, { ...fails, name: '0002_fails.sql' }]);
  expect(first).toEqual({ migration: '0002_fails.sql', rows: 0, fault: expect.any(Error) });
  let told = portion([...sliced(3), fails]);
  while (told !== null && told.fault === undefined) told = portion([...sliced(3), fails]);
  expect(told && howFar(told)).toMatch(
    /^0006_fails.sql, 3 rows done; the last try ended in a fault/u,
  );
  expect(sqlite.prepare('SELECT n FROM made ORDER BY n').pluck().all()).toEqual([2, 3]);
});

test('without slices all new migrations are one transaction', () => {
  const { sqlite, raw } = old();
  const before = dump(sqlite);
  const plain = atOnce.filter(({ name }) => name < '0003');
  const fails = { name: '0003.sql', sql: 'INSERT INTO nowhere VALUES (1);' };
  expect(() => migrate(raw, [...plain, fails], PLACE)).toThrow('nowhere');
  expect(dump(sqlite)).toEqual(before);
});

test('half-migrated, it is refused by an older version, by one with other steps, and by who only reads', () => {
  const { raw } = old();
  const isHalf = () => refuseHalfMigrated(raw.column);
  expect(isHalf).not.toThrow();
  beginUpgrade(raw, sliced(3), PLACE).goOn(2);
  const other = sliced(3).map((each) => ({ ...each, sql: each.sql.replaceAll(':after', '1') }));
  // The version before knows neither this one nor the plain one before it.
  for (const version of [sliced(3).slice(0, 2), other]) {
    expect(() => migrate(raw, version, PLACE)).toThrow(NewerDatabase);
    expect(() => migrate(raw, version, PLACE)).toThrow('the migration 0003_slices.sql, which');
  }
  expect(isHalf).toThrow(HalfMigrated);
  expect(isHalf).toThrow('0003_slices.sql, 3 rows done');
  migrate(raw, sliced(3), PLACE);
  expect(isHalf).not.toThrow();
});

test('a migration of a lower number that comes later does not push in', () => {
  const { sqlite, raw } = old();
  beginUpgrade(raw, sliced(3), PLACE).goOn(2);
  const late = { name: '0002_late.sql', sql: 'INSERT INTO made VALUES (20);' };
  migrate(raw, [...sliced(3).slice(0, 2), late, ...sliced(3).slice(2)], PLACE);
  expect(sqlite.prepare('SELECT n FROM made').pluck().all()).toEqual([2, 3, 20]);
});

test('a slice that would go on for ever is a fault', () => {
  const { raw } = old();
  const still = `UPDATE many SET word = '' WHERE id > ifnull(:after, 0) OR id = 77 RETURNING 77;`;
  const endless = [...OLD, { name: '0002.sql', sql: still }];
  expect(() => migrate(raw, endless, PLACE)).toThrow('a slice ends where it began');
});

test('steps are told apart at semicolons outside of literals and comments', () => {
  const sql = `-- a; b
CREATE TABLE a (b TEXT DEFAULT ';') STRICT; /* ; */ INSERT INTO a VALUES ('x');
UPDATE a SET b = ';' WHERE rowid > ifnull(:after, 0) RETURNING rowid; -- end
`;
  const steps = stepsOf({ name: 'one', sql });
  expect(steps.map(({ isSliced, isLast }) => [isSliced, isLast])).toEqual([
    [false, false],
    [true, false],
    [false, true],
  ]);
  expect(steps.map((step) => step.sql).join('')).toBe(sql);
});
