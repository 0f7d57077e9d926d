import type { z } from 'zod';
import { type DatabasePlace, migrate } from '../sqlite/migrate.ts';
import { REGISTRY_MIGRATIONS } from './schema.ts';

/*
 * The registry of a deployment: which workspaces there are, and whose each domain and OA is. It is asked by operators
 * and the watchdog; no message passes here. Its few statements are raw, so that they run over both drivers unchanged.
 */

export type Value = string | number | null;

/** The registry's database, whichever driver is below. */
export interface RegistryDatabase {
  /** Runs a statement, and returns its rows. */
  all(sql: string, ...values: readonly Value[]): readonly unknown[];
  /** All that `work` writes, or none of it. Nothing waits inside. */
  transaction<Result>(work: () => Result): Result;
}

/**
 * Brings a registry's database up to date.
 *
 * @throws NewerDatabase
 */
export function migrateRegistry(db: RegistryDatabase, place: DatabasePlace): void {
  migrate(
    {
      run: (sql) => {
        for (const statement of sql.split(';\n')) {
          if (statement.trim() !== '') db.all(statement);
        }
      },
      column: (sql) => db.all(sql).map(firstOf),
      transaction: (work) => db.transaction(work),
    },
    REGISTRY_MIGRATIONS,
    place,
  );
}

const firstOf = (row: unknown): unknown =>
  typeof row === 'object' && row !== null ? Object.values(row)[0] : undefined;

/** The rows of a statement, in the form that its columns have. */
export const rowsOf = <Shape extends z.ZodType>(
  shape: Shape,
  rows: readonly unknown[],
): z.output<Shape>[] => rows.map((row) => shape.parse(row));
