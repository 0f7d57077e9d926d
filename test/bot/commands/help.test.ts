import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startWorld, type World } from '../../helpers/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const says = async (text: string, who = world.suzuki) => {
  await who.commands(text);
  return who.lastAnswer;
};
const buttons = () => world.suzuki.adminRoom.messages.at(-1)?.buttons.map(({ label }) => label);

describe('help', () => {
  test('is a short card with its groups as buttons', async () => {
    const card = await says('ヘルプ');
    expect(card.split('\n').length).toBeLessThan(12);
    expect(buttons()).toEqual([
      '利用メンバー',
      '連携設定',
      'ファイル送信・添付',
      '監査/ログ',
      'トーク',
      '権限・その他',
    ]);
  });

  test('a group lists its commands by example', async () => {
    await says('help');
    await world.suzuki.presses('利用メンバー');
    expect(world.suzuki.lastAnswer).toContain(
      '・メンバー 追加 田中 美咲\n　利用メンバーに追加します。',
    );
    expect(world.suzuki.lastAnswer).not.toContain('<');
    expect(await says('ヘルプ トーク')).toContain('トーク 閉じる 12');
    expect(await says('help Link settings')).toContain('連携 有効');
  });

  test('a command shows its effect, an example, and other words for it', async () => {
    const told = await says('help member add');
    expect(told).toContain('例: メンバー 追加 田中 美咲');
    expect(told).toContain('同じ意味の言葉: member add');
  });

  test('a word lists the commands that begin with it, else those that contain it, else says there is none', async () => {
    expect(await says('ヘルプ メンバー')).toContain(
      '「メンバー」に関係するコマンドは次のとおりです。',
    );
    expect(world.suzuki.lastAnswer).toContain('メンバー 削除 田中 美咲');
    expect(world.suzuki.lastAnswer).not.toContain('連携 有効');
    expect(await says('ヘルプ 再試行')).toContain('例: メンバー 再試行 全員');
    expect(await says('ヘルプ そんなの')).toContain('「そんなの」というコマンドはありません。');
    expect(buttons()).toContain('利用メンバー');
  });

  test('a member without a role sees only the commands for all', async () => {
    const told = await says('ヘルプ', world.tanaka);
    expect(told).toContain('言語');
    expect(told).not.toContain('連携 有効');
    expect(await says('ヘルプ 連携 有効', world.tanaka)).toContain('というコマンドはありません');
  });
});

describe('a missing argument is asked for, with an example', () => {
  test.each([
    [
      'メンバー 追加',
      '追加するメンバーの名前・アカウント・トークIDを続けて入力してください。',
      '例: メンバー 追加 田中 美咲',
    ],
    ['member remove', '削除するメンバー', '例: メンバー 削除 田中 美咲'],
    ['監査 検索', '探す言葉', '例: 監査 検索 見積'],
    ['権限 付与', '付与する人の名前と権限', '例: 権限 付与 田中 美咲 連携管理者'],
  ])('%s', async (text, asked, example) => {
    const answer = await says(text);
    expect(answer).toContain(asked);
    expect(answer).toContain(example);
  });
});

describe('a subject alone shows how it stands, with its buttons', () => {
  test.each([
    ['連携', 'LINE連携は無効です。', ['有効にする', '無効にする']],
    ['link', 'LINE連携は無効です。', ['有効にする', '無効にする']],
    ['自動追加', '自動追加はオフです。', ['オンにする', 'オフにする']],
    ['利用範囲', '利用範囲は「個別」です', ['全員にする', '個別にする']],
    ['ファイル', '受信', ['受信を禁止する', '送信を禁止する']],
  ])('%s', async (text, state, offered) => {
    expect(await says(text)).toContain(state);
    expect(buttons()).toEqual(offered);
  });

  test('a setting that stands already is answered so, and changes no row', async () => {
    await says('自動追加');
    await world.suzuki.presses('オフにする');
    expect(world.suzuki.lastAnswer).toBe('自動追加はすでにオフです。');
    await says('利用範囲');
    await world.suzuki.presses('個別にする');
    expect(world.suzuki.lastAnswer).toBe('利用範囲はすでに「個別」です。');
    await says('連携');
    await world.suzuki.presses('無効にする');
    expect(world.suzuki.lastAnswer).toBe('LINE連携はすでに無効です。');
  });

  test('a button that changes much still asks first', async () => {
    await says('利用範囲');
    await world.suzuki.presses('全員にする');
    expect(world.suzuki.lastAnswer).toContain('利用範囲を「全員」にしますか');
    await says('取消');
  });
});

describe('a subject with an unknown word offers its own commands', () => {
  test.each([
    ['連携 切る', ['連携 有効', '連携 無効']],
    ['自動追加 開始', ['自動追加 オン', '自動追加 オフ']],
    ['scope everyone', ['利用範囲 全員', '利用範囲 個別']],
    ['権限 追加 田中 監査者', ['権限 付与', '権限 取消']],
    ['アカウント なに', ['アカウント 割り当て', 'アカウント 解除']],
  ])('%s', async (text, offered) => {
    expect(await says(text)).toContain(`「${text}」というコマンドはありません。`);
    expect(buttons()).toEqual(offered);
  });

  test.each([
    ['連携 off', 'LINE連携はすでに無効です。'],
    ['自動追加 off', '自動追加はすでにオフです。'],
    ['ファイル 許可 受信 送信', 'すでにその設定です。'],
  ])('%s is understood', async (text, told) => {
    expect(await says(text)).toContain(told);
  });

  test('a page of an empty search asks for the words', async () => {
    expect(await says('監査 検索 ページ:2')).toContain('探す言葉を続けて入力してください。\n例: ');
  });
});

describe('near misses', () => {
  beforeEach(async () => {
    await says('自動追加 オフ');
  });

  test('are buttons that run, the best first', async () => {
    const answer = await says('メンバ一覧');
    expect(answer).toContain('「メンバ一覧」というコマンドはありません。');
    expect(buttons()?.[0]).toBe('メンバー 一覧');
    expect(buttons()?.length).toBeLessThanOrEqual(3);
    await world.suzuki.presses('メンバー 一覧');
    expect(world.suzuki.lastAnswer).toContain('利用メンバー');
  });

  test('words in another order keep the arguments of the command', async () => {
    await says('ファイル 送信 禁止');
    expect(buttons()?.[0]).toBe('ファイル 禁止 送信');
    await world.suzuki.presses('ファイル 禁止 送信');
    expect(world.suzuki.lastAnswer).toContain('変更しました');
    await says('ファイル 許可');
  });

  test('a command with a missing argument asks for it', async () => {
    await says('メンバー追カ');
    await world.suzuki.presses('メンバー 追加');
    expect(world.suzuki.lastAnswer).toContain('追加するメンバー');
  });

  test.each([
    ['監査', ['ヘルプ 監査']],
    ['引き継ぎ 田中 佐藤', ['メンバー 引き継ぎ 田中 佐藤']],
    ['招待 田中', ['メンバー 招待 田中']],
    ['audit', ['ヘルプ audit']],
    ['付与', ['権限 付与']],
  ])('a single word of a command will do: %s', async (text, offered) => {
    expect(await says(text)).toContain(`「${text}」というコマンドはありません。`);
    expect(buttons()).toEqual(offered);
  });

  test('a text that is near to no command leads to help', async () => {
    expect(await says('こんにちは')).toContain('「ヘルプ」と送ると');
    expect(buttons()).toEqual(['ヘルプ']);
  });
});
