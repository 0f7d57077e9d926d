import type { ChannelId, LineUserId, MemberId } from '../../domain/ids.ts';
import { remember } from '../memory/remembered.ts';
import { absenceNotices, memberAbsences } from '../schema.ts';
import { and, eq, sql } from '../sqlite/drizzle.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';

export type Absence = typeof memberAbsences.$inferSelect;

const statements = prepareOnce((db) => ({
  one: db
    .select()
    .from(memberAbsences)
    .where(eq(memberAbsences.memberId, sql.placeholder('memberId')))
    .prepare(),
}));

export function readAbsence(db: Database, memberId: MemberId): Absence | null {
  return known.of(db, memberId);
}

/** Read for every relayed message. */
const known = remember(
  (db, memberId: MemberId): Absence | null => statements(db).one.get({ memberId }) ?? null,
);

export function allAbsences(db: Database): Absence[] {
  return db.select().from(memberAbsences).all();
}

/** Notes an absence; a change of its kind does not make a new one. */
export function saveAbsence(db: Database, absence: Absence): void {
  const { kind } = absence;
  known.forget(db, absence.memberId);
  db.insert(memberAbsences)
    .values(absence)
    .onConflictDoUpdate({ target: memberAbsences.memberId, set: { kind } })
    .run();
}

/** Ends an absence; the next one is told to everybody again. */
export function removeAbsence(db: Database, memberId: MemberId): void {
  known.forget(db, memberId);
  db.delete(memberAbsences).where(eq(memberAbsences.memberId, memberId)).run();
  db.delete(absenceNotices).where(eq(absenceNotices.memberId, memberId)).run();
}

/** Notes that a LINE user is told of this absence; false if already told. */
export function noteAbsenceTold(
  db: Database,
  memberId: MemberId,
  to: { readonly channelId: ChannelId; readonly lineUserId: LineUserId },
): boolean {
  const told = db
    .select()
    .from(absenceNotices)
    .where(
      and(
        eq(absenceNotices.memberId, memberId),
        eq(absenceNotices.channelId, to.channelId),
        eq(absenceNotices.lineUserId, to.lineUserId),
      ),
    )
    .get();
  if (told !== undefined) return false;
  const { channelId, lineUserId } = to;
  db.insert(absenceNotices).values({ memberId, channelId, lineUserId }).run();
  return true;
}
