import { createHash, generateKeyPairSync } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SYSTEM } from '../../../../src/domain/audit.ts';
import { blobPath } from '../../../../src/hosts/node/backup/blob-files.ts';
import { type BackupWish, makeBackup } from '../../../../src/hosts/node/backup/make-backup.ts';
import { exportWorkspace } from '../../../../src/hosts/node/export/export-workspace.ts';
import { importWorkspace } from '../../../../src/hosts/node/import/import-workspace.ts';
import { restoreBackup } from '../../../../src/hosts/node/restore/restore-backup.ts';
import { signCheckpoint } from '../../../../src/proof/checkpoint.ts';
import { asAppended } from '../../../../src/proof/note-file.ts';
import { noteSigner, writeVerifierKey } from '../../../../src/proof/note-key.ts';
import { appendEntry, logEnd } from '../../../../src/store/audit/audit-log.ts';
import { keepCheckpoint, noteSigningKey } from '../../../../src/store/audit/checkpoints.ts';
import { addBlob } from '../../../../src/store/files/blobs.ts';
import { lockFolder, openNodeStore, RestoreUnfinished } from '../../../../src/store/sqlite/node.ts';
import { putNewDatabase } from '../../../helpers/new-database.ts';
import { runCommand } from './commands.ts';

const AT = Date.UTC(2026, 10, 27);
let folder: string;
let dataDir: string;
let backups: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kakehashi-copies-'));
  dataDir = join(folder, 'data');
  backups = join(folder, 'backups');
  writeWorkspace();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const FILES = ['one file', 'another file'].map((text) => Buffer.from(text.repeat(50_000)));

/** A signed log, two files and the keys: what a bridge that has stopped leaves behind. */
function writeWorkspace(): void {
  mkdirSync(dataDir);
  putNewDatabase(dataDir);
  const store = openNodeStore(dataDir);
  const signer = noteSigner('kakehashi/1', generateKeyPairSync('ed25519').privateKey);
  store.transaction(() => {
    noteSigningKey(store.db, { verifierKey: writeVerifierKey(signer.key), since: AT });
    for (const [at, text] of ['一', '二', '三'].entries()) {
      const content = { text, detail: null };
      const draft = { action: 'message.receive', actor: SYSTEM, outcome: 'ok', content } as const;
      appendEntry(store.db, draft, AT + at, () => `salt ${at}`);
    }
    const note = signCheckpoint(signer, { ...logEnd(store.db), at: AT });
    keepCheckpoint(store.db, { entries: 3, note });
    appendFileSync(join(dataDir, 'checkpoints'), asAppended(note));
    for (const bytes of FILES)
      addBlob(store.db, { sha256: digestOf(bytes), size: bytes.length, place: null });
  });
  store.close();
  for (const bytes of FILES) {
    const path = blobPath(join(dataDir, 'blobs'), digestOf(bytes));
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, bytes);
  }
  writeFileSync(join(dataDir, 'secret.key'), 'secret');
  writeFileSync(join(dataDir, 'audit.key'), 'key');
}

const backup = (minutes: number, wish: Partial<BackupWish> = {}) =>
  makeBackup({
    dataDir,
    folder: backups,
    keep: null,
    withAuditKey: false,
    readAll: false,
    now: AT + minutes * 60_000,
    ...wish,
  });
const restore = (from: string, into: string, replaces = false) =>
  restoreBackup({ from, dataDir: into, replaces, now: AT });

/** Everything in a database but the note that it is a copy, as text. */
function contentsOf(path: string): string {
  const sqlite = new Sqlite(join(path, 'kakehashi.db'), { readonly: true });
  const schema = sqlite
    .prepare<[], { name: string; type: string; sql: string }>(
      'SELECT name, type, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name',
    )
    .all();
  const rows = schema
    .filter(({ name, type }) => type === 'table' && !/^restorations$|^sqlite_/.test(name))
    .map(({ name }) => [name, sqlite.prepare(`SELECT * FROM "${name}"`).raw().all()]);
  const ids = sqlite
    .prepare("SELECT * FROM sqlite_sequence WHERE name <> 'restorations' ORDER BY name")
    .raw()
    .all();
  sqlite.close();
  return JSON.stringify([schema, rows, ids]);
}

