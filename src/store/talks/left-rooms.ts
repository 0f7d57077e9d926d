import type { TalkRoomId, WorksChannelId } from '../../domain/ids.ts';
import { leftRooms, talkRooms } from '../schema.ts';
import { eq, sql } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';
import type { TalkRoom } from './talk-rooms.ts';

/** Notes that a talk no longer uses this LINE WORKS room. */
export function noteLeftRoom(
  db: Database,
  worksChannelId: WorksChannelId,
  roomId: TalkRoomId,
): void {
  db.insert(leftRooms)
    .values({ worksChannelId, roomId })
    .onConflictDoUpdate({ target: leftRooms.worksChannelId, set: { roomId } })
    .run();
}

/** Notes that the LINE WORKS room is in use again. */
export function forgetLeftRoom(db: Database, worksChannelId: WorksChannelId): void {
  db.delete(leftRooms).where(eq(leftRooms.worksChannelId, worksChannelId)).run();
}

/** The talk that used this LINE WORKS room; null: no talk did. */
export function talkThatLeft(db: Database, worksChannelId: WorksChannelId): TalkRoom | null {
  return (
    db
      .select({ room: talkRooms })
      .from(leftRooms)
      .innerJoin(talkRooms, eq(talkRooms.id, leftRooms.roomId))
      .where(eq(leftRooms.worksChannelId, worksChannelId))
      .get()?.room ?? null
  );
}

/** The LINE WORKS rooms that these talks used once. */
export function channelsThatTalksLeft(
  db: Database,
  roomIds: readonly TalkRoomId[],
): WorksChannelId[] {
  // As one JSON value: a Durable Object takes 100 bound values.
  const ids = sql`(SELECT value FROM json_each(${JSON.stringify(roomIds)}))`;
  return db
    .select({ worksChannelId: leftRooms.worksChannelId })
    .from(leftRooms)
    .where(sql`${leftRooms.roomId} IN ${ids}`)
    .all()
    .map((row) => row.worksChannelId);
}
