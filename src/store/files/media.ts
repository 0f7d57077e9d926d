import type { EntryId, TalkRoomId } from '../../domain/ids.ts';
import { remember } from '../memory/remembered.ts';
import { deadBlobs, media, outbox } from '../schema.ts';
import { and, asc, eq, gt, gte, isNotNull, lte, ne, or, sql } from '../sqlite/drizzle.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';

export type MediaRow = typeof media.$inferSelect;

const statements = prepareOnce((db) => ({
  media: db
    .select()
    .from(media)
    .where(eq(media.entryId, sql.placeholder('entryId')))
    .prepare(),
}));

/** A message's file row; null if there is none, or once it has been erased. */
export function readMedia(db: Database, entryId: EntryId): MediaRow | null {
  return known.of(db, entryId);
}

const known = remember(
  (db, entryId: EntryId): MediaRow | null => statements(db).media.get({ entryId }) ?? null,
);

/** Writes the row, or changes the columns given. */
export function saveMedia(
  db: Database,
  row: Pick<MediaRow, 'entryId' | 'state'> & Partial<MediaRow>,
): void {
  known.forget(db, row.entryId);
  const { entryId: _entryId, ...change } = row;
  db.insert(media).values(row).onConflictDoUpdate({ target: media.entryId, set: change }).run();
}

/** Erases a message's file row; blobs without another row are removed soon after. False: no row. */
export function eraseMedia(db: Database, entryId: EntryId): boolean {
  const row = readMedia(db, entryId);
  if (row === null) return false;
  known.forget(db, entryId);
  db.delete(media).where(eq(media.entryId, entryId)).run();
  for (const sha256 of [row.sha256, row.previewSha256]) {
    if (sha256 !== null) markDead(db, sha256);
  }
  return true;
}

/** Whether a message of the same set has ended in this room for the same reason, already told. */
export function hasSetEnded(
  db: Database,
  { entryId, setId }: Pick<MediaRow, 'entryId' | 'setId'>,
  roomId: TalkRoomId,
  reason: string,
): boolean {
  if (setId === null) return false;
  const row = db
    .select({ id: outbox.id })
    .from(media)
    .innerJoin(outbox, eq(outbox.entryId, media.entryId))
    .where(
      and(
        eq(media.setId, setId),
        ne(media.entryId, entryId),
        eq(outbox.roomId, roomId),
        eq(outbox.state, 'refused'),
        eq(outbox.reason, reason),
      ),
    )
    .limit(1)
    .get();
  return row !== undefined;
}

/** Marks a blob as removable, unless a row names it. */
export function markDead(db: Database, sha256: string): void {
  if (isNamed(db, sha256)) return;
  db.insert(deadBlobs).values({ sha256 }).onConflictDoNothing().run();
}

/** Whether a row needs this blob. */
export function isNamed(db: Database, sha256: string): boolean {
  const row = db
    .select({ entryId: media.entryId })
    .from(media)
    .where(or(eq(media.sha256, sha256), eq(media.previewSha256, sha256)))
    .limit(1)
    .get();
  return row !== undefined;
}

export function listDeadBlobs(db: Database, limit: number): string[] {
  return db
    .select()
    .from(deadBlobs)
    .limit(limit)
    .all()
    .map((row) => row.sha256);
}

export function forgetDeadBlob(db: Database, sha256: string): void {
  db.delete(deadBlobs).where(eq(deadBlobs.sha256, sha256)).run();
}

/** Files kept before `at`, the oldest first, from behind one of them on. */
export function mediaKeptBefore(
  db: Database,
  at: number,
  behind: { readonly keptAt: number; readonly entryId: EntryId } | null,
  limit: number,
): MediaRow[] {
  const from = behind?.keptAt ?? Number.MIN_SAFE_INTEGER;
  const isBehind =
    behind === null
      ? undefined
      : or(gt(media.keptAt, from), and(eq(media.keptAt, from), gt(media.entryId, behind.entryId)));
  return db
    .select()
    .from(media)
    .where(and(isNotNull(media.keptAt), gte(media.keptAt, from), lte(media.keptAt, at), isBehind))
    .orderBy(asc(media.keptAt), asc(media.entryId))
    .limit(limit)
    .all();
}

/** How many files were kept before `at`, counted up to `most`. */
export function countMediaKeptBefore(db: Database, at: number, most: number): number {
  return db
    .select({ entryId: media.entryId })
    .from(media)
    .where(and(isNotNull(media.keptAt), lte(media.keptAt, at)))
    .limit(most)
    .all().length;
}