test('a backup is whole and private, shares files with the one before, and goes with the others by number', async () => {
  const first = await backup(0);
  expect(first).toMatchObject({ entries: 3, blobs: 2, missing: [], pruned: 0 });
  expect(readdirSync(first.path).sort()).toEqual([
    'backup.json',
    'blobs',
    'checkpoints',
    'kakehashi.db',
    'secret.key',
  ]);
  for (const name of ['kakehashi.db', 'secret.key', 'checkpoints', 'backup.json']) {
    expect([name, statSync(join(first.path, name)).mode & 0o777]).toEqual([name, 0o600]);
  }
  expect(statSync(first.path).mode & 0o777).toBe(0o700);

  const second = await backup(1, { withAuditKey: true });
  const [bytes = Buffer.of()] = FILES;
  const inode = (path: string) => statSync(blobPath(join(path, 'blobs'), digestOf(bytes))).ino;
  expect(inode(second.path)).toBe(inode(first.path));
  expect(readFileSync(join(second.path, 'audit.key'), 'utf8')).toBe('key');

  // Only what it made itself is pruned, and half-written leftovers go.
  mkdirSync(join(backups, 'kakehashi-20200101T000000Z'));
  mkdirSync(join(backups, 'kakehashi-20200101T000001Z.part'));
  mkdirSync(join(backups, 'kakehashi-20200101T000002Z.part'));
  writeFileSync(join(backups, 'kakehashi-20200101T000002Z.part', '.being-written'), '');
  const third = await backup(2, { keep: 1 });
  expect(third.pruned).toBe(2);
  expect(
    readdirSync(backups)
      .filter((name) => name.startsWith('kakehashi-'))
      .sort(),
  ).toEqual([
    'kakehashi-20200101T000000Z',
    'kakehashi-20200101T000001Z.part',
    'kakehashi-20261127T000200Z',
  ]);
});

test('a file that is missing in DATA_DIR is told, and no older backup goes for such a one', async () => {
  await backup(0);
  const sha256 = digestOf(FILES[1] ?? Buffer.of());
  rmSync(blobPath(join(dataDir, 'blobs'), sha256));
  rmSync(join(backups, 'kakehashi-20261127T000000Z', 'blobs'), { recursive: true });
  const made = await backup(1, { keep: 1 });
  expect(made).toMatchObject({ blobs: 1, missing: [sha256], pruned: 0 });
  await restore(made.path, join(folder, 'new'));
});

test('what cannot be backed up is refused, and leaves what is there', async () => {
  const kept = await backup(0);
  await expect(backup(1, { folder: join(dataDir, 'backups') })).rejects.toMatchObject({
    why: 'inside',
  });
  await expect(backup(1, { dataDir: join(folder, 'none') })).rejects.toMatchObject({
    why: 'no-database',
  });
  const lock = lockFolder(backups);
  await expect(backup(1)).rejects.toMatchObject({ why: 'under-way' });
  lock.close();
  const sqlite = new Sqlite(join(dataDir, 'kakehashi.db'));
  sqlite.exec('DROP TRIGGER audit_entries_no_update');
  sqlite.exec(`UPDATE audit_entry_rows SET outcome = 'sent' WHERE id = 2`);
  sqlite.close();
  await expect(backup(1, { keep: 1 })).rejects.toMatchObject({ why: 'breach' });
  expect(readdirSync(backups).filter((name) => name.startsWith('kakehashi-2'))).toEqual([
    kept.path.slice(backups.length + 1),
  ]);
});

