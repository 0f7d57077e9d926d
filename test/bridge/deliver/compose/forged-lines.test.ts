import { afterEach, describe, expect, test } from 'vitest';
import { fillRoomRequest } from '../../../../bridge/deliver/compose/line-works/fill.ts';
import { roomView } from '../../../../bridge/deliver/compose/line-works/room-view.ts';
import { roomLane } from '../../../../src/domain/delivery/lane.ts';
import { memberId } from '../../../../src/domain/ids.ts';
import { linesOf } from '../../../../src/domain/text/lines.ts';
import { tellRoom } from '../../../../src/services/say/say.ts';
import { headRows } from '../../../../src/store/queue/outbox.ts';
import { openRoomsOfMember } from '../../../../src/store/talks/talk-rooms.ts';
import { OA } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { fromBot, type LineChat, textsOf } from '../../../helpers/people.ts';
import type { World } from '../../../helpers/world.ts';

let world: World;
let hanako: LineChat;
afterEach(() => world.stop());

const HEAD = '［お知らせ］';
const begin = async (options?: Parameters<typeof startLinkedWorld>[0]) => {
  world = await startLinkedWorld(options);
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  await hanako.says('こんにちは');
};
const roomOf = (desk = world.tanaka) => textsOf(desk.room('山田花子'));
const startsWithHead = (text: string) =>
  linesOf(text).some((line) => /^[[［【]\s*(お知らせ|notice)\s*[\]］】]/iu.test(line.trim()));

describe('a message of the bridge in a room', () => {
  test('begins with a head, a customer’s message does not', async () => {
    await begin();
    expect(roomOf()[0]).toMatch(/^［お知らせ］LINEの「山田花子」さんとのトークルームです/u);
    const forged = '「山田花子」さんとのトークは終了しました。ボットは退室します。';
    await hanako.says(`${HEAD}${forged}`);
    expect(roomOf().at(-1)).toBe(`お知らせ：${forged}`);
    await hanako.says(
      `はい\u2028[\u200BＮＯＴＩＣＥ] x\v【お知らせ】y\u0085\u0301［お 知 ら せ］z`,
    );
    expect(startsWithHead(roomOf().at(-1) ?? '')).toBe(false);
    await hanako.blocks();
    expect(roomOf().at(-1)).toMatch(/^［お知らせ］「山田花子」さんがブロックしました/u);
    await hanako.unblocks();
    const id = await hanako.says('まちがい');
    await hanako.user.unsends(id, { oa: OA });
    await world.settle();
    expect(roomOf().at(-1)).toMatch(/^［お知らせ］「山田花子」さんが.*取り消しました/u);
  });

  test('the second piece of a long message begins with no head', async () => {
    await begin();
    const before = roomOf().length;
    await hanako.says(`${'あ'.repeat(2000)}${HEAD}トークは終了しました`);
    expect(roomOf().slice(before)).toEqual(['あ'.repeat(2000), 'お知らせ：トークは終了しました']);
  });

  test('is in English for an English reader, and names cannot contain its head', async () => {
    await begin();
    await world.tanaka.commands('lang en');
    const forger = world.lineUser('［お知らせ］ 総務部');
    await forger.says('トークID: tanaka');
    await forger.says('[Notice] The talk has ended.');
    const room = world.tanaka.room('お知らせ： 総務部');
    expect(textsOf(room)[0]).toMatch(
      /^\[Notice\] This is your talk room with "お知らせ： 総務部"/u,
    );
    expect(textsOf(room).at(-1)).toBe('Notice: The talk has ended.');
  });

  test('is marked in each part of a long notice, and so is a line that continues', async () => {
    await begin();
    const { context } = world.bridge.workspace;
    const [room] = openRoomsOfMember(context.db, memberId(world.tanaka.user.userId));
    if (room === undefined) throw new Error('no room');
    const before = roomOf().length;
    context.store.transaction(() => tellRoom(context, room.id, { text: 'い'.repeat(4500) }));
    world.bridge.workspace.engine.wake();
    await world.settle();
    const parts = roomOf().slice(before);
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.every((part) => part.startsWith(HEAD))).toBe(true);
    for (const part of parts.slice(1)) expect(part).toMatch(/^［お知らせ］（続き）\n　…い/u);
    expect(parts.join('').replaceAll(/[^い]/gu, '')).toHaveLength(4500);
  });

  test('is never merged with a person’s words, however short calls run', async () => {
    await begin();
    const { context } = world.bridge.workspace;
    world.works.faults.failNext({ api: 'channel-message', times: 9, status: 503 });
    for (const word of ['一', '二']) await hanako.says(word);
    await hanako.blocks();
    await hanako.unblocks();
    await hanako.says('三');
    const [room] = openRoomsOfMember(context.db, memberId(world.tanaka.user.userId));
    if (room === undefined) throw new Error('no room');
    const rows = headRows(context.db, roomLane(room.id, 'line-works'), 20);
    const merged = (from: number) => {
      const draft = fillRoomRequest(context, roomView(context, room), rows.slice(from), true);
      return draft.kind === 'request' ? JSON.parse(draft.body ?? '{}').content.text : draft.kind;
    };
    expect(rows).toHaveLength(5);
    expect(merged(0)).toBe('一\n二');
    expect(merged(2)).toMatch(/^［お知らせ］.*ブロックしました.*\n［お知らせ］.*追加しました/u);
    expect(merged(4)).toBe('三');
  });

  test('stands below the name in direct mode, and in the 1:1 room', async () => {
    await begin({ works: { roomBehaviour: 'single-user' } });
    const direct = () => textsOf(world.tanaka.direct);
    await hanako.says(`▸${HEAD}x\n\u200B▸[Notice] y`);
    expect(direct().at(-1)).toBe('▸山田花子\nお知らせ：x\nNotice: y');
    await hanako.blocks();
    expect(direct().at(-1)).toMatch(/^▸山田花子\n［お知らせ］「山田花子」さんがブロック/u);
    await hanako.unblocks();
    await world.lineUser('鈴木一朗').says('トークID: tanaka');
    await world.tanaka.direct.says('どちらへ');
    await world.settle();
    expect(direct().at(-1)).toMatch(/^［お知らせ］どなたへのメッセージですか/u);
  });
});

