import { afterAll, beforeAll, expect, test } from 'vitest';
import { planJob } from '../../../src/store/queue/jobs.ts';
import {
  labelsIn,
  NOTHING,
  searchIn,
  sendFileIn,
  startSearchedWorld,
} from '../../helpers/audit-searches.ts';
import { auditOf } from '../../helpers/webhooks.ts';
import type { World } from '../../helpers/world.ts';

/** What an auditor may type to search, over one log that stays as it is. */

let world: World;
beforeAll(async () => {
  world = await startSearchedWorld();
  const hanako = world.lineUser('山田花子');
  await hanako.says('来週の見積もりをお願いできますか？');
  await world.tanaka.says('山田花子', 'Estimate follows. 見積もりは明日です');
  await sendFileIn(world, 'メモ.txt');
  await sendFileIn(world, 'setup.exe', 'MZ');
  const emily = world.lineUser('Emily Clark', 'en');
  await emily.says('トークID: misaki');
  await emily.sendsSticker('446', '1988');
  await emily.says('不要です');
});
afterAll(() => world.stop());

const search = (what: string, command?: string) => searchIn(world, what, command);

test.each([
  ['見積もり お願い', 1],
  ['お願い　来週', 1],
  ['見積もり 明日', 1],
  ['見積', 2],
  ['ＥＳＴＩＭＡＴＥ follows', 1],
  ['"見積もり 明日"', 0],
  ['「来週の見積もり」', 1],
  ['“見積もりをお願い” 来週', 1],
  ['”見積もりをお願い” 来週', 1],
  ['『来週の』 お願い', 1],
  ['来週 明日', 0],
  ['見積 OR', 0],
  ['NEAR(見 積) * ^ - {x}', 0],
  ['"見積 AND "* a', 0],
])('%s: %i', async (what, count) => {
  const answer = await search(what);
  if (count === 0) expect(answer).toContain(NOTHING);
  else expect(answer).toContain(`${count}件`);
});

test('the answer repeats the search, also without a hit', async () => {
  expect(await search('来週 明日')).toContain('「来週」 「明日」');
  expect(await search('来週 メンバー:田中 花 明日')).toContain('メンバー: 田中 花');
  expect(await search('from:昨日 kind:画像')).toContain('種類: 画像 / 期間: 2026-11-21〜');
});

test('an open quotation is answered with an example that works', async () => {
  const answer = await search('「来週の 見積');
  expect(answer).toContain('引用符（「）');
  const example = /例: (.*)$/mu.exec(answer)?.[1] ?? '';
  expect(await search('', example)).toContain('「来週の 見積」');
});

test.each([
  ['メモ.txt', '[ファイル] メモ.txt'],
  ['setup', '[ファイル] setup.exe'],
  ['ファイル ﾒﾓ', '[ファイル] メモ.txt'],
  ['exe 種類:ファイル', '[ファイル] setup.exe'],
])('the name of a member’s file: %s', async (what, shown) => {
  const answer = await search(what);
  expect(answer).toContain('1件');
  expect(answer).toContain(shown);
  expect(answer).toContain('田中 花 → 山田花子 [送信済み]');
});

test('a file’s digest and size, which no answer shows, find nothing', async () => {
  for (const what of ['SHA', '256 txt', 'メモ SHA']) {
    expect(await search(what)).toContain(NOTHING);
  }
});

test.each([
  'メンバー:田中 美咲 不要',
  'メンバー：田中　美咲 不要',
  'メンバー: 田中 美咲 不要',
  '不要 member:"田中 美咲"',
  '不要 利用メンバー:「田中 美咲」',
  '不要 member:misaki',
  '相手:Emily Clark 不要',
  'user:ｅｍｉｌｙ 不要',
  '不要 相手:「Emily Clark」 種類:テキスト',
  '不要 開始:昨日 終了:今日 メンバー:misaki kind:TEXT',
  '不要 member:misaki from:11/22 to:2026年11月22日',
  '不要 メンバー:佐藤、田中 美咲',
])('%s', async (what) => {
  const answer = await search(what);
  expect(answer).toContain('1件');
  expect(answer).toContain('　不要です');
});

test('a kind alone, in either language', async () => {
  for (const what of ['種類:スタンプ', 'kind:sticker', 'kind:スタンプ', '種類:すたんぷ']) {
    expect(await search(what)).toContain('[スタンプ]');
  }
  expect(await search('種類:スタンプ,テキスト 相手:emily')).toContain('3件');
  expect(await search('種類:動画')).toContain(NOTHING);
});

