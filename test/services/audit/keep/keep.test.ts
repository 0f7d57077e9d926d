import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { record } from '../../../../src/context.ts';
import { SYSTEM } from '../../../../src/domain/audit.ts';
import { channelId, lineUserId } from '../../../../src/domain/ids.ts';
import { lineSpeaker } from '../../../../src/domain/speaker.ts';
import { verifyChain } from '../../../../src/store/audit/verify-log.ts';
import { dropHeld, holdMessage, insertQuestion } from '../../../../src/store/talks/questions.ts';
import { OA } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { auditOf } from '../../../helpers/webhooks.ts';
import { startWorld, type World } from '../../../helpers/world.ts';

/* What is held stays, what is too old goes, and nobody but an auditor decides. */

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

let world: World;
const db = () => world.bridge.workspace.context.db;
const actions = (action: string) => auditOf(world).filter((entry) => entry.action === action);

/** Lets erasure by age go on until its slices are through. */
async function erasesByAge(): Promise<void> {
  for (
    let before = -1;
    before !== actions('audit.retain').length + actions('media.forget').length;
  ) {
    before = actions('audit.retain').length + actions('media.forget').length;
    for (let at = 0; at < 20; at += 1) await world.later(50);
  }
}

/** What the auditor is answered. */
const asked = async (line: string) => {
  await world.suzuki.commands(line);
  return world.suzuki.lastAnswer;
};
const search = (what: string) => asked(`監査 検索 ${what}`);

