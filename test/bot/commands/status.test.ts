import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { wordsOf } from '../../../src/words/words.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import type { LineChat } from '../../helpers/people.ts';
import type { World } from '../../helpers/world.ts';

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
});
afterEach(() => world.stop());

const status = async (word = '状態') => {
  await world.suzuki.commands(word);
  return world.suzuki.lastAnswer;
};
const line = (text: string, head: string) => {
  const lines = text.split('\n');
  const at = lines.findIndex((each) => each.startsWith(head));
  if (at < 0) throw new Error(`No line ${head} in:\n${text}`);
  const behind = lines.slice(at + 1).findIndex((each) => !/^\s/u.test(each));
  return lines.slice(at, behind < 0 ? undefined : at + 1 + behind).join('\n');
};

test('auto-add is shown, and its meaning while every member is a link member', async () => {
  expect(line(await status(), '自動追加')).toBe('自動追加: オフ');
  await world.suzuki.commands('自動追加 オン');
  expect(line(await status(), '自動追加')).toBe('自動追加: オン');
  await world.suzuki.commands('利用範囲 全員');
  await world.suzuki.confirms();
  await world.later(10_000);
  expect(line(await status(), '自動追加')).toContain('全員');
  await world.suzuki.commands('lang en');
  expect(line(await status('status'), 'Auto-add')).toContain('everyone');
});

test('the file policy is readable', async () => {
  const { subject, blocked, limit } = wordsOf('ja').files;
  expect(line(await status(), subject)).toBe(`${subject}: 受信 許可・送信 許可`);
  await world.suzuki.commands('ファイル 禁止 受信');
  await world.suzuki.commands('ファイル 拡張子 禁止 zip exe');
  await world.suzuki.commands('ファイル 上限 20');
  expect(line(await status(), subject).split('\n')).toEqual([
    `${subject}: 受信 禁止・送信 許可`,
    `　${blocked}: exe zip`,
    `　${limit}: 20 MB`,
  ]);
});

describe('the platforms', () => {
  const OA_LINE = 'LINE公式アカウント みどり商店';

  test('all is well', async () => {
    const text = await status();
    expect(line(text, OA_LINE)).toMatch(/^[^\n]*: 正常\n　今月の[^\n]*$/u);
    expect(line(text, 'LINE WORKS')).toBe('LINE WORKS: 正常');
    expect(line(text, '送信待ち')).toBe('送信待ち: 0件');
  });

  test('while every send to LINE fails, no part is called well, and the age of the queue is told', async () => {
    await world.later(60_000);
    world.line.faults.failNext({ api: 'push', times: 100, status: 500 });
    await world.tanaka.says('山田花子', '届きますか');
    await world.later(90_000);
    const text = await status();
    expect(line(text, OA_LINE)).not.toContain('正常\n');
    expect(line(text, OA_LINE)).toContain('送信に失敗しています（認証は正常）');
    expect(line(text, OA_LINE)).toMatch(/直近10分は\d+件中\d+件失敗（最後は09:0\d、HTTP 500）/u);
    expect(line(text, 'LINE WORKS')).toBe('LINE WORKS: 正常');
    expect(line(text, '送信待ち')).toMatch(
      /^送信待ち: 1件（最も古いものは09:01から、1分）\n　うち再送待ち: LINE 1件$/u,
    );
    // The calls before a restart are forgotten, but the queue is known.
    await world.restart();
    expect(line(await status(), '送信待ち')).toContain('うち再送待ち: LINE 1件');
    expect(line(await status(), OA_LINE)).toContain('送信に失敗しています');
    world.line.faults.clear();
    await world.later(60_000);
    expect(line(await status(), OA_LINE)).toContain('正常');
    expect(line(await status(), '送信待ち')).toBe('送信待ち: 0件');
    await world.later(11 * 60_000);
    expect(line(await status(), OA_LINE)).not.toContain('失敗');
  });

  test('a paused platform is shown with the time of its next try', async () => {
    for (const name of ['一郎', '次郎', '三郎'])
      await world.lineUser(name).says('トークID: tanaka');
    await world.later(60_000);
    world.line.faults.failNext({ api: 'push', times: 100, status: 503 });
    for (const name of ['一郎', '次郎', '三郎']) await world.tanaka.says(name, 'こんにちは');
    await world.later(5_000);
    await world.later(5_000);
    const text = await status();
    expect(line(text, OA_LINE)).toMatch(/送信停止中（09:0\dに再開を試します）/u);
    await world.suzuki.commands('lang en');
    expect(line(await status('status'), 'LINE Official Account')).toMatch(
      /sending fails \(the access token is valid\)[\s\S]*\d+ of \d+ failed in the last 10 minutes[\s\S]*paused, trying again at 09:0\d/u,
    );
  });

  test('trouble towards LINE WORKS is shown, too; and files on a line of their own', async () => {
    world.works.faults.failNext({ api: 'channel-message', times: 100, status: 503 });
    await hanako.says('届きますか');
    await world.later(3000);
    const text = await status();
    expect(line(text, 'LINE WORKS')).toContain('送信に失敗しています（認証は正常）');
    expect(line(text, OA_LINE)).toContain('正常\n');
    world.works.faults.clear();
    await world.later(60_000);
    world.line.faults.failNext({ api: 'content', times: 100, status: 500 });
    await hanako.user.sendsContent(
      'file',
      { bytes: Buffer.from('%PDF-1.7'), fileName: 'a.pdf', contentType: 'application/pdf' },
      { oa: '1657000001' },
    );
    await world.settle();
    const files = line(await status(), 'LINEからのファイルの取得');
    expect(files).toContain('失敗しています');
    expect(files).toContain('HTTP 500');
    expect(line(await status(), 'LINE WORKS')).toContain('正常（失敗した送信があります）');
  });

  test('the month’s limit, and a token that is refused', async () => {
    await world.later(60_000);
    world.line.account('1657000001').setQuota(0);
    await world.tanaka.says('山田花子', '届きません');
    expect(line(await status(), OA_LINE)).toContain('2026-12-01 00:00まで');
  });
});
