import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keptAuditKey } from '../../../src/hosts/node/audit-key.ts';
import { checkpointFile } from '../../../src/hosts/node/checkpoint-file.ts';
import { workerAuditKey } from '../../../src/hosts/worker/audit-key.ts';
import {
  checkpointObjects,
  dropCheckpoints,
} from '../../../src/hosts/worker/checkpoint-objects.ts';
import { noteSigner, writeVerifierKey } from '../../../src/proof/note-key.ts';
import { signNote } from '../../../src/proof/signed-note.ts';
import type { AuditKey } from '../../../src/services/checkpoints/parts.ts';
import { memoryBucket } from '../../helpers/memory-bucket.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kakehashi-audit-key-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const verifierKey = (key: AuditKey) =>
  key.kind === 'ready' ? writeVerifierKey(noteSigner('x', key.privateKey).key) : key.kind;

test('the key is made once, for its owner only, as PEM', () => {
  const made = verifierKey(keptAuditKey(folder));
  const path = join(folder, 'audit.key');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(path, 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----\n/u);
  expect(verifierKey(keptAuditKey(folder))).toBe(made);
});

test.each(['', 'no key', '-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----\n'])(
  'a file that holds no key is neither used nor replaced: %j',
  (text) => {
    writeFileSync(join(folder, 'audit.key'), text);
    expect(keptAuditKey(folder)).toEqual({ kind: 'unreadable' });
    expect(readFileSync(join(folder, 'audit.key'), 'utf8')).toBe(text);
  },
);

test('on Workers it is derived from SECRET_KEY where AUDIT_KEY is not set', () => {
  const secretKey = 'a secret of some length';
  const derived = verifierKey(workerAuditKey({ auditKeyPem: null, secretKey }));
  expect(derived).toMatch(/^x\+/u);
  expect(verifierKey(workerAuditKey({ auditKeyPem: null, secretKey }))).toBe(derived);
  const other = workerAuditKey({ auditKeyPem: null, secretKey: `${secretKey}.` });
  expect(verifierKey(other)).not.toBe(derived);
  expect(workerAuditKey({ auditKeyPem: null, secretKey: null })).toEqual({ kind: 'missing' });
});

const signer = () => {
  const key = keptAuditKey(folder);
  if (key.kind !== 'ready') throw new Error(key.kind);
  return noteSigner('x', key.privateKey);
};
const notes = (count: number) =>
  Array.from({ length: count }, (_, at) => signNote(signer(), `note ${at}\n`));

test('the file is appended to, and a torn end is mended', async () => {
  const [one = '', two = '', three = ''] = notes(3);
  const path = join(folder, 'checkpoints');
  expect(await checkpointFile(folder).all()).toEqual({ notes: [], isWhole: true });
  await checkpointFile(folder).append(one, 1);
  await checkpointFile(folder).append(two, 2);
  expect(readFileSync(path, 'utf8')).toBe(`${one}\n${two}\n`);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  for (const torn of [three.slice(0, 3), three.slice(0, -20), three.slice(0, -1), three]) {
    writeFileSync(path, `${one}\n${torn}`);
    await checkpointFile(folder).append(two, 2);
    const whole = torn === three ? [one, three, two] : [one, two];
    expect((await checkpointFile(folder).all()).notes).toEqual(whole);
  }
});

test('in a bucket each is an object that is never written again', async () => {
  const { bucket, objects } = memoryBucket();
  const [one = '', two = '', three = ''] = notes(3);
  const store = checkpointObjects(bucket);
  await store.append(two, 20);
  await store.append(one, 9);
  await store.append(three, 9);
  expect([...objects.keys()].sort()[0]).toBe('checkpoints/0000000000000009.txt');
  expect(await store.all()).toEqual({ notes: [one, two], isWhole: true, superseded: 0 });
  objects.set('small/a-file', new Uint8Array());
  await dropCheckpoints(bucket);
  expect([...objects.keys()]).toEqual(['small/a-file']);
});
