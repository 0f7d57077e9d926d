import type { MemberId, TalkId } from '../../domain/ids.ts';
import type { LinkStatus } from '../../domain/people/registration.ts';
import { remember } from '../memory/remembered.ts';
import { linkMembers, massRegistrationMembers, members } from '../schema.ts';
import { and, count, eq, or, sql } from '../sqlite/drizzle.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';
import { inReadingOrder, type Member, membersById } from './members.ts';

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

/**
 * One page of link members, in order of reading, including those queued in a run. Walks the
 * directory in that order and stops at the end of the page.
 */
export function listLinkMembers(
  db: Database,
  page: { readonly status: LinkStatus | null; readonly offset: number; readonly limit: number },
): Member[] {
  const { status } = page;
  const ids = db
    .select({ memberId: members.memberId })
    .from(members)
    .where(or(isLinked(status), status === null || status === 'pending' ? waitsInLine : undefined))
    .orderBy(...inReadingOrder)
    .limit(page.limit)
    .offset(page.offset)
    .all();
  return membersById(
    db,
    ids.map(({ memberId }) => memberId),
  );
}

const isLinked = (status: LinkStatus | null) => sql`EXISTS (
  SELECT 1 FROM ${linkMembers}
  WHERE ${linkMembers.memberId} = ${members.memberId}
    AND ${status === null ? sql`1` : eq(linkMembers.status, status)})`;

/** Members of a mass registration who have not begun: everybody else sees them as pending. */
const isInLine = and(
  eq(massRegistrationMembers.state, 'waiting'),
  sql`${massRegistrationMembers.memberId} NOT IN (SELECT ${linkMembers.memberId} FROM ${linkMembers})`,
);

const waitsInLine = sql`EXISTS (
  SELECT 1 FROM ${massRegistrationMembers}
  WHERE ${massRegistrationMembers.memberId} = ${members.memberId} AND ${isInLine})`;

/** A person's link status; null: not linked at all. */
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

/** The number of link members in each status. */
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
