import type { Migration } from '../../../src/store/sqlite/store.ts';

/** A version that has two tables of the names that follow. */
export const OLD: readonly Migration[] = [
  {
    name: '0001_tables.sql',
    sql: `CREATE TABLE many (id INTEGER PRIMARY KEY, word TEXT NOT NULL) STRICT;
CREATE TABLE texts (text_id TEXT PRIMARY KEY, size INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE made (n INTEGER NOT NULL) STRICT;`,
  },
];

/** A newer one: what it adds to each is done in slices of `rows`, between other steps. */
export const sliced = (rows: number): readonly Migration[] => [
  ...OLD,
  { name: '0002_plain.sql', sql: `INSERT INTO made VALUES (2);` },
  {
    name: '0003_slices.sql',
    sql: `-- What is new; in two columns.
ALTER TABLE many ADD COLUMN length INTEGER;
ALTER TABLE texts ADD COLUMN doubled INTEGER;
CREATE TRIGGER counted AFTER INSERT ON made BEGIN
  UPDATE many SET word = 'a;b' WHERE id = 1; DELETE FROM many WHERE id = 0;
END;

-- Each row; its own length.
UPDATE many SET length = length(word)
WHERE id IN (SELECT id FROM many WHERE id > ifnull(:after, 0) ORDER BY id LIMIT ${rows})
RETURNING id;
INSERT INTO made VALUES (3);
UPDATE texts SET doubled = coalesce(doubled, 0) + 2 * size
WHERE text_id IN (
  SELECT text_id FROM texts WHERE text_id > ifnull(:after, '') ORDER BY text_id LIMIT ${rows}
)
RETURNING text_id;
`,
  },
  { name: '0004_plain.sql', sql: 'CREATE INDEX many_by_length ON many (length);' },
  {
    name: '0005_at_once.sql',
    sql: `DELETE FROM many WHERE id IN (
  SELECT id FROM many WHERE id > ifnull(:after, 0) AND length = 3 ORDER BY id LIMIT ${rows}
) RETURNING id;
DROP TRIGGER counted;`,
  },
];
