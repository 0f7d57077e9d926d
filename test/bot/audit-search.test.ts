import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { verifyChain } from '../../src/store/audit-log.ts';
import { OA } from '../helpers/company.ts';
import { startLinkedWorld } from '../helpers/linked.ts';
import type { LineChat } from '../helpers/people.ts';
import { auditOf } from '../helpers/webhooks.ts';
import type { World } from '../helpers/world.ts';

let world: World;
let hanako: LineChat;

const NOTHING = '当てはまる記録はありません';
const search = async (what: string, command = '監査 検索') => {
  const before = world.suzuki.answers.length;
  await world.suzuki.commands(`${command} ${what}`);
  return world.suzuki.answers.slice(before).join('\n');
};
const labels = () => world.suzuki.adminRoom.messages.at(-1)?.buttons.map(({ label }) => label);
const confirm = () => world.suzuki.presses(labels()?.[0] ?? '');

/** Tanaka, Sato and another Tanaka are link members; Hanako talks with the first. */
async function begin(): Promise<void> {
  world = await startLinkedWorld({
    furnish: (_, works) => {
      works.addMember({ email: 'misaki@midori', lastName: '田中', firstName: '美咲' });
    },
  });
  await world.suzuki.commands('member add misaki');
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
}

async function sendFile(fileName: string, text = 'こんにちは'): Promise<void> {
  const bytes = Buffer.from(text);
  const contentType = 'application/octet-stream';
  await world.tanaka.room('山田花子').sendsFile('file', { bytes, fileName, contentType });
  await world.settle();
}

