import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noBlobs } from '../../../src/media/blob-store.ts';
import { readVerifierKey } from '../../../src/proof/note-key.ts';
import { createExportVerifier } from '../../../src/proof/verify-export.ts';
import { latestExports } from '../../../src/store/audit/exports.ts';
import { sql } from '../../../src/store/sqlite/drizzle.ts';
import { createAuditPage } from '../../../src/web/audit/audit-page.ts';
import {
  type AuditBrowser,
  addressOf,
  auditBrowser,
  formIn,
  openedBy,
} from '../../helpers/audit-browser.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import type { LineChat } from '../../helpers/people.ts';
import { readCsv } from '../../helpers/read-csv.ts';
import { unzip } from '../../helpers/unzip.ts';
import type { World } from '../../helpers/world.ts';

/** An auditor takes the log along: one world, one story after another. */

let world: World;
let hanako: LineChat;
let browser: AuditBrowser;

beforeAll(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  await hanako.says('=見積もりをください, "至急"');
  const bytes = Buffer.from('見積');
  const contentType = 'application/octet-stream';
  await world.tanaka
    .room('山田花子')
    .sendsFile('file', { bytes, fileName: '../=見積.pdf', contentType });
  await world.settle();
  await world.tanaka.says('山田花子', '承知しました\n明日送ります');
  browser = await openedBy(world, world.suzuki);
});
afterAll(() => world.stop());

const entries = () =>
  world.bridge.workspace.context.db.all<{ outcome: string; actor_kind: string; facts: string }>(
    sql`SELECT outcome, actor_kind, facts FROM audit_entries WHERE action = 'audit.export' ORDER BY id`,
  );

/** Downloads by the button of the page, as a browser does. */
async function downloaded(query: string) {
  const page = await browser.get(`/audit/export?go=1&${query}`);
  expect(page.status).toBe(200);
  const address = new URL(formIn(page.text, '/audit/export?'), addressOf(world));
  const answer = await fetch(address, {
    method: 'POST',
    headers: { cookie: browser.cookie, 'sec-fetch-site': 'same-origin' },
  });
  return { answer, bytes: new Uint8Array(await answer.arrayBuffer()) };
}

function verdictOf(text: string) {
  const verifier = createExportVerifier({ keys: [] });
  for (const line of text.trimEnd().split('\n')) verifier.take(line);
  return verifier.verdict();
}

describe('the command', () => {
  test.each([
    ['監査 出力', '全期間', 'go=1&format=csv'],
    [
      '監査 出力 開始:2026-11-01 終了:2026-11-20 形式:jsonl',
      '2026-11-01〜2026-11-20',
      'format=jsonl',
    ],
    ['audit export from: 2026-11-01 format: zip', '2026-11-01', 'from=2026-11-01'],
  ])('%s answers with a link to the page', async (typed, period, query) => {
    await world.suzuki.commands(typed);
    expect(world.suzuki.lastAnswer).toContain(period);
    const link = /https?:\/\/\S+\/audit\/open\/\S+/.exec(world.suzuki.lastAnswer)?.[0] ?? '';
    const opened = await auditBrowser(addressOf(world)).post(link);
    expect([opened.status, opened.headers.get('location')]).toEqual([
      303,
      expect.stringContaining(query),
    ]);
    browser = await openedBy(world, world.suzuki);
  });

  test.each([
    ['audit export format:pdf', 'jsonl'],
    ['audit export zip csv', '「zip」と「csv」'],
    ['監査 出力 形式:jsonl format:csv', '「jsonl」と「csv」'],
    ['audit export 2026-11-01 2026-11-20', '「開始:」と「終了:」'],
    ['audit export from:2026-11-01 from:2026-11-20', '「2026-11-20」'],
    ['audit export from:someday', '2026-11-20'],
    ['audit export everything', '監査 出力 開始:'],
    ['audit export from:2026-11-20 to:2026-11-01', ''],
  ])('%s says what is wrong', async (typed, hint) => {
    await world.suzuki.commands(typed);
    expect(world.suzuki.lastAnswer).not.toContain('/audit/open/');
    expect(world.suzuki.lastAnswer).toContain(hint);
  });

  test('is for auditors only', async () => {
    await world.tanaka.commands('監査 出力');
    expect(world.tanaka.lastAnswer).not.toContain('/audit');
  });
});

test('a table of messages, with its begin and end on record', async () => {
  const before = entries().length;
  const { answer, bytes } = await downloaded('format=csv');
  expect(answer.headers.get('content-type')).toContain('text/csv');
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="kakehashi-/);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const [header = [], ...rows] = readCsv(new TextDecoder().decode(bytes));
  expect(header.slice(0, 5)).toEqual(['日時', '送信者', '受信者', 'チャンネルID', 'トーク']);
  const said = rows.map((row) => row[4]);
  expect(said).toContain('\'=見積もりをください, "至急"');
  expect(said).toContain('承知しました\n明日送ります');
  const answered = rows.find((row) => row[4]?.startsWith('承知')) ?? [];
  expect(answered[1]).toMatch(/^田中.*\(tanaka@.*\)$/);
  expect(answered[3]).not.toBe('');
  expect(entries().slice(before)).toMatchObject([
    { outcome: 'pending', actor_kind: 'admin' },
    { outcome: 'ok', actor_kind: 'admin' },
  ]);
  const { db } = world.bridge.workspace.context;
  expect(latestExports(db, 1)).toMatchObject([{ state: 'complete', bytes: bytes.length }]);
});

