import type { MemberId, TalkRoomId } from '../../domain/ids.ts';
import { lineUsers, talkRooms } from '../schema.ts';
import type { Database } from '../sqlite/database.ts';
import { and, eq, gte, type SQL, sql } from '../sqlite/drizzle.ts';
import { bound } from '../sqlite/placeholders.ts';
import { prepareOnce } from '../sqlite/store.ts';
import { isThisMembers } from './talk-rooms.ts';

const statements = prepareOnce((db) => ({
  namesNow: namesInRooms(db, sql`${talkRooms.state} = 'open'`),
  namesSince: namesInRooms(
    db,
    sql`(${talkRooms.state} = 'open' OR ${gte(talkRooms.closedAt, bound('since'))})`,
  ),
}));

function namesInRooms(db: Database, which: SQL) {
  return db
    .select({
      id: talkRooms.id,
      givenName: talkRooms.givenName,
      displayName: lineUsers.displayName,
    })
    .from(talkRooms)
    .leftJoin(lineUsers, eq(lineUsers.lineUserId, talkRooms.lineUserId))
    .where(and(isThisMembers, which))
    .prepare();
}

/**
 * The names of LINE users in a member's open rooms: the member's own, and those on LINE. `since`
 * adds users whose rooms have closed since then (epoch ms).
 */
export function namesInOpenRooms(
  db: Database,
  memberId: MemberId,
  since: number | null = null,
): { id: TalkRoomId; givenName: string | null; displayName: string | null }[] {
  const { namesNow, namesSince } = statements(db);
  return since === null ? namesNow.all({ memberId }) : namesSince.all({ memberId, since });
}
