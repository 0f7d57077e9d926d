import { and, asc, count, eq, sql } from 'drizzle-orm';
import type { MemberId, TalkId } from '../domain/ids.ts';
import type { LinkStatus } from '../domain/registration.ts';
import { remember } from './remembered.ts';
import { linkMembers, massRegistrationMembers, members } from './schema.ts';
import { type Database, prepareOnce } from './store.ts';

export type LinkMember = typeof linkMembers.$inferSelect;

const statements = prepareOnce((db) => ({
  linkMember: db
    .select()
    .from(linkMembers)
    .where(eq(linkMembers.memberId, sql.placeholder('memberId')))
    .prepare(),
}));

export function readLinkMember(db: Database, memberId: MemberId): LinkMember | null {
  return known.of(db, memberId);
}

const known = remember(
  (db, memberId: MemberId): LinkMember | null =>
    statements(db).linkMember.get({ memberId }) ?? null,
);

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
  known.forget(db, row.memberId);
  db.insert(linkMembers).values(row).run();
}

export function changeLinkMember(
  db: Database,
  memberId: MemberId,
  change: Partial<Omit<LinkMember, 'memberId'>>,
): void {
  known.forget(db, memberId);
  db.update(linkMembers).set(change).where(eq(linkMembers.memberId, memberId)).run();
}

export function removeLinkMemberRow(db: Database, memberId: MemberId): void {
  known.forget(db, memberId);
  db.delete(linkMembers).where(eq(linkMembers.memberId, memberId)).run();
}

/** One page of link members with their directory entries, by name; those whose turn in a run will come, too. */
export function listLinkMembers(
  db: Database,
  filter: { readonly status: LinkStatus | null; readonly offset: number; readonly limit: number },
) {
  const { memberId, status } = linkMembers;
  const listed = db
    .select({ memberId, status: sql<LinkStatus>`${status}`.as('status') })
    .from(linkMembers)
    .unionAll(inLineFor(db))
    .as('listed');
  return db
    .select({ memberId: listed.memberId, member: members })
    .from(listed)
    .leftJoin(members, eq(members.memberId, listed.memberId))
    .where(filter.status ? eq(listed.status, filter.status) : undefined)
    .orderBy(asc(sql`coalesce(${members.fullName}, ${listed.memberId})`))
    .limit(filter.limit)
    .offset(filter.offset)
    .all();
}

/** Those in a mass registration whose own has not begun: for everybody else they are pending. */
const inLineFor = (db: Database) =>
  db
    .select({
      memberId: massRegistrationMembers.memberId,
      status: sql<LinkStatus>`'pending'`.as('status'),
    })
    .from(massRegistrationMembers)
    .where(isInLine);

const isInLine = and(
  eq(massRegistrationMembers.state, 'waiting'),
  sql`${massRegistrationMembers.memberId} NOT IN (SELECT ${linkMembers.memberId} FROM ${linkMembers})`,
);

/** How somebody stands with the link; null: not at all. */
export function statusOf(db: Database, memberId: MemberId): LinkStatus | null {
  const link = readLinkMember(db, memberId);
  if (link !== null) return link.status;
  const inLine = db
    .select({ memberId: massRegistrationMembers.memberId })
    .from(massRegistrationMembers)
    .where(and(eq(massRegistrationMembers.memberId, memberId), isInLine))
    .get();
  return inLine === undefined ? null : 'pending';
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
  const inLine = db.select({ n: count() }).from(massRegistrationMembers).where(isInLine).get();
  counts.pending += inLine?.n ?? 0;
  return counts;
}
