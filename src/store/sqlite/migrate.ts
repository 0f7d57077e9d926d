import type { Reached } from '../../domain/fault-points.ts';
import { type Begun, begunText, type Migrating, readBegun } from './half-migrated.ts';
import { type Step, sliceAfter, stepsOf } from './migration-steps.ts';
import type { Migration } from './store.ts';

/** The few raw calls a migration needs; each driver file provides its own. */
export interface RawDatabase {
  run(sql: string): void;
  /** Runs one statement. Returns the first column of its rows. */
  column(sql: string): readonly unknown[];
  transaction(work: () => void): void;
}

/** What holds the database, for the words of an error. */
export interface DatabasePlace {
  readonly name: string;
  /** What to do where this database can't be continued. */
  readonly instead: string;
}

/** A database that is brought up to date. */
export interface Upgrade {
  /** The migrations that this start applies; none for a new database, which had no rows to migrate. */
  readonly applied: readonly string[];
  /**
   * Does the next transactions, so many at most: a slice, or all there is up to the next one. Null: the database is up
   * to date.
   */
  goOn(most: number): Migrating | null;
  /** What is being done, or was when `goOn` threw: the transaction before that one stands. */
  underWay(): Migrating;
}

/**
 * Brings a database up to date. What is not sliced is one transaction: a crash leaves the database as it was or up to
 * date, never between, and a new database costs one commit. Slices each are one of their own, with a note of how far
 * they are: whoever comes next goes on there.
 *
 * @throws NewerDatabase, OldAuditLog
 */
export function beginUpgrade(
  raw: RawDatabase,
  migrations: readonly Migration[],
  place: DatabasePlace,
  reached?: Reached,
): Upgrade {
  raw.run('CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY) STRICT');
  const names = raw.column('SELECT name FROM migrations ORDER BY name').map(String);
  const begun = names.map(readBegun).find((found) => found !== null) ?? null;
  const applied = new Set(names.filter((name) => readBegun(name) === null));
  const fresh = migrations.filter(({ name }) => !applied.has(name));
  refuseUnknown([...applied], migrations);
  if (hasOldEntries(raw, applied)) throw new OldAuditLog(place);
  const steps = stepsLeft(fresh, begun);
  const isNew = names.length === 0;
  let at: Place = { next: 0, rows: begun?.rows ?? 0, after: begun?.after ?? NO_KEY };
  const upgrade: Upgrading = { raw, steps, reached, doing: steps[0]?.migration ?? '' };
  return {
    applied: isNew ? [] : fresh.map(({ name }) => name),
    goOn: (most) => {
      for (let turn = 0; turn < most; turn += 1) {
        raw.transaction(() => {
          do at = oneTurn(upgrade, at);
          while (isNew && at.next < steps.length);
          reached?.('migrate.write');
        });
        const step = steps[at.next];
        if (step === undefined) {
          reached?.('migrate.commit');
          return null;
        }
        reached?.('migrate.sliced');
      }
      const { migration = '' } = steps[at.next] ?? {};
      return { migration, rows: at.rows };
    },
    underWay: () => ({ migration: upgrade.doing, rows: at.rows }),
  };
}

/** How far an upgrade is. */
interface Place {
  /** The step that comes next. */
  readonly next: number;
  /** Of its migration. */
  readonly rows: number;
  /** As SQL writes it. */
  readonly after: string;
}

const NO_KEY = 'NULL';

/** What was begun comes first. */
function stepsLeft(fresh: readonly Migration[], begun: Begun | null): readonly Step[] {
  const steps = fresh.flatMap(stepsOf);
  if (begun === null) return steps;
  const isOfBegun = ({ migration }: Step) => migration === begun.migration;
  const left = steps.filter((step) => isOfBegun(step) && step.at >= begun.step);
  // This version does not know it, or has it with other steps.
  if (left[0]?.at !== begun.step) throw new NewerDatabase(begun.migration);
  return [...left, ...steps.filter((step) => !isOfBegun(step))];
}

interface Upgrading {
  readonly raw: RawDatabase;
  readonly steps: readonly Step[];
  readonly reached: Reached | undefined;
  /** The migration whose step was begun last. */
  doing: string;
}

