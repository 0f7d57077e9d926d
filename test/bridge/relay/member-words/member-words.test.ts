import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BRIDGE_BOT } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { OWN_ACCOUNT, OWN_OA } from '../../../helpers/own-account.ts';
import { chatOf, type LineChat, textsOf } from '../../../helpers/people.ts';
import { auditOf } from '../../../helpers/webhooks.ts';
import { startWorld, type World } from '../../../helpers/world.ts';

let world: World;
let hanako: LineChat;
afterEach(() => world.stop());

const actions = (action: string) => auditOf(world).filter((entry) => entry.action === action);
const lastIn = (title: string) => textsOf(world.tanaka.room(title)).at(-1);
const lastDirect = () => textsOf(world.tanaka.direct).at(-1);
const saysDirect = async (text: string) => {
  await world.tanaka.direct.says(text);
  await world.settle();
};
const tapsDirect = async (label: string) => {
  await world.tanaka.direct.taps(label);
  await world.settle();
};

describe('in a talk room', () => {
  beforeEach(async () => {
    world = await startLinkedWorld();
    hanako = world.lineUser('山田花子');
    await hanako.says('トークID: tanaka');
  });

  test('/招待 shows Talk ID, link and QR image in the 1:1 room', async () => {
    await world.tanaka.says('山田花子', '/招待');
    const shown = world.tanaka.direct.messages.slice(-2);
    expect(shown[0]?.text).toContain('トークID: tanaka');
    expect(shown[0]?.text).toContain('https://line.me/R/oaMessage/');
    expect(shown[0]?.text).toContain('そのまま転送できる文:\nみどり商店の田中 花です。');
    expect(shown[1]?.content.type).toBe('image');
    expect(lastIn('山田花子')).toContain('1:1のトークルームに送りました');
    expect(hanako.received.map((bubble) => bubble.text).join()).not.toContain('招待');
  });

  test('/名前 is seen by this member only, and can be removed', async () => {
    await hanako.says('トークID: sato');
    await world.tanaka.says('山田花子', '／名前　山田様\u202E（本店）');
    expect(lastIn('山田花子')).toContain('「山田花子」さんの名前を「山田様（本店）」にしました');
    await world.tanaka.says('山田花子', '/一覧');
    expect(lastDirect()).toContain('・山田様（本店）（LINEの名前: 山田花子）');
    await world.sato.says('山田花子', '/list');
    expect(textsOf(world.sato.direct).at(-1)).toContain('・山田花子');
    expect(textsOf(world.sato.direct).join()).not.toContain('山田様');
    await world.suzuki.commands('トーク 一覧');
    expect(world.suzuki.lastAnswer).not.toContain('山田様');

    await world.tanaka.says('山田花子', '/name 山田様（本店）');
    expect(lastIn('山田花子')).toContain('すでに「山田様（本店）」です');
    await world.tanaka.says('山田花子', '/name');
    expect(lastIn('山田花子')).toContain('「山田花子」に戻しました');
    await world.tanaka.says('山田花子', '/名前');
    expect(lastIn('山田花子')).toContain('いまの名前は「山田花子」です');
    await world.tanaka.says('山田花子', '/name \u200B');
    expect(lastIn('山田花子')).toContain('使えません');
    expect(actions('room.name').map((entry) => [entry.reason, entry.text])).toEqual([
      [null, '山田様（本店）'],
      ['cleared', null],
    ]);
    expect(
      actions('room.name')
        .map((entry) => entry.facts)
        .join(),
    ).not.toContain('山田様');
  });

  test('a name with an honorific gets no second one', async () => {
    await world.tanaka.says('山田花子', '/名前 山田様');
    await world.tanaka.says('山田花子', '/閉じる');
    expect(lastIn('山田花子')).toContain('「山田様」とのトークを終了しますか？');
    await world.tanaka.room('山田花子').taps('トークを終了する');
    await world.settle();
    expect(lastDirect()).toContain('「山田様」とのトークを終了しました');
  });

  test('/閉じる asks; the button ends the talk, kindly', async () => {
    await world.tanaka.says('山田花子', '/閉じる');
    expect(lastIn('山田花子')).toContain('「山田花子」さんとのトークを終了しますか');
    await world.tanaka.room('山田花子').taps('キャンセル');
    await world.settle();
    expect(lastIn('山田花子')).toContain('そのまま続きます');
    await world.tanaka.says('山田花子', 'まだ話せます');
    expect(hanako.lastReceived?.text).toBe('まだ話せます');

    await world.tanaka.says('山田花子', '/close');
    await world.tanaka.room('山田花子').taps('トークを終了する');
    await world.settle();
    expect(world.tanaka.room('山田花子').botPresent).toBe(false);
    expect(hanako.lastReceived?.text).toContain('田中 花がこのトークを終了しました');
    expect(hanako.lastReceived?.senderName).not.toBe('退会したユーザー');
    expect(lastDirect()).toContain('「山田花子」さんとのトークを終了しました');
    const [closed] = actions('room.close');
    expect([closed?.reason, closed?.actorKind]).toEqual(['closed-by-member', 'member']);
    await hanako.says('トークID: tanaka');
    expect(hanako.lastReceived?.text).toContain('田中 花です');
  });

  test('/ブロック asks; its button ends the talk, and nothing opens again until /ブロック解除', async () => {
    await world.tanaka.says('山田花子', '/ブロック');
    expect(lastIn('山田花子')).toContain(
      '「山田花子」さんをブロックしますか？トークは終了します。',
    );
    const buttons = world.tanaka.room('山田花子').messages.at(-1)?.buttons ?? [];
    expect(buttons.map(({ label }) => label)).toEqual(['ブロックする', 'キャンセル']);
    await world.tanaka.taps('山田花子', 'キャンセル');
    expect(lastIn('山田花子')).toContain('そのまま続きます');
    expect(actions('line-user.block')).toHaveLength(0);
    await world.tanaka.blocks('山田花子');
    expect(world.tanaka.room('山田花子').botPresent).toBe(false);
    expect(hanako.lastReceived?.text).toContain('とのトークは終了しました');
    expect(hanako.lastReceived?.text).not.toContain('ブロック');
    expect(lastDirect()).toContain('「山田花子」さんをブロックし');
    await hanako.says('トークID: tanaka');
    expect(hanako.lastReceived?.text).toContain('見つかりませんでした');
    await hanako.says('もしもし');
    await hanako.says('トークID: sato');
    expect(world.sato.hasRoom('山田花子')).toBe(true);

    await saysDirect('一覧');
    expect(lastDirect()).toContain('ブロック中のLINEユーザー 1人\n・山田花子');
    await saysDirect('/ブロック解除 鈴木');
    expect(lastDirect()).toContain('ブロックしていません');
    await saysDirect('/unblock 山田 花子');
    expect(lastDirect()).toContain('ブロックを解除しました');
    await saysDirect('/unblock');
    expect(lastDirect()).toContain('ブロック中のLINEユーザーはいません');
    await hanako.says('トークID: tanaka');
    await hanako.says('またお願いします');
    expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toBe('またお願いします');
    expect(actions('line-user.block')).toHaveLength(1);
    expect(actions('line-user.unblock')).toHaveLength(1);
  });

  test('an unknown command is not sent, and the member is told how to send it', async () => {
    const before = hanako.received.length;
    await world.tanaka.says('山田花子', '/あとで送ります');
    expect(lastIn('山田花子')).toContain('「/あとで送ります」は送っていません');
    expect(hanako.received).toHaveLength(before);
    await world.tanaka.says('山田花子', '//あとで送ります');
    expect(hanako.lastReceived?.text).toBe('/あとで送ります');
    await world.tanaka.says('山田花子', '/ヘルプ');
    expect(lastIn('山田花子')).toContain('/ブロック解除');
    await world.tanaka.says('山田花子', 'ヘルプ');
    expect(hanako.lastReceived?.text).toBe('ヘルプ');
    const refused = auditOf(world).filter((entry) => entry.reason === 'unknown-word');
    expect(refused.map((entry) => [entry.outcome, entry.text])).toEqual([
      ['refused', '/あとで送ります'],
    ]);
  });

  test('a colleague in the room can neither speak nor close it', async () => {
    const room = world.tanaka.room('山田花子');
    await world.tanaka.says('山田花子', '/閉じる');
    await world.tanaka.says('山田花子', '/ブロック');
    await room.invites(world.sato.user.userId);
    for (const label of ['トークを終了する', 'ブロックする'])
      await world.sato.taps('山田花子', label);
    for (const text of ['/ブロック', 'はい']) await world.sato.says('山田花子', text);
    expect(room.botPresent).toBe(true);
    expect(textsOf(room).at(-1)).toContain('送れるのは田中 花さんだけです');
    await world.tanaka.says('山田花子', '続きます');
    expect(hanako.lastReceived?.text).toBe('続きます');
  });
});

