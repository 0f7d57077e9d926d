import { and, asc, eq, gt, inArray, isNotNull } from 'drizzle-orm';
import type { MemberId } from '../domain/ids.ts';
import type { OutboxRow } from './outbox.ts';
import { outbox, talkRooms } from './schema.ts';
import type { Database } from './store.ts';

/** A member's relays of which a part has been said and a part not, the oldest first. */
export function begunRelaysOf(db: Database, memberId: MemberId): OutboxRow[] {
  const rooms = db
    .select({ id: talkRooms.id })
    .from(talkRooms)
    .where(and(eq(talkRooms.memberId, memberId), eq(talkRooms.state, 'open')));
  return db
    .select()
    .from(outbox)
    .where(
      and(
        inArray(outbox.roomId, rooms),
        eq(outbox.state, 'queued'),
        gt(outbox.progress, 0),
        isNotNull(outbox.entryId),
      ),
    )
    .orderBy(asc(outbox.id))
    .all();
}
