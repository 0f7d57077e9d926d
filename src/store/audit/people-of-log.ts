import type { Actor } from '../../domain/audit.ts';
import { IdSet } from '../../proof/id-set.ts';
import { type Found, type FoundName, judgeName } from '../../proof/verify-entries.ts';
import { auditPeopleRows } from '../schema.ts';
import { eq, sql } from '../sqlite/drizzle.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';

const statements = prepareOnce((db) => ({
  person: db
    .select()
    .from(auditPeopleRows)
    .where(eq(auditPeopleRows.id, sql.placeholder('id')))
    .prepare(),
}));

type Person = typeof auditPeopleRows.$inferSelect;

/** A person as entries are hashed with them. */
export interface KnownPerson {
  readonly kind: Actor['kind'];
  readonly person: string | null;
  /** Hex. */
  readonly digest: string;
  readonly name: FoundName;
}

const MOST_REMEMBERED = 20_000;

/** The people that entries name, each judged once in a while: the same ones come again and again. */
export class PeopleOfLog {
  readonly #db: Database;
  readonly #known = new Map<number, KnownPerson>();
  readonly #mentioned = new IdSet();

  constructor(db: Database) {
    this.#db = db;
  }

  /** Null: there is no such row. */
  of(id: number): KnownPerson | null {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const row = statements(this.#db).person.get({ id });
    if (row === undefined) return null;
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    const digest = row.digest.toString('hex');
    const { kind, person } = row;
    const judged = { kind, person, digest, name: { id, found: foundOf(row, digest) } };
    this.#known.set(id, judged);
    this.#mentioned.add(id);
    return judged;
  }

  isMentioned(id: number): boolean {
    return this.#mentioned.has(id);
  }
}

function foundOf({ name, salt, erased }: Person, digest: string): Found {
  if (!erased) return judgeName(digest, { name, salt });
  return isBlank(name ?? '') && isBlank(salt) ? 'erased' : 'changed';
}

/** As an erasure leaves it. */
export const isBlank = (text: string): boolean => text.trim() === '';
