import type { TalkRoomId, WorksChannelId } from '../../domain/ids.ts';
import { leftRooms, talkRooms } from '../schema.ts';
import { eq } from '../sqlite/drizzle.ts';
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
