import type { MemberId, TalkId } from '../../domain/ids.ts';
import { talkIds } from '../schema.ts';
import { and, desc, eq, gt, isNull, ne } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';

/** A Talk ID's holder by the history; null when it has none. */
export function holderOfTalkId(db: Database, talkId: TalkId): MemberId | null {
  return (
    db
      .select({ memberId: talkIds.memberId })
      .from(talkIds)
      .where(and(eq(talkIds.talkId, talkId), isNull(talkIds.releasedAt)))
      .get()?.memberId ?? null
  );
}

export function beginHolding(
  db: Database,
  talkId: TalkId,
  memberId: MemberId,
  takenAt: number,
): void {
  db.insert(talkIds).values({ talkId, memberId, takenAt }).run();
}

/** Ends the holding of one Talk ID, whoever holds it. */
export function endHoldingOf(db: Database, talkId: TalkId, releasedAt: number): void {
  db.update(talkIds)
    .set({ releasedAt })
    .where(and(eq(talkIds.talkId, talkId), isNull(talkIds.releasedAt)))
    .run();
}

/** Ends all of a member's holdings. */
export function endHolding(db: Database, memberId: MemberId, releasedAt: number): void {
  db.update(talkIds)
    .set({ releasedAt })
    .where(and(eq(talkIds.memberId, memberId), isNull(talkIds.releasedAt)))
    .run();
}

/** When another holder last gave up this Talk ID, if that was after `since`. Epoch ms. */
export function otherHolderUntil(
  db: Database,
  talkId: TalkId,
  memberId: MemberId,
  since: number,
): number | null {
  return (
    db
      .select({ releasedAt: talkIds.releasedAt })
      .from(talkIds)
      .where(
        and(
          eq(talkIds.talkId, talkId),
          ne(talkIds.memberId, memberId),
          gt(talkIds.releasedAt, since),
        ),
      )
      .orderBy(desc(talkIds.releasedAt))
      .limit(1)
      .get()?.releasedAt ?? null
  );
}
