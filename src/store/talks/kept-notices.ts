import type { ChannelId, LineUserId } from '../../domain/ids.ts';
import { keptNotices } from '../schema.ts';
import { and, asc, eq, lt, sql } from '../sqlite/drizzle.ts';
import { bound } from '../sqlite/placeholders.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';

/** A notice that waits until its LINE user writes. */
export type KeptNotice = typeof keptNotices.$inferSelect;

const statements = prepareOnce((db) => ({
  waiting: db
    .select()
    .from(keptNotices)
    .where(
      and(
        eq(keptNotices.lineUserId, bound('lineUserId')),
        eq(keptNotices.channelId, bound('channelId')),
        sql`${keptNotices.queued} = 0`,
      ),
    )
    .orderBy(asc(keptNotices.id))
    .prepare(),
}));

/** Keeps a notice that was not pushed. */
export function keepNotice(db: Database, notice: Omit<KeptNotice, 'id' | 'queued'>): void {
  db.insert(keptNotices).values(notice).run();
}

/** Notices kept for a LINE user, oldest first. */
export function keptNoticesFor(
  db: Database,
  channelId: ChannelId,
  lineUserId: LineUserId,
): KeptNotice[] {
  return statements(db).waiting.all({ channelId, lineUserId });
}

/** Marks it as queued in the outbox, or as no longer queued without having been said. */
export function markKeptNotice(db: Database, id: number, queued: boolean): void {
  db.update(keptNotices).set({ queued }).where(eq(keptNotices.id, id)).run();
}

/** Ends a notice that has been said. */
export function endKeptNotice(db: Database, id: number): void {
  db.delete(keptNotices).where(eq(keptNotices.id, id)).run();
}

/** Drops kept notices of one kind. */
export function dropKeptNotices(
  db: Database,
  channelId: ChannelId,
  lineUserId: LineUserId,
  notice: KeptNotice['notice'],
): void {
  db.delete(keptNotices)
    .where(
      and(
        eq(keptNotices.lineUserId, lineUserId),
        eq(keptNotices.channelId, channelId),
        eq(keptNotices.notice, notice),
      ),
    )
    .run();
}

/** Forgets notices kept before an instant (epoch ms), unless they are under way. */
export function forgetKeptNotices(db: Database, before: number): void {
  db.delete(keptNotices).where(lt(keptNotices.keptAt, before)).run();
}

/** Drops everything kept for a LINE user on an OA. */
export function dropAllKeptNotices(
  db: Database,
  channelId: ChannelId,
  lineUserId: LineUserId,
): void {
  db.delete(keptNotices)
    .where(and(eq(keptNotices.lineUserId, lineUserId), eq(keptNotices.channelId, channelId)))
    .run();
}
