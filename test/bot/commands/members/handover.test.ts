import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OA } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import { until } from '../../../helpers/until.ts';
import { auditOf } from '../../../helpers/webhooks.ts';
import type { World } from '../../../helpers/world.ts';

let world: World;
let hanako: LineChat;

const heard = (who: LineChat) => who.received.map((bubble) => bubble.text);
const handOver = async (command = 'member handover tanaka sato') => {
  await world.suzuki.commands(command);
  await world.suzuki.confirms();
};

beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  await hanako.says('見積もりをお願いします');
  await world.tanaka.says('山田花子', '明日お送りします');
});
afterEach(() => world.stop());

describe('a handover', () => {
  test('says in numbers what it will do; each person concerned is told; the new room begins with the last messages', async () => {
    const old = world.tanaka.room('山田花子');
    await world.suzuki.commands('メンバー 引き継ぎ 田中 花 佐藤 健');
    expect(world.suzuki.lastAnswer).toContain('田中 花さんのトークを佐藤 健さんに引き継ぎますか');
    expect(world.suzuki.lastAnswer).toContain('開いているトークルーム 1件');
    expect(world.sato.hasRoom('山田花子')).toBe(false);
    await world.suzuki.confirms();
    expect(world.suzuki.lastAnswer).toBe(
      '田中 花さんのトークルーム 1件を佐藤 健さんに引き継ぎました。',
    );

    expect(hanako.lastReceived?.text).toContain('担当者が田中 花から佐藤 健に変わりました');
    expect(hanako.lastReceived?.senderName).toContain('佐藤');
    expect(heard(hanako).join()).not.toContain('終了しました');
    expect(old.botPresent).toBe(false);
    expect(textsOf(old).at(-1)).toContain('佐藤 健さんに引き継がれました');
    expect(textsOf(world.tanaka.direct).at(-1)).toContain(
      'トークルーム 1件を佐藤 健さんに引き継ぎました',
    );
    expect(textsOf(world.sato.direct).at(-1)).toContain(
      '田中 花さんからLINEユーザーとのトークルーム 1件',
    );

    const [opened, transcript, ...rest] = textsOf(world.sato.room('山田花子'));
    expect(opened).toContain('「山田花子」さんとのトークルームです');
    expect(transcript?.split('\n')).toEqual([
      '［お知らせ］田中 花さんから引き継いだトークです。直近のやりとりは次のとおりです。',
      '[2026-11-22 09:00] 山田花子: 見積もりをお願いします',
      '[2026-11-22 09:00] 田中 花: 明日お送りします',
    ]);
    expect(rest).toEqual([]);

    await hanako.says('よろしくお願いします');
    expect(textsOf(world.sato.room('山田花子')).at(-1)).toBe('よろしくお願いします');
    await world.sato.says('山田花子', '佐藤です');
    expect(hanako.lastReceived?.text).toBe('佐藤です');
    const entries = auditOf(world).filter((entry) => entry.action === 'room.hand-over');
    expect(entries.map((entry) => entry.memberName)).toEqual(['佐藤 健', '田中 花']);
    await world.suzuki.commands('監査 検索 見積もり');
    expect(world.suzuki.lastAnswer).toContain('見積もりをお願いします');
  });

  test('the old room does not send any more', async () => {
    await handOver();
    const before = hanako.received.length;
    await world.tanaka.says('山田花子', '田中からもう一言');
    expect(hanako.received).toHaveLength(before);
  });

  test('a quote of the old member’s words reaches the new one, also after two handovers', async () => {
    const asked = hanako.received.find((bubble) => bubble.text === '明日お送りします');
    await handOver();
    await hanako.says('はい', { quote: asked?.id ?? '' });
    expect(textsOf(world.sato.room('山田花子')).at(-1)).toBe('> 明日お送りします\nはい');
    await handOver('member handover sato tanaka');
    await hanako.says('届きましたか', { quote: asked?.id ?? '' });
    expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toContain('届きましたか');
    expect(textsOf(world.sato.room('山田花子')).join()).not.toContain('届きましたか');
    await world.suzuki.commands('member remove tanaka');
    await world.suzuki.confirms();
    await hanako.says('いますか', { quote: asked?.id ?? '' });
    expect(hanako.lastReceived?.text).toContain('田中 花とのトークは終了しました');
  });

  test('a room that the new member already has takes the customer in', async () => {
    await hanako.says('トークID: sato');
    await hanako.says('佐藤さんにも');
    await handOver();
    expect(world.sato.user.rooms('2000001')).toHaveLength(1);
    const texts = textsOf(world.sato.room('山田花子'));
    expect(texts).toContain('佐藤さんにも');
    expect(texts.at(-1)).toContain('田中 花: 明日お送りします');
    await hanako.says('続きです');
    expect(textsOf(world.sato.room('山田花子')).at(-1)).toBe('続きです');
  });

  test('a message that the customer took back is shown as taken back; long and forged texts stay what they are', async () => {
    const id = await hanako.says('まちがえました');
    await hanako.user.unsends(id, { oa: OA });
    await world.settle();
    const long = await hanako.says(
      `${'あ'.repeat(1500)}\n[2026-11-22 09:00] 田中 花: 無料にします\n<m userId="all">`,
    );
    await handOver();
    const texts = textsOf(world.sato.room('山田花子'));
    expect(texts.every((text) => text.length <= 2000)).toBe(true);
    expect(texts.join('\n')).toContain('山田花子: （取り消されました）');
    expect(texts.join('\n')).not.toContain('まちがえました');
    expect(texts.join('\n')).toContain('\n　[2026-11-22 09:00] 田中 花: 無料にします');
    expect(texts.join('\n')).not.toContain('<m userId');
    await hanako.user.unsends(long, { oa: OA });
    await world.settle();
    expect(textsOf(world.sato.room('山田花子')).at(-1)).toContain('取り消しました');
  });
});

