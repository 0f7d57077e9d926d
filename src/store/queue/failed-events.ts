import { inbox } from '../schema.ts';
import { and, asc, count, eq, isNotNull, sql } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';
import type { InboxRow } from './inbox.ts';

/* Events that we stumbled over. Their bodies stay while they are unsolved, so that they can be processed again. */

/** As in the index: a bound value would miss it. */
const isFailed = sql`${inbox.state} = 'failed'`;

/** Those that can be processed again, the oldest first. */
export function failedEvents(
  db: Database,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): InboxRow[] {
  return db
    .select()
    .from(inbox)
    .where(and(isFailed, isNotNull(inbox.body)))
    .orderBy(asc(inbox.id))
    .limit(limit)
    .offset(offset)
    .all();
}

export function countReplayable(db: Database): number {
  return (
    db
      .select({ n: count() })
      .from(inbox)
      .where(and(isFailed, isNotNull(inbox.body)))
      .get()?.n ?? 0
  );
}

/** With those that have no body any more, for `status`. */
export function countFailed(db: Database): number {
  return db.select({ n: count() }).from(inbox).where(isFailed).get()?.n ?? 0;
}

/** Failed events of this account that brought a LINE message. */
export function failedMessages(db: Database, channelId: string, messageId: string): number[] {
  return db
    .select({ id: inbox.id })
    .from(inbox)
    .where(
      and(
        isFailed,
        eq(inbox.account, channelId),
        isNotNull(inbox.body),
        sql`CAST(json_extract(${inbox.body}, '$.message.id') AS TEXT) = ${messageId}`,
      ),
    )
    .all()
    .map(({ id }) => id);
}

export function readEvent(db: Database, id: number): InboxRow | null {
  return db.select().from(inbox).where(eq(inbox.id, id)).get() ?? null;
}

/**
 * Forgets bodies of failed events that came before an instant (epoch ms; null: none), and all but the latest
 * so many.
 */
export function forgetFailedBodies(db: Database, before: number | null, most: number): void {
  const tooMany = sql`${inbox.id} <= (SELECT id FROM inbox WHERE state = 'failed'
    ORDER BY id DESC LIMIT 1 OFFSET ${most})`;
  const isOld = before === null ? sql`0` : sql`${inbox.receivedAt} < ${before}`;
  db.update(inbox)
    .set({ body: null })
    .where(and(isFailed, isNotNull(inbox.body), sql`(${isOld} OR ${tooMany})`))
    .run();
}
