import { asc, count, eq, sql } from 'drizzle-orm';
import type { MemberId, TalkId } from '../domain/ids.ts';
import type { LinkStatus } from '../domain/registration.ts';
import { linkMembers, members } from './schema.ts';
import type { Database } from './store.ts';

export type LinkMember = typeof linkMembers.$inferSelect;

export function readLinkMember(db: Database, memberId: MemberId): LinkMember | null {
  return db.select().from(linkMembers).where(eq(linkMembers.memberId, memberId)).get() ?? null;
}

export function linkMemberByTalkId(db: Database, talkId: string): LinkMember | null {
  return (
    db
      .select()
      .from(linkMembers)
      .where(eq(linkMembers.talkId, talkId.toLowerCase() as TalkId))
      .get() ?? null
  );
}

export function addLinkMember(db: Database, row: LinkMember): void {
  db.insert(linkMembers).values(row).run();
}

export function changeLinkMember(
  db: Database,
  memberId: MemberId,
  change: Partial<Omit<LinkMember, 'memberId'>>,
): void {
  db.update(linkMembers).set(change).where(eq(linkMembers.memberId, memberId)).run();
}

export function removeLinkMemberRow(db: Database, memberId: MemberId): void {
  db.delete(linkMembers).where(eq(linkMembers.memberId, memberId)).run();
}

/** One page of link members with their directory entries, by name. */
export function listLinkMembers(
  db: Database,
  filter: { readonly status: LinkStatus | null; readonly offset: number; readonly limit: number },
) {
  return db
    .select({ link: linkMembers, member: members })
    .from(linkMembers)
    .leftJoin(members, eq(members.memberId, linkMembers.memberId))
    .where(filter.status ? eq(linkMembers.status, filter.status) : undefined)
    .orderBy(asc(sql`coalesce(${members.fullName}, ${linkMembers.memberId})`))
    .limit(filter.limit)
    .offset(filter.offset)
    .all();
}

export function allLinkMembers(db: Database): LinkMember[] {
  return db.select().from(linkMembers).all();
}

/** How many link members stand in each status. */
export function countByStatus(db: Database): Record<LinkStatus, number> {
  const counts: Record<LinkStatus, number> = { available: 0, pending: 0, failed: 0, retrying: 0 };
  const rows = db
    .select({ status: linkMembers.status, n: count() })
    .from(linkMembers)
    .groupBy(linkMembers.status)
    .all();
  for (const row of rows) counts[row.status] = row.n;
  return counts;
}