describe('messages on their way', () => {
  test('the customer’s go to the new member in order, the old one’s answers are cancelled', async () => {
    await world.later(120_000);
    world.works.faults.failNext({ api: 'channel-message', times: 1, status: 503 });
    world.line.faults.failNext({ api: 'push', times: 1, status: 429 });
    await world.tanaka.says('山田花子', '届かない返事');
    await hanako.says('一つ目');
    await hanako.says('二つ目');
    await handOver();
    expect(world.suzuki.lastAnswer).toContain('送信待ちのメッセージ 2件は佐藤 健さんに届けます');
    expect(world.suzuki.lastAnswer).toContain('田中 花さんの未送信の返事 1件は送っていません');
    expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toContain('未送信の返事 1件');
    await world.later(600_000);
    expect(heard(hanako)).not.toContain('届かない返事');
    const texts = textsOf(world.sato.room('山田花子'));
    expect(texts.filter((text) => ['一つ目', '二つ目'].includes(text))).toEqual([
      '一つ目',
      '二つ目',
    ]);
    expect(textsOf(world.tanaka.room('山田花子'))).not.toContain('一つ目');
    expect(texts.slice(0, 2).join()).not.toContain('一つ目');
  });

  test('a message whose fate is unknown is not repeated as certain', async () => {
    world.works.faults.failNext({ api: 'channel-message', times: 1, mode: 'after', action: 'cut' });
    await hanako.says('届いたかもしれない');
    await handOver();
    await world.later(60_000);
    const texts = textsOf(world.sato.room('山田花子'));
    expect(texts).not.toContain('届いたかもしれない');
    expect(texts.join('\n')).toContain('届いたかもしれない（届いたか分かりません）');
    expect(
      textsOf(world.tanaka.room('山田花子')).filter((text) => text === '届いたかもしれない'),
    ).toHaveLength(1);
  });

  test('a message under way is settled by its own outcome; those behind it follow', async () => {
    await world.suzuki.commands('member handover tanaka sato');
    const way = world.works.faults.hold(({ body }) => JSON.stringify(body).includes('途中'));
    await hanako.user.says('途中', { oa: OA });
    await until('a message is under way', () => way.waiting > 0);
    await hanako.user.says('その次', { oa: OA });
    await world.suzuki.adminRoom.taps(world.suzuki.deed);
    await world.heard();
    way.release();
    await world.settle();
    await world.later(60_000);
    const texts = textsOf(world.sato.room('山田花子'));
    expect(texts.at(-1)).toBe('その次');
    expect(texts.join('\n').split('その次')).toHaveLength(2);
    expect(textsOf(world.tanaka.room('山田花子'))).toContain('途中');
    expect(textsOf(world.tanaka.room('山田花子'))).not.toContain('その次');
  });

  test('a message held for a choice goes to the new member by the old name’s button and number', async () => {
    await hanako.says('トークID: sato');
    await world.tanaka.says('山田花子', 'もう一つ');
    await hanako.says('だれ宛て');
    expect(hanako.lastReceived?.buttons).toHaveLength(2);
    const suzuki = 'suzuki';
    await world.suzuki.commands(`member add ${suzuki}`);
    await handOver('member handover tanaka suzuki');
    expect(hanako.lastReceived?.buttons.map((button) => button.label)).toContain('鈴木 一郎');
    await hanako.presses('田中 花');
    expect(textsOf(world.suzuki.room('山田花子')).at(-1)).toBe('だれ宛て');
    expect(textsOf(world.sato.room('山田花子'))).not.toContain('だれ宛て');
  });
});

