import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { FAULT_POINTS, type FaultPoint } from '../../src/domain/fault-points.ts';
import { EndedEarly, startChildBridge, type TestEntry } from '../helpers/child-bridge.ts';
import { isOfSlices, slicedRounds } from './slices.ts';

/** The bridge dies at each step of bringing an old database up to date: it is old or new, never between. */

const MIGRATIONS = new URL('../../migrations/', import.meta.url);
/** Later ones write the file anew, which is a step of its own. */
const OLD = '0032';

const names = () =>
  readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith('.sql'))
    .sort();

/** @returns broken promises, in words, and how often the bridge was killed */
export async function migrationRounds(
  environment: Readonly<Record<string, string>>,
  entry: TestEntry,
): Promise<{ readonly faults: readonly string[]; readonly kills: number }> {
  const all = FAULT_POINTS.filter((point) => point.startsWith('migrate.'));
  const points = all.filter((point) => !isOfSlices(point));
  const slices = slicedRounds(all.filter(isOfSlices));
  const folder = mkdtempSync(join(tmpdir(), 'kakehashi-migrate-'));
  try {
    const old = makeOld(folder);
    const faults: string[] = [...slices.faults];
    for (const point of points) faults.push(...(await dieAt(point, old)));
    const bridge = await startChildBridge({ ...environment, DATA_DIR: folder }, entry);
    await bridge.kill();
    if (applied(folder).length !== names().length) faults.push('the database is not up to date');
    return { faults, kills: points.length + slices.kills };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }

  async function dieAt(point: FaultPoint, old: number): Promise<string[]> {
    // What has been done once is not done again: each point meets an old database.
    if (point !== 'migrate.write') makeOld(folder);
    try {
      const bridge = await startChildBridge(
        { ...environment, DATA_DIR: folder },
        { ...entry, args: [point] },
      );
      await bridge.kill();
      return [`nothing came to ${point}`];
    } catch (error) {
      if (!(error instanceof EndedEarly) || error.signal !== 'SIGKILL') throw error;
    }
    const expected = point === 'migrate.write' ? old : names().length;
    const there = applied(folder).length;
    const found = check(folder);
    return [
      ...(there === expected ? [] : [`${point}: ${there} migrations instead of ${expected}`]),
      ...(found === 'ok' ? [] : [`${point}: ${found}`]),
    ];
  }
}

/** @returns how many migrations it has seen */
function makeOld(folder: string): number {
  for (const name of ['kakehashi.db', 'kakehashi.db-wal', 'kakehashi.db-shm']) {
    rmSync(join(folder, name), { force: true });
  }
  mkdirSync(folder, { recursive: true });
  const database = new Database(join(folder, 'kakehashi.db'));
  const old = names().filter((name) => name < OLD);
  database.pragma('journal_mode = WAL');
  database.exec('CREATE TABLE migrations (name TEXT PRIMARY KEY) STRICT');
  const note = database.prepare('INSERT INTO migrations (name) VALUES (?)');
  database.transaction(() => {
    for (const name of old) {
      database.exec(readFileSync(new URL(name, MIGRATIONS), 'utf8'));
      note.run(name);
    }
  })();
  database.close();
  return old.length;
}

const applied = (folder: string): string[] =>
  read(folder, (database) =>
    database
      .prepare<[], { name: string }>('SELECT name FROM migrations')
      .all()
      .map(({ name }) => name),
  );

const check = (folder: string): string =>
  read(folder, (database) => String(database.pragma('integrity_check', { simple: true })));

function read<Result>(folder: string, work: (database: Database.Database) => Result): Result {
  const database = new Database(join(folder, 'kakehashi.db'));
  try {
    return work(database);
  } finally {
    database.close();
  }
}
