import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { record } from '../../../src/context.ts';
import { SYSTEM } from '../../../src/domain/audit.ts';
import { HOUR_MS } from '../../../src/domain/durations.ts';
import { readNotes } from '../../../src/proof/note-file.ts';
import { readVerifierKey } from '../../../src/proof/note-key.ts';
import { judgeNote } from '../../../src/proof/signed-note.ts';
import { auditCheckpoints, auditEntries } from '../../../src/store/schema.ts';
import { eq, sql } from '../../../src/store/sqlite/drizzle.ts';
import { startWorld, type World } from '../../helpers/world.ts';

let world: World;
afterEach(() => world.stop());

const fileOf = (name: string) => join(world.folder, name);
const notes = () => readNotes(readFileSync(fileOf('checkpoints'), 'utf8')).notes;
const context = () => world.bridge.workspace.context;
const rows = () => context().db.select().from(auditCheckpoints).all();
const entriesOf = (action: 'audit.key' | 'audit.restore-checkpoints') =>
  context().db.select().from(auditEntries).where(eq(auditEntries.action, action)).all();
const status = async () => {
  await world.suzuki.commands('状態');
  return world.suzuki.lastAnswer;
};
const diagnosis = async () => {
  await world.suzuki.commands('診断');
  return world.suzuki.lastAnswer;
};
const news = (count = 1) =>
  context().store.transaction(() => {
    for (let each = 0; each < count; each += 1) {
      record(context(), { action: 'event.record', actor: SYSTEM, outcome: 'recorded' });
    }
  });

/** Where checkpoints are posted; it answers with what is set. */
async function listener() {
  const posted: { type: string | undefined; body: string; all: string }[] = [];
  const answer = { status: 200 };
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString();
      const all = JSON.stringify(request.headers);
      posted.push({ type: request.headers['content-type'], body, all });
      response.writeHead(answer.status, { location: '/elsewhere' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => new Promise((resolve) => server.close(resolve));
  return { url: `http://127.0.0.1:${port}/notes/`, posted, answer, stop };
}

test('the newest checkpoint is posted, and again by the schedule until it is taken', async () => {
  const there = await listener();
  world = await startWorld({ environment: { AUDIT_CHECKPOINT_URL: there.url } });
  const begun = there.posted.length;
  there.answer.status = 302;
  news();
  await world.later(HOUR_MS);
  expect(there.posted.length).toBe(begun + 1);
  expect(await status()).toContain('AUDIT_CHECKPOINT_URLに送れません');
  expect(await diagnosis()).toContain('最新のチェックポイントを送れません（HTTP 302）');
  there.answer.status = 204;
  await world.later(10_000);
  expect(there.posted.length).toBe(begun + 2);
  const last = there.posted.at(-1);
  expect(last?.body).toBe(notes().at(-1)?.note);
  expect(last?.type).toBe('text/plain; charset=utf-8');
  expect(last?.all).not.toMatch(/authorization|cookie/iu);
  expect(await status()).not.toContain('送れません');
  await there.stop();
});

test('status shows entries, checkpoint and public key; every 4,096 entries there is another', async () => {
  world = await startWorld();
  news();
  await world.later(HOUR_MS);
  const text = await status();
  expect(text).toMatch(/監査ログ: \d+件\n　最後のチェックポイント: .*（\d+件目まで）\n　公開鍵: /u);
  const key = readVerifierKey(/公開鍵: (\S+)/u.exec(text)?.[1] ?? '');
  const [first] = notes();
  expect(key && first && judgeNote(first.note, [key]).kind).toBe('signed');
  const before = notes().length;
  news(4096);
  world.bridge.workspace.engine.wake();
  await world.settle();
  expect(notes()).toHaveLength(before + 1);
  expect(rows().map(({ note }) => note)).toEqual(notes().map(({ note }) => note));
});

test('a key that vanished is replaced, and everybody is told since when', async () => {
  world = await startWorld();
  news();
  await world.later(HOUR_MS);
  rmSync(fileOf('audit.key'));
  await world.restart();
  expect(entriesOf('audit.key')).toHaveLength(1);
  expect(await status()).toContain('署名の鍵は2026-');
  expect(await diagnosis()).toContain('✓ 監査ログの署名: 署名の鍵は');
  await world.suzuki.commands('監査 検証');
  expect(world.suzuki.lastAnswer).toContain('異常なし');
  expect(world.suzuki.lastAnswer).toContain('古いチェックポイントは別の鍵');

  // What is no key is left alone.
  writeFileSync(fileOf('audit.key'), 'no key');
  await world.restart();
  const before = notes().length;
  news();
  await world.later(HOUR_MS);
  expect(notes()).toHaveLength(before);
  expect(await status()).toContain('audit.key を読み取れません');
  expect(await diagnosis()).toContain('バックアップから元に戻すか');
  expect(readFileSync(fileOf('audit.key'), 'utf8')).toBe('no key');
});

test('notes that the file lost are put back with an entry, unless it is the newest alone', async () => {
  world = await startWorld();
  for (let hour = 0; hour < 3; hour += 1) {
    news();
    await world.later(HOUR_MS);
  }
  const all = readFileSync(fileOf('checkpoints'), 'utf8');
  const lastAt = all.lastIndexOf('kakehashi/', all.lastIndexOf('— '));
  writeFileSync(fileOf('checkpoints'), all.slice(0, lastAt + 20));
  await world.restart();
  await world.later(HOUR_MS);
  expect(readFileSync(fileOf('checkpoints'), 'utf8').startsWith(all)).toBe(true);
  expect(entriesOf('audit.restore-checkpoints')).toHaveLength(0);
  rmSync(fileOf('checkpoints'));
  await world.restart();
  await world.later(HOUR_MS);
  expect(readFileSync(fileOf('checkpoints'), 'utf8').startsWith(all)).toBe(true);
  expect(entriesOf('audit.restore-checkpoints')).toHaveLength(1);
});

test('a place that takes no note is told, and catches up', async () => {
  world = await startWorld();
  news();
  await world.later(HOUR_MS);
  const path = fileOf('checkpoints');
  renameSync(path, `${path}.aside`);
  mkdirSync(path);
  news();
  await world.later(HOUR_MS);
  expect(await status()).toContain('チェックポイントをファイルに書き込めません');
  expect(await diagnosis()).toContain('✗ 監査ログの署名');
  rmSync(path, { recursive: true });
  renameSync(`${path}.aside`, path);
  news();
  await world.later(HOUR_MS);
  expect(notes().map(({ note }) => note)).toEqual(rows().map(({ note }) => note));
});

test('a log that is other than what was signed is not signed again', async () => {
  world = await startWorld();
  news();
  await world.later(HOUR_MS);
  const before = notes().length;
  const { db } = context();
  for (const { name } of db.all<{ name: string }>(
    sql`SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry_rows'`,
  )) {
    db.run(sql.raw(`DROP TRIGGER ${name}`));
  }
  db.run(sql`UPDATE audit_entry_rows SET hash = zeroblob(32)`);
  news();
  await world.later(HOUR_MS);
  expect(notes()).toHaveLength(before);
  expect(await status()).toContain('チェックポイントと一致しません');
  expect(await diagnosis()).toContain('✗ 監査ログの署名');
});
