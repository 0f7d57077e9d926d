import { roomOfLane } from '../../domain/delivery/lane.ts';
import type { MemberId } from '../../domain/ids.ts';
import { requests } from '../schema.ts';
import { sql } from '../sqlite/drizzle.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';
import { readRoom, type TalkRoom } from '../talks/talk-rooms.ts';

/*
 * A LINE WORKS room is being made while its lane has a request that asks for it, or that looks at a
 * room which may be the one. No other row records this.
 */

/** The steps of such a request. Literal in the statement, so that it finds its index. */
const isCreation = sql`${requests.step} IN ('create-room', 'check-room')`;

const statements = prepareOnce((db) => ({
  underWay: db
    .select({ lane: requests.lane, lastAttemptAt: requests.lastAttemptAt })
    .from(requests)
    .where(isCreation)
    .prepare(),
}));

/** This member's rooms whose LINE WORKS room is being made right now. */
export function roomsBeingCreated(db: Database, memberId: MemberId): TalkRoom[] {
  return statements(db)
    .underWay.all()
    .flatMap(({ lane }) => {
      const roomId = roomOfLane(lane);
      const room = roomId === null ? null : readRoom(db, roomId);
      return room?.memberId === memberId ? room : [];
    })
    .toSorted((one, other) => one.id - other.id);
}

/** Whether a room has been asked for since then: a callback from an unknown room may be early. */
export function anyRoomBeingCreated(db: Database, since: number): boolean {
  return statements(db)
    .underWay.all()
    .some(({ lastAttemptAt }) => lastAttemptAt > since);
}
