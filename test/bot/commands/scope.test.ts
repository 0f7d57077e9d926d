import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { auditEntries, linkMembers } from '../../../src/store/schema.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { textsOf } from '../../helpers/people.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const POLL_MS = 300_000;

let world: World;
afterEach(() => world.stop());

const entries = () => world.bridge.workspace.context.db.select().from(auditEntries).all();
const linked = () => world.bridge.workspace.context.db.select().from(linkMembers).all();
const staff = (count: number) => {
  for (let index = 0; index < count; index += 1) {
    world.works.addMember({
      email: `staff${index}@midori`,
      lastName: '社員',
      firstName: `${index}号`,
    });
  }
};

describe('scope', () => {
  beforeEach(async () => {
    world = await startLinkedWorld();
  });

  test('all: asks in numbers, adds everyone, and refuses one by one from then on', async () => {
    await world.suzuki.commands('利用範囲 全員');
    expect(world.suzuki.lastAnswer).toContain('いまの利用メンバーは2人です');
    expect(world.suzuki.lastAnswer).toContain('新しく1人を追加します（約1分）');
    expect(linked()).toHaveLength(2);
    await world.suzuki.confirms();
    await world.later(5000);
    expect(linked()).toHaveLength(3);
    expect(world.suzuki.lastAnswer).toContain('1人の登録が終わりました。\n・利用可能: 1人');
    await world.suzuki.commands('member remove tanaka');
    expect(world.suzuki.lastAnswer).toContain('個別に追加・削除できません');
    world.works.addMember({ email: 'ito@midori', lastName: '伊藤' });
    await world.later(POLL_MS);
    await world.suzuki.commands('member info ito@midori');
    expect(world.suzuki.lastAnswer).toContain('状態: 利用可能');
  });

  test('selected: link members stay, newcomers are left alone', async () => {
    await world.suzuki.commands('scope all');
    await world.suzuki.confirms();
    await world.later(5000);
    await world.suzuki.commands('scope selected');
    expect(world.suzuki.lastAnswer).toContain('いまの利用メンバー 3人はそのままです');
    await world.suzuki.confirms();
    world.works.addMember({ email: 'ito@midori', lastName: '伊藤' });
    await world.later(POLL_MS);
    expect(linked()).toHaveLength(3);
    await world.suzuki.commands('member remove tanaka');
    await world.suzuki.confirms();
    expect(linked()).toHaveLength(2);
  });

  test('a removed member comes back with everyone', async () => {
    await world.suzuki.commands('member remove tanaka');
    await world.suzuki.confirms();
    await world.suzuki.commands('scope all');
    await world.suzuki.confirms();
    await world.later(5000);
    expect(linked().map((row) => row.memberId)).toContain(world.tanaka.user.userId);
  });

  test('a scope that stands already is answered so, and no row is written', async () => {
    const before = entries().length;
    await world.suzuki.commands('scope selected');
    expect(world.suzuki.lastAnswer).toContain('すでに「個別」です');
    await world.suzuki.commands('自動追加 オフ');
    expect(world.suzuki.lastAnswer).toContain('すでにオフです');
    expect(entries()).toHaveLength(before);
  });
});

test('scope all before link on: everyone is added with it', async () => {
  world = await startWorld();
  await world.suzuki.commands('scope all');
  expect(world.suzuki.lastAnswer).toContain('連携を有効にしたとき');
  await world.suzuki.confirms();
  expect(linked()).toHaveLength(0);
  await world.suzuki.commands('link on');
  expect(world.suzuki.answers.join('\n')).toContain('3人を登録しています。完了まで約1分かかります');
  await world.later(5000);
  expect(world.suzuki.lastAnswer).toContain('・利用可能: 3人');
  await world.suzuki.commands('link off');
  await world.suzuki.confirms();
  expect(linked()).toHaveLength(0);
  await world.later(POLL_MS);
  expect(linked()).toHaveLength(0);
});

