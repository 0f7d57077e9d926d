import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import type { BlobStore } from '../../../../src/media/blob-store.ts';
import { blobFiles, diskBlobs } from '../../../../src/media/disk-blobs.ts';
import { storedBytes } from '../../../../src/store/files/blobs.ts';
import { planJob } from '../../../../src/store/queue/jobs.ts';
import { auditEntries, blobs, media } from '../../../../src/store/schema.ts';
import { OA } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { textsOf } from '../../../helpers/people.ts';
import type { World } from '../../../helpers/world.ts';

const HOUR_MS = 3_600_000;
const GIGABYTE = 1024 ** 3;

let world: World;
afterEach(() => world.stop());

async function open(limit: number | null, parts?: { blobs: BlobStore }): Promise<void> {
  world = await startLinkedWorld({
    ...(limit === null ? {} : { environment: { MEDIA_TOTAL_GB: (limit / GIGABYTE).toFixed(15) } }),
    ...(parts ? { parts } : {}),
  });
  await hanako().says('トークID: tanaka');
}

const hanako = () => world.lineUser('山田花子');
const room = () => world.tanaka.room('山田花子');
const folder = () => join(world.folder, 'blobs');
const files = () => blobFiles(folder());
const db = () => world.bridge.workspace.context.db;
const stored = () => storedBytes(db());
const contentCalls = () => world.line.calls.filter((call) => call.api === 'content').length;
const alarms = (part: string) => world.suzuki.answers.filter((said) => said.includes(part)).length;
const FULL = '上限に達したため';
const NEARLY = '90%を超えました';
const FLOOR = 'ディスクの空きが少ない';

/** A file of this size, unlike any other. */
function fresh(size: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(size).fill(seed);
  bytes.set(Buffer.from('%PDF-1.7\n', 'latin1'));
  return bytes;
}

async function sends(bytes: Uint8Array, kind: 'file' | 'video' = 'file'): Promise<string> {
  const content = { bytes, contentType: 'application/octet-stream', fileName: 'a.pdf' };
  const sent = await hanako().user.sendsContent(kind, content, { oa: OA });
  await world.settle();
  return sent.messageId;
}

const arrived = () =>
  room().messages.filter((each) => each.content && 'fileId' in each.content).length;

describe('MEDIA_TOTAL_GB', () => {
  test('a file that would exceed it is refused in words before its fetch; words go on', async () => {
    await open(10_000);
    await sends(fresh(6000, 1));
    expect([stored(), arrived(), contentCalls()]).toEqual([6000, 1, 1]);
    await sends(fresh(6000, 2));
    expect(contentCalls()).toBe(1);
    expect(hanako().lastReceived?.text).toContain('ただいまファイルをお受けできません');
    expect(textsOf(room()).at(-1)).toContain('ただいまファイルを保存できません');
    expect(db().select().from(media).all()[1]).toMatchObject({
      state: 'refused',
      reason: 'no-room',
    });
    await hanako().says('文字は届きますか');
    expect(textsOf(room()).at(-1)).toBe('文字は届きますか');
    // Files that fit still come in, and no kept file made room for them.
    await sends(fresh(4000, 3));
    expect([stored(), arrived(), files().length]).toEqual([10_000, 2, 2]);
  });

  test('a film of unknown size is cut off where it would exceed it; no bytes stay', async () => {
    await open(100_000);
    world.line.faults.failNext({ api: 'content', action: 'truncate' });
    await sends(fresh(90_000, 1), 'video');
    await world.later(10_000);
    expect(stored()).toBe(90_000);
    await sends(fresh(900_000, 2), 'video');
    expect(hanako().lastReceived?.text).toContain('ただいま動画をお受けできません');
    expect([stored(), files().length]).toEqual([90_000, 1]);
  });

  test('towards LINE the same holds, and the member is told', async () => {
    await open(5000);
    const contentType = 'application/pdf';
    await room().sendsFile('file', { bytes: fresh(6000, 1), fileName: 'a.pdf', contentType });
    await world.settle();
    expect(textsOf(room()).at(-1)).toContain('ただいまファイルを保存できないため');
    expect([stored(), files()]).toEqual([0, []]);
  });

  test('several at once do not exceed it together', async () => {
    await open(100_000);
    const contents = [1, 2, 3, 4, 5].map((seed) => ({
      bytes: fresh(40_000, seed),
      contentType: 'application/octet-stream',
    }));
    world.line.faults.delay(20);
    await Promise.all(
      contents.map((content) => hanako().user.sendsContent('video', content, { oa: OA })),
    );
    await world.settle();
    expect(arrived()).toBe(2);
    expect([stored(), files().length]).toEqual([80_000, 2]);
    expect(textsOf(room()).filter((text) => text.includes('保存できません')).length).toBe(3);
  });

  test('equal files count once, and leave the sum with their last message', async () => {
    await open(null);
    const first = await sends(fresh(3000, 1));
    const second = await sends(fresh(3000, 1));
    expect([stored(), files().length]).toEqual([3000, 1]);
    for (const [messageId, left] of [[first, 3000] as const, [second, 0] as const]) {
      await hanako().user.unsends(messageId, { oa: OA });
      await world.settle();
      await world.later(5000);
      expect(stored()).toBe(left);
    }
    expect([files(), db().select().from(blobs).all()]).toEqual([[], []]);
  });

  test('previews count', async () => {
    await open(null);
    const gif = Buffer.from(
      'R0lGODlhAQABAIAAAP///wAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==',
      'base64',
    );
    await hanako().user.sendsContent('image', { bytes: gif, contentType: 'image/gif' }, { oa: OA });
    await world.settle();
    const rows = db().select().from(blobs).all();
    expect(rows.map((row) => row.sha256).sort()).toEqual(files().sort());
    expect(rows.length).toBe(2);
    expect(stored()).toBe(rows.reduce((sum, row) => sum + row.size, 0));
  });

  test('status says how much is stored, in both languages', async () => {
    await open(10_000);
    await sends(fresh(5000, 1));
    await world.suzuki.commands('status');
    expect(world.suzuki.lastAnswer).toContain('保存しているファイル: 4.9 KB / 上限 9.8 KB（50%）');
    await world.suzuki.commands('lang en');
    await world.suzuki.commands('status');
    expect(world.suzuki.lastAnswer).toContain('Stored files: 4.9 KB of 9.8 KB (50%)');
  });

  test('status without a limit', async () => {
    await open(null);
    await world.suzuki.commands('status');
    expect(world.suzuki.lastAnswer).toContain('保存しているファイル: 0 B（上限なし）');
  });
});