test.each([
  ['ファイル名:メモ', 1],
  ['filename:exe 方向:送信', 1],
  ['ファイル名:メモ 方向:受信', 0],
  ['です 方向:受信,送信', 2],
  ['見積 direction:incoming', 1],
  ['結果:送信済み 見積', 2],
  ['outcome:sent,不明 見積', 2],
  ['結果:宛先待ち 見積', 0],
  ['見積 トーク:1', 2],
  ['見積 room:#2', 0],
  ['見積 番号:2', 0],
])('%s: %i', async (what, count) => {
  const answer = await search(what);
  if (count === 0) expect(answer).toContain(NOTHING);
  else expect(answer).toContain(`${count}件`);
});

test('an unknown direction, outcome or talk is answered with what there is', async () => {
  expect(await search('方向:横')).toBe('「横」という方向はありません。使える方向: 受信、送信');
  expect(await search('結果:なぞ')).toMatch(/使える結果: 送信済み、送信待ち、宛先待ち/u);
  expect(await search('トーク:田中')).toContain('「田中」はトークの番号として認識できません');
  expect(await search('見積 ファイル名:"a b" 方向:送信 結果:不明 トーク:1')).toContain(
    'ファイル名: a b / 方向: 送信 / 結果: 不明 / トーク: #1',
  );
});

test('an unknown key is answered with the known ones, and no search is recorded', async () => {
  const kinds = 'テキスト、画像、動画、音声、ファイル、スタンプ、位置情報';
  expect(await search('種類:なに')).toBe(`「なに」という種類はありません。使える種類: ${kinds}`);
  expect(await search('件名:見積')).toMatch(
    /使える条件: 開始:、終了:、メンバー:、[\s\S]*例: 監査 検索 "件名:見積"/u,
  );
  expect(await search('from:いつか')).toContain('2026-11-20');
  expect(await search('メンバー:')).toContain('例: 監査 検索 メンバー:田中 美咲');
  expect(await search('from:今日 to:昨日')).toContain('開始が終了よりあとです');
  expect(await search('member:だれか')).toMatch(/「だれか」[\s\S]*田中 美咲/u);
  expect(await search('相手:だれか')).toMatch(/「だれか」[\s\S]*Emily Clark、山田花子/u);
  expect(world.suzuki.lastAnswer).not.toContain(NOTHING);
});

test('several people of that name are offered as a choice', async () => {
  expect(await search('です member:田中 種類:テキスト')).toContain(
    '「田中」に当てはまるメンバーが複数います',
  );
  await world.suzuki.presses('田中 美咲');
  expect(world.suzuki.lastAnswer).toContain('　不要です');
  expect(world.suzuki.lastAnswer).not.toContain('明日です');
  expect(world.suzuki.lastAnswer).toContain('種類: テキスト');
});

test('a near miss keeps names and quotations', async () => {
  await search('member:田中 美咲 不要', '監査 検索する');
  await world.suzuki.presses(labelsIn(world)?.[0] ?? '');
  expect(world.suzuki.lastAnswer).toContain('　不要です');
  await search('メンバー:"田中 美咲" 不要', 'audt search');
  await world.suzuki.presses(labelsIn(world)?.[0] ?? '');
  expect(world.suzuki.lastAnswer).toContain('　不要です');
});

test('a search that takes longer is answered by a job, unless the role is gone', async () => {
  const { context } = world.bridge.workspace;
  const later = async (memberId: string) => {
    const payload = { memberId, line: '不要 種類:テキスト' };
    planJob(context.db, { kind: 'search-audit', key: memberId, payload, dueAt: 0 });
    world.bridge.workspace.engine.wake();
    await world.settle();
  };
  await later(world.suzuki.user.userId);
  expect(world.suzuki.lastAnswer).toContain('　不要です');
  expect(auditOf(world).at(-1)?.action).toBe('audit.search');
  await later(world.sato.user.userId);
  expect(world.sato.direct.messages.at(-1)?.text ?? '').not.toContain('不要');
});

test('in English, too', async () => {
  await world.suzuki.commands('lang en');
  expect(await search('kind:what', 'audit search')).toBe(
    'There is no kind "what". Kinds: text, image, video, audio, file, sticker, location',
  );
  const hit = await search('不要 member:misaki from:yesterday', 'audit search');
  expect(hit).toContain('Emily Clark → 田中 美咲 [sent]');
  await world.suzuki.commands('lang ja');
});