/** In the caller's transaction: a slice, or behind the last one all there is up to the next. */
function oneTurn(upgrade: Upgrading, { next, rows, after }: Place): Place {
  const { raw, steps, reached } = upgrade;
  let at = { next, rows, after };
  const [first] = steps.slice(next);
  if (first === undefined) return at;
  if (first.isSliced) {
    upgrade.doing = first.migration;
    const keys = raw.column(sliceAfter(first.sql, after));
    if (keys.length > 0) {
      at = { next, rows: rows + keys.length, after: greatest(raw, keys) };
      // It would go on for ever.
      if (at.after === after) throw new Error(`${first.migration}: a slice ends where it began.`);
      note(raw, steps, at);
      reached?.('migrate.slice');
      return at;
    }
    at = ended(raw, first, at);
  }
  for (;;) {
    const step = steps[at.next];
    if (step === undefined || step.isSliced) break;
    upgrade.doing = step.migration;
    raw.run(step.sql);
    at = ended(raw, step, at);
  }
  note(raw, steps, at);
  return at;
}

function ended(raw: RawDatabase, { migration, isLast }: Step, { next, rows }: Place): Place {
  if (isLast) raw.run(`INSERT INTO migrations (name) VALUES (${text(migration)})`);
  return { next: next + 1, rows: isLast ? 0 : rows, after: NO_KEY };
}

/** Notes how far the migration is that is under way, where one is. */
function note(raw: RawDatabase, steps: readonly Step[], { next, rows, after }: Place): void {
  raw.run(`DELETE FROM migrations WHERE name LIKE '% %'`);
  const step = steps[next];
  if (step === undefined || (step.at === 0 && rows === 0)) return;
  const begun = begunText({ migration: step.migration, step: step.at, rows, after });
  raw.run(`INSERT INTO migrations (name) VALUES (${text(begun)})`);
}

/**
 * In the order that the database has, which is not that of JavaScript. As SQL writes it: a text by its bytes, since
 * `quote` ends at a NUL.
 */
function greatest(raw: RawDatabase, keys: readonly unknown[]): string {
  const [key] = raw.column(
    `SELECT CASE typeof(key) WHEN 'text' THEN 'CAST(x' || quote(hex(key)) || ' AS TEXT)' ELSE quote(key) END
    FROM (SELECT max(value) AS key FROM json_each(${text(JSON.stringify(keys))}))`,
  );
  return String(key);
}

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/**
 * Applies the migrations this database has not seen, to the end.
 *
 * @param onTurn is told of each transaction that was not the last
 * @returns the names of those applied; none for a new database, which had no rows to migrate
 * @throws NewerDatabase, OldAuditLog
 */
export function migrate(
  raw: RawDatabase,
  migrations: readonly Migration[],
  place: DatabasePlace,
  { reached, onTurn }: { reached?: Reached | undefined; onTurn?: OnTurn | undefined } = {},
): readonly string[] {
  const upgrade = beginUpgrade(raw, migrations, place, reached);
  for (;;) {
    const migrating = upgrade.goOn(1);
    if (migrating === null) return upgrade.applied;
    onTurn?.(migrating);
  }
}

/**
 * The next transactions of an upgrade that is done in portions. What throws is a fault of ours or the platform's, which
 * may pass: it is told, and the next portion tries again.
 */
export function portionOf(upgrade: Upgrade, most: number): Migrating | null {
  try {
    return upgrade.goOn(most);
  } catch (fault) {
    return { ...upgrade.underWay(), fault: fault ?? new Error('unknown') };
  }
}

export type OnTurn = (migrating: Migrating) => void;

function refuseUnknown(applied: readonly string[], migrations: readonly Migration[]): void {
  const known = new Set(migrations.map(({ name }) => name));
  for (const name of applied) if (!known.has(name)) throw new NewerDatabase(name);
}

/** A newer Kakehashi wrote this database; an older one must not touch it. */
export class NewerDatabase extends Error {
  constructor(name: string) {
    super(`The database holds the migration ${name}, which this version does not know.`);
    this.name = 'NewerDatabase';
  }
}

/** The first migration with an audit log, and the one that changed how its entries are hashed. */
const AUDIT_LOG = '0003_audit.sql';
const FORMAT_2 = '0036_audit_names.sql';

const hasOldEntries = (raw: RawDatabase, applied: ReadonlySet<string>): boolean =>
  applied.has(AUDIT_LOG) &&
  !applied.has(FORMAT_2) &&
  raw.column('SELECT id FROM audit_entries LIMIT 1').length > 0;

/** The log is in a format that can't be continued, and rewriting it would end what it proves. */
export class OldAuditLog extends Error {
  constructor({ name, instead }: DatabasePlace) {
    super(
      `${name} holds an audit log in the format of an earlier version. This version does not continue ` +
        `it: to rewrite the log would end what it proves. Nothing was changed. ${instead}`,
    );
    this.name = 'OldAuditLog';
  }
}
