import { forgetEverything } from '../memory/remembered.ts';
import {
  auditLinks,
  auditSessions,
  confirmations,
  endQuestions,
  gapRooms,
  inbox,
  jobs,
  keptNotices,
  lanes,
  massRegistrationMembers,
  massRegistrations,
  outbox,
  registrationResults,
  replyTokens,
  requests,
} from '../schema.ts';
import { and, asc, desc, eq, gt, isNull, lt, lte, notInArray, sql } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';
import type { InboxRow } from './inbox.ts';
import type { OutboxRow } from './outbox.ts';
import { queuesUndone } from './queue-changes.ts';

/*
 * What waits in a copy of a database. All of it is read and written once, at the first start from the copy and before
 * anything else has asked for it.
 */

/** Rows read at once: a queue may hold many. */
const AT_ONCE = 500;

/**
 * Whether anything waits, but for jobs of these kinds. It is asked at a start, so it is one statement, which stops at
 * the first row it finds.
 */
export function anythingWaits(db: Database, otherJobs: readonly string[]): boolean {
  const { found } = db.get<{ found: number }>(sql`SELECT
    EXISTS (SELECT 1 FROM inbox WHERE state = 'waiting')
    OR EXISTS (SELECT 1 FROM outbox WHERE state = 'queued')
    OR EXISTS (SELECT 1 FROM questions WHERE state = 'open')
    OR EXISTS (SELECT 1 FROM requests)
    OR EXISTS (SELECT 1 FROM kept_notices)
    OR EXISTS (SELECT 1 FROM room_runs)
    OR EXISTS (SELECT 1 FROM registration_results)
    OR EXISTS (SELECT 1 FROM mass_registrations)
    OR EXISTS (SELECT 1 FROM gap_rooms)
    OR EXISTS (SELECT 1 FROM link_members WHERE status IN ('pending', 'retrying'))
    OR EXISTS (SELECT 1 FROM jobs WHERE kind NOT IN (SELECT value FROM json_each(${JSON.stringify(otherJobs)})))
    AS found`);
  return found === 1;
}

/** The newest event that has come; 0: none has. */
export const newestEvent = (db: Database): number =>
  db.get<{ id: number | null }>(sql`SELECT max(id) AS id FROM inbox`).id ?? 0;

/** The newest event of before an instant (epoch ms); 0: none came before it. */
export const newestEventBefore = (db: Database, instant: number): number =>
  db
    .select({ id: inbox.id })
    .from(inbox)
    .where(lt(inbox.receivedAt, instant))
    .orderBy(desc(inbox.id))
    .limit(1)
    .get()?.id ?? 0;

/** Rows that waited to be sent, behind this one. */
export function queuedRows(db: Database, afterId: number): OutboxRow[] {
  return db
    .select()
    .from(outbox)
    .where(and(gt(outbox.id, afterId), sql`+${outbox.state} = 'queued'`))
    .orderBy(asc(outbox.id))
    .limit(AT_ONCE)
    .all();
}

/** Events that waited to be relayed, up to this one. */
export function waitingEvents(db: Database, upTo: number): Pick<InboxRow, 'id' | 'platform'>[] {
  return db
    .select({ id: inbox.id, platform: inbox.platform })
    .from(inbox)
    .where(and(sql`${inbox.state} = 'waiting'`, lte(inbox.id, upTo)))
    .orderBy(asc(inbox.id))
    .all();
}

/** Sets an event aside for people to look at; its body stays for them. */
export function setEventAside(db: Database, id: number): void {
  db.update(inbox)
    .set({ state: 'failed', result: 'restored', speaker: null })
    .where(eq(inbox.id, id))
    .run();
}

/** Drops every job but those of these kinds. Returns how many there were. */
export function dropOtherJobs(db: Database, kept: readonly string[]): number {
  return db
    .delete(jobs)
    .where(notInArray(jobs.kind, [...kept]))
    .returning({ id: jobs.id })
    .all().length;
}

/**
 * Drops calls that were under way, notices kept for later, rooms that were to be told of a gap, answers that were asked
 * for, and ways in that the original may have ended since. Returns how many notices there were.
 */
export function dropWhatWaits(db: Database, now: number): number {
  const notices = db.delete(keptNotices).returning({ id: keptNotices.id }).all().length;
  for (const table of [requests, lanes, replyTokens, endQuestions, registrationResults, gapRooms]) {
    db.delete(table).run();
  }
  for (const table of [massRegistrationMembers, massRegistrations, auditLinks, auditSessions]) {
    db.delete(table).run();
  }
  db.update(confirmations)
    .set({ settledAt: now, command: '' })
    .where(isNull(confirmations.settledAt))
    .run();
  // Written past the functions that remember these rows and count the changes.
  forgetEverything(db);
  queuesUndone(db);
  return notices;
}