describe('the administrators', () => {
  test('hear of 90 % once and of a full store once, across a restart too; then again', async () => {
    await open(10_000);
    const big = await sends(fresh(8000, 1));
    await sends(fresh(1000, 2));
    expect([alarms(NEARLY), alarms(FULL)]).toEqual([1, 0]);
    await world.restart();
    await sends(fresh(100, 3));
    expect([alarms(NEARLY), alarms(FULL)]).toEqual([1, 0]);
    await sends(fresh(5000, 4));
    await sends(fresh(5000, 5));
    await world.restart();
    await sends(fresh(5000, 6));
    expect([alarms(NEARLY), alarms(FULL)]).toEqual([1, 1]);
    expect(world.suzuki.answers.find((said) => said.includes(FULL))).toMatch(
      /MEDIA_TOTAL_GB.*MEDIA_RETENTION_DAYS/,
    );

    await hanako().user.unsends(big, { oa: OA });
    await world.settle();
    await world.later(5000);
    expect(stored()).toBe(1100);
    await sends(fresh(8500, 7));
    expect([alarms(NEARLY), alarms(FULL)]).toEqual([2, 1]);
    await sends(fresh(5000, 8));
    expect([alarms(NEARLY), alarms(FULL)]).toEqual([2, 2]);
    const entries = db().select().from(auditEntries).all();
    expect(
      entries.filter((entry) => entry.action === 'media.alarm').map((entry) => entry.reason),
    ).toEqual(['nearly-full', 'full', 'nearly-full', 'full']);
  });

  test('hear at most once a day that the disk stops files', async () => {
    let free = 2 ** 40;
    const place = mkdtempSync(join(tmpdir(), 'kakehashi-floor-'));
    onTestFinished(() => rmSync(place, { recursive: true, force: true }));
    await open(null, { blobs: diskBlobs({ folder: place, freeBytes: async () => free }) });
    await sends(fresh(100, 1));
    free = 0;
    await sends(fresh(100, 2));
    await sends(fresh(100, 3));
    expect(hanako().lastReceived?.text).toContain('ただいまファイルをお受けできません');
    expect(alarms(FLOOR)).toBe(1);
    await world.later(25 * HOUR_MS);
    expect(alarms(FLOOR)).toBe(1);
    await sends(fresh(100, 4));
    expect(alarms(FLOOR)).toBe(2);
  });
});

describe('blobs a crash leaves behind', () => {
  /** A blob in the store whose process died before it was written down. */
  function strand(text: string, ageMs: number): string {
    const sha256 = createHash('sha256').update(text).digest('hex');
    const path = join(folder(), sha256.slice(0, 2), sha256);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    const at = (world.clock.now() - ageMs) / 1000;
    utimesSync(path, at, at);
    return sha256;
  }
  /** The day is over: a whole sweep of the store, and its consequences. */
  const looksThrough = async () => {
    const { context } = world.bridge.workspace;
    planJob(context.db, { kind: 'sweep-blobs', key: '', payload: {}, dueAt: 0 });
    for (let second = 0; second < 20; second += 1) await world.later(1000);
  };

  test('a blob without a row goes once it is an hour old; others stay', async () => {
    await open(null);
    await sends(fresh(100, 1));
    const [kept] = files();
    const old = strand('put, and then the power went', 2 * HOUR_MS);
    const young = strand('coming in right now', 60_000);
    writeFileSync(join(folder(), 'incoming', 'half'), 'half');
    await world.restart();
    await looksThrough();
    expect(files().sort()).toEqual([kept, young].sort());
    expect(files()).not.toContain(old);
    expect(stored()).toBe(100);
    await world.later(25 * HOUR_MS);
    await looksThrough();
    expect(files()).toEqual([kept]);
  });

  test('a blob a message names is put on record, whatever its age', async () => {
    await open(null);
    await sends(fresh(100, 1));
    const { db: database } = world.bridge.workspace.context;
    database.delete(blobs).run();
    expect(stored()).toBe(0);
    utimesSync(join(folder(), files()[0]?.slice(0, 2) ?? '', files()[0] ?? ''), 0, 0);
    await world.restart();
    await looksThrough();
    expect([stored(), files().length]).toEqual([100, 1]);
  });
});
