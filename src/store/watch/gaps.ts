import type { MemberId, TalkRoomId } from '../../domain/ids.ts';
import type { Gap } from '../../domain/watch/gap.ts';
import { auditEntries, gapRooms, gaps, talkRooms } from '../schema.ts';
import { and, asc, count, desc, eq, gte, inArray, lte, sql } from '../sqlite/drizzle.ts';
import { fixedLimit } from '../sqlite/placeholders.ts';
import type { Database } from '../sqlite/store.ts';
import { lastSpoken } from '../talks/talk-rooms.ts';

export type GapRow = typeof gaps.$inferSelect;

/** Puts a gap on record. Returns its id. */
export function insertGap(db: Database, { from, to }: Gap): number {
  return db.insert(gaps).values({ fromAt: from, toAt: to }).returning({ id: gaps.id }).get().id;
}

export function readGap(db: Database, id: number): GapRow | null {
  return db.select().from(gaps).where(eq(gaps.id, id)).get() ?? null;
}

/** The latest gap. */
export function lastGap(db: Database): GapRow | null {
  return db.select().from(gaps).orderBy(desc(gaps.id)).limit(fixedLimit(1)).get() ?? null;
}

export function noteAdminsTold(db: Database, id: number): void {
  db.update(gaps).set({ adminsTold: true }).where(eq(gaps.id, id)).run();
}

/**
 * Notes the open rooms in which somebody spoke in this time, as those to be told of a gap. Returns
 * how many they are. Epoch ms.
 */
export function noteGapRooms(
  db: Database,
  gapId: number,
  spoken: { readonly since: number; readonly until: number },
): number {
  const first = db
    .select({ id: auditEntries.id })
    .from(auditEntries)
    .where(and(gte(auditEntries.at, spoken.since), lte(auditEntries.at, spoken.until)))
    .orderBy(asc(auditEntries.at))
    .limit(fixedLimit(1))
    .get();
  if (first === undefined) return 0;
  // Written out: only then is the index of open rooms used.
  db.run(sql`INSERT INTO ${gapRooms} (gap_id, room_id)
    SELECT ${gapId}, ${talkRooms.id} FROM ${talkRooms} INDEXED BY talk_rooms_open
    WHERE ${talkRooms.state} = 'open' AND ${lastSpoken} >= ${first.id}`);
  return countGapRooms(db, gapId);
}

/** How many rooms are still to be told. */
export function countGapRooms(db: Database, gapId: number): number {
  return db.select({ n: count() }).from(gapRooms).where(eq(gapRooms.gapId, gapId)).get()?.n ?? 0;
}

/** Rooms that are still to be told. */
export function nextGapRooms(db: Database, gapId: number, limit: number): TalkRoomId[] {
  return db
    .select({ roomId: gapRooms.roomId })
    .from(gapRooms)
    .where(eq(gapRooms.gapId, gapId))
    .orderBy(asc(gapRooms.roomId))
    .limit(limit)
    .all()
    .map(({ roomId }) => roomId);
}

export function isStillToBeTold(db: Database, gapId: number, roomId: TalkRoomId): boolean {
  const row = db
    .select({ roomId: gapRooms.roomId })
    .from(gapRooms)
    .where(and(eq(gapRooms.gapId, gapId), eq(gapRooms.roomId, roomId)))
    .get();
  return row !== undefined;
}

export function dropGapRoom(db: Database, gapId: number, roomId: TalkRoomId): void {
  db.delete(gapRooms)
    .where(and(eq(gapRooms.gapId, gapId), eq(gapRooms.roomId, roomId)))
    .run();
}

/** Drops all rooms of a member: they were told in one place. */
export function dropGapRoomsOf(db: Database, gapId: number, memberId: MemberId): void {
  const theirs = db
    .select({ id: talkRooms.id })
    .from(talkRooms)
    .where(eq(talkRooms.memberId, memberId));
  db.delete(gapRooms)
    .where(and(eq(gapRooms.gapId, gapId), inArray(gapRooms.roomId, theirs)))
    .run();
}