test('a restore is verified, refuses what is in use or not empty, and puts aside what is replaced', async () => {
  const { path } = await backup(0);
  const into = join(folder, 'new');
  const first = await restore(backups, into);
  expect(first).toMatchObject({ from: path, entries: 3, blobs: 2, aside: null });
  expect(contentsOf(into)).toBe(contentsOf(dataDir));
  await expect(restore(path, into)).rejects.toMatchObject({ why: 'not-empty' });
  const running = openNodeStore(into);
  await expect(restore(path, into, true)).rejects.toMatchObject({ why: 'in-use' });
  running.close();
  writeFileSync(join(into, 'audit.key'), 'own key');
  const second = await restore(path, into, true);
  expect(second.aside).toBe(join(into, 'before-restore-20261127T000000Z'));
  expect(existsSync(join(second.aside ?? '', 'kakehashi.db'))).toBe(true);
  expect(readFileSync(join(into, 'audit.key'), 'utf8')).toBe('own key');

  // One byte of a file, of the database, or of the checkpoints.
  const before = readdirSync(into).sort();
  for (const name of [
    'kakehashi.db',
    'checkpoints',
    join('blobs', digestOf(FILES[0] ?? Buffer.of()).slice(0, 2), digestOf(FILES[0] ?? Buffer.of())),
  ]) {
    const bytes = readFileSync(join(path, name));
    writeFileSync(
      join(path, name),
      Buffer.concat([bytes.subarray(0, -1), Buffer.of((bytes.at(-1) ?? 0) ^ 1)]),
    );
    await expect(restore(path, into, true), name).rejects.toMatchObject({ why: 'not-whole' });
    writeFileSync(join(path, name), bytes);
  }
  expect(readdirSync(into).sort()).toEqual(before);
});

test('a restore that was interrupted among its renames keeps the bridge from starting, and is finished by the next', async () => {
  const { path } = await backup(0);
  const into = join(folder, 'new');
  await restore(path, into);
  // As it is before the last rename.
  mkdirSync(join(into, '.restored'));
  renameSync(join(into, 'kakehashi.db'), join(into, '.restored', 'kakehashi.db'));
  expect(() => openNodeStore(into)).toThrow(RestoreUnfinished);
  await expect(restore(path, into, true)).rejects.toMatchObject({ why: 'finished' });
  expect(contentsOf(into)).toBe(contentsOf(dataDir));
  openNodeStore(into).close();
  // As it is while the folder of the renames is being removed: what stands there stays.
  mkdirSync(join(into, '.restored'));
  writeFileSync(join(into, '.restored', 'aside'), 'before-restore-20261127T000000Z');
  await expect(restore(path, into, true)).rejects.toMatchObject({ why: 'finished' });
  expect(contentsOf(into)).toBe(contentsOf(dataDir));
  expect(existsSync(join(into, '.restored'))).toBe(false);
});

test('two in one second take names of their own, and the clock does not decide which is new', async () => {
  const first = await backup(0);
  const second = await backup(0);
  expect(second.path).not.toBe(first.path);
  const into = join(folder, 'new');
  await restore(second.path, into);
  const one = await restore(second.path, into, true);
  const other = await restore(second.path, into, true);
  expect(other.aside).not.toBe(one.aside);
  for (const { aside } of [one, other]) {
    expect(contentsOf(aside ?? '')).toBe(contentsOf(dataDir));
  }
  // The clock was set back: what has just been made is not taken for the oldest.
  const third = await backup(-60, { keep: 2 });
  expect(third.pruned).toBe(1);
  expect(existsSync(third.path)).toBe(true);
});

