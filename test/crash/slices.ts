import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import type { FaultPoint } from '../../src/domain/fault-points.ts';
import { DATABASE_FILE, openNodeStore } from '../../src/store/sqlite/node.ts';
import { OLD } from '../store/sqlite/made-up-migrations.ts';

/** A start dies in each slice of a migration and behind each: the next one goes on, and none is done twice. */

const ENTRY = fileURLToPath(new URL('sliced-start.ts', import.meta.url));
const ROWS = 6;

/** Those that the migrations of today do not come to: none of them has slices. */
export const isOfSlices = (point: FaultPoint): boolean =>
  point === 'migrate.slice' || point === 'migrate.sliced';

/** @returns broken promises, in words, and how often a start was killed */
export function slicedRounds(points: readonly FaultPoint[]): {
  readonly faults: readonly string[];
  readonly kills: number;
} {
  const faults: string[] = [];
  let kills = 0;
  for (const point of points) {
    const folder = mkdtempSync(join(tmpdir(), 'kakehashi-slices-'));
    try {
      makeOld(folder);
      // Each start gets a transaction further than the one before it, or two.
      for (let starts = 0; ; starts += 1) {
        const ended = spawnSync(process.execPath, [ENTRY, folder, point, String(starts % 2)]);
        if (ended.signal === 'SIGKILL') kills += 1;
        else if (ended.status === 0) break;
        else throw new Error(String(ended.stderr));
        const found = inDatabase(folder, (db) => db.pragma('integrity_check', { simple: true }));
        if (found !== 'ok') faults.push(`${point}: ${String(found)}`);
        if (starts > MOST_STARTS) throw new Error(`${point}: it does not get to an end.`);
      }
      faults.push(...wrongRows(folder).map((row) => `${point}: ${row}`));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  if (kills < points.length) faults.push('nothing came to the slices of a migration');
  return { faults, kills };
}

const MOST_STARTS = 60;

function makeOld(folder: string): void {
  openNodeStore(folder, { migrations: OLD }).close();
  inDatabase(folder, (db) => {
    // The triggers of the made-up version write to the first.
    for (let id = 2; id <= ROWS; id += 1) {
      db.prepare('INSERT INTO many VALUES (?, ?)').run(id, 'x'.repeat(4 + id));
      db.prepare('INSERT INTO texts VALUES (?, ?)').run(`text-${id}`, id);
    }
  });
}

/** A slice that were done twice would count twice. */
const wrongRows = (folder: string): readonly string[] =>
  inDatabase(folder, (db) =>
    db
      .prepare<[], string>(
        `SELECT text_id FROM texts WHERE doubled IS NOT 2 * size
         UNION ALL SELECT id FROM many WHERE length IS NOT length(word)
         UNION ALL SELECT name FROM migrations WHERE name LIKE '% %'`,
      )
      .pluck()
      .all(),
  );

function inDatabase<Result>(folder: string, work: (db: Database.Database) => Result): Result {
  const database = new Database(join(folder, DATABASE_FILE));
  try {
    return work(database);
  } finally {
    database.close();
  }
}
