import { withBridge } from './bridge-stage.ts';
import type { StatementCount } from './count-statements.ts';
import { type Expectation, fixed, loadNow, table } from './figures.ts';
import { COUNTS } from './measured.ts';
import type { Way } from './traffic.ts';

/**
 * The SQL cost of a message: how many statements are built and prepared for it, how many executed.
 */

const ROOMS = 100;
const MS = 1500;
/** Alone, a message has its own commits. */
const OUTSTANDING = [1, 32];
const NAMES = { line: 'LINE → LINE WORKS', works: 'LINE WORKS → LINE' } as const;
const WAYS = ['line', 'works'] as const;
const LEAST = 300;

interface Costs {
  readonly name: string;
  readonly built: number;
  readonly prepared: number;
  readonly executed: number;
  /** Statements built or prepared again. */
  readonly fresh: readonly StatementCount[];
}

/** Counts once: counts do not vary with time. */
export async function benchStatements(): Promise<Expectation[]> {
  const costs = await withBridge(
    { rooms: ROOMS, environment: COUNTS },
    async ({ stage, bridge }) => {
      const run = (way: Way, outstanding: number) =>
        stage.closed({ way, outstanding, warmUpMs: 0, ms: MS, least: LEAST });
      await run('mixed', 32);
      const found: Costs[] = [];
      for (const way of WAYS) {
        for (const outstanding of OUTSTANDING) {
          // Each run begins and ends idle, so that it counts only its own.
          const before = (await stage.tell()).arrivals.messages;
          await bridge.statements();
          await run(way, outstanding);
          const { arrivals } = await stage.tell();
          const counts = await bridge.statements();
          const name = `${NAMES[way]}, ${outstanding} outstanding`;
          found.push(costsOf(name, counts, arrivals.messages - before));
        }
      }
      return found;
    },
  );
  print(costs);
  return costs.map(({ name, built, prepared }) => ({
    figure: `statements built or prepared anew a message, ${name}`,
    wish: '0',
    found: Math.max(built, prepared).toFixed(2),
    met: Math.max(built, prepared) < NONE,
  }));
}

/** Statements that the clock causes now and then belong to no message. */
const NONE = 0.05;

function costsOf(name: string, counts: readonly StatementCount[], messages: number): Costs {
  const sum = (of: (count: StatementCount) => number) =>
    counts.reduce((all, count) => all + of(count), 0) / messages;
  return {
    name,
    built: sum((count) => count.built),
    prepared: sum((count) => count.prepared),
    executed: sum((count) => count.executed),
    fresh: counts
      .map((count) => ({
        ...count,
        built: count.built / messages,
        prepared: count.prepared / messages,
      }))
      .filter((count) => count.built + count.prepared >= NONE / 5)
      .sort((one, other) => other.built + other.prepared - one.built - one.prepared),
  };
}

/** Shown of each. */
const SHOWN = 8;
const SHOWN_CHARACTERS = 110;

function print(costs: readonly Costs[]): void {
  const shown = fixed(1);
  const rows = costs.map(({ name, built, prepared, executed }) => [
    name,
    shown(built),
    shown(prepared),
    shown(executed),
  ]);
  console.log(`\nStatements a message, counted in the bridge's process (${loadNow()}).\n`);
  console.log(table(['', 'built by drizzle', 'prepared by SQLite', 'executed'], rows));
  for (const { name, fresh } of costs.filter((each) => each.fresh.length > 0)) {
    console.log(`\nBuilt and prepared anew, ${name}:`);
    for (const { sql, built, prepared } of fresh.slice(0, SHOWN)) {
      const text = sql.replace(/\s+/g, ' ').replace(/^select .*? from /, 'select … from ');
      console.log(
        `  ${built.toFixed(2)}  ${prepared.toFixed(2)}  ${text.slice(0, SHOWN_CHARACTERS)}`,
      );
    }
  }
}
