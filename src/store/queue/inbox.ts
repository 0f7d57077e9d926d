import type { EventResult } from '../../domain/event-result.ts';
import type { MemberId } from '../../domain/ids.ts';
import { createTurns } from '../../domain/limits/turns.ts';
import { type EventKey, inbox, type Platform, seenEvents, type Verdict } from '../schema.ts';
import { and, asc, desc, eq, gt, lte, min, sql } from '../sqlite/drizzle.ts';
import { bound, boundLimit, fixedLimit } from '../sqlite/placeholders.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';
import { noteKept, noteKnown } from './follow.ts';
import { queueChanges } from './queue-changes.ts';

/** A verified event on its way into the inbox. */
export interface Arrival {
  /** Its key within its account. */
  readonly key: EventKey;
  readonly platform: Platform;
  readonly account: string;
  readonly verdict: Verdict;
  readonly body: string;
  readonly receivedAt: number;
  /** The speaker who takes turns with others; absent for an event without one. */
  readonly speaker?: string;
}

export type InboxRow = typeof inbox.$inferSelect;

const isWaiting = sql`${inbox.state} = 'waiting'`;

/**
 * Kept in memory: an arriving event needs no query of the waiting ones. Read once after a start.
 */
const turnsOf = prepareOnce((db) =>
  createTurns(
    db
      .select({ speaker: inbox.speaker, turn: inbox.turn })
      .from(inbox)
      .where(isWaiting)
      .all()
      .map(({ speaker, turn }) => ({ speaker: speaker ?? '', turn })),
  ),
);

const statements = prepareOnce((db) => ({
  see: db
    .insert(seenEvents)
    .values({ account: sql.placeholder('account'), key: sql.placeholder('key') })
    .onConflictDoNothing()
    .returning({ account: seenEvents.account })
    .prepare(),
  insert: db
    .insert(inbox)
    .values({
      platform: sql.placeholder('platform'),
      account: sql.placeholder('account'),
      verdict: sql.placeholder('verdict'),
      body: sql.placeholder('body'),
      receivedAt: sql.placeholder('receivedAt'),
      speaker: sql.placeholder('speaker'),
      turn: sql.placeholder('turn'),
    })
    .prepare(),
  waiting: db
    .select()
    .from(inbox)
    .where(and(isWaiting, lte(inbox.notBefore, bound('now'))))
    .orderBy(asc(inbox.turn), asc(inbox.notBefore), asc(inbox.id))
    .limit(boundLimit('limit'))
    .prepare(),
  anyDue: db
    .select({ at: inbox.notBefore })
    .from(inbox)
    .where(and(isWaiting, lte(inbox.notBefore, bound('now'))))
    .limit(fixedLimit(1))
    .prepare(),
  firstDue: db
    .select({ at: min(inbox.notBefore) })
    .from(inbox)
    .where(isWaiting)
    .prepare(),
  done: db
    .update(inbox)
    .set({ state: 'done', result: sql`${sql.placeholder('result')}`, speaker: null })
    .where(eq(inbox.id, sql.placeholder('id')))
    .prepare(),
  putOff: db
    .select()
    .from(inbox)
    // Most rows never are: those that are have an index of their own.
    .where(and(isWaiting, sql`${inbox.notBefore} > 0`, gt(inbox.notBefore, sql.placeholder('now'))))
    // Not in the order of all rows, which would walk them all.
    .orderBy(sql`+${inbox.id}`)
    .prepare(),
}));

/** Keeps an event, unless its key is known. */
export function keepArrival(db: Database, arrival: Arrival): void {
  const { account, key, platform, speaker = `${platform}:${account}` } = arrival;
  if (statements(db).see.get({ account, key }) === undefined) {
    noteKnown(db, arrival);
    return;
  }
  queueChanges(db).inbox += 1;
  statements(db).insert.run({ ...arrival, speaker, turn: turnsOf(db).next(speaker) });
  noteKept(db, arrival);
}

/** Notes that this row's turn has come. */
export function noteTurn(db: Database, row: Pick<InboxRow, 'turn'>): void {
  turnsOf(db).reached(row.turn);
}

/** Notes that no due row waits. */
export function noteNobodyWaits(db: Database): void {
  turnsOf(db).allPassed();
}

/** Due events, in the order of their turns. */
export function waitingRows(db: Database, now: number, limit: number): InboxRow[] {
  return statements(db).waiting.all({ now, limit });
}

export function finishRow(db: Database, id: number, result: EventResult): void {
  queueChanges(db).inbox += 1;
  statements(db).done.run({ id, result });
}

/** Defers a row: what it needs is still being stored. */
export function deferRow(db: Database, id: number, notBefore: number): void {
  queueChanges(db).inbox += 1;
  db.update(inbox).set({ notBefore }).where(eq(inbox.id, id)).run();
}

/** Rows deferred beyond now, oldest first. */
export function putOffRows(db: Database, now: number): InboxRow[] {
  return statements(db).putOff.all({ now });
}

/** Counts a failed try of ours; after `limit` tries the row is set aside for people to look at. */
export function failRow(
  db: Database,
  row: InboxRow,
  {
    notBefore,
    fault,
    limit,
  }: { readonly notBefore: number; readonly fault: string; readonly limit: number },
): boolean {
  queueChanges(db).inbox += 1;
  const attempts = row.attempts + 1;
  const given = attempts >= limit;
  db.update(inbox)
    .set({
      attempts,
      notBefore,
      fault,
      ...(given ? { state: 'failed' as const, result: 'fault' } : {}),
    })
    .where(eq(inbox.id, row.id))
    .run();
  return given;
}

/**
 * Has a failed row taken to its effect again, once: another failure sets it aside again.
 *
 * @param speaker whose turns it takes
 */
export function replayRow(
  db: Database,
  row: InboxRow,
  replayedBy: MemberId,
  speaker = row.speaker ?? `${row.platform}:${row.account}`,
): void {
  queueChanges(db).inbox += 1;
  const again = { state: 'waiting', result: null, notBefore: 0 } as const;
  const attempts = Math.max(0, row.attempts - 1);
  const turn = turnsOf(db).next(speaker);
  db.update(inbox)
    .set({ ...again, attempts, replayedBy, speaker, turn })
    .where(eq(inbox.id, row.id))
    .run();
}

/** When the next row is due, or null. With tens of thousands due it reads few of them. */
export function nextWaitingAt(db: Database, now: number): number | null {
  const due = statements(db).anyDue.get({ now });
  if (due !== undefined) return due.at;
  return statements(db).firstDue.get()?.at ?? null;
}

/** When each platform last sent an event, for `status`. */
export function lastReceived(db: Database, platform: Platform): number | null {
  return (
    db
      .select({ at: inbox.receivedAt })
      .from(inbox)
      .where(eq(inbox.platform, platform))
      .orderBy(desc(inbox.id))
      .limit(1)
      .get()?.at ?? null
  );
}

/**
 * The verdicts of a row and of rows before it on its platform, newest first; no row counts as none.
 */
export function lastVerdicts(
  db: Database,
  row: Pick<InboxRow, 'id' | 'platform'>,
  howMany: number,
): (Verdict | 'none')[] {
  const rows = db
    .select({ verdict: inbox.verdict })
    .from(inbox)
    .where(and(eq(inbox.platform, row.platform), lte(inbox.id, row.id)))
    .orderBy(desc(inbox.id))
    .limit(howMany)
    .all();
  return Array.from({ length: howMany }, (_, index) => rows[index]?.verdict ?? 'none');
}
