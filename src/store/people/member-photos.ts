import type { MemberId } from '../../domain/ids.ts';
import { remember } from '../memory/remembered.ts';
import { linkMembers, memberPhotos, members } from '../schema.ts';
import { and, asc, eq, isNull, lte, or, sql } from '../sqlite/drizzle.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';

export type MemberPhoto = typeof memberPhotos.$inferSelect;

const statements = prepareOnce((db) => ({
  photo: db
    .select({
      memberId: memberPhotos.memberId,
      sourceHash: memberPhotos.sourceHash,
      pngHash: memberPhotos.pngHash,
      checkedAt: memberPhotos.checkedAt,
    })
    .from(memberPhotos)
    .where(eq(memberPhotos.memberId, sql.placeholder('memberId')))
    .prepare(),
}));

/** A member's photo row without the picture; null: never asked. */
export function readPhoto(db: Database, memberId: MemberId): Omit<MemberPhoto, 'png'> | null {
  return known.of(db, memberId);
}

const known = remember(
  (db, memberId: MemberId): Omit<MemberPhoto, 'png'> | null =>
    statements(db).photo.get({ memberId }) ?? null,
);

/** The picture with this SHA-256. */
export function photoByHash(db: Database, pngHash: string): Uint8Array | null {
  return (
    db
      .select({ png: memberPhotos.png })
      .from(memberPhotos)
      .where(eq(memberPhotos.pngHash, pngHash))
      .limit(1)
      .get()?.png ?? null
  );
}

export function savePhoto(db: Database, photo: MemberPhoto): void {
  known.forget(db, photo.memberId);
  const { memberId: _id, ...change } = photo;
  db.insert(memberPhotos)
    .values(photo)
    .onConflictDoUpdate({ target: memberPhotos.memberId, set: change })
    .run();
}

/** Notes a check without a change; `checkedAt` may lie back to bring the next check forward. */
export function notePhotoChecked(db: Database, memberId: MemberId, checkedAt: number): void {
  known.forget(db, memberId);
  db.insert(memberPhotos)
    .values({ memberId, sourceHash: null, pngHash: null, png: null, checkedAt })
    .onConflictDoUpdate({ target: memberPhotos.memberId, set: { checkedAt } })
    .run();
}

/** The link member whose photo was checked longest ago, if that is before `before`. */
export function nextPhotoToCheck(db: Database, before: number): MemberId | null {
  return (
    db
      .select({ memberId: linkMembers.memberId })
      .from(linkMembers)
      .leftJoin(memberPhotos, eq(memberPhotos.memberId, linkMembers.memberId))
      .where(or(isNull(memberPhotos.checkedAt), lte(memberPhotos.checkedAt, before)))
      .orderBy(asc(sql`coalesce(${memberPhotos.checkedAt}, 0)`), asc(linkMembers.memberId))
      .limit(1)
      .get()?.memberId ?? null
  );
}

/** When the photo of a link member was checked that was checked longest ago, epoch ms; null: there are none. */
export function oldestPhotoCheck(db: Database): number | null {
  const oldest = db
    .select({ at: sql<number | null>`min(coalesce(${memberPhotos.checkedAt}, 0))` })
    .from(linkMembers)
    .leftJoin(memberPhotos, eq(memberPhotos.memberId, linkMembers.memberId))
    .get();
  return oldest?.at ?? null;
}

/** Drops the photo of a former link member. */
export function forgetPhoto(db: Database, memberId: MemberId): void {
  known.forget(db, memberId);
  db.delete(memberPhotos).where(eq(memberPhotos.memberId, memberId)).run();
}

/**
 * Drops the photos of people who are not link members: those not shown for a while, and those of
 * people who have left the company.
 */
export function forgetPhotosOfOthers(db: Database, checkedBefore: number): void {
  const isOther = sql`${memberPhotos.memberId} NOT IN (SELECT ${linkMembers.memberId} FROM ${linkMembers})`;
  const hasLeft = sql`NOT EXISTS (SELECT 1 FROM ${members}
    WHERE ${members.memberId} = ${memberPhotos.memberId} AND NOT ${members.isDeleted})`;
  known.forgetAll(db);
  db.delete(memberPhotos)
    .where(and(isOther, or(lte(memberPhotos.checkedAt, checkedBefore), hasLeft)))
    .run();
}