describe('holds and retention', () => {
  beforeAll(async () => {
    world = await startLinkedWorld({
      environment: { AUDIT_RETENTION_DAYS: '10', MEDIA_RETENTION_DAYS: '5' },
      furnish: (line) => {
        line.addUser({ displayName: '佐藤一', language: 'ja' });
        line.addUser({ displayName: '佐藤二', language: 'ja' });
      },
    });
    const file = (fileName: string) => ({
      bytes: Buffer.from(`%PDF-1.7\n${fileName}`),
      contentType: 'application/pdf',
      fileName,
    });
    for (const name of ['山田花子', '鈴木一朗', '高橋三郎', '佐藤一', '佐藤二']) {
      const user = world.lineUser(name);
      await user.says(name === '高橋三郎' ? 'トークID: sato' : 'トークID: tanaka');
      await user.says(`${name}の見積です`);
      await user.user.sendsContent('file', file(`${name}.pdf`), { oa: OA });
      await world.settle();
    }
    await world.sato.says('高橋三郎', '佐藤の返事です');
  });
  afterAll(() => world.stop());

  test('a LINE user is held with a reason, after a question that says what still goes', async () => {
    expect(await asked('監査 保全 山田 花子さんの件の調査')).toContain(
      'LINEユーザー「山田花子」さんを保全しますか？',
    );
    expect(world.suzuki.lastAnswer).toContain(
      '送信を取り消したメッセージは、保全中でも消去されます',
    );
    expect(world.suzuki.lastAnswer).toContain('・理由: 花子さんの件の調査');
    expect(actions('audit.hold')).toEqual([]);
    await world.suzuki.confirms();
    expect(world.suzuki.lastAnswer).toContain('保全しました（保全 #1）');
    const { text, ...metadata } = actions('audit.hold')[0] ?? { text: null };
    expect(text).toBe('花子さんの件の調査');
    expect(JSON.stringify(metadata)).not.toContain('調査');
    expect(await asked('監査 保全 山田花子')).toContain('変更なし');
  });

  test('a member by name, a room by its number; what is not there is named', async () => {
    expect(await asked('監査 保全 メンバー:sato')).toContain('利用メンバー');
    await world.suzuki.confirms();
    expect(await asked('監査 保全 #2')).toContain('トークルーム #2（「鈴木一朗」さんと田中');
    await world.suzuki.presses('キャンセル');
    expect(await asked('監査 保全 #99')).toContain('トークルーム「#99」はありません');
    expect(await asked('監査 保全 だれかさん')).toContain('利用メンバーもLINEユーザーもいません');
    expect(await asked('監査 保全解除 9')).toContain('保全 #9はありません');
  });

  test('of several the one who is meant is chosen with a button', async () => {
    expect(await asked('監査 保全 相手:佐藤 念のため')).toContain(
      '「佐藤」に当てはまる人が複数います',
    );
    const buttons = world.suzuki.adminRoom.messages.at(-1)?.buttons ?? [];
    const second = buttons.find(({ label }) => label.startsWith('佐藤二'));
    await world.suzuki.presses(second?.label ?? '');
    expect(world.suzuki.lastAnswer).toContain('「佐藤二」さんを保全しますか？');
    expect(world.suzuki.lastAnswer).toContain('・理由: 念のため');
    await world.suzuki.confirms();
    expect(await asked('監査 保全解除')).toContain('保全 3件');
    expect(world.suzuki.lastAnswer).toContain('#1 LINEユーザー「山田花子」さん');
    expect(world.suzuki.lastAnswer).toContain('理由: 花子さんの件の調査');
  });

  test('what is held is not forgotten either: the hold is named', async () => {
    expect(await asked('監査 消去 山田花子')).toContain(
      '保全 #1（LINEユーザー「山田花子」さん）の対象',
    );
    expect(await asked('監査 消去 高橋三郎')).toContain('保全 #2（利用メンバー');
    expect(await asked('監査 消去 だれか')).toContain('当てはまるLINEユーザーはいません');
  });

  test('a hold on a member lasts over a handover', async () => {
    await world.suzuki.commands('メンバー 引き継ぎ sato tanaka');
    await world.suzuki.confirms();
    await world.lineUser('高橋三郎').says('引き継いだ後の話');
    expect(await asked('監査 消去 高橋三郎')).toContain('保全 #2（利用メンバー');
  });

  test('files go by their own period, but not what is held', async () => {
    await world.later(6 * DAY);
    await erasesByAge();
    expect(actions('media.forget')).toHaveLength(2);
    expect(await search('山田花子の見積')).toContain('山田花子の見積');
    expect(await search('鈴木一朗の見積')).toContain('鈴木一朗の見積');
  });

  test('words go by theirs, once, over a restart; what is held stays', async () => {
    await world.later(5 * DAY);
    await world.restart();
    await erasesByAge();
    expect(await search('鈴木一朗の見積')).toContain('当てはまる記録はありません');
    expect(await search('相手:鈴木一朗')).toContain('（消去済み）');
    expect(await search('山田花子の見積')).toContain('山田花子の見積');
    expect(await search('佐藤二の見積')).toContain('佐藤二の見積');
    expect(await search('佐藤の返事')).toContain('佐藤の返事');
    expect(await search('引き継いだ後')).toContain('引き継いだ後の話');
    const slices = actions('audit.retain').length;
    expect(slices).toBeGreaterThan(0);
    await world.later(2 * 60 * 60 * 1000);
    expect(actions('audit.retain')).toHaveLength(slices);
    expect(verifyChain(db())).toMatchObject({ ok: true });
  });

  test('a customer’s own unsend erases what is held', async () => {
    const hanako = world.lineUser('山田花子');
    const said = await hanako.says('取り消す話');
    await hanako.user.unsends(said, { oa: OA });
    await world.settle();
    expect(await search('取り消す話')).toContain('当てはまる記録はありません');
  });

  test('after a release it goes like the rest', async () => {
    expect(await asked('監査 保全解除 #1')).toContain('まもなく消去され、元に戻せません');
    await world.suzuki.confirms();
    expect(world.suzuki.lastAnswer).toContain('保全 #1を解除しました');
    await erasesByAge();
    expect(await search('山田花子の見積')).toContain('当てはまる記録はありません');
    expect(await search('佐藤二の見積')).toContain('佐藤二の見積');
    expect(verifyChain(db())).toMatchObject({ ok: true });
  });

  test('a message still under way is kept until it has ended, however often it is looked at', async () => {
    const { context } = world.bridge.workspace;
    const id = context.store.transaction(() => {
      const content = { text: 'まだ届いていない話', detail: null, searchable: true };
      const said = { action: 'message.receive', actor: SYSTEM, outcome: 'held', content } as const;
      const entryId = record(context, said);
      const speaker = lineSpeaker(channelId('1'), lineUserId('U1'));
      const asked = { speaker, token: 'question', askedAt: 0, expiresAt: 0 };
      const questionId = insertQuestion(db(), asked).id;
      holdMessage(db(), { entryId, questionId, quotedEntryId: null });
      return entryId;
    });
    await world.later(11 * DAY);
    for (let hour = 0; hour < 3; hour += 1) await world.later(HOUR);
    expect(await search('まだ届いていない')).toContain('まだ届いていない話');
    dropHeld(db(), id);
    await world.later(HOUR);
    await erasesByAge();
    expect(await search('まだ届いていない')).toContain('当てはまる記録はありません');
  });

  test('status tells the periods and the holds', async () => {
    expect(await asked('状態')).toContain('内容の保存期間: 10日');
    expect(world.suzuki.lastAnswer).toContain('ファイルの保存期間: 5日');
    expect(world.suzuki.lastAnswer).toContain('保全: 2件');
  });

  test('a link-admin decides nothing of it, and an old question does not count', async () => {
    await world.suzuki.commands('権限 付与 佐藤 連携管理者');
    await world.suzuki.presses(world.suzuki.deed);
    for (const line of ['監査 保全 山田花子', '監査 保全解除', '監査 消去 山田花子']) {
      await world.sato.commands(line);
      expect(world.sato.lastAnswer).toContain('権限がありません');
    }
    await world.suzuki.commands('監査 消去 鈴木一朗');
    const { deed } = world.suzuki;
    await world.later(6 * 60 * 1000);
    await world.suzuki.presses(deed);
    expect(world.suzuki.lastAnswer).toContain('5分を過ぎたため無効です');
    expect(actions('audit.forget')).toEqual([]);
  });
});