test('an export comes back the same, and one that is cut short or altered is refused whole', async () => {
  const [plain, packed] = [join(folder, 'all.ndjson'), join(folder, 'all.ndjson.gz')];
  await exportWorkspace({ dataDir, file: plain, withFiles: true, now: AT });
  await exportWorkspace({ dataDir, file: packed, withFiles: true, now: AT });
  expect(statSync(plain).mode & 0o777).toBe(0o600);
  await expect(
    exportWorkspace({ dataDir, file: plain, withFiles: true, now: AT }),
  ).rejects.toMatchObject({ why: 'exists' });
  const take = (file: string, into: string) =>
    importWorkspace({ file, dataDir: join(folder, into), replaces: false, now: AT });
  const imported = await take(packed, 'moved');
  expect(imported).toMatchObject({ entries: 3, blobs: 2, aside: null });
  expect(contentsOf(join(folder, 'moved'))).toBe(contentsOf(dataDir));
  for (const bytes of FILES) {
    expect(readFileSync(blobPath(join(folder, 'moved', 'blobs'), digestOf(bytes)))).toEqual(bytes);
  }
  // From there to a third place: the same again, but for the list of copies it came out of.
  const again = join(folder, 'again.ndjson');
  await exportWorkspace({ dataDir: join(folder, 'moved'), file: again, withFiles: true, now: AT });
  await take(again, 'back');
  expect(contentsOf(join(folder, 'back'))).toBe(contentsOf(dataDir));

  const text = readFileSync(plain, 'utf8');
  const lines = text.trimEnd().split('\n');
  const altered = {
    'without its end': lines.slice(0, -1),
    'without a row': lines.toSpliced(3, 1),
    'a row twice': lines.toSpliced(3, 0, lines[3] ?? ''),
    'another word': lines.map((line) => line.replace('一', '壱')),
    'no header': lines.slice(1),
    'another format': lines.map((line, at) =>
      at === 0 ? line.replace('"format":1', '"format":2') : line,
    ),
    'more after the end': [...lines, lines[3] ?? ''],
    'nothing at all': [],
  };
  for (const [what, changed] of Object.entries(altered)) {
    const file = join(folder, `${what}.ndjson`);
    writeFileSync(file, changed.map((line) => `${line}\n`).join(''));
    await expect(take(file, 'other'), what).rejects.toMatchObject({ why: 'not-whole' });
  }
  writeFileSync(join(folder, 'cut.gz'), gzipSync(text).subarray(0, 400));
  await expect(take(join(folder, 'cut.gz'), 'other')).rejects.toMatchObject({ why: 'not-whole' });
  // What is named is not there, or is no file.
  for (const file of [join(folder, 'none.ndjson'), folder]) {
    await expect(take(file, 'other')).rejects.toMatchObject({ why: 'no-file' });
  }
  await expect(restore(plain, join(folder, 'other'))).rejects.toMatchObject({ why: 'no-backup' });
  const nowhere = join(folder, 'nowhere', 'all.ndjson');
  await expect(
    exportWorkspace({ dataDir, file: nowhere, withFiles: true, now: AT }),
  ).rejects.toMatchObject({ why: 'no-file', detail: join(folder, 'nowhere') });
  const older = join(folder, 'older.ndjson');
  writeFileSync(older, text.replace('"0046_restorations.sql"', '"0047_later.sql"'));
  await expect(take(older, 'other')).rejects.toMatchObject({ why: 'newer-database' });
  expect(
    readdirSync(join(folder, 'other')).filter((name) => !name.startsWith('kakehashi.lock')),
  ).toEqual([]);
});

test('the commands say in words how it went, with their exit codes', async () => {
  const env = { DATA_DIR: dataDir };
  const [wrong, inside, nowhere] = await Promise.all([
    runCommand('backup', [backups, '--keep', '0'], env),
    runCommand('backup', [join(dataDir, 'in')], env),
    runCommand('restore', [join(folder, 'nowhere')], env),
  ]);
  expect(wrong).toMatchObject({ code: 2, said: expect.stringContaining('--keep') });
  expect(inside).toMatchObject({ code: 2, said: expect.stringContaining('is within DATA_DIR') });
  expect(nowhere).toMatchObject({ code: 1, said: expect.stringContaining('There is no backup') });
});
