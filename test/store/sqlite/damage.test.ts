import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DamagedDatabase, isDamage, markDamaged } from '../../../src/store/sqlite/damage.ts';
import { openNodeStore } from '../../../src/store/sqlite/node.ts';
import { putNewDatabase } from '../../helpers/new-database.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kakehashi-damage-'));
  putNewDatabase(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (name = 'kakehashi.db') => join(folder, name);
const size = () => statSync(file()).size;

/** Leaves a log as a crash does: what was written last is only there. */
function crash(pageSize = 4096, rows = 50): void {
  const other = mkdtempSync(join(tmpdir(), 'kakehashi-crash-'));
  const sqlite = new Sqlite(join(other, 'kakehashi.db'));
  sqlite.pragma(`page_size = ${pageSize}`);
  sqlite.pragma('journal_mode = WAL');
  sqlite.exec('CREATE TABLE notes (note TEXT)');
  sqlite.pragma('wal_checkpoint(TRUNCATE)');
  for (let row = 0; row < rows; row += 1) {
    sqlite.prepare('INSERT INTO notes VALUES (?)').run('x'.repeat(1000));
  }
  copyFileSync(join(other, 'kakehashi.db-wal'), file('kakehashi.db-wal'));
  sqlite.close();
  rmSync(other, { recursive: true, force: true });
}

/** Half of a restore: the log of the newer database is still there. */
function putOlderCopy(): void {
  const older = readFileSync(file());
  const sqlite = new Sqlite(file());
  sqlite.pragma('journal_mode = WAL');
  sqlite.exec('CREATE TABLE notes (note TEXT); CREATE INDEX by_note ON notes (note)');
  const note = sqlite.prepare('INSERT INTO notes VALUES (?)');
  for (let row = 0; row < 200; row += 1) note.run(`${row}${'x'.repeat(500)}`);
  sqlite.pragma('wal_checkpoint(TRUNCATE)');
  for (let row = 0; row < 20; row += 1) note.run(`${row}${'y'.repeat(500)}`);
  const log = readFileSync(file('kakehashi.db-wal'));
  sqlite.close();
  writeFileSync(file(), older);
  writeFileSync(file('kakehashi.db-wal'), log);
}

/** What stands in the folder, byte for byte, without what any look at it makes. */
const contents = () =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => !/(-shm|\.lock)$/.test(name) && statSync(file(name)).size > 0)
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(file(name)))
          .digest('hex'),
      ]),
  );

const overwritten = (from: number) => {
  const bytes = readFileSync(file());
  bytes.fill(0xa5, from, from + 4096 * 20);
  writeFileSync(file(), bytes);
};

test.each<[string, string, () => void]>([
  ['a file that is no database', 'no-database', () => writeFileSync(file(), 'x'.repeat(9000))],
  ['its first bytes overwritten', 'no-database', () => overwritten(0)],
  ['a few bytes of it', 'no-database', () => truncateSync(file(), 60)],
  ['half of the file', 'cut-off', () => truncateSync(file(), Math.floor(size() / 2))],
  ['the last page missing', 'cut-off', () => truncateSync(file(), size() - 4096)],
  [
    'emptied beside its log',
    'log-without-database',
    () => {
      crash();
      truncateSync(file(), 0);
    },
  ],
  [
    'removed beside its log',
    'log-without-database',
    () => {
      crash();
      rmSync(file());
    },
  ],
  [
    'emptied beside the checkpoints of its log',
    'empty',
    () => {
      writeFileSync(file('checkpoints'), 'notes');
      truncateSync(file(), 0);
    },
  ],
  ['the log of a database with other pages', 'log-of-another', () => crash(8192)],
  ['the log of another database', 'log-of-another', () => crash()],
  ['an older copy put beside the log of what came later', 'inconsistent', () => putOlderCopy()],
  [
    'pages overwritten, met while it was in use',
    'inconsistent',
    () => {
      overwritten(size() - 4096 * 20);
      markDamaged(folder);
    },
  ],
])('%s: refused as %s, and nothing is changed', (_what, damage, damages) => {
  damages();
  const before = contents();
  for (const _start of ['first', 'second']) {
    expect(() => openNodeStore(folder)).toThrow(expect.objectContaining({ damage }));
    expect(contents()).toEqual(before);
  }
});

test('it says what is wrong and what to do', () => {
  expect(new DamagedDatabase('/data/kakehashi.db', 'cut-off').message).toMatchInlineSnapshot(
    `"The database /data/kakehashi.db is damaged. The file is shorter than it says itself: its end is missing. Nothing was changed. Copy the whole folder elsewhere first, then put the latest backup in its place (docs/operations.md, "A damaged database")."`,
  );
});

test('a whole one that was marked is opened, and the mark is gone', () => {
  markDamaged(folder);
  openNodeStore(folder).close();
  expect(existsSync(file('kakehashi.damaged'))).toBe(false);
});

test.each([
  ['no file at all', () => rmSync(file())],
  [
    'an empty one, as a first start leaves it that is cut off at once',
    () => truncateSync(file(), 0),
  ],
])('%s is a new database', (_what, before) => {
  before();
  openNodeStore(folder).close();
});

test('a damaged one holds its folder no longer: a start after the repair goes on', () => {
  const whole = readFileSync(file());
  truncateSync(file(), 4096);
  expect(() => openNodeStore(folder)).toThrow(DamagedDatabase);
  writeFileSync(file(), whole);
  openNodeStore(folder).close();
});

test.each([
  ['SQLITE_CORRUPT', true],
  ['SQLITE_CORRUPT_INDEX', true],
  ['SQLITE_NOTADB', true],
  ['SQLITE_FULL', false],
  ['ENOSPC', false],
])('%s is damage: %s', (code, isOne) => {
  const error = Object.assign(new Error('from the database'), { code });
  expect(isDamage(error)).toBe(isOne);
  expect(isDamage(new Error('a query failed', { cause: error }))).toBe(isOne);
});
