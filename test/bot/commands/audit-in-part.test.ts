import { afterEach, beforeEach, expect, test } from 'vitest';
import { auditIndexCut } from '../../../src/store/schema.ts';
import { OA } from '../../helpers/company.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import type { LineChat } from '../../helpers/people.ts';
import type { World } from '../../helpers/world.ts';

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
});
afterEach(() => world.stop());

const NOTE = '先頭の10000文字分';
const searches = async (words: string) => {
  await world.suzuki.commands(`audit search ${words}`);
  return world.suzuki.lastAnswer;
};

test('the search says so where only the beginning of a message is searched', async () => {
  await hanako.says('見積書を送ってください');
  expect(await searches('見積書')).not.toContain(NOTE);
  const messageId = await hanako.says(`見積書 ${'\ufdfa'.repeat(4000)} 納期`);
  // Found by what stands at its beginning; what stands at its end is not, and that is said.
  const found = await searches('見積書');
  expect(found).toContain('2件');
  expect(found).toContain(NOTE);
  const missed = await searches('納期');
  expect(missed).toContain('当てはまる記録はありません');
  expect(missed).toContain(NOTE);
  // Not where such a message is not looked at.
  expect(await searches('納期 member:佐藤')).not.toContain(NOTE);
  expect(await searches('納期 to:2001-01-01')).not.toContain(NOTE);
  await hanako.user.unsends(messageId, { oa: OA });
  await world.settle();
  expect(world.bridge.workspace.context.db.select().from(auditIndexCut).all()).toEqual([]);
  expect(await searches('納期')).not.toContain(NOTE);
});
