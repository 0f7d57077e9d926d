import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openNodeStore } from '../../src/store/sqlite/node.ts';
import type { Store } from '../../src/store/sqlite/store.ts';
import { fixed, loadNow, whole } from '../figures.ts';
import { startCommand } from '../measured.ts';
import { generate } from './generate.ts';

/**
 * `npm run bench:audit`: searches, exports, webhooks beside an export and verification of the audit log at a million
 * messages. `--messages 10000000` makes it longer; `--keep FOLDER` keeps the log, or uses the one that is there.
 */

const args = process.argv.slice(2);
const wordAfter = (flag: string) => {
  const at = args.indexOf(flag);
  return at === -1 ? null : (args[at + 1] ?? null);
};
const messages = Number(wordAfter('--messages') ?? 1_000_000);
const kept = wordAfter('--keep');
if (!(messages >= 1000)) {
  console.error('npm run bench:audit -- [--messages 1000000] [--keep FOLDER]');
  process.exit(1);
}

const folder = kept ?? mkdtempSync(join(tmpdir(), 'kakehashi-audit-'));
console.log(`The audit log at ${whole(messages)} messages; Node ${process.version}; ${loadNow()}.`);
const store = openNodeStore(folder);
try {
  if (isEmpty(store)) {
    const made = generate(store, messages);
    const each = (made.indexSeconds / made.messages) * 1e6;
    console.log(
      `Made ${whole(made.entries)} entries in ${fixed(0)(made.seconds)} s; of that the search index took ` +
        `${fixed(0)(made.indexSeconds)} s: ${fixed(1)(each)} µs a message (${loadNow()}).`,
    );
  }
  printBytes(store, messages);
  store.close();
  // Each in a process of its own, as after a start: making the log, and each before, leaves garbage to the next.
  alone('search.ts', [String(messages), folder], []);
  alone('export.ts', [String(messages), folder], ['--expose-gc']);
  alone('acks.ts', [folder], []);
  alone('verify.ts', [String(messages)], []);
} finally {
  store.close();
  if (kept === null) rmSync(folder, { recursive: true, force: true });
}

/** Runs another part of the bench, with the flags that the bridge runs with. */
function alone(file: string, words: readonly string[], flags: readonly string[]): void {
  const path = join(import.meta.dirname, file);
  const { status } = spawnSync(
    process.execPath,
    [...startCommand().flags, ...flags, path, ...words],
    { stdio: 'inherit' },
  );
  if (status !== 0) throw new Error(`${file} ended with ${status}.`);
}

function isEmpty({ db }: Store): boolean {
  return db.values('SELECT 1 FROM audit_entry_rows LIMIT 1').length === 0;
}

function printBytes({ db }: Store, count: number): void {
  const size = statSync(join(folder, 'kakehashi.db')).size;
  const sizes = new Map(
    db
      .values<[string, number]>('SELECT name, sum(pgsize) FROM dbstat GROUP BY name')
      .map(([name, bytes]) => [name, bytes]),
  );
  const index = (sizes.get('audit_blocks') ?? 0) + (sizes.get('audit_segments') ?? 0);
  console.log(
    `Bytes a message: ${fixed(0)(size / count)} in all, ${fixed(0)(index / count)} of them for the search index.`,
  );
}