describe('a period that becomes shorter', () => {
  beforeEach(async () => {
    world = await startWorld();
  });

  test('is announced to the auditors, waits a day, and can be taken back', async () => {
    await world.suzuki.commands('link on');
    await world.suzuki.commands('member add tanaka');
    const hanako = world.lineUser('山田花子');
    await hanako.says('トークID: tanaka');
    await hanako.says('昔の話です');
    await world.later(20 * DAY);
    const { settings } = world.bridge.workspace.context;
    Object.assign(settings, { auditRetentionMs: 10 * DAY });
    await world.later(60 * 60 * 1000);
    expect(world.suzuki.lastAnswer).toMatch(
      /保存期間が短くなりました。.*以降、10日より前のメッセージなどの内容 \d+件が消去され/,
    );
    expect(await asked('状態')).toMatch(/内容の保存期間: 無期限\n.*から10日（それより前の\d+件/);
    await world.suzuki.commands('lang en');
    expect(await asked('status')).toMatch(
      /Contents are kept: without limit\n.*: 10 days \(erases \d+ older ones\)/,
    );
    await holdsAndForgetsInEnglish();
    await world.suzuki.commands('言語 日本語');
    await world.later(20 * 60 * 60 * 1000);
    expect(actions('audit.retain')).toEqual([]);
    Object.assign(settings, { auditRetentionMs: null });
    await world.later(60 * 60 * 1000);
    Object.assign(settings, { auditRetentionMs: 10 * DAY });
    await world.later(60 * 60 * 1000);
    await world.later(20 * 60 * 60 * 1000);
    expect(actions('audit.retain')).toEqual([]);
    await world.later(5 * 60 * 60 * 1000);
    await erasesByAge();
    expect(actions('audit.retain').length).toBeGreaterThan(0);
    expect(await search('昔の話')).toContain('当てはまる記録はありません');
    await world.stop();
  });
});

/** The same story in the other language, up to the last question. */
async function holdsAndForgetsInEnglish(): Promise<void> {
  const { suzuki } = world;
  expect(await asked('audit hold 山田花子 the investigation of May')).toContain(
    'Put a hold on LINE user "山田花子"?',
  );
  expect(suzuki.lastAnswer).toContain('- Reason: the investigation of May');
  expect(suzuki.deed).toBe('Put on hold');
  await suzuki.confirms();
  expect(suzuki.lastAnswer).toBe('Hold #1 is on LINE user "山田花子".');
  expect(await asked('audit release')).toContain('Reason: the investigation of May');
  expect(await asked('audit forget 山田花子')).toContain('cannot be erased: hold #1 is on it');
  await suzuki.commands('audit release 1');
  await suzuki.confirms();
  expect(suzuki.lastAnswer).toBe('Hold #1 on LINE user "山田花子" was released.');
  expect(await asked('audit forget 山田花子')).toContain(
    'Erase everything about "山田花子"? This cannot be undone.',
  );
  expect(suzuki.lastAnswer).toContain('- Erased: 2 messages, 0 files');
  await suzuki.presses('Cancel');
}
