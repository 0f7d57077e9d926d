import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startWorld, type World } from '../helpers/world.ts';

/** What failed is told with what to go on with, and the buttons do go on. */

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const POLL_MS = 301_000;
const lines = () => world.suzuki.lastAnswer.split('\n');
const labels = () => world.suzuki.adminRoom.messages.at(-1)?.buttons.map(({ label }) => label);

describe('a registration', () => {
  beforeEach(async () => {
    await world.suzuki.commands('link on');
  });

  test('a failed one is registered again by its button once the cause is gone', async () => {
    const fuji = world.works.addMember({ email: 'fuji@midori', lastName: '富士🗻' });
    await world.suzuki.commands('member add fuji');
    expect(lines()[0]).toBe('富士🗻さんの登録に失敗しました。');
    fuji.update({ lastName: '富士' });
    await world.suzuki.presses('メンバー 再試行 富士🗻');
    await world.later(2000);
    expect(world.suzuki.lastAnswer).toContain('富士: 利用可能になりました');
  });

  test('several of one command: the button for all of them registers each again', async () => {
    const fuji = world.works.addMember({ email: 'fuji@midori', lastName: '富士🗻' });
    const aki = world.works.addMember({ email: 'aki@midori', lastName: '秋', isSuspended: true });
    await world.later(POLL_MS);
    await world.suzuki.commands('lang en');
    await world.suzuki.commands('member add fuji aki');
    await world.later(2000);
    expect(labels()).toEqual(['member retry 富士🗻', 'member retry 秋', 'member retry all']);
    fuji.update({ lastName: '富士' });
    aki.update({ isSuspended: false });
    await world.suzuki.presses('member retry all');
    await world.later(2000);
    const said = world.suzuki.answers.slice(-3).join('\n');
    expect(said).toContain('富士: now available');
    expect(said).toContain('秋: now available');
  });

  test('an automatic one that fails is reported to the administrators with the same buttons', async () => {
    await world.suzuki.commands('auto-add on');
    world.works.addMember({ email: 'fuji@midori', lastName: '富士🗻' });
    await world.later(POLL_MS);
    await world.later(2000);
    expect(lines()).toEqual([
      '富士🗻さんの登録に失敗しました。',
      '理由: 名前に絵文字があります',
      '解決策: 名前から絵文字を除いてから「メンバー 再試行 富士🗻」を送ってください。',
    ]);
    expect(labels()).toEqual(['メンバー 再試行 富士🗻']);
  });
});

test('a link that cannot be switched on: why, what to do, and the command as a button', async () => {
  world.line.faults.failNext({ api: 'info', times: 5, status: 401 });
  await world.suzuki.commands('連携 有効');
  expect(lines()).toEqual([
    'LINE連携を有効にできませんでした。',
    '理由: LINE公式アカウントを確認できません',
    expect.stringContaining('チャネルIDかチャネルシークレット'),
    '解決策: LINE公式アカウントの設定を確認してから「連携 有効」を送ってください。',
  ]);
  expect(labels()).toEqual(['連携 有効', '診断']);
  world.line.faults.clear();
  await world.suzuki.presses('連携 有効');
  expect(world.suzuki.lastAnswer).toContain('LINE連携を有効にしました');
});

test('a directory that cannot be read: the button asks again, as it was typed', async () => {
  await world.suzuki.commands('link on');
  world.works.addMember({ email: 'new1@midori', lastName: '新人', firstName: '花' });
  world.works.addMember({ email: 'new2@midori', lastName: '古株', firstName: '健' });
  world.works.faults.failNext({ api: 'users', times: 5, status: 403 });
  await world.suzuki.commands('メンバー 追加 新人 花、古株 健');
  expect(lines()[0]).toBe('メンバー情報（LINE WORKSのメンバー一覧）を読み込めませんでした。');
  expect(lines()[1]).toMatch(/^理由: /);
  expect(lines()[2]).toBe(
    '解決策: 時間をおいてから「メンバー 追加 新人 花、古株 健」を送ってください。',
  );
  world.works.faults.clear();
  await world.suzuki.adminRoom.taps(
    world.suzuki.adminRoom.messages.at(-1)?.buttons[0]?.label ?? '',
  );
  await world.settle();
  await world.later(2000);
  const said = world.suzuki.answers.slice(-2).join('\n');
  expect(said).toContain('新人 花: 利用可能になりました');
  expect(said).toContain('古株 健: 利用可能になりました');
});
