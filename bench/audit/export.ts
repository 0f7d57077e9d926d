import { generateKeyPairSync } from 'node:crypto';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import type { Context } from '../../src/context.ts';
import { SYSTEM } from '../../src/domain/audit.ts';
import { systemChance } from '../../src/hosts/chance.ts';
import { createExportVerifier } from '../../src/proof/verify-export.ts';
import { EVERYTHING, type ExportAsked } from '../../src/services/audit-export/asked.ts';
import { beginExportOf, encoded } from '../../src/services/audit-export/begin-export.ts';
import { createCheckpoints } from '../../src/services/checkpoints/checkpoints.ts';
import { noCheckpointHost } from '../../src/services/checkpoints/parts.ts';
import { openNodeStore } from '../../src/store/sqlite/node.ts';
import type { Store } from '../../src/store/sqlite/store.ts';
import { wordsOf } from '../../src/words/words.ts';
import { fixed, loadNow, whole } from '../figures.ts';
import { turnsInWords, watchTurns } from '../turns.ts';
import { generate } from './generate.ts';

/*
 * `node --expose-gc bench/audit/export.ts [messages] [folder]`, with the flags of `npm start`: how fast the log is exported and an
 * export verified, how much memory that takes beside the database, and how long it holds the event loop.
 */

const messages = Number(process.argv[2] ?? 100_000);
const named = process.argv[3];
const folder = named ?? mkdtempSync(join(tmpdir(), 'kakehashi-export-bench-'));
const out = mkdtempSync(join(tmpdir(), 'kakehashi-export-out-'));
const store = openNodeStore(folder);
try {
  if (store.db.values('SELECT 1 FROM audit_entry_rows LIMIT 1').length === 0) {
    generate(store, messages);
  }
  const context = contextOf(store);
  const { privateKey } = generateKeyPairSync('ed25519');
  const host = { ...noCheckpointHost, key: { kind: 'ready' as const, privateKey } };
  const checkpoints = createCheckpoints(context, host, null, console.error);
  for (const form of ['csv', 'jsonl'] as const) {
    const asked = { form, rows: 'messages', media: false, filter: EVERYTHING } as const;
    await measure(form, join(out, form), asked, { context, checkpoints });
  }
  await verifyFile(join(out, 'jsonl'));
} finally {
  store.close();
  rmSync(out, { recursive: true, force: true });
  if (named === undefined) rmSync(folder, { recursive: true, force: true });
}

async function measure(
  name: string,
  path: string,
  asked: ExportAsked,
  parts: Parameters<typeof beginExportOf>[0],
): Promise<void> {
  const begun = await beginExportOf(parts, {
    ...{ actor: SYSTEM, asked, fileName: name, words: wordsOf('ja') },
  });
  if (begun.kind === 'refused') throw new Error(begun.why);
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  const processor = process.threadCpuUsage();
  const endTurns = watchTurns();
  const startedAt = performance.now();
  const text = asked.form === 'csv' ? begun.table('messages') : begun.proof();
  await pipeline(encoded(text), createWriteStream(path));
  const seconds = (performance.now() - startedAt) / 1000;
  const turns = endTurns();
  const { user, system } = process.threadCpuUsage(processor);
  clearInterval(watch);
  console.log(
    `${name}: ${fixed(1)(seconds)} s (${fixed(1)((user + system) / 1e6)} s of this thread), ` +
      `${whole(statSync(path).size)} bytes, ${fixed(0)((most - before) / 1e6)} MB more memory (${loadNow()})\n` +
      `  ${turnsInWords(turns)}`,
  );
}

async function verifyFile(path: string): Promise<void> {
  const startedAt = performance.now();
  const verifier = createExportVerifier({ keys: [] });
  for await (const line of createInterface({ input: createReadStream(path) })) verifier.take(line);
  const verdict = verifier.verdict();
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(`verified in ${fixed(1)(seconds)} s: ${JSON.stringify(verdict)} (${loadNow()})`);
}

/** Guarantee: an export needs nothing else of a context. */
function contextOf(from: Store): Context {
  const clock = { now: () => Date.now() };
  const settings = { domainId: '1' };
  return { store: from, db: from.db, clock, chance: systemChance, settings } as unknown as Context;
}
