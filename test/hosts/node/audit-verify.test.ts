import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SYSTEM } from '../../../src/domain/audit.ts';
import { verify } from '../../../src/hosts/node/audit/verify.ts';
import { signCheckpoint } from '../../../src/proof/checkpoint.ts';
import { asAppended } from '../../../src/proof/note-file.ts';
import { noteSigner, writeVerifierKey } from '../../../src/proof/note-key.ts';
import { appendEntry, logEnd } from '../../../src/store/audit/audit-log.ts';
import { keepCheckpoint, noteSigningKey } from '../../../src/store/audit/checkpoints.ts';
import { openNodeStore } from '../../../src/store/sqlite/node.ts';
import { terminalWordsOf } from '../../../src/words/terminal.ts';
import { wordsOf } from '../../../src/words/words.ts';
import { putNewDatabase } from '../../helpers/new-database.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kakehashi-verify-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const newSigner = () => noteSigner('kakehashi/1', generateKeyPairSync('ed25519').privateKey);
type Signer = ReturnType<typeof newSigner>;
const AT = Date.UTC(2026, 10, 27);

/** A log with these contents in a folder of its own, signed after every second entry. */
function writeLog(name: string, contents: readonly string[], signer: Signer): string {
  const path = join(folder, name);
  const store = openNodeStore(path);
  store.transaction(() => {
    noteSigningKey(store.db, { verifierKey: writeVerifierKey(signer.key), since: AT });
    contents.forEach((text, index) => {
      const content = { text, detail: null };
      const draft = { action: 'message.receive', actor: SYSTEM, outcome: 'ok', content } as const;
      appendEntry(store.db, draft, AT + index, () => `salt ${index}`);
      if (index % 2 === 0) return;
      const note = signCheckpoint(signer, { ...logEnd(store.db), at: AT + index });
      keepCheckpoint(store.db, { entries: index + 1, note });
      appendFileSync(join(path, 'checkpoints'), asAppended(note));
    });
  });
  store.close();
  return path;
}

const run = (...args: string[]) => runIn({}, args);

async function runIn(
  environment: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const print = (text: string) => void lines.push(text);
  const code = await verify.run({
    args,
    say: terminalWordsOf('en').auditCommand,
    words: wordsOf('en'),
    print,
    environment,
  });
  return { code, said: lines.join('\n') };
}

const CONTENTS = ['one', 'two', 'three', 'four', 'five'];

/** Changes a closed database as an intruder would. */
function tamper(path: string, ...statements: string[]): void {
  const sqlite = new Sqlite(join(path, 'kakehashi.db'));
  sqlite.pragma('foreign_keys = OFF');
  const triggers = sqlite
    .prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    .all();
  for (const { name } of triggers) sqlite.exec(`DROP TRIGGER ${name}`);
  for (const statement of statements) sqlite.exec(statement);
  sqlite.close();
}

test('a log that is in order, by its folder and by its file', async () => {
  const path = writeLog('log', CONTENTS, newSigner());
  expect(await run(path)).toEqual({
    code: 0,
    said: [
      'Audit log: no breach',
      'Verified: 5 entries',
      'Period: 2026-11-27 09:00 to 2026-11-27 09:00',
      'Compared with 2 checkpoints',
      'Last checkpoint: 2026-11-27 09:00 (up to entry 4)',
    ].join('\n'),
  });
  expect((await run(join(path, 'kakehashi.db'))).code).toBe(0);
});

test('without a path: the log in DATA_DIR, else that of the sandbox there', async () => {
  const environment = { DATA_DIR: folder };
  expect(await runIn(environment)).toMatchObject({ code: 2 });
  const sandbox = writeLog('sandbox', CONTENTS, newSigner());
  const { code, said } = await runIn(environment);
  expect(code).toBe(0);
  expect(said).toMatch(`Audit log of the sandbox: ${sandbox}\nAudit log: no breach\nVerified: 5`);
  writeLog('.', ['one'], newSigner());
  expect((await runIn(environment)).said).toMatch(/^Audit log: no breach\nVerified: 1 entr/);
});

test.each([
  [
    'cut off',
    [
      'DELETE FROM audit_entry_rows WHERE id > 3',
      'DELETE FROM audit_content_rows WHERE entry_id > 3',
    ],
    4,
  ],
  ['emptied', ['DELETE FROM audit_entry_rows', 'DELETE FROM audit_content_rows'], 1],
  ['rewritten', ["UPDATE audit_content_rows SET text = 'ten' WHERE entry_id = 2"], 2],
  ['with an entry less', ['DELETE FROM audit_entry_rows WHERE id = 3'], 3],
  ['put beyond all time', ['UPDATE audit_entry_rows SET at = 9223372036854775807 WHERE id = 1'], 1],
] as const)(
  'a log that was %s is found, with its first bad entry',
  async (_what, statements, entry) => {
    const path = writeLog('log', CONTENTS, newSigner());
    tamper(path, ...statements, 'DELETE FROM audit_checkpoints');
    const { code, said } = await run(path);
    expect(code).toBe(1);
    expect(said).toContain(`First bad entry: ${entry}\n`);
  },
);

