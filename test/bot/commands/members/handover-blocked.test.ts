import { afterEach, beforeEach, expect, test } from 'vitest';
import { SYSTEM } from '../../../../src/domain/audit.ts';
import { memberId } from '../../../../src/domain/ids.ts';
import { actingMember } from '../../../../src/services/audit/actors.ts';
import { handOver } from '../../../../src/services/handover/hand-over.ts';
import { blockLineUser } from '../../../../src/services/line-users/block.ts';
import { openRoomsOfMember } from '../../../../src/store/talks/talk-rooms.ts';
import { BRIDGE_BOT } from '../../../helpers/company.ts';
import { minutesPass } from '../../../helpers/crowd.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import type { World } from '../../../helpers/world.ts';

let world: World;
let hanako: LineChat;

beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: sato');
  await world.sato.blocks('山田花子');
  await hanako.says('トークID: tanaka');
});
afterEach(() => world.stop());

const openRoomsOfSato = () =>
  world.sato.user.rooms(BRIDGE_BOT).filter((room) => room.botPresent).length;

test('a customer whom the new member has blocked stays with the old one, and the administrator knows', async () => {
  const ichiro = world.lineUser('鈴木一朗');
  await ichiro.says('トークID: tanaka');
  await world.suzuki.commands('member handover tanaka sato');
  expect(world.suzuki.lastAnswer).toContain('開いているトークルーム 1件');
  expect(world.suzuki.lastAnswer).toContain(
    '佐藤 健さんがブロックしているLINEユーザーとのトークルーム 1件',
  );
  expect(world.suzuki.lastAnswer).toContain('山田花子');
  await world.suzuki.confirms();
  expect(world.suzuki.lastAnswer).toContain('トークルーム 1件を佐藤 健さんに引き継ぎました');
  expect(ichiro.lastReceived?.text).toContain('佐藤 健に変わりました');
  expect(hanako.lastReceived?.text).not.toContain('変わりました');
  expect(openRoomsOfSato()).toBe(1);
  await hanako.says('田中さん');
  expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toBe('田中さん');

  await world.suzuki.commands('member handover tanaka sato');
  expect(world.suzuki.lastAnswer).toContain('佐藤 健さんがブロックしているLINEユーザー');
  expect(world.suzuki.lastAnswer).not.toContain('引き継ぎますか');
});

test('a block that comes while the handover is being carried out counts, too', async () => {
  await world.sato.direct.says('/ブロック解除 山田花子');
  await world.settle();
  await hanako.says('トークID: sato');
  const others = Array.from({ length: 11 }, (_, n) => world.lineUser(`客${n + 1}`));
  for (const other of others) await other.says('トークID: tanaka');
  await world.later(600_000);
  const { context } = world.bridge.workspace;
  const [tanaka, sato] = [world.tanaka, world.sato].map(({ user }) => memberId(user.userId));
  if (tanaka === undefined || sato === undefined) throw new Error('Nobody is there.');
  context.store.transaction(() => {
    handOver(context, SYSTEM, tanaka, sato);
    const [own] = openRoomsOfMember(context.db, sato);
    if (own !== undefined) blockLineUser(context, actingMember(context, sato), own);
  });
  await minutesPass(world, 3);
  expect(world.suzuki.lastAnswer).toContain('引き継いだトークルーム: 11件');
  expect(world.suzuki.lastAnswer).toContain('トークルーム 1件は引き継いでいません');
  expect(hanako.received.map((bubble) => bubble.text).join()).not.toContain('変わりました');
  expect(openRoomsOfSato()).toBe(11);
});
