import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OA } from '../../helpers/company.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { auditOf } from '../../helpers/webhooks.ts';
import type { World } from '../../helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await startLinkedWorld();
});
afterEach(() => world.stop());

describe('room list', () => {
  test('tells who talks with whom, since when and who spoke last, never the words', async () => {
    await world.suzuki.commands('トーク 一覧');
    expect(world.suzuki.lastAnswer).toBe('開いているトークルームはありません。');
    const hanako = world.lineUser('山田花子');
    const ichiro = world.lineUser('佐々木一郎');
    await hanako.says('トークID: tanaka');
    await hanako.says('秘密の相談です');
    await ichiro.says('トークID: sato');
    await ichiro.says('こちらも秘密です');
    await world.later(7 * 60_000);
    await world.sato.says('佐々木一郎', '秘密の返事です');
    await world.lineUser('無口さん').says('トークID: sato');
    const before = auditOf(world).length;
    await world.suzuki.commands('room list');
    expect(world.suzuki.lastAnswer).toBe(
      [
        '開いているトークルーム 3件',
        // By the reading of the member, which 佐藤 lacks; the newest room of each first.
        '・#1 山田花子 ⇔ 田中 花 / 2026-11-22 09:00から / 最後の発言: LINEユーザー（2026-11-22 09:00） / メッセージ 1件',
        '・#3 無口さん ⇔ 佐藤 健 / 2026-11-22 09:07から / 発言なし',
        '・#2 佐々木一郎 ⇔ 佐藤 健 / 2026-11-22 09:00から / 最後の発言: メンバー（2026-11-22 09:07） / メッセージ 2件',
      ].join('\n'),
    );
    expect(auditOf(world)).toHaveLength(before);
    await world.suzuki.commands('トーク 一覧 田中');
    expect(world.suzuki.lastAnswer).toContain('開いているトークルーム 1件');
    expect(world.suzuki.lastAnswer).toContain('山田花子');
    await world.suzuki.commands('room list だれか');
    expect(world.suzuki.lastAnswer).toContain('見つかりません');
  });

  test('pages by eight, and a page that is gone falls back to the last', async () => {
    for (let n = 1; n <= 10; n += 1) await world.lineUser(`客${n}`).says('トークID: tanaka');
    await world.suzuki.commands('room list tanaka');
    expect(world.suzuki.lastAnswer).toContain('開いているトークルーム 10件 (1/2)');
    expect(world.suzuki.lastAnswer.split('\n')).toHaveLength(9);
    await world.suzuki.presses('次へ');
    expect(world.suzuki.lastAnswer).toContain('(2/2)');
    expect(world.suzuki.lastAnswer).toContain('客1 ⇔');
    await world.suzuki.presses('前へ');
    expect(world.suzuki.lastAnswer).toContain('客10 ⇔');
    for (let n = 1; n <= 5; n += 1) await world.lineUser(`客${n}`).ends();
    await world.suzuki.presses('次へ');
    expect(world.suzuki.lastAnswer).toContain('開いているトークルーム 5件');
    expect(world.suzuki.lastAnswer).toContain('客6 ⇔');
  });

  test('a held message counts when it has gone on, and once', async () => {
    const hanako = world.lineUser('山田花子');
    await hanako.says('トークID: tanaka');
    await hanako.says('トークID: sato');
    await world.tanaka.says('山田花子', 'こんにちは');
    await hanako.says('どちら宛てでしょう');
    await world.suzuki.commands('room list sato');
    expect(world.suzuki.lastAnswer).toContain('発言なし');
    await hanako.presses('佐藤 健');
    await world.suzuki.commands('room list sato');
    expect(world.suzuki.lastAnswer).toMatch(/（2026-11-22 09:00） \/ メッセージ 1件$/u);
  });

  test('in English, and only for link-admins', async () => {
    const hanako = world.lineUser('山田花子');
    await hanako.says('トークID: tanaka');
    await world.suzuki.commands('lang en');
    await world.suzuki.commands('room list');
    expect(world.suzuki.lastAnswer).toContain('1 open talk room\n');
    expect(world.suzuki.lastAnswer).toContain('since 2026-11-22 09:00 / nobody has spoken');
    await hanako.says('こんにちは');
    await world.suzuki.commands('room list');
    expect(world.suzuki.lastAnswer).toContain(
      'LINE user spoke last (2026-11-22 09:00) / 1 message',
    );
    await world.tanaka.commands('room list');
    expect(world.tanaka.lastAnswer).toContain('権限がありません');
  });
});

describe('quota', () => {
  test('shows what LINE says is used, the limit, and the rest', async () => {
    const hanako = world.lineUser('山田花子');
    await hanako.says('トークID: tanaka');
    await world.later(120_000);
    await world.tanaka.says('山田花子', 'プッシュで届きます');
    await world.suzuki.commands('通数');
    expect(world.suzuki.lastAnswer).toBe(
      '今月のメッセージ通数\n・みどり商店 @123midori: 使用 1通 / 上限 200通 / 残り 199通',
    );
    world.line.account(OA).setQuota(null);
    await world.suzuki.commands('quota');
    expect(world.suzuki.lastAnswer).toContain('使用 1通 / 上限なし');
  });

  test('says until when pushes are stopped', async () => {
    const hanako = world.lineUser('山田花子');
    await hanako.says('トークID: tanaka');
    await world.later(120_000);
    world.line.account(OA).setQuota(0);
    await world.tanaka.says('山田花子', '届きません');
    await world.suzuki.commands('quota');
    expect(world.suzuki.lastAnswer).toContain('使用 0通 / 上限 0通 / 残り 0通');
    expect(world.suzuki.lastAnswer).toContain('2026-12-01 00:00までプッシュ送信を止めています');
  });

  test('says the fault in words', async () => {
    world.line.faults.failNext({ api: 'quota', times: 1, status: 500 });
    await world.suzuki.commands('quota');
    expect(world.suzuki.lastAnswer).toContain('LINEにつながりません');
    world.line.faults.failNext({ api: 'quota', times: 5, status: 401 });
    await world.suzuki.commands('quota');
    expect(world.suzuki.lastAnswer).toContain('正しくありません');
  });

  test('only for link-admins', async () => {
    const asked = () => world.line.calls.filter((call) => call.path.includes('quota')).length;
    const before = asked();
    await world.tanaka.commands('quota');
    expect(world.tanaka.lastAnswer).toContain('権限がありません');
    expect(asked()).toBe(before);
  });
});

describe('the quota in the dashboard', () => {
  test("status shows LINE's last figures, and their time", async () => {
    await world.suzuki.commands('状態');
    expect(world.suzuki.lastAnswer).toContain('今月のメッセージ通数 使用 0通 / 上限 200通');
    expect(world.suzuki.lastAnswer).toContain('（2026-11-22 09:00現在）');
  });

  test('a limit that was raised lets pushes go on, once it has been asked for', async () => {
    const hanako = world.lineUser('山田花子');
    await hanako.says('トークID: tanaka');
    await world.later(120_000);
    world.line.account(OA).setQuota(0);
    await world.suzuki.commands('通数');
    await world.tanaka.says('山田花子', '届かない');
    expect(hanako.lastReceived?.text).not.toBe('届かない');
    world.line.account(OA).setQuota(5000);
    await world.suzuki.commands('通数');
    expect(world.suzuki.lastAnswer).not.toContain('止めています');
    await world.tanaka.says('山田花子', '届きます');
    expect(hanako.lastReceived?.text).toBe('届きます');
    expect(auditOf(world).map((entry) => `${entry.action} ${entry.outcome}`)).toContain(
      'account.quota resumed',
    );
  });
});