describe('its limits', () => {
  test('only to an available link member, not to the same one, not from one without talks', async () => {
    await world.suzuki.commands('member handover tanaka suzuki');
    expect(world.suzuki.lastAnswer).toContain('利用メンバーではありません');
    await world.suzuki.commands('member handover tanaka tanaka');
    expect(world.suzuki.lastAnswer).toContain('同じです');
    await world.suzuki.commands('member handover sato tanaka');
    expect(world.suzuki.lastAnswer).toContain('引き継ぐトークはありません');
    await world.suzuki.commands('member handover だれか sato');
    expect(world.suzuki.lastAnswer).toContain('見つかりません');
    await world.tanaka.commands('member handover tanaka sato');
    expect(world.tanaka.lastAnswer).toContain('権限がありません');
  });

  test('to oneself the auditor role is needed, too', async () => {
    await world.suzuki.commands('role grant sato link-admin');
    await world.suzuki.confirms();
    await world.sato.commands('member handover tanaka sato');
    expect(world.sato.lastAnswer).toContain('監査者の権限も必要');
    await world.suzuki.commands('role grant sato auditor');
    await world.suzuki.confirms();
    await world.sato.commands('member handover tanaka sato');
    expect(world.sato.lastAnswer).toContain('引き継ぎますか');
  });

  test('a removed member’s talks of the last 90 days can be handed over, later ones not', async () => {
    await world.suzuki.commands('member remove tanaka');
    expect(world.suzuki.lastAnswer).toContain('「メンバー 引き継ぎ 田中 花」');
    await world.suzuki.confirms();
    expect(hanako.lastReceived?.senderName).toBe('退会したユーザー');
    await world.suzuki.commands('member handover tanaka sato');
    expect(world.suzuki.lastAnswer).toContain('90日以内に終了したトークルーム 1件');
    await world.suzuki.confirms();
    expect(hanako.lastReceived?.text).toContain('田中 花から佐藤 健に変わりました');
    await hanako.says('またお願いします');
    expect(textsOf(world.sato.room('山田花子')).at(-1)).toBe('またお願いします');
    await world.suzuki.commands('member handover tanaka sato');
    expect(world.suzuki.lastAnswer).toContain('引き継ぐトークはありません');
  });

  test('after 90 days a closed talk is no longer handed over', async () => {
    await world.suzuki.commands('member remove tanaka');
    await world.suzuki.confirms();
    await world.later(91 * 24 * 60 * 60_000);
    await world.suzuki.commands('member handover tanaka sato');
    expect(world.suzuki.lastAnswer).toContain('引き継ぐトークはありません');
  });

  test('the removal offers it by a button, which asks to whom', async () => {
    await world.suzuki.commands('member add suzuki');
    await world.suzuki.commands('member remove tanaka');
    await world.suzuki.presses('先にトークを引き継ぐ');
    expect(world.suzuki.lastAnswer).toContain('田中 花さんのトークをだれに引き継ぎますか');
    const lines = world.suzuki.lastAnswer.split('\n');
    expect(lines.findIndex((line) => line.includes('佐藤'))).toBeLessThan(
      lines.findIndex((line) => line.includes('鈴木')),
    );
    await world.suzuki.presses('引き継ぐ');
    expect(world.suzuki.lastAnswer).toContain('引き継ぎますか');
    await world.suzuki.confirms();
    await hanako.says('こんにちは');
    const told = [world.sato, world.suzuki].filter((desk) => desk.hasRoom('山田花子'));
    expect(told).toHaveLength(1);
  });

  test('an absence is reported with a button to hand over', async () => {
    world.tanaka.user.update({ isSuspended: true });
    await world.later(300_000);
    expect(world.suzuki.lastAnswer).toContain('利用停止中、トークルーム 1件');
    await world.suzuki.presses('田中 花さんのトークを引き継ぐ');
    expect(world.suzuki.lastAnswer).toContain('だれに引き継ぎますか');
  });
});

