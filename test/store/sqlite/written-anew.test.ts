import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { DATABASE_FILE, openNodeStore } from '../../../src/store/sqlite/node.ts';
import { OLD, sliced } from './made-up-migrations.ts';

/** So many times, they take pages of their own. */
const ERASED = 'words that were erased';
/** Of the names of ours, one after which the file is written again. */
const NEWER = [
  ...OLD,
  { name: '0025_erasable_words.sql', sql: 'INSERT INTO made VALUES (25);' },
  ...sliced(2).slice(1),
];

test.each(['migrate.sliced', 'migrate.commit', null])(
  'a start that is cut off at %s leaves the rewriting of the file to the next',
  (point) => {
    const folder = mkdtempSync(join(tmpdir(), 'kakehashi-anew-'));
    try {
      openNodeStore(folder, { migrations: OLD }).close();
      const path = join(folder, DATABASE_FILE);
      const before = new Sqlite(path);
      before.pragma('secure_delete = OFF');
      before.exec("INSERT INTO many (id, word) VALUES (1, 'x'), (2, 'y')");
      before.prepare('INSERT INTO many (id, word) VALUES (3, ?)').run(ERASED.repeat(9000));
      before.exec('DELETE FROM many WHERE id = 3');
      before.close();
      const holds = () => readFileSync(path).includes(ERASED);
      expect(holds()).toBe(true);
      const reached = (here: string) => {
        if (here === point) throw new Error('cut off');
      };
      if (point !== null) {
        expect(() => openNodeStore(folder, { migrations: NEWER, reached })).toThrow('cut off');
        expect(holds()).toBe(true);
      }
      openNodeStore(folder, { migrations: NEWER }).close();
      expect(holds()).toBe(false);
      const after = new Sqlite(path, { readonly: true });
      expect(after.pragma('user_version', { simple: true })).toBe(0);
      after.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
