import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { media } from '../../../src/store/schema.ts';
import { OA } from '../../helpers/company.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../helpers/people.ts';
import { until } from '../../helpers/until.ts';
import { auditOf } from '../../helpers/webhooks.ts';
import { startWorld, type World } from '../../helpers/world.ts';

let world: World;
afterEach(() => world.stop());

const says = async (text: string) => {
  await world.suzuki.commands(text);
  return world.suzuki.lastAnswer;
};
const db = () => world.bridge.workspace.context.db;
const changes = () => auditOf(world).filter((entry) => entry.action === 'file-policy.set');

describe('the commands', () => {
  beforeEach(async () => {
    world = await startWorld();
  });

  test('the policy is open at first, and shown by `file` and `status`', async () => {
    expect(await says('ファイル')).toBe(
      [
        '【ファイル送信・添付の設定】',
        '受信（LINEユーザー→メンバー）: 許可',
        '送信（メンバー→LINEユーザー）: 許可',
        '禁止している拡張子: なし',
        'サイズの上限: なし',
        '画像・動画・音声・ファイルが対象です。テキスト・スタンプ・位置情報は対象外です。',
      ].join('\n'),
    );
    await says('ファイル 禁止 送信');
    expect(await says('status')).toContain('受信 許可・送信 禁止');
    expect(await says('file foo')).toContain('同じ意味の言葉: file / ファイル 設定');
    await world.suzuki.commands('ファイル');
    await world.suzuki.presses('送信を許可する');
    expect(world.suzuki.lastAnswer).toContain('送信（メンバー→LINEユーザー）: 許可');
  });

  test('a switch for each direction; before and after stand in the log; no-ops write nothing', async () => {
    expect(await says('file deny')).toContain('変更しました');
    expect(await says('ファイル　許可　受信')).toContain('受信（LINEユーザー→メンバー）: 許可');
    expect(await says('file deny out')).toContain('すでにその設定です');
    expect(await says('FILE ALLOW OUT')).toContain('送信（メンバー→LINEユーザー）: 許可');
    expect(await says('file allow')).toContain('すでにその設定です');
    const open = { inbound: 'allow', outbound: 'allow', blocked: [], limitBytes: null };
    expect(changes().map((entry) => JSON.parse(entry.facts))).toEqual([
      { before: open, after: { ...open, inbound: 'deny', outbound: 'deny' } },
      {
        before: { ...open, inbound: 'deny', outbound: 'deny' },
        after: { ...open, outbound: 'deny' },
      },
      { before: { ...open, outbound: 'deny' }, after: open },
    ]);
    expect(changes()[0]?.actorName).toBe('鈴木 一郎');
  });

  test('extensions are forgiven their case, dot and width, and named beside LINE WORKS’ own', async () => {
    const answer = await says('file block .EXE ｚｉｐ,js');
    expect(answer).toContain('禁止している拡張子: exe js zip');
    expect(answer).toContain('bat cmd com cpl exe scr js vbs wsf hta');
    expect(await says('ファイル 拡張子 禁止 exe')).toContain('すでにその設定です');
    expect(await says('ファイル 拡張子 許可 *.exe')).toContain('禁止している拡張子: js zip');
    expect(await says('file unblock exe')).toContain('すでにその設定です');
    expect(await says('file block a/b')).toContain('「a/b」は拡張子に指定できません');
    expect(await says('file block')).toContain('例: ファイル 拡張子 禁止 zip exe');
    expect(changes()).toHaveLength(2);
  });

  test.each([
    ['file limit 20', 'サイズの上限: 20 MB'],
    ['ファイル 上限 ０．５ＭＢ', 'サイズの上限: 0.5 MB'],
    ['file limit 20 mb', 'サイズの上限: 20 MB'],
    ['file limit 0', '上限に指定できません'],
    ['file limit -1', '上限に指定できません'],
    ['file limit 99999', '上限に指定できません'],
    ['file limit ten', '上限に指定できません'],
    ['file limit', '例: ファイル 上限 20'],
  ])('%j is answered with %j', async (typed, answer) => {
    expect(await says(typed)).toContain(answer);
  });

  test('a limit can be taken away again', async () => {
    await says('file limit 3');
    expect(await says('ファイル 上限 なし')).toContain('サイズの上限: なし');
    expect(await says('file limit off')).toContain('すでにその設定です');
  });

  test('only a link-admin changes the policy', async () => {
    await world.tanaka.commands('file deny');
    expect(world.tanaka.lastAnswer).toContain('権限がありません');
    expect(changes()).toEqual([]);
  });
});

