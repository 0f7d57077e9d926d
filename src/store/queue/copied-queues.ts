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
import { and, asc, eq, gt, isNull, notInArray, sql } from '../sqlite/drizzle.ts';
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

/** Events that waited to be relayed. */
export function waitingEvents(db: Database): Pick<InboxRow, 'id' | 'platform'>[] {
  return db
    .select({ id: inbox.id, platform: inbox.platform })
    .from(inbox)
    .where(sql`${inbox.state} = 'waiting'`)
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
