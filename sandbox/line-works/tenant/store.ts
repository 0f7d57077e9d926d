import Database from 'better-sqlite3';
import { privateDatabase } from '../../private-files.ts';

/** A document table with bytes beside it: the platform's only persistence. */
export interface Store {
  /** All documents of a kind, in the order of their ids. */
  load(kind: string): string[];
  put(kind: string, id: string, json: string): void;
  remove(kind: string, id: string): void;
  putBytes(id: string, bytes: Uint8Array): void;
  bytes(id: string): Uint8Array | null;
  removeBytes(id: string): void;
  close(): void;
}

/** Past this the memory store drops its oldest files. */
const MAX_HELD_BYTES = 256 * 1024 * 1024;

/** A store that forgets everything at the end. Documents live in the collections above it. */
export function memoryStore(): Store {
  const blobs = new Map<string, Uint8Array>();
  let held = 0;
  const drop = (id: string): void => {
    held -= blobs.get(id)?.byteLength ?? 0;
    blobs.delete(id);
  };
  return {
    load: () => [],
    put: () => {},
    remove: () => {},
    putBytes: (id, bytes) => {
      drop(id);
      blobs.set(id, bytes);
      held += bytes.byteLength;
      for (const oldest of blobs.keys()) {
        if (held <= MAX_HELD_BYTES || oldest === id) break;
        drop(oldest);
      }
    },
    bytes: (id) => blobs.get(id) ?? null,
    removeBytes: drop,
    close: () => blobs.clear(),
  };
}

/**
 * A store in a SQLite file, written through.
 * `synchronous = OFF` survives a killed process, which is all a sandbox needs.
 */
export function sqliteStore(path: string): Store {
  const db = new Database(privateDatabase(path));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = OFF');
  db.exec(`
    CREATE TABLE IF NOT EXISTS documents (kind TEXT, id TEXT, json TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS blobs (id TEXT PRIMARY KEY, bytes BLOB NOT NULL);
  `);
  const load = db.prepare<[string], { json: string }>(
    'SELECT json FROM documents WHERE kind = ? ORDER BY id',
  );
  const put = db.prepare<[string, string, string]>(
    'INSERT OR REPLACE INTO documents VALUES (?, ?, ?)',
  );
  const remove = db.prepare<[string, string]>('DELETE FROM documents WHERE kind = ? AND id = ?');
  const putBytes = db.prepare<[string, Uint8Array]>('INSERT OR REPLACE INTO blobs VALUES (?, ?)');
  const bytes = db.prepare<[string], { bytes: Uint8Array }>('SELECT bytes FROM blobs WHERE id = ?');
  const removeBytes = db.prepare<[string]>('DELETE FROM blobs WHERE id = ?');
  return {
    load: (kind) => load.all(kind).map((row) => row.json),
    put: (kind, id, json) => {
      put.run(kind, id, json);
    },
    remove: (kind, id) => {
      remove.run(kind, id);
    },
    putBytes: (id, content) => {
      putBytes.run(id, content);
    },
    bytes: (id) => bytes.get(id)?.bytes ?? null,
    removeBytes: (id) => {
      removeBytes.run(id);
    },
    close: () => {
      db.close();
    },
  };
}
