import type { MemberId } from '../../domain/ids.ts';
import type { Language } from '../../domain/language.ts';
import { auditLinks, auditSessions } from '../schema.ts';
import { and, eq, gt, isNull, lt, sql } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';

/* The links to the page of the audit log, and the sessions that they open. */

export type AuditLink = typeof auditLinks.$inferSelect;
export type AuditSession = typeof auditSessions.$inferSelect;

export function addAuditLink(
  db: Database,
  link: Pick<AuditLink, 'tokenHash' | 'memberId' | 'leadsTo' | 'madeAt' | 'endsAt'>,
): void {
  db.insert(auditLinks).values(link).run();
}

export function readAuditLink(db: Database, tokenHash: string): AuditLink | null {
  return db.select().from(auditLinks).where(eq(auditLinks.tokenHash, tokenHash)).get() ?? null;
}

/** Takes a link for its one use; false when it has been used. */
export function takeAuditLink(db: Database, tokenHash: string, at: number): boolean {
  return (
    db
      .update(auditLinks)
      .set({ usedAt: at })
      .where(and(eq(auditLinks.tokenHash, tokenHash), isNull(auditLinks.usedAt)))
      .returning()
      .all().length > 0
  );
}

export function countAuditLinkRefusal(db: Database, link: AuditLink): void {
  db.update(auditLinks)
    .set({ refusals: link.refusals + 1 })
    .where(eq(auditLinks.tokenHash, link.tokenHash))
    .run();
}

/** Forgets links and sessions that ended before an instant (epoch ms). */
export function dropEndedAccess(db: Database, before: number): void {
  db.delete(auditLinks).where(lt(auditLinks.endsAt, before)).run();
  db.delete(auditSessions).where(lt(auditSessions.endsAt, before)).run();
}

/** Forgets links that lead to what somebody asked for: the address may hold a name. */
export function dropLinksWithQueries(db: Database): void {
  db.delete(auditLinks).where(sql`instr(${auditLinks.leadsTo}, '?') > 0`).run();
}

/** Begins a session; the auditor's earlier one ends. */
export function beginAuditSession(
  db: Database,
  session: Pick<AuditSession, 'tokenHash' | 'memberId' | 'endsAt'>,
): void {
  dropAuditSessions(db, session.memberId);
  db.insert(auditSessions).values(session).run();
}

export function readAuditSession(db: Database, tokenHash: string): AuditSession | null {
  return (
    db.select().from(auditSessions).where(eq(auditSessions.tokenHash, tokenHash)).get() ?? null
  );
}

/** @returns whether there was one */
export function dropAuditSessions(db: Database, memberId: MemberId): boolean {
  return (
    db.delete(auditSessions).where(eq(auditSessions.memberId, memberId)).returning().all().length >
    0
  );
}

/**
 * Ends an auditor's session for good, but lets it be known, so that its browser can be told why.
 *
 * @returns whether there was one that had not been ended so
 */
export function endAuditSession(db: Database, memberId: MemberId): boolean {
  return (
    db
      .update(auditSessions)
      .set({ endsAt: 0 })
      .where(and(eq(auditSessions.memberId, memberId), gt(auditSessions.endsAt, 0)))
      .returning()
      .all().length > 0
  );
}

export function noteSessionLanguage(db: Database, tokenHash: string, language: Language): void {
  db.update(auditSessions).set({ language }).where(eq(auditSessions.tokenHash, tokenHash)).run();
}

export function noteLooked(db: Database, tokenHash: string, looked: string): void {
  db.update(auditSessions).set({ looked }).where(eq(auditSessions.tokenHash, tokenHash)).run();
}