test('a table of operations tells what administrators did, and no message', async () => {
  const { bytes } = await downloaded('format=csv&rows=operations');
  const text = new TextDecoder().decode(bytes);
  expect(text.startsWith('日時,実行者,操作,対象,結果,理由,チャンネルID')).toBe(true);
  expect(text).toContain('監査ログを出力');
  expect(text).not.toContain('承知しました');
});

test('operations are found by a word as well', async () => {
  await world.tanaka.says('山田花子', '/名前 お得意さま');
  const { bytes } = await downloaded('format=csv&rows=operations&q=お得意');
  const [, ...rows] = readCsv(new TextDecoder().decode(bytes));
  expect(rows.map((row) => row.join())).toEqual([expect.stringContaining('お得意さま')]);
});

test('a proof of one word verifies', async () => {
  const { bytes } = await downloaded('format=jsonl&q=至急');
  const text = new TextDecoder().decode(bytes);
  expect(text).toContain('見積もり');
  expect(text).not.toContain('承知しました');
  expect(verdictOf(text)).toMatchObject({ ok: true });
  const header = JSON.parse(text.split('\n')[0] ?? '');
  expect(readVerifierKey(header.key)).not.toBeNull();
  expect(header.asked).toMatchObject({ form: 'jsonl', phrases: ['至急'] });
});

test('a zip holds both, the key and the files', async () => {
  const { bytes } = await downloaded('format=zip&media=1');
  const files = unzip(bytes);
  const names = [...files.keys()];
  expect(names).toEqual(
    expect.arrayContaining(['README.txt', 'messages.csv', 'operations.csv', 'log.jsonl']),
  );
  expect(names).toEqual(expect.arrayContaining(['checkpoints', 'key.txt', 'verify.html']));
  const file = names.find((name) => name.startsWith('media/')) ?? '';
  expect(file).toMatch(/^media\/\d+-[0-9a-f]{8}-_?=見積\.pdf$/);
  expect(new TextDecoder().decode(files.get(file))).toBe('見積');
  const text = new TextDecoder().decode(files.get('log.jsonl'));
  expect(verdictOf(text)).toMatchObject({ ok: true });
});

test('the state of the log lists the exports that were made, with their entries', async () => {
  const { text } = await browser.get('/audit/log');
  const { db } = world.bridge.workspace.context;
  const [last] = latestExports(db, 1);
  const [, list = ''] = /出力の記録<\/dt><dd>(.*?)<\/dd>/s.exec(text) ?? [];
  expect(list.match(/<li>/g)).toHaveLength(latestExports(db, 100).length);
  expect(list).toContain(`href="/audit/entry/${last?.entryId}"`);
  expect(list).toContain('鈴木 一郎');
  expect(list).toContain('ZIP（全期間）');
});

test('who loses the role while a download is under way does not get the rest', async () => {
  await world.suzuki.commands('権限 付与 田中 auditor');
  await world.suzuki.confirms();
  const { cookie, get } = await openedBy(world, world.tanaka);
  const form = formIn((await get('/audit/export?go=1&format=csv')).text, '/audit/export?');
  const { context } = world.bridge.workspace;
  // The page itself: a connection would take all of a small file at once.
  const page = createAuditPage({
    context,
    blobs: noBlobs,
    checkpoints: { make: async () => ({ kind: 'none', why: 'no-key' }), signer: null },
    readAsset: async () => null,
    onFault: () => {},
  });
  const headers = { cookie, 'sec-fetch-site': 'same-origin' };
  const answer = await page.request(form.replace('/audit', ''), { method: 'POST', headers });
  const reader = answer.body?.getReader();
  const next = async () => new TextDecoder().decode((await reader?.read())?.value);
  expect(await next()).toContain('日時,送信者');
  await world.suzuki.commands('権限 取消 田中 auditor');
  await world.suzuki.confirms();
  expect(await next()).toBe('downloadLogs error\r\n');
  await expect(next()).rejects.toThrow('The role was taken.');
  expect(latestExports(context.db, 1)).toMatchObject([{ state: 'failed' }]);
});

test('who has no session, another page, or has lost the role gets nothing', async () => {
  const before = entries().length;
  const nobody = await auditBrowser(addressOf(world)).post('/audit/export?format=csv&form=x');
  expect(nobody.status).toBeGreaterThanOrEqual(400);
  const forged = await browser.post('/audit/export?format=csv&form=x');
  expect(forged.status).toBe(403);
  const page = await browser.get('/audit/export?go=1&from=x');
  expect([page.status, formIn(page.text, '/audit/export?')]).toEqual([400, '']);
  expect(entries()).toHaveLength(before);
});

test('a talk that has ended keeps the LINE WORKS channel it was in', async () => {
  browser = await openedBy(world, world.suzuki);
  const channels = async (rows: string) => {
    const { bytes } = await downloaded(`format=csv&room=1&rows=${rows}`);
    const [header = [], ...table] = readCsv(new TextDecoder().decode(bytes));
    const at = header.indexOf('チャンネルID');
    return new Set(table.map((row) => row[at]));
  };
  const [before] = await channels('messages');
  expect(before).not.toBe('');
  await world.suzuki.commands('トーク 閉じる 1');
  await world.suzuki.confirms();
  expect(await channels('messages')).toEqual(new Set([before]));
  expect(await channels('operations')).toEqual(new Set([before]));
});
