import type { MemberId } from '../../domain/ids.ts';
import { directoryAlarms, members, missingMembers, newcomers } from '../schema.ts';
import { eq, sql } from '../sqlite/drizzle.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';
import { forgetMembers } from './members.ts';

export type DirectoryAlarm = typeof directoryAlarms.$inferSelect;
export type MissingMember = typeof missingMembers.$inferSelect;

const statements = prepareOnce((db) => ({
  noteMissing: db
    .insert(missingMembers)
    .values({
      memberId: sql.placeholder('memberId'),
      since: sql.placeholder('since'),
      polls: sql.placeholder('polls'),
    })
    .onConflictDoUpdate({ target: missingMembers.memberId, set: { polls: sql`excluded.polls` } })
    .prepare(),
  forgetMissing: db
    .delete(missingMembers)
    .where(eq(missingMembers.memberId, sql.placeholder('memberId')))
    .prepare(),
  noteNewcomer: db
    .insert(newcomers)
    .values({ memberId: sql.placeholder('memberId') })
    .onConflictDoNothing()
    .prepare(),
  forgetNewcomer: db
    .delete(newcomers)
    .where(eq(newcomers.memberId, sql.placeholder('memberId')))
    .prepare(),
}));

export function allMissing(db: Database): MissingMember[] {
  return db.select().from(missingMembers).all();
}

export function noteMissing(db: Database, row: MissingMember): void {
  statements(db).noteMissing.run(row);
}

export function forgetMissing(db: Database, memberId: MemberId): void {
  statements(db).forgetMissing.run({ memberId });
}

/** Whether the last reading did not show a person who was known. */
export const isMissing = (db: Database, memberId: MemberId): boolean =>
  db.select().from(missingMembers).where(eq(missingMembers.memberId, memberId)).get() !== undefined;

export function markDeleted(db: Database, memberId: MemberId): void {
  forgetMembers(db);
  db.update(members).set({ isDeleted: true }).where(eq(members.memberId, memberId)).run();
}

export function allNewcomers(db: Database): Set<MemberId> {
  const rows = db.select().from(newcomers).all();
  return new Set(rows.map((row) => row.memberId));
}

export function noteNewcomer(db: Database, memberId: MemberId): void {
  statements(db).noteNewcomer.run({ memberId });
}

export function forgetNewcomer(db: Database, memberId: MemberId): void {
  statements(db).forgetNewcomer.run({ memberId });
}

export function forgetNewcomers(db: Database): void {
  db.delete(newcomers).run();
}

/** The directory's doubtful state, if there is one. */
export function readAlarm(db: Database): DirectoryAlarm | null {
  return db.select().from(directoryAlarms).where(eq(directoryAlarms.id, 1)).get() ?? null;
}

export function saveAlarm(db: Database, alarm: Omit<DirectoryAlarm, 'id'>): void {
  db.insert(directoryAlarms)
    .values({ id: 1, ...alarm })
    .onConflictDoUpdate({ target: directoryAlarms.id, set: alarm })
    .run();
}

export function clearAlarm(db: Database): void {
  db.delete(directoryAlarms).run();
}