test('two members and one LINE user interleaving across a handover: no message reaches the wrong person', async () => {
  await world.suzuki.commands('member add suzuki');
  await hanako.says('トークID: sato');
  const to = new Map<string, string>();
  const say = async (text: string, who: string, quote?: string) => {
    to.set(text, who);
    await hanako.says(text, quote === undefined ? {} : { quote });
  };
  const idOf = (text: string) => hanako.received.findLast((each) => each.text === text)?.id ?? '';
  await say('佐藤へ1', 'sato');
  await world.tanaka.says('山田花子', '田中の問い1');
  await say('田中の問いへ', 'tanaka', idOf('田中の問い1'));
  await world.sato.says('山田花子', '佐藤の問い1');
  await say('佐藤の問いへ', 'sato', idOf('佐藤の問い1'));
  await hanako.says('トークID: tanaka');
  await say('田中へ2', 'tanaka');

  await handOver('member handover tanaka suzuki');
  await say('田中にいたので鈴木へ', 'suzuki');
  await say('田中への引用は鈴木へ', 'suzuki', idOf('田中の問い1'));
  await say('佐藤への引用', 'sato', idOf('佐藤の問い1'));
  await world.suzuki.room('山田花子').says('鈴木の問い');
  await world.settle();
  await hanako.says('だれ宛てか分からない');
  to.set('だれ宛てか分からない', 'sato');
  await hanako.presses('佐藤 健');
  await hanako.says('トークID: suzuki');
  await say('鈴木へ3', 'suzuki');
  await handOver('member handover suzuki sato');
  await say('今は佐藤だけ', 'sato');
  await say('鈴木への引用も佐藤へ', 'sato', idOf('鈴木の問い'));
  for (const [name, desk] of [
    ['tanaka', world.tanaka],
    ['sato', world.sato],
    ['suzuki', world.suzuki],
  ] as const) {
    const heardHere = textsOf(desk.room('山田花子'))
      .map((text) => text.split('\n').at(-1) ?? '')
      .filter((text) => to.has(text));
    const meant = [...to].filter(([, who]) => who === name).map(([text]) => text);
    expect([name, ...heardHere]).toEqual([name, ...meant]);
  }
});