test('on a dedicated OA neither a message nor a follow opens a room for a blocked LINE user', async () => {
  world = await startWorld(OWN_ACCOUNT);
  await world.suzuki.commands('link on');
  await world.suzuki.commands('member add tanaka');
  const shared = world.lineUser('山田花子');
  hanako = chatOf(shared.user, world.settle, OWN_OA);
  await hanako.follows();
  await shared.says('トークID: tanaka');
  expect(world.tanaka.user.rooms(BRIDGE_BOT)).toHaveLength(2);
  await world.tanaka.blocks('山田花子');
  expect(actions('room.close').map((entry) => entry.reason)).toEqual([
    'blocked-by-member',
    'blocked-by-member',
  ]);
  const opened = actions('room.open').length;
  await hanako.says('もしもし');
  await hanako.blocks();
  await hanako.unblocks();
  await shared.says('トークID: tanaka');
  expect(actions('room.open')).toHaveLength(opened);
});

describe('in the 1:1 room', () => {
  test('an unknown command is not said to be on its way', async () => {
    world = await startLinkedWorld();
    await saysDirect('/なんとか');
    expect(lastDirect()).toContain('「/なんとか」という言葉はありません。');
    expect(lastDirect()).toContain('「/ヘルプ」');
    // Two slashes are for LINE users, and words in this room do not reach them.
    expect(lastDirect()).not.toContain('LINEユーザーに送る');
  });

  test('in room mode the slash may be left out, and the room is asked for', async () => {
    world = await startLinkedWorld();
    hanako = world.lineUser('山田花子');
    await saysDirect('閉じる');
    expect(lastDirect()).toContain('トーク中のLINEユーザーがいません');
    await hanako.says('トークID: tanaka');
    await world.lineUser('鈴木一朗').says('トークID: tanaka');
    await saysDirect('招待');
    expect(world.tanaka.direct.messages.at(-1)?.content.type).toBe('image');
    await saysDirect('/名前 山田様:本店');
    expect(lastDirect()).toBe('どなたの名前を変えますか？\n・鈴木一朗\n・山田花子');
    await tapsDirect('山田花子');
    expect(lastDirect()).toContain('「山田様:本店」にしました');
    await saysDirect('閉じる');
    await tapsDirect('山田様:本店');
    await tapsDirect('トークを終了する');
    expect(hanako.lastReceived?.text).toContain('このトークを終了しました');
    await tapsDirect('トークを終了する');
    expect(lastDirect()).toContain('すでに終了しています');
    await saysDirect('こんにちは');
    expect(lastDirect()).toContain('そのトークルームから送ってください');
    await saysDirect('ヘルプ');
    expect(lastDirect()).toContain('「/」を省けます');
  });

  test('in direct mode a command is for the current room, or asks if that is unclear', async () => {
    world = await startLinkedWorld({ works: { roomBehaviour: 'single-user' } });
    hanako = world.lineUser('山田花子');
    const ichiro = world.lineUser('鈴木一朗');
    await hanako.says('トークID: tanaka');
    await hanako.says('見積もりをください');
    await saysDirect('/名前 山田様');
    await hanako.says('急ぎます');
    expect(lastDirect()).toBe('▸山田様\n急ぎます');
    await saysDirect('//1ページ目です');
    expect(hanako.lastReceived?.text).toBe('/1ページ目です');
    await ichiro.says('トークID: tanaka');
    await ichiro.says('納期はいつですか');
    await saysDirect('/ブロック');
    expect(lastDirect()).toContain('どなたをブロックしますか');
    await tapsDirect('山田様');
    expect(lastDirect()).toContain('「山田様」をブロックしますか？');
    await tapsDirect('ブロックする');
    expect(hanako.lastReceived?.text).toContain('とのトークは終了しました');
    expect(textsOf(world.tanaka.direct).join()).toContain('「山田様」をブロックし');
    await saysDirect('/ブロック解除');
    await tapsDirect('山田様');
    expect(lastDirect()).toContain('解除しました');
    await hanako.says('トークID: tanaka');
    await hanako.says('戻りました');
    expect(lastDirect()).toBe('▸山田様\n戻りました');
    expect(ichiro.received.map((bubble) => bubble.text)).not.toContain('/ブロック');
  });

  test('a long list has pages', async () => {
    world = await startLinkedWorld();
    for (let each = 1; each <= 10; each += 1) {
      await world.lineUser(`お客様${each}号`).says('トークID: tanaka');
    }
    await saysDirect('/一覧');
    expect(lastDirect()).toContain('トーク中のLINEユーザー 10人 (1/2)\n・お客様10号');
    await tapsDirect('次へ');
    expect(lastDirect()).toContain('(2/2)\n・お客様2号\n・お客様1号');
  });

  test('without an admin bot commands go first, then members’ words', async () => {
    world = await startWorld({
      environment: { WORKS_ADMIN_BOT_ID: undefined, WORKS_ADMIN_BOT_SECRET: undefined },
    });
    const admin = async (text: string) => {
      await world.suzuki.direct.says(text);
      await world.settle();
      return textsOf(world.suzuki.direct).at(-1);
    };
    await admin('/link on');
    await admin('/member add tanaka suzuki');
    expect(await admin('/ヘルプ')).toContain('連携設定');
    expect(await admin('/一覧')).toContain('トーク中のLINEユーザーがいません');
    expect(await admin('/membr list')).toContain('もしかして');
    hanako = world.lineUser('山田花子');
    await hanako.says('トークID: tanaka');
    await saysDirect('/ヘルプ');
    expect(lastDirect()).toContain('/ブロック解除');
    await saysDirect('/一覧');
    expect(lastDirect()).toContain('・山田花子');
    await saysDirect('/閉じる');
    await tapsDirect('山田花子');
    await tapsDirect('トークを終了する');
    expect(hanako.lastReceived?.text).toContain('このトークを終了しました');
    await saysDirect('/連携 無効');
    expect(lastDirect()).toContain('権限がありません');
  });
});
