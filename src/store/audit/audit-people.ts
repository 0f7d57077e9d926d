import type { Actor } from '../../domain/audit.ts';
import { remember } from '../memory/remembered.ts';
import { auditPeople } from '../schema.ts';
import { and, eq, sql } from '../sqlite/drizzle.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';

/** A person as an entry of the audit log names them. */
export interface PersonInLog {
  readonly kind: Actor['kind'];
  readonly person: string | null;
  /** The current name. */
  readonly name: string | null;
}

const statements = prepareOnce((db) => ({
  known: db
    .select({ id: auditPeople.id })
    .from(auditPeople)
    .where(
      and(
        sql`${auditPeople.person} IS ${sql.placeholder('person')}`,
        eq(auditPeople.kind, sql.placeholder('kind')),
        sql`${auditPeople.name} IS ${sql.placeholder('name')}`,
      ),
    )
    .prepare(),
  add: db
    .insert(auditPeople)
    .values({
      kind: sql.placeholder('kind'),
      person: sql.placeholder('person'),
      name: sql.placeholder('name'),
    })
    .returning({ id: auditPeople.id })
    .prepare(),
}));

/** An entry names up to three people, and the next entries name the same ones. */
const MOST_REMEMBERED = 5000;

const refs = remember((_db, _who: string): number | null => null, MOST_REMEMBERED);

/** The number of this person under this name in the audit log; a new one gets the next number. */
export function personRef(db: Database, { kind, person, name }: PersonInLog): number {
  // Absent and empty differ.
  const key = `${kind}\n${person === null ? '-' : `+${person}`}\n${name === null ? '-' : `+${name}`}`;
  const remembered = refs.of(db, key);
  if (remembered !== null) return remembered;
  const { known, add } = statements(db);
  const { id } = known.get({ kind, person, name }) ?? add.get({ kind, person, name });
  refs.put(db, key, id);
  return id;
}
