import { afterEach, beforeEach, expect, test } from 'vitest';
import { startLinkedWorld } from '../../helpers/linked.ts';
import type { World } from '../../helpers/world.ts';

/** A question names its deed: on the button, and as what the presser then has said. */

let world: World;
beforeEach(async () => {
  world = await startLinkedWorld();
  await world.lineUser('山田花子').says('トークID: tanaka');
});
afterEach(() => world.stop());

const DEEDS = [
  ['link off', '無効にする', 'Switch off'],
  ['member remove tanaka', '削除する', 'Remove'],
  ['member handover tanaka sato', '引き継ぐ', 'Hand over'],
  ['role grant sato link-admin', '付与する', 'Grant'],
  ['room close 1', '終了する', 'End the talk'],
  ['scope all', '全員にする', 'Change to "all"'],
] as const;

const buttons = () => world.suzuki.adminRoom.messages.at(-1)?.buttons.map(({ label }) => label);
const lastSaid = () =>
  world.suzuki.adminRoom.messages.findLast(({ from }) => from.kind === 'member')?.text;

test('in Japanese', async () => {
  for (const [command, deed] of DEEDS) {
    await world.suzuki.commands(command);
    expect(buttons()?.at(0), command).toBe(deed);
    expect(buttons()?.at(-1), command).toBe('キャンセル');
  }
  await world.suzuki.confirms();
  expect(lastSaid()).toBe('全員にする');
});

test('in English', async () => {
  await world.suzuki.commands('lang en');
  for (const [command, , deed] of DEEDS) {
    await world.suzuki.commands(command);
    expect(buttons()?.at(0), command).toBe(deed);
    expect(buttons()?.at(-1), command).toBe('Cancel');
  }
  await world.suzuki.confirms();
  expect(lastSaid()).toBe('Change to "all"');
});

test('a deed can be taken back by a question that names it', async () => {
  await world.suzuki.commands('role grant sato link-admin');
  await world.suzuki.confirms();
  await world.suzuki.commands('role revoke sato link-admin');
  expect(world.suzuki.deed).toBe('権限を取り消す');
  await world.suzuki.confirms();
  await world.suzuki.commands('scope all');
  await world.suzuki.confirms();
  await world.suzuki.commands('scope selected');
  expect(world.suzuki.deed).toBe('個別にする');
});

/** What stands in the latest question, line by line. */
const lines = () => world.suzuki.lastAnswer.split('\n');
const ROOMS_GO = '件を削除し、LINEユーザーには「退会したユーザー」と表示されます';

test('link off says what ends and what stays, and leaves out counts of zero', async () => {
  await world.suzuki.commands('link off');
  expect(lines()).toEqual([
    'LINE連携を無効にしますか？',
    `・LINEユーザーとのトークルーム 1${ROOMS_GO}`,
    '・利用メンバー 2人のトークIDは使えなくなります',
    '・トーク履歴は「監査 検索」で引き続き確認できます（監査者のみ）',
    '・もう一度有効にしても、元には戻りません',
  ]);
  await world.suzuki.commands('member remove tanaka sato');
  await world.suzuki.confirms();
  await world.suzuki.commands('link off');
  expect(lines()).toEqual(['LINE連携を無効にしますか？']);
});

test('member remove says who, what ends, and how to hand over first', async () => {
  await world.suzuki.commands('member remove tanaka');
  expect(lines()).toEqual([
    '田中 花さんを利用メンバーリストから削除しますか？',
    `・LINEユーザーとのトークルーム 1${ROOMS_GO}`,
    '・トークID「tanaka」は使えなくなります',
    '・トーク履歴は「監査 検索」で引き続き確認できます（監査者のみ）',
    '先にトークを引き継ぐときは、「メンバー 引き継ぎ 田中 花」と送ってください。',
  ]);
  expect(buttons()).toEqual(['削除する', '先にトークを引き継ぐ', 'キャンセル']);
  await world.suzuki.commands('member remove sato');
  expect(lines()).toEqual([
    '佐藤 健さんを利用メンバーリストから削除しますか？',
    '・トークID「sato」は使えなくなります',
  ]);
  expect(buttons()).toEqual(['削除する', 'キャンセル']);
});

/** Answers of other kinds: lists, near misses, what is wrong with what was typed. */
const OTHERS = [
  'room list',
  'role list',
  'account list',
  'quota',
  'file',
  'doctor',
  'scop all',
  'x',
];

test('in English no word of ours is Japanese', async () => {
  await world.suzuki.commands('lang en');
  for (const command of [...DEEDS.map(([first]) => first), ...OTHERS]) {
    await world.suzuki.commands(command);
    const ours = world.suzuki.lastAnswer.replaceAll(
      /鈴木 一郎|田中 花|佐藤 健|山田花子|みどり商店/g,
      'N',
    );
    expect(ours, command).not.toMatch(/[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]/);
  }
});

test('scope selected says how auto-add stands', async () => {
  await world.suzuki.commands('scope all');
  await world.suzuki.confirms();
  await world.suzuki.commands('scope selected');
  expect(lines()).toContain('・自動追加はオフです。新しいメンバーは追加されません');
  expect(world.suzuki.lastAnswer).not.toContain('0人');
});

test('a member who would lose a role of their own is warned', async () => {
  await world.suzuki.commands('role grant tanaka link-admin');
  await world.suzuki.confirms();
  await world.tanaka.commands('role revoke tanaka link-admin');
  expect(world.tanaka.lastAnswer).toContain('ご自身の権限です');
  await world.suzuki.commands('role revoke tanaka link-admin');
  expect(world.suzuki.lastAnswer).not.toContain('ご自身');
});

test('any of these words takes a question back', async () => {
  for (const word of ['取り消す', 'やめる', 'いいえ', 'キャンセル', 'no']) {
    await world.suzuki.commands('link off');
    await world.suzuki.commands(word);
    expect(world.suzuki.lastAnswer, word).toContain('何も変更していません');
    await world.suzuki.confirms();
    expect(world.suzuki.lastAnswer, word).toContain('すでに処理されています');
  }
});
