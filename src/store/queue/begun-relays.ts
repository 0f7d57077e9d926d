import type { MemberId } from '../../domain/ids.ts';
import { outbox, talkRooms } from '../schema.ts';
import { and, asc, eq, gt, inArray, isNotNull, sql } from '../sqlite/drizzle.ts';
import { bound } from '../sqlite/placeholders.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';
import type { OutboxRow } from './outbox.ts';

const statements = prepareOnce((db) => ({
  begun: db
    .select()
    .from(outbox)
    .where(
      and(
        inArray(
          outbox.roomId,
          db
            .select({ id: talkRooms.id })
            .from(talkRooms)
            .where(
              and(eq(talkRooms.memberId, bound('memberId')), sql`${talkRooms.state} = 'open'`),
            ),
        ),
        sql`${outbox.state} = 'queued'`,
        gt(outbox.progress, 0),
        isNotNull(outbox.entryId),
      ),
    )
    .orderBy(asc(outbox.id))
    .prepare(),
}));

/** A member's relays that have been said in part, the oldest first. */
export const begunRelaysOf = (db: Database, memberId: MemberId): OutboxRow[] =>
  statements(db).begun.all({ memberId });
