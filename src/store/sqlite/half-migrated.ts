/*
 * A migration with slices is done in several transactions. Between them the database is no version's: a row beside the
 * names of those done tells how far it is, and an older version refuses it as it refuses the name of one that it does
 * not know.
 */

/** How far a migration is. */
export interface Migrating {
  readonly migration: string;
  /** Rows that its slices have changed. */
  readonly rows: number;
  /** What its last portion ended in; absent: it goes on. */
  readonly fault?: unknown;
}

export interface Begun extends Migrating {
  /** The step that comes next. */
  readonly step: number;
  /** The greatest key of the slice before, as SQL writes it. */
  readonly after: string;
}

/** Names of migrations have no blank. */
const BEGUN = /^(\S+) (\d+) (\d+) (.+)$/s;

/** A migration that was begun, as it stands among the names of those done. */
export const begunText = ({ migration, step, rows, after }: Begun): string =>
  `${migration} ${step} ${rows} ${after}`;

/** Null: it is the name of a migration that is done. */
export function readBegun(name: string): Begun | null {
  const [, migration, step, rows, after] = BEGUN.exec(name) ?? [];
  if (migration === undefined || after === undefined) return null;
  return { migration, step: Number(step), rows: Number(rows), after };
}

/** What is said of it: no more than its name, a number, and whether it goes on. */
export const howFar = ({ migration, rows, fault }: Migrating): string =>
  `${migration}, ${rows} rows done${fault === undefined ? '' : `; ${STOPPED}`}`;

const STOPPED = 'the last try ended in a fault, which the log names; it is tried again each minute';

/** Whoever does not migrate a database does nothing with the half of one. */
export class HalfMigrated extends Error {
  readonly migrating: Migrating;
  constructor(migrating: Migrating) {
    super(
      `A start of a newer version is bringing the database up to date (${howFar(migrating)}), or was cut off. Wait ` +
        'until it has ended, or start that version again: it goes on where it was.',
    );
    this.name = 'HalfMigrated';
    this.migrating = migrating;
  }
}

/**
 * @param column the first column of each row of a statement
 * @throws HalfMigrated
 */
export function refuseHalfMigrated(column: (sql: string) => readonly unknown[]): void {
  // What is no database of ours has no such table, and others say so.
  if (column(`SELECT 1 FROM sqlite_schema WHERE name = 'migrations'`).length === 0) return;
  for (const name of column('SELECT name FROM migrations')) {
    const begun = readBegun(String(name));
    if (begun !== null) throw new HalfMigrated(begun);
  }
}
