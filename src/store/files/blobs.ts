import { blobStore, blobs } from '../schema.ts';
import { eq, isNull, sql } from '../sqlite/drizzle.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';

/** One blob: its digest, bytes, and its place unless that follows from the digest. */
export type BlobRow = typeof blobs.$inferSelect;
/** What the administrators have been told about the store. */
export type StoreNotices = Omit<typeof blobStore.$inferSelect, 'id' | 'bytes' | 'count'>;

const statements = prepareOnce((db) => ({
  bytes: db.select({ bytes: blobStore.bytes }).from(blobStore).prepare(),
  count: db.select({ count: blobStore.count }).from(blobStore).prepare(),
  known: db
    .select()
    .from(blobs)
    .where(eq(blobs.sha256, sql.placeholder('sha256')))
    .prepare(),
  atPlace: db
    .select({ sha256: blobs.sha256 })
    .from(blobs)
    .where(eq(blobs.place, sql.placeholder('place')))
    .prepare(),
}));

/** The size of all stored blobs, each counted once. Bytes. */
export function storedBytes(db: Database): number {
  return statements(db).bytes.get()?.bytes ?? 0;
}

/** How many blobs are stored. */
export function countBlobs(db: Database): number {
  return statements(db).count.get()?.count ?? 0;
}

/** A blob on record; null: it is not stored, or not on record yet. */
export function readBlob(db: Database, sha256: string): BlobRow | null {
  return statements(db).known.get({ sha256 }) ?? null;
}

/** Whether a blob is on record as stored; `placed`: together with its place. */
export function knowsBlob(db: Database, sha256: string, placed: boolean): boolean {
  const known = readBlob(db, sha256);
  return known !== null && (!placed || known.place !== null);
}

/** Whether a blob is on record at this place. */
export function knowsPlace(db: Database, place: string): boolean {
  return statements(db).atPlace.get({ place }) !== undefined;
}

/** Whether some blob has no place on record: no file may then be judged by its place. */
export function hasBlobWithoutPlace(db: Database): boolean {
  const row = db
    .select({ sha256: blobs.sha256 })
    .from(blobs)
    .where(isNull(blobs.place))
    .limit(1)
    .get();
  return row !== undefined;
}

/** Records a blob, or its changed columns. */
export function addBlob(db: Database, row: BlobRow): void {
  const { sha256: _sha256, ...change } = row;
  db.insert(blobs).values(row).onConflictDoUpdate({ target: blobs.sha256, set: change }).run();
}

/** Forgets a blob whose bytes are gone. */
export function dropBlob(db: Database, sha256: string): void {
  db.delete(blobs).where(eq(blobs.sha256, sha256)).run();
}

/** What the administrators have been told about the store. */
export function readStoreNotices(db: Database): StoreNotices {
  const row = db.select().from(blobStore).get();
  if (row === undefined) throw new Error('The row of the blob store is missing.');
  const { id: _id, bytes: _bytes, count: _count, ...notices } = row;
  return notices;
}

/** Remembers what they have been told. */
export function saveStoreNotices(db: Database, notices: StoreNotices): void {
  db.update(blobStore).set(notices).run();
}
