import Sqlite from 'better-sqlite3';
import { refusedByWorkers } from './worker-limits.ts';

/**
 * Runs before every test file (vitest.config.ts): each statement that a test, or the bridge in it, gives to SQLite
 * must be one that a Durable Object takes. Production runs without it.
 */
const GUARDED = Symbol.for('kakehashi guarded sql');

/** Texts that have passed: most come again and again. */
const passed = new Set<string>();

function judge(sql: unknown): void {
  if (typeof sql !== 'string' || passed.has(sql)) return;
  const refused = refusedByWorkers(sql);
  if (refused !== null) {
    throw new Error(`A Durable Object refuses this statement: ${refused}.\n${sql.slice(0, 400)}`);
  }
  passed.add(sql);
}

if (!(GUARDED in Sqlite.prototype)) {
  const { prepare, exec } = Sqlite.prototype;
  Object.assign(Sqlite.prototype, {
    [GUARDED]: true,
    prepare(this: Sqlite.Database, sql: string) {
      judge(sql);
      return prepare.call(this, sql);
    },
    exec(this: Sqlite.Database, sql: string) {
      judge(sql);
      return exec.call(this, sql);
    },
  });
}
