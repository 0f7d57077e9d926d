import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SYSTEM } from '../../src/domain/audit.ts';
import { lineUserId, memberId } from '../../src/domain/ids.ts';
import { signCheckpoint } from '../../src/proof/checkpoint.ts';
import { noteSigner, writeVerifierKey } from '../../src/proof/note-key.ts';
import { beginAudit } from '../../src/services/audit/verify.ts';
import { keysInUse } from '../../src/services/checkpoints/signing-key.ts';
import { notesInDatabase } from '../../src/services/checkpoints/witnesses.ts';
import { appendEntry, logEnd } from '../../src/store/audit/audit-log.ts';
import { keepCheckpoint, noteSigningKey } from '../../src/store/audit/checkpoints.ts';
import { openNodeStore } from '../../src/store/sqlite/node.ts';
import { openReadOnly } from '../../src/store/sqlite/read-only.ts';

/*
 * `node bench/audit/verify.ts [entries] [folder]`, with the flags of `npm start`: how fast a log is verified, and how long the
 * longest slice of the bot's verification holds the loop. The log is made in a folder of its own, or kept in the one that is named.
 */

const entries = Number(process.argv[2] ?? 100_000);
const named = process.argv[3];
const folder = named ?? mkdtempSync(join(tmpdir(), 'kakehashi-verify-'));
const path = join(folder, 'kakehashi.db');
/** As the bot's job has it. */
const SLICE_MS = 4;
const SIGNED_AFTER = 4096;

function writeLog(): void {
  const store = openNodeStore(folder);
  const signer = noteSigner('kakehashi/1', generateKeyPairSync('ed25519').privateKey);
  const at = Date.UTC(2026, 0, 1);
  noteSigningKey(store.db, { verifierKey: writeVerifierKey(signer.key), since: at });
  for (let from = 0; from < entries; from += SIGNED_AFTER) {
    const until = Math.min(entries, from + SIGNED_AFTER);
    store.transaction(() => {
      for (let index = from; index < until; index += 1) writeEntry(store.db, index, at);
      const note = signCheckpoint(signer, { ...logEnd(store.db), at: at + until });
      keepCheckpoint(store.db, { entries: until, note });
    });
  }
  store.close();
}

/** A message and its delivery, in turn, between a hundred members and ten thousand customers. */
function writeEntry(db: Parameters<typeof appendEntry>[0], index: number, at: number): void {
  const user = index % 10_000;
  const member = index % 100;
  const people = {
    lineUserId: lineUserId(`U${String(user).padStart(32, '0')}`),
    lineUserName: `お客さま ${user}`,
    memberId: memberId(`member-${member}`),
    memberName: `担当 ${member}`,
  };
  const isMessage = index % 2 === 0;
  const text = `見積もりの件、${index}番についてご連絡します。よろしくお願いいたします。`;
  appendEntry(
    db,
    {
      action: isMessage ? 'message.receive' : 'message.deliver',
      actor: SYSTEM,
      outcome: isMessage ? 'relayed' : 'sent',
      direction: 'in',
      kind: 'text',
      aboutId: null,
      ...people,
      content: isMessage ? { text, detail: null } : null,
    },
    at + index * 1000,
    () => `salt-${index}`,
  );
}

function verify(): void {
  const { db, atOnce, close } = openReadOnly(path);
  const beganAt = performance.now();
  const cpu = process.cpuUsage();
  const run = beginAudit(db, { keys: keysInUse({ db }), notes: [...notesInDatabase(db)] });
  const slices: number[] = [];
  for (;;) {
    // Of this thread: other programs of the machine would count as slices of ours.
    const from = process.threadCpuUsage();
    const report = atOnce(() => run.step(SLICE_MS));
    const took = process.threadCpuUsage(from);
    slices.push((took.user + took.system) / 1000);
    if (report === null) continue;
    const { user, system } = process.cpuUsage(cpu);
    slices.sort((a, b) => a - b);
    const slice = (part: number) => slices[Math.floor((slices.length - 1) * part)]?.toFixed(1);
    console.log({
      breach: report.breach,
      entries: report.entries,
      checkpoints: report.checkpoints,
      seconds: ((performance.now() - beganAt) / 1000).toFixed(1),
      cpuSeconds: ((user + system) / 1e6).toFixed(1),
      slices: slices.length,
      sliceCpuMs: { p50: slice(0.5), p99: slice(0.99), max: slice(1) },
      megabytes: Math.round(process.memoryUsage().rss / 1e6),
    });
    close();
    return;
  }
}

if (statSync(path, { throwIfNoEntry: false }) === undefined) writeLog();
verify();
if (named === undefined) rmSync(folder, { recursive: true });
