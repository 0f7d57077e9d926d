import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { exportFolder } from '../../../src/hosts/node/export-folder.ts';
import { exportObjects } from '../../../src/hosts/worker/export-objects.ts';
import { createExportVerifier } from '../../../src/proof/verify-export.ts';
import { createDailyExports, endLostExports } from '../../../src/services/audit-export/daily.ts';
import { latestExports } from '../../../src/store/audit/exports.ts';
import { exportableLog } from '../../helpers/exportable-log.ts';
import { memoryBucket } from '../../helpers/memory-bucket.ts';

const DAY_MS = 86_400_000;
const parent = mkdtempSync(join(tmpdir(), 'kakehashi-daily-'));
const folder = join(parent, 'exports');
const world = exportableLog();
const faults: unknown[] = [];
const { clock, context, parts, log } = world;
const daily = createDailyExports(parts, exportFolder(folder), (_what, error) => faults.push(error));
afterAll(() => {
  world.close();
  rmSync(parent, { recursive: true, force: true });
});

function verdictOf(text: string) {
  const verifier = createExportVerifier({ keys: [] });
  for (const line of text.trimEnd().split('\n')) verifier.take(line);
  return verifier.verdict();
}

test('each day is a file that verifies, and missed days are made up', async () => {
  log.message(1, '客', '初日の話');
  await clock.advance(DAY_MS);
  log.message(1, '客', '二日目の話');
  expect(await daily.run()).toBe(1000);
  expect(await daily.run()).toBeGreaterThan(1000);
  await clock.advance(2 * DAY_MS);
  for (let runs = 0; runs < 2; runs += 1) expect(await daily.run()).toBe(1000);
  expect(await daily.run()).toBeLessThanOrEqual(DAY_MS);
  const files = readdirSync(folder).sort();
  const proofs = files.filter((name) => name.endsWith('.jsonl'));
  expect(proofs).toHaveLength(3);
  expect(files).toHaveLength(7);
  expect(files).toContain('kakehashi-key.txt');
  const [first = '', second = ''] = proofs.map((name) => readFileSync(join(folder, name), 'utf8'));
  expect([first.includes('初日の話'), first.includes('二日目の話')]).toEqual([true, false]);
  expect(second).toContain('二日目の話');
  expect([verdictOf(first), verdictOf(second)]).toMatchObject([{ ok: true }, { ok: true }]);
  expect(statSync(join(folder, proofs[0] ?? '')).mode & 0o077).toBe(0);
  expect(daily.state()).toMatchObject({ lastDay: proofs[2]?.slice(10, 20), fault: null });
  expect(faults).toEqual([]);
});

test('a failure leaves no file, is told, and the day is made up', async () => {
  await clock.advance(DAY_MS);
  const before = readdirSync(folder);
  let fails = true;
  const flaky = createDailyExports(
    parts,
    {
      write: async (name, bytes) => {
        for await (const _piece of bytes) {
          if (fails) throw Object.assign(new Error('no'), { code: 'ENOSPC' });
        }
        expect(name).toContain('kakehashi-');
      },
    },
    (_what, error) => faults.push(error),
  );
  expect(await flaky.run()).toBe(3_600_000);
  expect(flaky.state()?.fault).toMatchObject({ detail: 'ENOSPC' });
  expect(latestExports(context.db, 1)).toMatchObject([{ state: 'left', day: null }]);
  expect(readdirSync(folder)).toEqual(before);
  fails = false;
  expect(await flaky.run()).toBe(1000);
  expect(flaky.state()?.fault).toBeNull();
});

test('an export that a crash cut off is ended by the next start', async () => {
  const { beginExport } = await import('../../../src/store/audit/exports.ts');
  const entryId = log.message(1, '客', 'x');
  beginExport(context.db, { entryId, begunAt: 0, form: 'csv', fileName: 'x', day: '2026-01-01' });
  log.message(1, '客', 'y');
  endLostExports(context);
  expect(latestExports(context.db, 1)).toMatchObject([{ entryId, state: 'failed', day: null }]);
});

test('in a bucket a file is there once it is whole', async () => {
  const { bucket } = memoryBucket();
  const store = exportObjects(bucket);
  async function* bytes(count: number, fails: boolean) {
    for (let at = 0; at < count; at += 1) yield new Uint8Array(1_000_000).fill(at);
    if (fails) throw new Error('cut off');
  }
  await store.write('a', bytes(12, false));
  await expect(store.write('b', bytes(12, true))).rejects.toThrow('cut off');
  expect((await bucket.head('exports/a'))?.size).toBe(12_000_000);
  expect(await bucket.head('exports/b')).toBeNull();
});
