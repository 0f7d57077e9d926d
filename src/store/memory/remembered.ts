import type { Database } from '../sqlite/database.ts';

/**
 * Rows read again and again within one message, kept in memory. There is one writer (DESIGN §3): a
 * row that was read holds until this process writes it; rows read or written in a transaction that
 * was rolled back are forgotten.
 */
export interface Remembered<Key, Row> {
  /** From memory, else from the database. The caller must not change the row. */
  of(db: Database, key: Key): Row;
  /** The row has been written; a read would return this. */
  put(db: Database, key: Key, row: Row): void;
  /** The same after a partial write: a row that is not in memory stays unread. */
  change(db: Database, key: Key, changed: (row: Row) => Row): void;
  /** The row has been written. */
  forget(db: Database, key: Key): void;
  /** Any of the rows may have been written. */
  forgetAll(db: Database): void;
}

/** Everything remembered of a database. */
const memories = new WeakMap<Database, Set<Map<unknown, unknown>>>();

const MOST_ROWS = 2000;

/** @param load reads one row; its answer for a missing row is remembered too */
export function remember<Key, Row>(
  load: (db: Database, key: Key) => Row,
  mostRows = MOST_ROWS,
): Remembered<Key, Row> {
  const made = new WeakMap<Database, Map<Key, Row>>();
  const rowsOf = (db: Database) => {
    const known = made.get(db);
    if (known !== undefined) return known;
    const fresh = new Map<Key, Row>();
    made.set(db, fresh);
    const all = memories.get(db) ?? new Set();
    memories.set(db, all.add(fresh));
    return fresh;
  };
  const put = (rows: Map<Key, Row>, key: Key, row: Row): Row => {
    const [oldest] = rows.keys();
    if (rows.size >= mostRows && oldest !== undefined && !rows.has(key)) rows.delete(oldest);
    rows.set(key, Object.freeze(row));
    return row;
  };
  return {
    of: (db, key) => {
      const rows = rowsOf(db);
      const known = rows.get(key);
      // A missing row is remembered as null.
      return known === undefined ? put(rows, key, load(db, key)) : known;
    },
    put: (db, key, row) => {
      put(rowsOf(db), key, row);
    },
    change: (db, key, changed) => {
      const rows = rowsOf(db);
      const known = rows.get(key);
      if (known !== undefined) put(rows, key, changed(known));
    },
    forget: (db, key) => {
      rowsOf(db).delete(key);
    },
    forgetAll: (db) => rowsOf(db).clear(),
  };
}

/** Forgets all after a rollback: rows read in that transaction may never have existed. */
export function forgetEverything(db: Database): void {
  for (const rows of memories.get(db) ?? []) rows.clear();
}
