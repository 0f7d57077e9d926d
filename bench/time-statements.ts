import Sqlite from 'better-sqlite3';

/** How long the executions of one SQL text took. */
export interface StatementTime {
  readonly sql: string;
  readonly executed: number;
  readonly medianMs: number;
}

const EXECUTING = ['run', 'get', 'all'];
/** Times are counted in steps of a tenth, from a microsecond on: a list of each would grow for ever. */
const STEP = Math.log(1.1);
const STEPS = 200;
const LEAST_MS = 0.001;

/**
 * Times from now on what SQLite executes in this process, for all callers.
 *
 * @returns a function that returns the times since its last call
 */
export function timeStatements(): () => StatementTime[] {
  let times = new Map<string, Uint32Array>();
  const note = (sql: string, ms: number) => {
    const counts = times.get(sql) ?? new Uint32Array(STEPS);
    times.set(sql, counts);
    const step = Math.floor(Math.log(Math.max(ms, LEAST_MS) / LEAST_MS) / STEP);
    const place = Math.min(step, STEPS - 1);
    counts[place] = (counts[place] ?? 0) + 1;
  };
  const statement: object = Object.getPrototypeOf(new Sqlite(':memory:').prepare('SELECT 1'));
  for (const name of EXECUTING) {
    const original: unknown = Reflect.get(statement, name);
    if (typeof original !== 'function') throw new Error(`There is no method ${name} to time.`);
    Reflect.set(statement, name, function timed(this: object, ...given: unknown[]): unknown {
      const since = performance.now();
      const returned: unknown = Reflect.apply(original, this, given);
      note(String(Reflect.get(this, 'source')), performance.now() - since);
      return returned;
    });
  }
  return () => {
    const told = [...times].map(([sql, counts]) => summed(sql, counts));
    times = new Map();
    return told;
  };
}

function summed(sql: string, counts: Uint32Array): StatementTime {
  const executed = counts.reduce((sum, n) => sum + n, 0);
  let left = executed / 2;
  const place = counts.findIndex((n) => {
    left -= n;
    return left <= 0;
  });
  return { sql, executed, medianMs: LEAST_MS * Math.exp(STEP * (place + 0.5)) };
}
