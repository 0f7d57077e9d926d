import type { AuditAction } from '../../domain/audit.ts';
import type { MemberId, TalkRoomId } from '../../domain/ids.ts';
import { inReadingOrder } from '../people/members.ts';
import { auditEntries, members, talkRooms } from '../schema.ts';
import { and, count, desc, eq, getTableColumns, or, type SQL, sql } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';
import type { TalkRoom } from './talk-rooms.ts';

/** The open rooms, or those of one member. */
const isListed = (memberId: MemberId | null): SQL | undefined =>
  and(
    eq(talkRooms.state, 'open'),
    memberId === null ? undefined : eq(talkRooms.memberId, memberId),
  );

export function countListedRooms(db: Database, memberId: MemberId | null): number {
  return db.select({ n: count() }).from(talkRooms).where(isListed(memberId)).get()?.n ?? 0;
}

/** One page of open rooms: their members in order of reading, the newest of each first. */
export function listOpenRooms(
  db: Database,
  page: { readonly memberId: MemberId | null; readonly offset: number; readonly limit: number },
): TalkRoom[] {
  return (
    db
      .select(getTableColumns(talkRooms))
      // Walks the members in that order, and stops at the end of the page.
      .from(members)
      .crossJoin(talkRooms)
      .where(and(eq(talkRooms.memberId, members.memberId), isListed(page.memberId)))
      .orderBy(...inReadingOrder, desc(talkRooms.id))
      .limit(page.limit)
      .offset(page.offset)
      .all()
  );
}

/** The rooms opened last, newest first, open or closed. */
export function newestRooms(db: Database, limit: number): TalkRoom[] {
  return db.select().from(talkRooms).orderBy(desc(talkRooms.id)).limit(limit).all();
}

const RECEIVED: AuditAction = 'message.receive';
const RELEASED: AuditAction = 'message.release';

/** People's messages relayed in a room, counted up to `most`. */
export function countMessages(db: Database, roomId: TalkRoomId, most: number): number {
  const { action, outcome } = auditEntries;
  const counted = db
    .select({ one: sql`1`.as('one') })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.roomId, roomId),
        or(and(eq(action, RECEIVED), eq(outcome, 'relayed')), eq(action, RELEASED)),
      ),
    )
    .limit(most)
    .as('counted');
  return db.select({ n: count() }).from(counted).get()?.n ?? 0;
}
