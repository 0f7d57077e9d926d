import { and, count, desc, eq, type SQL } from 'drizzle-orm';
import type { MemberId } from '../domain/ids.ts';
import { talkRooms } from './schema.ts';
import type { Database } from './store.ts';
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

/** One page of open rooms, the newest first. */
export function listOpenRooms(
  db: Database,
  page: { readonly memberId: MemberId | null; readonly offset: number; readonly limit: number },
): TalkRoom[] {
  return db
    .select()
    .from(talkRooms)
    .where(isListed(page.memberId))
    .orderBy(desc(talkRooms.id))
    .limit(page.limit)
    .offset(page.offset)
    .all();
}