describe('its effect on files', () => {
  let hanako: LineChat;
  beforeEach(async () => {
    world = await startLinkedWorld();
    hanako = world.lineUser('山田花子');
    await hanako.says('トークID: tanaka');
  });

  const PDF = Buffer.from(`%PDF-1.7\n${'1 0 obj\n<<>>\nendobj\n'.repeat(100)}`);
  const hanakoSends = async (fileName: string, readyAfterMs = 0) => {
    const content = { bytes: PDF, contentType: 'application/pdf', fileName, readyAfterMs };
    await hanako.user.sendsContent('file', content, { oa: OA });
    await world.settle();
  };
  const tanakaSends = async (fileName: string) => {
    const file = { bytes: PDF, contentType: 'application/pdf', fileName };
    await world.tanaka.room('山田花子').sendsFile('file', file);
    await world.settle();
  };
  const inRoom = () => textsOf(world.tanaka.room('山田花子')).join('\n');
  const onLine = () => hanako.received.map((bubble) => bubble.text).join('\n');
  const fetched = () => world.line.calls.filter((call) => call.api === 'content').length;
  const delivered = () =>
    auditOf(world)
      .filter((entry) => entry.action === 'message.deliver' && entry.kind === 'file')
      .map((entry) => [entry.outcome, entry.reason]);

  test('under deny no file is fetched, and the sender is told in words', async () => {
    await says('file deny');
    await hanakoSends('見積.pdf');
    expect(onLine()).toContain('ファイルを受け取ることができません');
    expect(fetched()).toBe(0);
    await tanakaSends('見積.pdf');
    expect(inRoom()).toContain('ファイルはLINEユーザーに送れません');
    await hanako.says('文字は届きます');
    expect(inRoom()).toContain('文字は届きます');
  });

  test('a blocked extension and a limit are named', async () => {
    await says('file block pdf');
    await hanakoSends('見積.ＰＤＦ');
    expect(onLine()).toContain('「.pdf」のファイル');
    await tanakaSends('見積.pdf');
    expect(inRoom()).toContain('「.pdf」のファイルはLINEユーザーに送れません');
    await says('file unblock pdf');
    await says('file limit 0.001');
    await hanakoSends('大きい.pdf');
    expect(onLine()).toContain('大きすぎる');
    expect(
      world.bridge.workspace.context.db
        .select()
        .from(media)
        .all()
        .map((row) => row.state),
    ).not.toContain('kept');
  });

  test('a change stops the file that LINE is still preparing; its sender is told', async () => {
    await hanakoSends('見積.pdf', 60_000);
    expect(await says('file deny in')).toContain('送信待ちだったファイル 1件');
    await world.settle();
    expect(onLine()).toContain('ファイルを受け取ることができません');
    expect(inRoom()).toContain('「山田花子」さんがファイルを送信しましたが');
    expect(delivered()).toEqual([['refused', 'denied']]);
    const before = fetched();
    await world.later(120_000);
    expect(fetched()).toBe(before);
    expect(onLine().match(/受け取ることができません/g)).toHaveLength(1);
  });

  test('a change stops the file that waits for another try, and its bytes go', async () => {
    await world.later(120_000);
    world.line.faults.failNext({ api: 'push', times: 1, status: 429 });
    await tanakaSends('見積.pdf');
    expect(await says('file block pdf')).toContain('送信待ちだったファイル 1件');
    await world.later(600_000);
    expect(delivered()).toEqual([['refused', 'blocked-extension']]);
    expect(inRoom()).toContain('「.pdf」のファイルはLINEユーザーに送れません');
    const [row] = db().select().from(media).all();
    expect([row?.state, row?.sha256]).toEqual(['refused', null]);
  });

  test.each([
    [429, 'refused', 'LINEユーザーに送れません'],
    [500, 'uncertain', '届いていない可能性があります'],
  ])(
    'a file on its way when the policy changes, then answered %i, ends %s',
    async (status, outcome, told) => {
      await world.later(120_000);
      const way = world.line.faults.hold(({ api }) => api === 'push');
      world.line.faults.failNext({ api: 'push', times: 1, status });
      const file = { bytes: PDF, contentType: 'application/pdf', fileName: '見積.pdf' };
      await world.tanaka.room('山田花子').sendsFile('file', file);
      await until('the file is on its way', () => way.waiting > 0);
      const before = world.suzuki.answers.length;
      await world.suzuki.adminRoom.says('file deny out');
      await until('it is denied', () => world.suzuki.answers.length > before);
      expect(world.suzuki.lastAnswer).not.toContain('送信待ち');
      way.release();
      await world.settle();
      await world.later(600_000);
      expect(delivered()).toEqual([[outcome, 'denied']]);
      expect(inRoom()).toContain(told);
      expect(onLine()).not.toContain('見積.pdf');
    },
  );

  test('a file that may have gone out already ends as uncertain', async () => {
    await world.later(120_000);
    world.line.faults.failNext({ api: 'push', times: 1, status: 500 });
    await tanakaSends('見積.pdf');
    await says('file deny out');
    await world.later(600_000);
    expect(delivered()).toEqual([['uncertain', 'denied']]);
    expect(inRoom()).toContain('届いていない可能性があります');
  });
});
