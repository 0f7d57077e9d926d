import type { LineUserId } from '../../domain/ids.ts';
import { talkIdTries } from '../schema.ts';
import { and, count, eq, gt, lte } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';

/** Remembers that a LINE user sent an unassigned Talk ID, on any OA. */
export function noteTalkIdTry(db: Database, lineUserId: LineUserId, at: number): void {
  db.insert(talkIdTries).values({ lineUserId, at }).run();
}

export function countTriesSince(db: Database, lineUserId: LineUserId, since: number): number {
  return (
    db
      .select({ n: count() })
      .from(talkIdTries)
      .where(and(eq(talkIdTries.lineUserId, lineUserId), gt(talkIdTries.at, since)))
      .get()?.n ?? 0
  );
}

export function forgetTalkIdTries(db: Database, before: number): void {
  db.delete(talkIdTries).where(lte(talkIdTries.at, before)).run();
}

export function forgetTriesOf(db: Database, lineUserId: LineUserId): void {
  db.delete(talkIdTries).where(eq(talkIdTries.lineUserId, lineUserId)).run();
}
