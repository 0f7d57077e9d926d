import Database from 'better-sqlite3';
import { privateDatabase } from './private-files.ts';

/** A map whose every change is in the database when the call returns. Oldest first. */
export interface Collection<Doc> {
  get(key: string): Doc | undefined;
  /** Keeps the place of a key that is there already; drops the oldest beyond the limit. */
  set(key: string, doc: Doc): void;
  delete(key: string): void;
  values(): IterableIterator<Doc>;
  keys(): IterableIterator<string>;
  readonly size: number;
}

/** Documents and blobs in one SQLite file, so that a killed platform comes back as it was. */
export interface Storage {
  /** Opens the collection of that name, restored. Its documents must survive JSON. */
  collection<Doc>(name: string, limit: number): Collection<Doc>;
  /** Bytes kept out of memory. The oldest go when there are more than `limit`. */
  putBlob(key: string, bytes: Uint8Array, limit: number): void;
  blob(key: string): Uint8Array | null;
  deleteBlob(key: string): void;
  /** All writes within, or none. */
  atomically<T>(write: () => T): T;
  close(): void;
}

/** Opens or creates the file; null keeps everything in memory. */
export function openStorage(path: string | null): Storage {
  const db = openDatabase(path);
  const rows = documentRows(db);
  return {
    collection: (name, limit) => openCollection(rows, name, limit),
    ...blobsOf(db),
    atomically: (write) => (db.inTransaction ? write() : db.transaction(write)()),
    close() {
      db.close();
    },
  };
}

function openDatabase(path: string | null): Database.Database {
  const db = new Database(path === null ? ':memory:' : privateDatabase(path));
  // A killed process loses no write this way; only a machine that loses power might.
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = OFF');
  db.exec(`
    create table if not exists documents (
      id integer primary key, collection text not null, key text not null, body text not null,
      unique (collection, key));
    create table if not exists blobs (id integer primary key, key text not null unique, bytes blob not null);`);
  return db;
}

/** The statements of all collections, prepared once. */
function documentRows(db: Database.Database) {
  return {
    put: db.prepare<[string, string, string]>(`insert into documents (collection, key, body)
      values (?, ?, ?) on conflict (collection, key) do update set body = excluded.body`),
    drop: db.prepare<[string, string]>('delete from documents where collection = ? and key = ?'),
    all: db.prepare<[string], { key: string; body: string }>(
      'select key, body from documents where collection = ? order by id',
    ),
  };
}

function blobsOf(db: Database.Database): Pick<Storage, 'putBlob' | 'blob' | 'deleteBlob'> {
  const put = db.prepare('insert or replace into blobs (key, bytes) values (?, ?)');
  const trim = db.prepare(
    'delete from blobs where id <= (select id from blobs order by id desc limit 1 offset ?)',
  );
  const one = db.prepare<[string], { bytes: Buffer }>('select bytes from blobs where key = ?');
  const drop = db.prepare('delete from blobs where key = ?');
  return {
    putBlob(key, bytes, limit) {
      put.run(key, bytes);
      trim.run(limit);
    },
    blob: (key) => one.get(key)?.bytes ?? null,
    deleteBlob(key) {
      drop.run(key);
    },
  };
}

function openCollection<Doc>(
  rows: ReturnType<typeof documentRows>,
  name: string,
  limit: number,
): Collection<Doc> {
  const docs = new Map<string, Doc>();
  for (const row of rows.all.all(name)) docs.set(row.key, restored<Doc>(row.body));
  return {
    get: (key) => docs.get(key),
    set(key, doc) {
      docs.set(key, doc);
      rows.put.run(name, key, JSON.stringify(doc));
      if (docs.size > limit) dropOldest();
    },
    delete: remove,
    values: () => docs.values(),
    keys: () => docs.keys(),
    get size() {
      return docs.size;
    },
  };

  function remove(key: string): void {
    if (docs.delete(key)) rows.drop.run(name, key);
  }

  function dropOldest(): void {
    const oldest = docs.keys().next();
    if (!oldest.done) remove(oldest.value);
  }
}

/** Guarantee: only this module writes the table, always from a `Doc` of the same collection. */
function restored<Doc>(body: string): Doc {
  return JSON.parse(body) as Doc;
}
