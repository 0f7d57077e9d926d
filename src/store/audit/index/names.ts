import type { LineUserId, MemberId, TalkRoomId } from '../../../domain/ids.ts';
import { calledKey } from '../../../domain/text/called-key.ts';
import { remember } from '../../memory/remembered.ts';
import { auditEntryRows, auditPeople } from '../../schema.ts';
import { and, asc, eq, gt, isNotNull, lte, sql } from '../../sqlite/drizzle.ts';
import { fixedLimit } from '../../sqlite/placeholders.ts';
import { type Database, prepareOnce } from '../../sqlite/store.ts';

/*
 * Who is meant: the rows of `audit_people` of members by their ids, and of LINE users by ids or by
 * any name they ever had in the log. All names of LINE users are kept in memory, folded.
 */

const statements = prepareOnce((db) => ({
  highest: db.select({ id: sql<number>`coalesce(max(id), 0)` }).from(auditPeople).prepare(),
  lineUsers: db
    .select({ id: auditPeople.id, person: auditPeople.person, name: auditPeople.name })
    .from(auditPeople)
    .where(
      and(
        gt(auditPeople.id, sql.placeholder('after')),
        lte(auditPeople.id, sql.placeholder('last')),
        eq(auditPeople.kind, 'line-user'),
      ),
    )
    .orderBy(asc(auditPeople.id))
    .prepare(),
  members: db
    .select({ id: auditPeople.id })
    .from(auditPeople)
    .where(
      sql`${auditPeople.person} IN (SELECT value FROM json_each(${sql.placeholder('ids')}))
        AND ${auditPeople.kind} IN ('member', 'admin')`,
    )
    .prepare(),
  inRoom: db
    .select({ ref: auditEntryRows.lineUserRef })
    .from(auditEntryRows)
    .where(
      and(
        eq(auditEntryRows.roomId, sql.placeholder('roomId')),
        isNotNull(auditEntryRows.lineUserRef),
      ),
    )
    .limit(fixedLimit(1))
    .prepare(),
}));

/** Members' rows, also as administrators. */
export const refsOfMembers = (db: Database, ids: readonly MemberId[]): number[] =>
  statements(db)
    .members.all({ ids: JSON.stringify(ids) })
    .map(({ id }) => id);

interface Names {
  through: number;
  readonly refs: number[];
  readonly keys: string[];
  /** All rows of a person. */
  readonly byPerson: Map<string, number[]>;
  readonly personOf: Map<number, string>;
}

const names = remember((_db, _: 'names'): { readonly names: Names } => {
  return {
    names: { through: 0, refs: [], keys: [], byPerson: new Map(), personOf: new Map() },
  };
}, 1);

const AT_ONCE = 500;

/**
 * Reads names that came since the last time.
 *
 * @returns whether there are more
 */
export function readNames(db: Database): boolean {
  const known = names.of(db, 'names').names;
  const highest = statements(db).highest.get()?.id ?? 0;
  if (known.through >= highest) return false;
  const last = Math.min(highest, known.through + AT_ONCE);
  for (const { id, person, name } of statements(db).lineUsers.all({ after: known.through, last })) {
    known.refs.push(id);
    known.keys.push(calledKey(name ?? ''));
    if (person === null) continue;
    known.personOf.set(id, person);
    const refs = known.byPerson.get(person);
    if (refs === undefined) known.byPerson.set(person, [id]);
    else refs.push(id);
  }
  known.through = last;
  return last < highest;
}

/** Names have been erased: they are read again when somebody is looked for. */
export function forgetNames(db: Database): void {
  names.forgetAll(db);
}

/** LINE users' rows: of these ids, and of everybody who ever had a name with one of these words. */
export function refsOfLineUsers(
  db: Database,
  ids: readonly LineUserId[],
  said: readonly string[],
): number[] {
  const { refs, keys, byPerson, personOf } = names.of(db, 'names').names;
  const wanted = said.map(calledKey).filter((key) => key !== '');
  const people = new Set<string>(ids);
  const found = new Set<number>();
  for (const [at, key] of keys.entries()) {
    if (!wanted.some((word) => key.includes(word))) continue;
    const ref = refs[at] ?? 0;
    found.add(ref);
    const person = personOf.get(ref);
    if (person !== undefined) people.add(person);
  }
  for (const person of people) for (const ref of byPerson.get(person) ?? []) found.add(ref);
  return [...found];
}

/** The rows of the LINE users of these talk rooms. */
export function refsInRooms(db: Database, rooms: readonly TalkRoomId[]): number[] {
  const { byPerson, personOf } = names.of(db, 'names').names;
  return rooms.flatMap((roomId) => {
    const ref = statements(db).inRoom.get({ roomId })?.ref ?? null;
    if (ref === null) return [];
    const person = personOf.get(ref);
    return person === undefined ? [ref] : (byPerson.get(person) ?? [ref]);
  });
}