test('of a content that nothing accounts for it is not said that an entry does', async () => {
  const path = writeLog('log', CONTENTS, newSigner());
  tamper(path, 'DELETE FROM audit_content_rows WHERE entry_id = 2');
  const { code, said } = await run(path);
  expect(code).toBe(1);
  expect(said).toContain(
    'First bad entry: 2\n  The content of the entry (such as a message) is gone',
  );
  expect(said).not.toContain('an entry says so of each');
});

test('a forged log with a fresh key passes alone, and not beside an older checkpoint', async () => {
  const signer = newSigner();
  const kept = join(folder, 'kept');
  copyFileSync(join(writeLog('true', CONTENTS, signer), 'checkpoints'), kept);
  const forged = writeLog('forged', ['one', 'two', 'tree', 'four', 'five'], newSigner());
  expect((await run(forged)).code).toBe(0);
  const key = writeVerifierKey(signer.key);
  const withKey = await run(forged, '--checkpoints', kept, '--key', key);
  expect(withKey.code).toBe(1);
  expect(withKey.said).toContain('First bad entry: 4\n');
  expect(withKey.said).toContain(`Found in: ${kept}:8`);
  expect(withKey.said).toContain('Up to entry 2 the log agrees');
  // Without the key the note proves nothing, and still contradicts the log.
  const without = await run(forged, '--checkpoints', kept);
  expect(without.said).toContain('A checkpoint with an unknown key knows other entries');
});

test('a note that was altered by a bit is named; a torn last one is no breach', async () => {
  const path = writeLog('log', CONTENTS, newSigner());
  const file = join(path, 'checkpoints');
  appendFileSync(file, 'kakehashi/1\n5\nq6ur');
  expect((await run(path)).code).toBe(0);
  const notes = execFileSync('cat', [file], { encoding: 'utf8' });
  writeFileSync(file, notes.replace('\n2\n', '\n3\n'));
  const { code, said } = await run(path);
  expect(code).toBe(1);
  expect(said).toContain('a checkpoint');
  expect(said).toContain(`Found in: ${file}:1`);
});

test('checkpoints that were kept as mail or on Windows are read as they were', async () => {
  const path = writeLog('log', CONTENTS, newSigner());
  const notes = readFileSync(join(path, 'checkpoints'), 'utf8');
  tamper(path, 'DELETE FROM audit_checkpoints');
  rmSync(join(path, 'checkpoints'));
  const kept = join(folder, 'kept by mail.txt');
  writeFileSync(kept, `\uFEFF${notes.trimEnd().replaceAll('\n', '\r\n')}`);
  const { code, said } = await run(path, '--checkpoints', kept);
  expect([code, said]).toEqual([0, expect.stringContaining('Compared with 2 checkpoints')]);
});

test('older checkpoints of another key are told', async () => {
  const [old, fresh] = [newSigner(), newSigner()];
  const path = writeLog('log', CONTENTS, old);
  const store = openNodeStore(path);
  noteSigningKey(store.db, { verifierKey: writeVerifierKey(fresh.key), since: AT + 10 });
  const note = signCheckpoint(fresh, { ...logEnd(store.db), at: AT + 11 });
  keepCheckpoint(store.db, { entries: 5, note });
  store.close();
  const { code, said } = await run(path);
  expect(code).toBe(0);
  expect(said).toContain('older checkpoints bear another key');
  const alone = await run(path, '--key', writeVerifierKey(fresh.key));
  expect(alone.said).toContain('2 checkpoints bear an unknown key');
});

test.each([
  [['a', 'b'], 'not how it is used'],
  [['--what'], 'not how it is used'],
  [['--key', 'x+y'], 'public key cannot be read'],
  [['--checkpoints', '/nowhere'], 'cannot be read'],
  [['/nowhere'], 'cannot be read'],
  [[`/${'long'.repeat(2000)}`], 'cannot be read'],
] as const)('%j ends with 2', async (args, words) => {
  const { code, said } = await run(...args);
  expect(code).toBe(2);
  expect(said).toContain(words);
});

test('it is a command, in the language of the terminal, and reads beside a running bridge', () => {
  putNewDatabase(folder);
  const store = openNodeStore(folder);
  const audit = (...args: string[]) =>
    execFileSync(process.execPath, ['src/hosts/node/audit/main.ts', ...args], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'ja_JP.UTF-8', DATA_DIR: folder },
    });
  expect(audit('--help')).toContain('終了コード');
  expect(audit('verify')).toContain('異常なし');
  store.close();
});