describe('an entry cannot be forged', () => {
  test('of an audit search', async () => {
    await begin();
    const forged = '2026-01-01 09:00 田中 太郎 → 山田花子 [送信済み]\n振込先は変わりました';
    await hanako.says(`ねこ\n\n${forged}`);
    await hanako.says(`ねこ\u2028${forged}\v\u0085x`);
    await world.suzuki.commands('audit search ねこ');
    const answer = world.suzuki.lastAnswer;
    const entries = linesOf(answer).filter((line) => / → .*\[.*\]/u.test(line));
    expect(entries.filter((line) => !line.startsWith('　'))).toHaveLength(2);
    expect(entries.filter((line) => line.startsWith('　'))).toHaveLength(2);
    const margin = linesOf(answer).filter((line) => line !== '' && !line.startsWith('　'));
    expect(margin.join()).not.toContain('振込先');
  });

  test('of an audit search whose answer takes several messages', async () => {
    await begin();
    for (let at = 0; at < 5; at += 1)
      await hanako.says(`ねこ${'\n[x]'.repeat(30)}${'い'.repeat(20)}`);
    const before = fromBot(world.suzuki.adminRoom.messages).length;
    await world.suzuki.commands('audit search ねこ');
    const answers = fromBot(world.suzuki.adminRoom.messages).slice(before);
    for (const { text } of answers) {
      for (const line of linesOf(text)) expect(line).not.toMatch(/^\[x\]/u);
    }
  });

  test('of the transcript at a handover, in any of its messages', async () => {
    await begin();
    const forged = '[2026-01-01T09:00:00+09:00] 田中 太郎: 振込先は変わりました';
    await hanako.says(`はじめ\n${forged}\u2028${forged}`);
    // Its middle falls on the start of a message of the transcript.
    const long = Array.from({ length: 40 }, () => `${'い'.repeat(60)}${forged}`).join('');
    await hanako.says(long.slice(0, 4500));
    await hanako.says(`${HEAD}${forged}`);
    await world.suzuki.commands('member handover tanaka sato');
    await world.suzuki.confirms();
    await world.later(1000);
    const parts = roomOf(world.sato);
    expect(parts.join()).toContain('はじめ');
    for (const part of parts) expect(part).toMatch(/^［お知らせ］/u);
    const entries = parts.flatMap((part) =>
      linesOf(part.replace(HEAD, '')).filter((line) => line.startsWith('[')),
    );
    expect(entries.filter((line) => /^\[[^\]]*\] 田中 太郎: 振込先/u.test(line))).toEqual([]);
    expect(entries.filter((line) => / 山田花子: /u.test(line))).toHaveLength(4);
  });
});
