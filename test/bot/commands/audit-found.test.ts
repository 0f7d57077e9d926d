import { afterEach, describe, expect, test } from 'vitest';
import { verifyChain } from '../../../src/store/audit/verify-log.ts';
import {
  labelsIn,
  NOTHING,
  searchIn,
  sendFileIn,
  startSearchedWorld,
} from '../../helpers/audit-searches.ts';
import { OA } from '../../helpers/company.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import type { LineChat } from '../../helpers/people.ts';
import { auditOf } from '../../helpers/webhooks.ts';
import type { World } from '../../helpers/world.ts';

/** What a search finds of what has happened, and how it is shown. */

let world: World;
let hanako: LineChat;
afterEach(() => world.stop());

async function begin(): Promise<void> {
  world = await startSearchedWorld();
  hanako = world.lineUser('山田花子');
}

const search = (what: string, command?: string) => searchIn(world, what, command);
const labels = () => labelsIn(world);
const sendFile = (fileName: string, text?: string) => sendFileIn(world, fileName, text);

describe('the people of a message', () => {
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
    await world.suzuki.confirms();
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

  test('a renamed member is found by both names, and shown with both, after a restart, too', async () => {
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

  test('a member who has left the company is found, beside present ones of that name', async () => {
    await begin();
    const emily = world.lineUser('Emily Clark', 'en');
    await emily.says('トークID: misaki');
    await emily.says('見積もりは不要です');
    await world.suzuki.commands('member remove misaki');
    await world.suzuki.confirms();
    world.works.member('misaki@midori').update({ isDeleted: true });
    await world.later(300_000);
    expect(await search('見積 member:田中 美咲')).toContain('見積もりは不要です');
    await search('見積 member:田中');
    await world.suzuki.presses('田中 美咲');
    expect(world.suzuki.lastAnswer).toContain('見積もりは不要です');
  });
});

describe('names of files', () => {
  test('the successor reads them in the transcript', async () => {
    await begin();
    await sendFile('メモ.txt');
    await world.suzuki.commands('member handover tanaka sato');
    await world.suzuki.confirms();
    await world.later(1000);
    const [, transcript] = world.sato.room('山田花子').messages.map(({ text }) => text);
    expect(transcript).toContain('田中 花: [ファイル] メモ.txt');
  });

  test('a file that the policy refuses is found, and its customer’s quote shows it', async () => {
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

test('the chooser names both people of one full name, with their departments', async () => {
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
});

test('a search too long for a button is answered with how to narrow it down', async () => {
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
});

test('a long message shows the place of the hit; none of its lines passes for an entry', async () => {
  await begin();
  const forged = '2026-01-01 09:00 田中 花 → 山田花子 [送信済み]';
  await hanako.says(`${'あ'.repeat(400)}\n${forged}\n納期は${'い'.repeat(300)}`);
  const answer = await search('納期');
  expect(answer).toContain('納期は');
  expect(answer.split('\n').filter((line) => line.startsWith('2026'))).toHaveLength(1);
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
});

test('no word of a message that was taken back finds it', async () => {
  await begin();
  const messageId = await hanako.says('口座番号は12345です');
  await hanako.user.unsends(messageId, { oa: OA });
  await world.settle();
  expect(await search('口座')).toContain(NOTHING);
  expect(await search('相手:山田')).toContain('（取り消されました）');
});
