import type { AuditAction } from '../../domain/audit.ts';
import type { EntryId } from '../../domain/ids.ts';
import { auditContentRows, auditEntryRows, auditPeopleRows } from '../schema.ts';
import { and, asc, type Column, eq, gt, gte, inArray, lt, lte, sql } from '../sqlite/drizzle.ts';
import { bound, boundLimit } from '../sqlite/placeholders.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';
import { CONTENT_COLUMNS, HASHED_COLUMNS, JUDGED_COLUMNS } from './entry-columns.ts';

/* Entries as an export reads them: in their order, a page at a time. */

const within = () =>
  and(
    gt(auditEntryRows.id, sql<EntryId>`${sql.placeholder('after')}`),
    lte(auditEntryRows.id, sql<EntryId>`${sql.placeholder('to')}`),
  );

/** Bytes as hex; null without any. */
const hex = <Value extends string | null>(bytes: Column) =>
  sql<Value>`nullif(lower(hex(${bytes})), '')`;

/**
 * Hashes as text: each blob would come as a buffer with memory of its own outside the heap, and to sweep one or two of an
 * entry takes longer than all else that a collection of the young does.
 */
const WRITTEN_COLUMNS = {
  ...HASHED_COLUMNS,
  digest: hex<string | null>(auditEntryRows.contentDigest),
  hash: hex<string>(auditEntryRows.hash),
};

/** As one JSON value: a Durable Object takes 100 bound values. */
const anyOf = (name: string) => sql`(SELECT value FROM json_each(${sql.placeholder(name)}))`;

const statements = prepareOnce((db) => ({
  bare: db
    .select(WRITTEN_COLUMNS)
    .from(auditEntryRows)
    .where(within())
    .orderBy(asc(auditEntryRows.id))
    .prepare(),
  whole: db
    .select({ ...WRITTEN_COLUMNS, ...CONTENT_COLUMNS })
    .from(auditEntryRows)
    .leftJoin(auditContentRows, eq(auditContentRows.entryId, auditEntryRows.id))
    .where(within())
    .orderBy(asc(auditEntryRows.id))
    .prepare(),
  about: db
    .select({
      id: auditEntryRows.id,
      aboutId: auditEntryRows.aboutId,
      action: auditEntryRows.action,
      outcome: auditEntryRows.outcome,
      reason: auditEntryRows.reason,
      memberRef: auditEntryRows.memberRef,
      lineUserRef: auditEntryRows.lineUserRef,
      roomId: auditEntryRows.roomId,
      detail: auditContentRows.detail,
      erased: auditContentRows.erased,
    })
    .from(auditEntryRows)
    .leftJoin(auditContentRows, eq(auditContentRows.entryId, auditEntryRows.id))
    .where(sql`${auditEntryRows.aboutId} IN ${anyOf('ids')}`)
    .orderBy(asc(auditEntryRows.id))
    .prepare(),
  person: db
    .select()
    .from(auditPeopleRows)
    .where(eq(auditPeopleRows.id, sql.placeholder('id')))
    .prepare(),
}));

const RELEASED: AuditAction = 'message.release';

/** Statements by which entries are chosen. */
const choosing = prepareOnce((db) => ({
  byId: db
    .select(JUDGED_COLUMNS)
    .from(auditEntryRows)
    .where(sql`${auditEntryRows.id} IN ${anyOf('ids')}`)
    .prepare(),
  releases: db
    .select(JUDGED_COLUMNS)
    .from(auditEntryRows)
    .where(
      and(sql`${auditEntryRows.aboutId} IN ${anyOf('ids')}`, eq(auditEntryRows.action, RELEASED)),
    )
    .prepare(),
  inRoom: db
    .select(JUDGED_COLUMNS)
    .from(auditEntryRows)
    .where(
      and(
        sql`${auditEntryRows.roomId} = ${bound('room')}`,
        gt(auditEntryRows.id, sql<EntryId>`${bound('after')}`),
      ),
    )
    .orderBy(asc(auditEntryRows.id))
    .limit(boundLimit('limit'))
    .prepare(),
  inPeriod: db
    .select(JUDGED_COLUMNS)
    .from(auditEntryRows)
    .where(
      and(
        gte(auditEntryRows.at, sql<number>`${bound('at')}`),
        lt(auditEntryRows.at, sql<number>`${bound('to')}`),
        sql`(${auditEntryRows.at} > ${bound('at')} OR ${auditEntryRows.id} > ${bound('id')})`,
      ),
    )
    .orderBy(asc(auditEntryRows.at), asc(auditEntryRows.id))
    .limit(boundLimit('limit'))
    .prepare(),
}));

export type WholeRow = ReturnType<ReturnType<typeof statements>['whole']['all']>[number];
export type BareRow = Omit<WholeRow, keyof typeof CONTENT_COLUMNS>;
export type JudgedRow = Pick<BareRow, keyof typeof JUDGED_COLUMNS>;
export type AboutRow = ReturnType<ReturnType<typeof statements>['about']['all']>[number];
export type PersonRow = typeof auditPeopleRows.$inferSelect;

/** Entries with their contents, `after` excluded and `to` included. */
export function wholeRows(db: Database, after: number, to: number): WholeRow[] {
  return statements(db).whole.all({ after, to });
}

/** The same without contents. */
export function bareRows(db: Database, after: number, to: number): BareRow[] {
  return statements(db).bare.all({ after, to });
}

/** The entries about these entries, in their order. */
export function rowsAbout(db: Database, ids: readonly number[]): AboutRow[] {
  return ids.length === 0 ? [] : statements(db).about.all({ ids: JSON.stringify(ids) });
}

/** Entries by their ids. */
export function rowsById(db: Database, ids: readonly number[]): JudgedRow[] {
  return ids.length === 0 ? [] : choosing(db).byId.all({ ids: JSON.stringify(ids) });
}

/** The releases of these messages. */
export function releasesOf(db: Database, ids: readonly number[]): JudgedRow[] {
  return ids.length === 0 ? [] : choosing(db).releases.all({ ids: JSON.stringify(ids) });
}

/** The entries of a room after this one. */
export function rowsOfRoom(db: Database, room: number, after: number, limit: number): JudgedRow[] {
  return choosing(db).inRoom.all({ room, after, limit });
}

/** A name's row; null: there is none. */
export function personRow(db: Database, id: number): PersonRow | null {
  return statements(db).person.get({ id }) ?? null;
}

/** Where a walk through a period goes on: behind this entry. */
export interface WalkPlace {
  /** Epoch ms. */
  readonly at: number;
  readonly id: number;
}

/** Entries before an instant (epoch ms) and behind a place, by their time. */
export function rowsInPeriod(db: Database, place: WalkPlace, to: number, limit: number) {
  return choosing(db).inPeriod.all({ at: place.at, id: place.id, to, limit });
}

/** The names' rows of these people, by their ids. */
export function refsOf(
  db: Database,
  kinds: readonly PersonRow['kind'][],
  people: readonly string[],
): number[] {
  return db
    .select({ id: auditPeopleRows.id })
    .from(auditPeopleRows)
    .where(
      and(
        sql`${auditPeopleRows.person} IN (SELECT value FROM json_each(${JSON.stringify(people)}))`,
        inArray(auditPeopleRows.kind, [...kinds]),
      ),
    )
    .all()
    .map(({ id }) => id);
}
