import type { Actor } from '../../domain/audit.ts';
import { digestName } from '../../proof/hashes.ts';
import { remember } from '../memory/remembered.ts';
import { auditPeople, auditPeopleRows } from '../schema.ts';
import { and, eq, sql } from '../sqlite/drizzle.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';
import { forgetNames } from './index/names.ts';

/** A person as an entry of the audit log names them. */
export interface PersonInLog {
  readonly kind: Actor['kind'];
  readonly person: string | null;
  /** The current name. */
  readonly name: string | null;
}

/** Where a person stands in the log under one name. */
export interface PersonRef {
  readonly id: number;
  /** As the database keeps it. */
  readonly person: string | null;
  /** Of the name, hex: it is hashed in the name's place. */
  readonly digest: string;
}

const statements = prepareOnce((db) => ({
  known: db
    .select({ id: auditPeopleRows.id, digest: auditPeopleRows.digest })
    .from(auditPeopleRows)
    .where(
      and(
        sql`${auditPeopleRows.person} IS ${sql.placeholder('person')}`,
        eq(auditPeopleRows.kind, sql.placeholder('kind')),
        sql`${auditPeopleRows.name} IS ${sql.placeholder('name')}`,
        // A name that was erased is not one that was never known.
        sql`${auditPeopleRows.erased} = 0`,
      ),
    )
    .prepare(),
  add: db
    .insert(auditPeopleRows)
    .values({
      kind: sql.placeholder('kind'),
      person: sql.placeholder('person'),
      name: sql.placeholder('name'),
      salt: sql.placeholder('salt'),
      digest: sql.placeholder('digest'),
    })
    .returning({ id: auditPeopleRows.id })
    .prepare(),
}));

/** An entry names up to three people, and the next entries name the same ones. */
const MOST_REMEMBERED = 5000;

const refs = remember((_db, _who: string): PersonRef | null => null, MOST_REMEMBERED);

/**
 * This person under this name in the audit log; a new one gets the next number.
 *
 * @param newSalt hex or other text; unguessable, so that an erased name cannot be proved
 */
export function personRef(db: Database, who: PersonInLog, newSalt: () => string): PersonRef {
  const { kind } = who;
  // The database keeps no lone surrogates: names and ids are hashed as they will be read.
  const person = who.person?.toWellFormed() ?? null;
  const name = who.name?.toWellFormed() ?? null;
  // Absent and empty differ.
  const key = `${kind}\n${person === null ? '-' : `+${person}`}\n${name === null ? '-' : `+${name}`}`;
  const remembered = refs.of(db, key);
  if (remembered !== null) return remembered;
  const ref =
    storedRef(db, { kind, person, name }) ?? addPerson(db, { kind, person, name }, newSalt());
  refs.put(db, key, ref);
  return ref;
}

function storedRef(db: Database, who: PersonInLog): PersonRef | null {
  const row = statements(db).known.get({ ...who });
  return row === undefined
    ? null
    : { id: row.id, person: who.person, digest: row.digest.toString('hex') };
}

function addPerson(db: Database, who: PersonInLog, salt: string): PersonRef {
  const digest = digestName(salt, who.name);
  const row = statements(db).add.get({ ...who, salt, digest: Buffer.from(digest, 'hex') });
  return { id: row.id, person: who.person, digest };
}

/** Whether this row still has its name; one whose name was never known counts, too. */
export const isNamed = (db: Database, id: number): boolean =>
  db
    .select({ id: auditPeopleRows.id })
    .from(auditPeopleRows)
    .where(and(eq(auditPeopleRows.id, id), eq(auditPeopleRows.erased, false)))
    .get() !== undefined;

/** Erases the names and salts of these rows; digests and entries stay. */
export function erasePeople(db: Database, ids: readonly number[]): void {
  refs.forgetAll(db);
  forgetNames(db);
  for (const id of ids) db.delete(auditPeople).where(eq(auditPeople.id, id)).run();
}