test('on the free plan link on adds everyone, and that cannot be changed', async () => {
  world = await startWorld({ environment: { WORKS_PLAN: 'free' }, works: { plan: 'free' } });
  await world.suzuki.commands('link on');
  await world.later(5000);
  expect(linked()).toHaveLength(3);
  const before = entries().length;
  for (const command of ['scope selected', 'scope all', 'auto-add on', 'auto-add off']) {
    await world.suzuki.commands(command);
    expect(world.suzuki.lastAnswer).toContain('フリープランでは全員が利用メンバーになります');
  }
  expect(entries()).toHaveLength(before);
  world.works.addMember({ email: 'ito@midori', lastName: '伊藤' });
  await world.later(POLL_MS);
  expect(linked()).toHaveLength(4);
});

test('hundreds are registered within the limits, told in numbers, and talks go first', async () => {
  world = await startLinkedWorld();
  staff(300);
  world.works.addMember({ email: 'fuji@midori', lastName: '富士🗻' });
  world.works.addMember({ email: 'onlineshop@midori', lastName: '通販' });
  await world.later(POLL_MS);
  const before = world.suzuki.answers.length;
  await world.suzuki.commands('scope all');
  expect(world.suzuki.lastAnswer).toContain('新しく303人を追加します（約4分）');
  await world.suzuki.confirms();
  expect(world.suzuki.answers.join('\n')).toContain(
    '303人を登録しています。完了まで約4分かかります',
  );
  for (let second = 0; second < 5; second += 1) await world.later(1000);

  // The bulk has used its share of this minute; a customer and an admin do not wait for it.
  const hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  await hanako.says('お願いします');
  expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toBe('お願いします');
  await world.suzuki.commands('status');
  expect(world.suzuki.lastAnswer).toContain('利用メンバー');
  expect(linked().filter((row) => row.status === 'available').length).toBeLessThan(240);

  for (let step = 0; step < 100; step += 1) await world.later(2000);
  expect(world.works.calls.filter((call) => call.status === 429)).toEqual([]);
  const said = world.suzuki.answers.slice(before);
  expect(said.filter((text) => text.includes('登録の途中経過')).length).toBeGreaterThan(1);
  expect(said.filter((text) => text.includes('登録の途中経過')).length).toBeLessThanOrEqual(3);
  expect(said.filter((text) => text.includes('社員'))).toEqual([]);
  const end = said.findLast((text) => text.includes('登録が終わりました')) ?? '';
  expect(end).toContain('・利用可能: 301人');
  expect(end).toContain('・失敗: 2人');
  expect(end).toContain('理由: 名前に絵文字があります（1人）');
  expect(end).toContain('「メンバー 一覧 失敗」');
  expect(linked()).toHaveLength(305);
  await world.suzuki.presses('メンバー 再試行 全員');
  expect(world.suzuki.answers.slice(-2).join('\n')).toContain('2人をもう一度登録しています');
  expect(world.suzuki.lastAnswer).toContain('登録に失敗しました');
  await world.suzuki.presses('メンバー 一覧 失敗');
  expect(world.suzuki.lastAnswer).toContain('利用メンバー 2人');
  const told = world.works.member('staff7@midori').directRoom('2000001').messages;
  expect(told.filter((bubble) => bubble.text.includes('トークID: staff7'))).toHaveLength(1);
});

test('link off in the middle of it stops it', async () => {
  world = await startLinkedWorld();
  staff(300);
  await world.later(POLL_MS);
  await world.suzuki.commands('scope all');
  await world.suzuki.confirms();
  await world.later(1000);
  await world.suzuki.commands('link off');
  await world.suzuki.confirms();
  for (let step = 0; step < 40; step += 1) await world.later(2000);
  expect(linked()).toHaveLength(0);
  expect(world.suzuki.lastAnswer).toContain('取りやめ');
});
