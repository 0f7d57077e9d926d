import type { LineUserId, MemberId } from '../../domain/ids.ts';
import { memberBlocks } from '../schema.ts';
import { and, desc, eq } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';

/** Whether this member has blocked this LINE user. */
export function isBlockedBy(db: Database, memberId: MemberId, lineUserId: LineUserId): boolean {
  return db.select().from(memberBlocks).where(isPair(memberId, lineUserId)).get() !== undefined;
}

/** The LINE users a member has blocked, the latest first. */
export function blockedBy(db: Database, memberId: MemberId): LineUserId[] {
  return db
    .select({ lineUserId: memberBlocks.lineUserId })
    .from(memberBlocks)
    .where(eq(memberBlocks.memberId, memberId))
    .orderBy(desc(memberBlocks.blockedAt), memberBlocks.lineUserId)
    .all()
    .map((row) => row.lineUserId);
}

export function saveBlock(
  db: Database,
  memberId: MemberId,
  lineUserId: LineUserId,
  blockedAt: number,
): void {
  db.insert(memberBlocks).values({ memberId, lineUserId, blockedAt }).onConflictDoNothing().run();
}

export function dropBlock(db: Database, memberId: MemberId, lineUserId: LineUserId): void {
  db.delete(memberBlocks).where(isPair(memberId, lineUserId)).run();
}

const isPair = (memberId: MemberId, lineUserId: LineUserId) =>
  and(eq(memberBlocks.memberId, memberId), eq(memberBlocks.lineUserId, lineUserId));
