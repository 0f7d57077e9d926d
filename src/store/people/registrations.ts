import { ERRAND_CLASS } from '../../domain/delivery/errand.ts';
import type { MemberId } from '../../domain/ids.ts';
import type { FailureReason, LinkStatus } from '../../domain/people/registration.ts';
import {
  lanes,
  linkMembers,
  massRegistrationMembers,
  massRegistrations,
  members,
  registrationResults,
} from '../schema.ts';
import { and, asc, count, eq, ne, sql } from '../sqlite/drizzle.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';

export type RegistrationResult = Omit<typeof registrationResults.$inferSelect, 'id'>;
export type MassRegistration = typeof massRegistrations.$inferSelect;
export type MassMember = typeof massRegistrationMembers.$inferSelect;

export function keepResult(db: Database, result: RegistrationResult): void {
  db.insert(registrationResults).values(result).run();
}

/** Takes the results kept for an asker, oldest first. */
export function takeResults(db: Database, requestedBy: string): RegistrationResult[] {
  const mine = eq(registrationResults.requestedBy, requestedBy);
  const rows = db.select().from(registrationResults).where(mine).all();
  db.delete(registrationResults).where(mine).run();
  return rows.toSorted((one, other) => one.id - other.id);
}

/** An asker's registrations under way, without those that may wait for weeks to be activated. */
export function countUnderWay(db: Database, requestedBy: MemberId): number {
  return (
    db
      .select({ n: count() })
      .from(linkMembers)
      .leftJoin(members, eq(members.memberId, linkMembers.memberId))
      .where(
        and(
          eq(linkMembers.requestedBy, requestedBy),
          eq(linkMembers.status, 'pending'),
          sql`coalesce(${members.isWaiting}, 0) = 0`,
          sql`${linkMembers.memberId} NOT IN (SELECT ${massRegistrationMembers.memberId} FROM ${massRegistrationMembers})`,
        ),
      )
      .get()?.n ?? 0
  );
}

export function beginRun(
  db: Database,
  requestedBy: MemberId | null,
  memberIds: readonly MemberId[],
): number {
  const { id } = db
    .insert(massRegistrations)
    .values({ requestedBy, total: memberIds.length })
    .returning()
    .get();
  const { enlist } = statements(db);
  for (const memberId of memberIds) enlist.run({ memberId, runId: id });
  return id;
}

const statements = prepareOnce((db) => ({
  enlist: db
    .insert(massRegistrationMembers)
    .values({ memberId: sql.placeholder('memberId'), runId: sql.placeholder('runId') })
    .onConflictDoUpdate({
      target: massRegistrationMembers.memberId,
      set: { runId: sql`excluded.run_id`, state: 'waiting', status: null, reason: null },
    })
    .prepare(),
  one: db
    .select()
    .from(massRegistrationMembers)
    .where(eq(massRegistrationMembers.memberId, sql.placeholder('memberId')))
    .prepare(),
}));

export function readRun(db: Database, id: number): MassRegistration | null {
  return db.select().from(massRegistrations).where(eq(massRegistrations.id, id)).get() ?? null;
}

/** Runs that have not ended, oldest first. */
export function listRuns(db: Database): MassRegistration[] {
  return db.select().from(massRegistrations).orderBy(massRegistrations.id).all();
}

export function changeRun(db: Database, id: number, quartersTold: number): void {
  db.update(massRegistrations).set({ quartersTold }).where(eq(massRegistrations.id, id)).run();
}

export function endRun(db: Database, id: number): void {
  db.delete(massRegistrationMembers).where(eq(massRegistrationMembers.runId, id)).run();
  db.delete(massRegistrations).where(eq(massRegistrations.id, id)).run();
}

export function readMassMember(db: Database, memberId: MemberId): MassMember | null {
  return statements(db).one.get({ memberId }) ?? null;
}

export function changeMassMember(
  db: Database,
  memberId: MemberId,
  change: Partial<Pick<MassMember, 'state' | 'status' | 'reason'>>,
): void {
  db.update(massRegistrationMembers)
    .set(change)
    .where(eq(massRegistrationMembers.memberId, memberId))
    .run();
}

export function nextWaiting(db: Database, runId: number, limit: number): MemberId[] {
  return db
    .select({ memberId: massRegistrationMembers.memberId })
    .from(massRegistrationMembers)
    .where(
      and(eq(massRegistrationMembers.runId, runId), eq(massRegistrationMembers.state, 'waiting')),
    )
    .orderBy(asc(massRegistrationMembers.memberId))
    .limit(limit)
    .all()
    .map((row) => row.memberId);
}

/** Started members whose result will never come: removed meanwhile, or settled unnoticed. */
export function strandedMembers(db: Database, runId: number): MemberId[] {
  return db
    .select({ memberId: massRegistrationMembers.memberId })
    .from(massRegistrationMembers)
    .leftJoin(linkMembers, eq(linkMembers.memberId, massRegistrationMembers.memberId))
    .where(
      and(
        eq(massRegistrationMembers.runId, runId),
        eq(massRegistrationMembers.state, 'started'),
        sql`(${linkMembers.status} IS NULL OR ${linkMembers.status} <> 'pending')`,
      ),
    )
    .all()
    .map((row) => row.memberId);
}

/** People of all runs whose registration has not begun. */
export function countWaitingInRuns(db: Database): number {
  return (
    db
      .select({ n: count() })
      .from(massRegistrationMembers)
      .where(eq(massRegistrationMembers.state, 'waiting'))
      .get()?.n ?? 0
  );
}

/** Lanes towards LINE WORKS that hold notices only. */
export function countNoticeLanes(db: Database): number {
  return (
    db
      .select({ n: count() })
      .from(lanes)
      .where(and(eq(lanes.platform, 'line-works'), eq(lanes.class, ERRAND_CLASS.notice)))
      .get()?.n ?? 0
  );
}

/** Everyone in a run that has not settled them. */
export function membersInRuns(db: Database): Set<MemberId> {
  const rows = db
    .select({ memberId: massRegistrationMembers.memberId })
    .from(massRegistrationMembers)
    .where(ne(massRegistrationMembers.state, 'done'))
    .all();
  return new Set(rows.map((row) => row.memberId));
}

/** Drops people whose registration has not begun; the run goes on to its end without them. */
export function dropWaiting(db: Database): void {
  db.update(massRegistrationMembers)
    .set({ state: 'done' })
    .where(eq(massRegistrationMembers.state, 'waiting'))
    .run();
}

export interface RunCount {
  readonly state: MassMember['state'];
  readonly status: LinkStatus | null;
  readonly reason: FailureReason | null;
  readonly n: number;
}

export function countRun(db: Database, runId: number): RunCount[] {
  const { state, status, reason } = massRegistrationMembers;
  return db
    .select({ state, status, reason, n: count() })
    .from(massRegistrationMembers)
    .where(eq(massRegistrationMembers.runId, runId))
    .groupBy(state, status, reason)
    .all();
}
