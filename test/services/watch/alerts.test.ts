import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/domain/durations.ts';
import type { CertificateLook } from '../../../src/domain/watch/certificate.ts';
import { dayInJapan } from '../../../src/domain/watch/working-time.ts';
import { createWatch } from '../../../src/services/watch/look.ts';
import { auditEntries } from '../../../src/store/schema.ts';
import { eq } from '../../../src/store/sqlite/drizzle.ts';
import { saveSilence, silenceOf } from '../../../src/store/watch/silences.ts';
import { linkAndTalk } from '../../helpers/story.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const GB = 1024 ** 3;
const machine = {
  freeBytes: 100 * GB,
  certificate: { kind: 'unseen', why: 'ECONNREFUSED' } as CertificateLook,
};
let world: World;
beforeAll(async () => {
  world = await startWorld({
    parts: {
      freeBytes: async () => machine.freeBytes,
      certificate: async () => machine.certificate,
    },
  });
  await linkAndTalk(world);
});
afterAll(() => world.stop());

/** What the administrator was told since then. */
const since = (count: number) => world.suzuki.answers.slice(count);
const told = () => world.suzuki.answers.length;
const minutes = async (count: number) => {
  for (let each = 0; each < count; each += 1) await world.later(MINUTE_MS);
};
const answerTo = async (command: string) => {
  await world.suzuki.commands(command);
  return world.suzuki.lastAnswer;
};

test('a platform that does not answer is told once it has lasted, and so is its end', async () => {
  const before = told();
  world.line.faults.failNext({ status: 503, times: 10_000 });
  await world.tanaka.says('山田花子', '届きますか');
  await minutes(9);
  expect(since(before)).toEqual([]);
  await minutes(8);
  expect(since(before)).toHaveLength(1);
  expect(world.suzuki.lastAnswer).toContain('【警告】LINEへの配信が止まっています（09:00から）。');
  expect(await answerTo('状態')).toMatch(/^【状態】\n【警告】LINEへの配信が止まっています/u);
  expect(await answerTo('診断')).toContain('✗ 配信 LINE: 止まっているか、遅れています');
  const during = told();
  await minutes(5);
  expect(since(during)).toEqual([]);
  world.line.faults.clear();
  await world.later(31 * MINUTE_MS);
  await minutes(2);
  expect(since(during)).toHaveLength(1);
  expect(world.suzuki.lastAnswer).toContain('【復旧】LINEへの配信は正常に戻りました');
  expect(await answerTo('状態')).not.toContain('【警告】');
});

test('a database that nears what its platform gives is told, and that it has room again', async () => {
  const { context } = world.bridge.workspace;
  const watch = (mostDatabaseBytes: number) =>
    createWatch(context, {
      ...{ mostDatabaseBytes, certificate: null, staysAwake: false },
      ...{
        freeBytes: async () => null,
        lately: () => ({ made: 0, failed: 0, last: null, isFailing: false }),
      },
    });
  const before = told();
  for (const most of [context.store.bytes() * 2, context.store.bytes(), context.store.bytes()]) {
    await watch(most).look();
  }
  await world.later(0);
  expect(since(before)).toHaveLength(1);
  expect(world.suzuki.lastAnswer).toContain('データベースの容量が上限に近づいています（現在');
  await watch(context.store.bytes() * 2).look();
  await world.later(0);
  expect(since(before)[1]).toBe('【復旧】データベースの容量には十分な余裕があります。');
});

test('a disk that fills is told before files stop, and that it has room again', async () => {
  const before = told();
  machine.freeBytes = 1.5 * GB;
  await minutes(3);
  machine.freeBytes = 2.5 * GB;
  await minutes(2);
  expect(since(before)).toHaveLength(1);
  expect(world.suzuki.lastAnswer).toContain(
    '空きが少なくなっています（空き 1.5 GB）。512 MBを下回ると',
  );
  machine.freeBytes = 3 * GB;
  await minutes(1);
  expect(since(before)[1]).toBe('【復旧】サーバーのディスクの空きは十分な量に戻りました。');
});

test('a certificate is told at two weeks, at three days and when it was renewed', async () => {
  const before = told();
  const until = (days: number) => {
    const to = world.clock.now() + days * DAY_MS;
    machine.certificate = { kind: 'seen', validity: { from: to - 90 * DAY_MS, to } };
  };
  expect(await answerTo('診断')).toContain('このサーバーからは確認できません（ECONNREFUSED）');
  for (const days of [20, 13, 12, 2]) {
    until(days);
    await world.later(DAY_MS);
  }
  until(-1);
  expect(await answerTo('診断')).toContain('✗ PUBLIC_URLの証明書: 有効期限が切れています');
  until(89);
  await world.later(DAY_MS);
  const said = since(before).filter((text) => text.includes('証明書') && !text.includes('診断の'));
  expect(said.map((text) => text.replace(/\d{4}-.{11}/u, '…'))).toEqual([
    expect.stringContaining('【警告】'),
    expect.stringContaining('【警告】'),
    expect.stringMatching(/^【復旧】「.*」のサーバー証明書は更新されました。$/u),
  ]);
});

test('an unusual silence in working hours is told, and the next event', async () => {
  const { db } = world.bridge.workspace.context;
  const { lineUser, clock } = world;
  // To a Tuesday morning.
  while (new Date(clock.now() + 9 * HOUR_MS).getUTCDay() !== 2) await world.later(HOUR_MS);
  await world.later(10 * HOUR_MS);
  const today = dayInJapan(clock.now());
  for (let ago = 1; ago <= 12; ago += 1) {
    saveSilence(db, { platform: 'line', day: today - ago, longestMs: HOUR_MS }, 0);
  }
  saveSilence(db, { platform: 'line', day: today, longestMs: 0 }, 0);
  await lineUser('山田花子').says('おはようございます');
  const before = told();
  await world.later(2 * HOUR_MS);
  expect(since(before)).toEqual([]);
  expect(silenceOf(db, 'line', today)).toBe(2 * HOUR_MS);
  await world.later(MINUTE_MS * 20);
  expect(since(before)).toHaveLength(1);
  expect(world.suzuki.lastAnswer).toContain('LINEからの受信が、いつもより長く途絶えています');
  await lineUser('山田花子').says('こんにちは');
  await minutes(1);
  expect(since(before)[1]).toBe('【復旧】LINEからの受信が再開しました。');
});

test('each alert and each all-clear is on record', () => {
  const { db } = world.bridge.workspace.context;
  const rows = db.select().from(auditEntries).where(eq(auditEntries.action, 'bridge.alert')).all();
  expect(rows.map(({ outcome, reason }) => `${reason} ${outcome}`)).toEqual([
    'delivery-line failed',
    'delivery-line resumed',
    'database failed',
    'database resumed',
    'disk failed',
    'disk resumed',
    'certificate failed',
    'certificate failed',
    'certificate resumed',
    'silence-line failed',
    'silence-line resumed',
  ]);
});