describe('what is sought', () => {
  beforeAll(async () => {
    await begin();
    await hanako.says('来週の見積もりをお願いできますか？');
    await world.tanaka.says('山田花子', 'Estimate follows. 見積もりは明日です');
    await sendFile('メモ.txt');
    await sendFile('setup.exe', 'MZ');
    const emily = world.lineUser('Emily Clark', 'en');
    await emily.says('トークID: misaki');
    await emily.sendsSticker('446', '1988');
    await emily.says('不要です');
  });
  afterAll(() => world.stop());

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

  test('what was sought stands in the answer, also when nothing was found', async () => {
    expect(await search('来週 明日')).toContain('「来週」 「明日」');
    expect(await search('来週 メンバー:田中 花 明日')).toContain('メンバー: 田中 花');
    expect(await search('from:昨日 kind:画像')).toContain('種類: 画像 / 期間: 2026-11-21〜');
  });

  test('a quotation that is left open is told with an example that works', async () => {
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

  test('not a file’s digest or size, which nobody is shown', async () => {
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

  test('what is unknown is said, with what there is, and nothing is recorded as sought', async () => {
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

  test('of several people of that name one is to be chosen', async () => {
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
    await confirm();
    expect(world.suzuki.lastAnswer).toContain('　不要です');
    await search('メンバー:"田中 美咲" 不要', 'audt search');
    await confirm();
    expect(world.suzuki.lastAnswer).toContain('　不要です');
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
});

describe('whom a message concerned', () => {
  afterEach(() => world.stop());

  test('a held one is found by and shown with the member it was released to', async () => {
    await begin();
    await hanako.says('トークID: sato');
    await world.sato.says('山田花子', '佐藤です');
    await world.tanaka.says('山田花子', '田中です');
    await hanako.says('納期はいつですか');
    expect(await search('納期')).toContain('山田花子 → なし [宛先待ち]');
    await hanako.presses('佐藤 健');
    for (const what of ['納期', '納期 member:佐藤', '納期 相手:山田']) {
      expect(await search(what)).toContain('山田花子 → 佐藤 健 [送信済み]');
    }
    expect(await search('納期 member:田中 花')).toContain(NOTHING);
  });

  test('a forwarded one with both, also after another handover', async () => {
    await begin();
    world.works.faults.failNext({ api: 'channel-message', times: 1, status: 503 });
    await hanako.says('急ぎの件です');
    expect(await search('急ぎ')).toContain('[送信待ち]');
    await world.suzuki.commands('member handover tanaka sato');
    await confirm();
    await world.later(60_000);
    for (const what of ['急ぎ', '急ぎ member:田中 花', '急ぎ member:佐藤']) {
      const answer = await search(what);
      expect(answer).toContain('山田花子 → 佐藤 健（引き継ぎ元 田中 花） [送信済み]');
    }
    expect(verifyChain(world.bridge.workspace.context.db)).toMatchObject({ ok: true });
  });

  test('the first message of a new customer carries the name once it is known', async () => {
    await begin();
    const jiro = world.lineUser('山本次郎');
    await jiro.says('はじめまして、おたずねします');
    await jiro.says('トークID: tanaka');
    const kept = auditOf(world).find(({ actorId }) => actorId === jiro.user.userId);
    expect(kept?.lineUserName).toBe('LINEユーザー');
    expect(await search('おたずね')).toContain('山本次郎 → なし [宛先なし]');
    expect(await search('おたずね 相手:山本')).toContain('1件');
    expect(await search('トークID 相手:山本次郎')).toContain('山本次郎 → 田中 花 [応答済み');
  });

  test('who has another name now is found by both, and shown with both, after a restart, too', async () => {
    await begin();
    await hanako.says('見積もりの件です');
    hanako.user.rename('佐藤花子');
    await world.later(25 * 60 * 60 * 1000);
    await hanako.says('名字が変わりました');
    await world.later(60_000);
    await world.restart();
    for (const name of ['山田', '佐藤花子']) {
      expect(await search(`見積 相手:${name}`)).toContain(
        '山田花子（現在の名前 佐藤花子） → 田中 花',
      );
    }
  });

  test('whoever has left the company is found, beside those who bear the name still', async () => {
    await begin();
    const emily = world.lineUser('Emily Clark', 'en');
    await emily.says('トークID: misaki');
    await emily.says('見積もりは不要です');
    await world.suzuki.commands('member remove misaki');
    await confirm();
    world.works.member('misaki@midori').update({ isDeleted: true });
    await world.later(300_000);
    expect(await search('見積 member:田中 美咲')).toContain('見積もりは不要です');
    await search('見積 member:田中');
    await world.suzuki.presses('田中 美咲');
    expect(world.suzuki.lastAnswer).toContain('見積もりは不要です');
  });
});

describe('names of files', () => {
  afterEach(() => world.stop());

  test('the successor reads them in the transcript', async () => {
    await begin();
    await sendFile('メモ.txt');
    await world.suzuki.commands('member handover tanaka sato');
    await confirm();
    await world.later(1000);
    const [, transcript] = world.sato.room('山田花子').messages.map(({ text }) => text);
    expect(transcript).toContain('田中 花: [ファイル] メモ.txt');
  });

  test('one that the policy refuses is found, and its customer’s quote shows it', async () => {
    await begin();
    await sendFile('メモ.txt');
    const card = hanako.lastReceived?.id ?? '';
    await hanako.says('これですか', { quote: card });
    expect(world.tanaka.room('山田花子').messages.at(-1)?.text).toBe(
      '> [ファイル] メモ.txt\nこれですか',
    );
    await world.suzuki.commands('ファイル 拡張子 禁止 exe');
    await sendFile('virus.exe', 'MZ');
    const answer = await search('virus');
    expect(answer).toContain('[ファイル] virus.exe');
    expect(answer).toContain('[未中継・禁止された拡張子]');
    expect(verifyChain(world.bridge.workspace.context.db)).toMatchObject({ ok: true });
  });
});

test('of two people of one full name the chooser names both, with their departments', async () => {
  await begin();
  for (const [email, department] of [
    ['misaki2@midori', '経理部'],
    ['misaki3@midori', '法務部'],
  ] as const) {
    world.works.addMember({ email, lastName: '田中', firstName: '美咲', department });
  }
  await world.later(300_000);
  await world.suzuki.commands('member add misaki2');
  await hanako.says('トークID: misaki2');
  await hanako.says('見積もりの件です');
  const answer = await search('メンバー:田中 美咲 見積 種類:テキスト');
  expect(answer).toContain('「田中 美咲」に当てはまるメンバーが複数います');
  expect(answer).not.toContain('田中 花');
  await world.suzuki.presses('田中 美咲 経理部');
  expect(world.suzuki.lastAnswer).toContain('見積もりの件です');
  expect(world.suzuki.lastAnswer).toContain(
    '条件: 「見積」 / メンバー: 田中 美咲 / 種類: テキスト',
  );
  await world.stop();
});

test('pages: the newest first, five at a time, with buttons and words for the rest', async () => {
  await begin();
  for (let n = 1; n <= 12; n += 1) await hanako.says(`ねこ${n}匹`);
  const first = await search('ねこ 匹 メンバー:田中 花');
  expect(first).toMatch(/1〜5件目[\s\S]*ねこ12匹[\s\S]*ねこ11匹[\s\S]*ねこ8匹/u);
  expect(first).not.toContain('ねこ7匹');
  expect(labels()).toEqual(['次へ']);
  await world.suzuki.presses('次へ');
  expect(world.suzuki.lastAnswer).toContain('ねこ7匹');
  expect(labels()).toEqual(['前へ', '次へ']);
  const typed = /続きは「(.*)」で表示します/u.exec(world.suzuki.lastAnswer)?.[1];
  expect(await search('', typed ?? '')).toMatch(/11〜12件目[\s\S]*ねこ2匹[\s\S]*ねこ1匹/u);
  expect(labels()).toEqual(['前へ']);
  expect(await search('ねこ page:99')).toContain('このページに記録はありません');
  await world.stop();
});

test('a search too long for a button goes on in other words, whatever the button adds', async () => {
  await begin();
  for (let n = 1; n <= 6; n += 1) await hanako.says(`${'長'.repeat(980)}${n}`);
  // A button holds 1000 characters, with the language of its message.
  for (const [length, isButton] of [
    [962, true],
    [963, false],
    [965, false],
    [966, false],
  ] as const) {
    const answer = await search('長'.repeat(length));
    expect(labels()).toEqual(isButton ? ['次へ'] : []);
    expect(answer.includes('絞り込めます')).toBe(!isButton);
  }
  await world.stop();
});

test('of a long message the place is shown where it was found; lines of it pass for no entry', async () => {
  await begin();
  const forged = '2026-01-01 09:00 田中 花 → 山田花子 [送信済み]';
  await hanako.says(`${'あ'.repeat(400)}\n${forged}\n納期は${'い'.repeat(300)}`);
  const answer = await search('納期');
  expect(answer).toContain('納期は');
  expect(answer.split('\n').filter((line) => line.startsWith('2026'))).toHaveLength(1);
  await world.stop();
});

test('in direct mode a member’s held message is found by the LINE user it was released to', async () => {
  world = await startLinkedWorld({ works: { roomBehaviour: 'single-user' } });
  for (const name of ['山田花子', '鈴木一朗']) await world.lineUser(name).says('トークID: tanaka');
  await world.tanaka.direct.says('見積書です');
  await world.settle();
  expect(await search('見積書')).toContain('田中 花 → なし [宛先待ち]');
  await world.tanaka.direct.taps('山田花子');
  await world.settle();
  for (const what of ['見積書', '見積書 相手:山田', '見積書 メンバー:田中 相手:山田花子']) {
    expect(await search(what)).toContain('田中 花 → 山田花子 [送信済み]');
  }
  expect(await search('見積書 相手:鈴木')).toContain(NOTHING);
  await world.stop();
});

test('a message that was taken back is found by nothing of it', async () => {
  await begin();
  const messageId = await hanako.says('口座番号は12345です');
  await hanako.user.unsends(messageId, { oa: OA });
  await world.settle();
  expect(await search('口座')).toContain(NOTHING);
  expect(await search('相手:山田')).toContain('（取り消されました）');
  await world.stop();
});
