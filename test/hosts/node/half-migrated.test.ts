import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verify } from '../../../src/hosts/node/audit/verify.ts';
import { copyFaultOf } from '../../../src/hosts/node/backup/copy-fault.ts';
import { makeBackup } from '../../../src/hosts/node/backup/make-backup.ts';
import { exportWorkspace } from '../../../src/hosts/node/export/export-workspace.ts';
import { importWorkspace } from '../../../src/hosts/node/import/import-workspace.ts';
import { restoreBackup } from '../../../src/hosts/node/restore/restore-backup.ts';
import { tellNowAndThen } from '../../../src/hosts/node/tell-migrating.ts';
import { changeHere, statusHere } from '../../../src/hosts/node/workspace/here.ts';
import { NewerDatabase } from '../../../src/store/sqlite/migrate.ts';
import { MIGRATIONS } from '../../../src/store/sqlite/migration-texts.ts';
import { DATABASE_FILE, openNodeStore } from '../../../src/store/sqlite/node.ts';
import { terminal } from '../../../src/words/en/terminal.ts';
import { wordsOf } from '../../../src/words/words.ts';
import { manualClock } from '../../helpers/clock.ts';
import { putNewDatabase } from '../../helpers/new-database.ts';

/** A start of a newer version was cut off between two slices of its migration; this version comes back to it. */

const folder = mkdtempSync(join(tmpdir(), 'kakehashi-half-'));
const dataDir = join(folder, 'data');
const database = join(dataDir, DATABASE_FILE);
const NOW = Date.UTC(2026, 10, 27);

const TOMORROW = {
  name: '9999_tomorrow.sql',
  sql: `CREATE TABLE tomorrow (id INTEGER PRIMARY KEY, done INTEGER) STRICT;
INSERT INTO tomorrow (id) VALUES (1), (2), (3), (4), (5);
UPDATE tomorrow SET done = coalesce(done, 0) + 1
WHERE id IN (SELECT id FROM tomorrow WHERE id > ifnull(:after, 0) ORDER BY id LIMIT 2)
RETURNING id;`,
};
const newer = { migrations: [...MIGRATIONS, TOMORROW] };

const backupTo = (name: string) =>
  makeBackup({
    ...{ dataDir, folder: join(folder, name), keep: null, withAuditKey: false },
    ...{ readAll: false, now: NOW },
  });
const exportTo = (name: string) =>
  exportWorkspace({ dataDir, file: join(folder, name), withFiles: true, now: NOW });

/** What a command says at its end. */
const whyOf = (error: unknown): string => {
  const fault = copyFaultOf(error, dataDir);
  return fault === null ? String(error) : terminal.copies.faults[fault.why](fault.detail);
};

async function audit(): Promise<[number, string]> {
  const said: string[] = [];
  const print = (text: string) => said.push(text);
  const words = wordsOf('en');
  const say = terminal.auditCommand;
  const code = await verify.run({ args: [dataDir], say, words, print, environment: {} });
  return [code, said.join('\n')];
}

beforeAll(async () => {
  mkdirSync(dataDir);
  putNewDatabase(dataDir);
  await backupTo('before');
  await exportTo('before.ndjson');
  let turns = 0;
  const onTurn = () => {
    turns += 1;
    if (turns === 3) throw new Error('cut off');
  };
  expect(() => openNodeStore(dataDir, { ...newer, onTurn })).toThrow('cut off');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('this version refuses it, and changes nothing', async () => {
  const rows = () => {
    const sqlite = new Sqlite(database, { readonly: true });
    try {
      return sqlite.prepare('SELECT * FROM tomorrow, migrations').all();
    } finally {
      sqlite.close();
    }
  };
  const before = rows();
  expect(() => openNodeStore(dataDir)).toThrow(NewerDatabase);
  expect(() => openNodeStore(dataDir)).toThrow('the migration 9999_tomorrow.sql, which');
  await expect(changeHere('pause', dataDir, {})).rejects.toThrow(NewerDatabase);
  expect(rows()).toEqual(before);
});

test('backup, export, status and verification say how far it is, and do nothing', async () => {
  const asks = [
    () => backupTo('half'),
    () => exportTo('half.ndjson'),
    async () => statusHere(dataDir, {}),
  ];
  for (const ask of asks) {
    const said = await ask().then(() => 'done', whyOf);
    expect(said).toContain('9999_tomorrow.sql, 4 rows done');
    expect(said).toContain('Wait until it has, or start that version again');
  }
  expect(await audit()).toEqual([2, expect.stringContaining('9999_tomorrow.sql, 4 rows done')]);
});

test('restore and import put it aside, as any other', async () => {
  const wishes = { dataDir, now: NOW };
  await expect(
    restoreBackup({ ...wishes, from: join(folder, 'before'), replaces: false }),
  ).rejects.toMatchObject({ why: 'not-empty' });
  const file = join(folder, 'before.ndjson');
  await expect(importWorkspace({ ...wishes, file, replaces: false })).rejects.toMatchObject({
    why: 'not-empty',
  });
  const other = join(folder, 'other');
  mkdirSync(other);
  putNewDatabase(other);
  expect(() =>
    openNodeStore(other, {
      ...newer,
      onTurn: () => {
        throw new Error('cut off');
      },
    }),
  ).toThrow('cut off');
  const from = join(folder, 'before');
  await restoreBackup({ dataDir: other, now: NOW, from, replaces: true });
  openNodeStore(other).close();
});

test('the newer version goes on where it was', async () => {
  openNodeStore(dataDir, newer).close();
  const sqlite = new Sqlite(database, { readonly: true });
  expect(sqlite.prepare('SELECT id, done FROM tomorrow').raw().all()).toEqual(
    [1, 2, 3, 4, 5].map((id) => [id, 1]),
  );
  sqlite.close();
  expect((await backupTo('after')).missing).toEqual([]);
});

test('a long upgrade is told of each five seconds, a short one not at all', () => {
  const clock = manualClock(NOW);
  const told: number[] = [];
  const onTurn = tellNowAndThen(clock, (_, rows) => told.push(rows));
  for (let turn = 0; turn < 12; turn += 1) {
    onTurn({ migration: TOMORROW.name, rows: turn });
    clock.advance(1000);
  }
  expect(told).toEqual([5, 10]);
  // A clock that is set back says nothing of how long it has been silent.
  clock.advance(-3_600_000);
  onTurn({ migration: TOMORROW.name, rows: 12 });
  onTurn({ migration: TOMORROW.name, rows: 13 });
  expect(told).toEqual([5, 10, 12]);
});
