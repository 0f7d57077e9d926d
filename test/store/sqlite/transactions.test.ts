import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openNodeStore } from '../../../src/store/sqlite/node.ts';
import { AllUndone, isStoreFault, type Store } from '../../../src/store/sqlite/store.ts';

let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kakehashi-transactions-'));
  store = openNodeStore(folder);
  store.db.run(sql`CREATE TABLE notes (note TEXT)`);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const note = (text: string) => store.db.run(sql`INSERT INTO notes VALUES (${text})`);
const notes = () =>
  store.db.all<{ note: string }>(sql`SELECT note FROM notes`).map((row) => row.note);
const stumble = (error: Error) => () => {
  note('stumbled');
  throw error;
};
const bug = new Error('bug');
/** Goes on as if nothing had been. */
const caught = (work: () => void): unknown => {
  try {
    work();
    return null;
  } catch (error) {
    return error;
  }
};

test('a transaction inside another is undone on its own', () => {
  store.transaction(() => {
    note('before');
    expect(caught(() => store.transaction(stumble(bug)))).toBe(bug);
    note('after');
  });
  expect(notes()).toEqual(['before', 'after']);
});

test('of a transaction as one all stays, and it returns what its work returns', () => {
  const returned = store.asOne(() => store.transaction(() => note('inner')) && 'done');
  expect(returned).toBe('done');
  expect(notes()).toEqual(['inner']);
});

test('of a transaction as one nothing stays when an inner one throws, even if that was caught', () => {
  const all = () =>
    store.asOne(() => {
      note('before');
      const met = caught(() => store.transaction(stumble(bug)));
      expect(met).toBeInstanceOf(AllUndone);
      // Whoever asks takes it for a fault of the database, and sets nothing aside for it.
      expect(isStoreFault(met)).toBe(true);
      expect(caught(() => store.transaction(() => note('after')))).toBe(met);
    });
  expect(all).toThrow(expect.objectContaining({ name: 'AllUndone', cause: bug }));
  expect(notes()).toEqual([]);
});

test('a full disk is told as such, through every transaction around it', () => {
  const full = Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
  const all = () => store.asOne(() => store.transaction(() => store.transaction(stumble(full))));
  expect(caught(all)).toBe(full);
  expect(notes()).toEqual([]);
});

test('after a transaction as one, whatever became of it, inner ones are savepoints again', () => {
  caught(() => store.asOne(() => store.transaction(stumble(bug))));
  caught(() => store.asOne(stumble(bug)));
  store.transaction(() => {
    note('before');
    caught(() => store.transaction(stumble(bug)));
  });
  expect(notes()).toEqual(['before']);
});

test('one inside another, or as one inside as one, joins it', () => {
  store.asOne(() => store.asOne(() => note('inmost')));
  expect(caught(() => store.asOne(() => store.asOne(stumble(bug))))).toBeInstanceOf(AllUndone);
  expect(notes()).toEqual(['inmost']);
});

test('what a savepoint may have to take back stands in no file', () => {
  expect(store.db.get(sql`PRAGMA temp_store`)).toEqual({ temp_store: 2 });
});
