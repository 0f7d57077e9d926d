import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { auditEntries } from '../../src/store/schema.ts';
import { startLinkedWorld } from '../helpers/linked.ts';
import { textsOf } from '../helpers/people.ts';
import { startWorld, type World } from '../helpers/world.ts';

let world: World;
afterEach(() => world.stop());

const actions = () =>
  world.bridge.workspace.context.db
    .select()
    .from(auditEntries)
    .all()
    .map((entry) => `${entry.action} ${entry.outcome}`);

describe('who may do what', () => {
  beforeEach(async () => {
    world = await startWorld();
  });

  test('a member without a role is refused in one sentence, on record, and the command does not run', async () => {
    await world.tanaka.commands('連携 有効');
    expect(world.tanaka.answers).toEqual([
      'このコマンドを使う権限がありません。管理者にお問い合わせください。',
    ]);
    expect(actions()).toContain('command.refuse refused');
    await world.suzuki.commands('status');
    expect(world.suzuki.lastAnswer).toContain('LINE連携: 無効');
  });

  test('commands outside the 1:1 room are not run', async () => {
    await world.works.bot('2000002').sendRaw({
      type: 'message',
      source: {
        userId: world.suzuki.user.userId,
        channelId: 'some-room',
        domainId: world.works.domainId,
      },
      issuedTime: new Date(world.clock.now()).toISOString(),
      content: { type: 'text', text: '連携 有効' },
    });
    await world.settle();
    await world.suzuki.commands('状態');
    expect(world.suzuki.lastAnswer).toContain('LINE連携: 無効');
  });

  test('each person reads their own language', async () => {
    await world.suzuki.commands('言語 英語');
    expect(world.suzuki.lastAnswer).toBe('The bot will now answer in English.');
    await world.suzuki.commands('link on');
    expect(world.suzuki.lastAnswer).toContain('The LINE link is on');
    await world.tanaka.commands('連携 有効');
    expect(world.tanaka.lastAnswer).toContain('権限がありません');
  });

  test('link on with a token that does not work says so, and the link stays off', async () => {
    world.line.faults.failNext({ api: 'info', times: 5, status: 401 });
    await world.suzuki.commands('link on');
    expect(world.suzuki.lastAnswer).toContain('有効にできませんでした');
    await world.suzuki.commands('status');
    expect(world.suzuki.lastAnswer).toContain('LINE連携: 無効');
  });

  test('switching on again changes no row and records no entry', async () => {
    await world.suzuki.commands('link on');
    await world.suzuki.commands('link on');
    expect(world.suzuki.lastAnswer).toContain('すでに有効');
    expect(actions().filter((action) => action.startsWith('link.enable'))).toHaveLength(1);
  });
});

describe('link members', () => {
  beforeEach(async () => {
    world = await startWorld();
  });

  test('no member is added while the link is off', async () => {
    await world.suzuki.commands('メンバー 追加 田中');
    expect(world.suzuki.lastAnswer).toContain('LINE連携が無効です');
  });

  test.each([
    [{ email: 'online-shop@midori', lastName: '通販', firstName: '係' }, 'ログインIDに「line」'],
    [{ email: 'fuji@midori', lastName: '富士🗻', firstName: '子' }, '名前に絵文字'],
    [{ email: 'ライン@midori', lastName: '全角', firstName: '太郎' }, 'トークIDに使えない形'],
    [{ email: 'admin@midori', lastName: '管理', firstName: '者' }, '予約語'],
    [{ email: 'kato@midori', lastName: '加藤', firstName: '停', isSuspended: true }, '利用停止中'],
    [{ email: 'line.man@midori', lastName: 'Line', firstName: '男' }, '名前に「line」'],
  ])('%o fails with its reason and fix', async (person, reason) => {
    const member = world.works.addMember(person);
    await world.suzuki.commands('link on');
    await world.suzuki.commands(`member add ${member.userId}`);
    expect(world.suzuki.lastAnswer).toContain('失敗しました');
    expect(world.suzuki.lastAnswer).toContain(reason);
    await world.suzuki.commands(`member info ${member.userId}`);
    expect(world.suzuki.lastAnswer).toContain('状態: 失敗');
    expect(world.suzuki.lastAnswer).toContain(reason);
  });

  test('a company name with "line" in it fails everyone with one reason', async () => {
    await world.stop();
    world = await startWorld({ environment: { COMPANY_NAME: 'Online商店' } });
    await world.suzuki.commands('link on');
    await world.suzuki.commands('member add tanaka');
    expect(world.suzuki.lastAnswer).toContain('会社名');
  });

  test('someone who joined after the last poll is found at once', async () => {
    await world.suzuki.commands('link on');
    world.works.addMember({ email: 'new@midori', lastName: '新人', firstName: '花' });
    await world.suzuki.commands('メンバー 追加 新人');
    expect(world.suzuki.lastAnswer).toContain('新人 花: 利用可能');
    await world.suzuki.commands('メンバー 追加 だれでもない');
    expect(world.suzuki.lastAnswer).toContain('見つかりません');
  });

  test('several people of one name are offered as buttons', async () => {
    world.works.addMember({
      email: 'tanaka2@midori',
      lastName: '田中',
      firstName: '実',
      department: '工場',
    });
    await world.suzuki.commands('link on');
    await world.later(300_000);
    await world.suzuki.commands('member add 田中');
    expect(world.suzuki.lastAnswer).toContain('複数います');
    await world.suzuki.presses('田中 実 工場');
    expect(world.suzuki.lastAnswer).toContain('田中 実: 利用可能');
    expect(world.suzuki.answers.join()).not.toContain('田中 花: 利用可能');
  });

  test('a registration retries a network fault on its own: 再試行, then 利用可能', async () => {
    await world.suzuki.commands('link on');
    const tanaka = world.tanaka.user.userId;
    world.works.faults.failNext({
      api: 'user-message',
      times: 1,
      status: 503,
      match: (call) => call.path.includes(tanaka),
    });
    await world.suzuki.commands('member add tanaka');
    expect(world.suzuki.lastAnswer).toContain('再試行');
    await world.later(3000);
    expect(world.suzuki.lastAnswer).toContain('田中 花: 利用可能');
  });

  test('a member the bot is not released to fails with that reason', async () => {
    await world.suzuki.commands('link on');
    world.works.bot('2000001').limitToMembers([world.suzuki.user.userId]);
    await world.suzuki.commands('member add tanaka');
    expect(world.suzuki.lastAnswer).toContain('ボットからこのメンバーに送れません');
  });

  test('list, search, info and invite show what they should', async () => {
    await world.stop();
    world = await startLinkedWorld();
    await world.suzuki.commands('メンバー 一覧');
    expect(world.suzuki.lastAnswer).toContain('田中 花（Hana Tanaka）');
    expect(world.suzuki.lastAnswer).toContain('営業部');
    expect(world.suzuki.lastAnswer).toContain('トークID: tanaka');
    for (const words of ['たなか', 'HANA', 'tanaka', '花', '営業']) {
      await world.suzuki.commands(`メンバー 検索 ${words}`);
      const found = world.suzuki.lastAnswer.includes('田中 花');
      expect([words, found]).toEqual([words, words !== '営業']);
    }
    await world.suzuki.commands('メンバー 招待 田中花');
    // The QR image stands below it.
    expect(world.suzuki.answers.at(-2)).toContain('https://line.me/R/oaMessage/');
    await world.suzuki.commands('member info tanaka@midori');
    expect(world.suzuki.lastAnswer.match(/利用可能/g)).toHaveLength(1);
  });

  test('a long list is paged with buttons', async () => {
    for (let index = 0; index < 12; index += 1) {
      world.works.addMember({
        email: `staff${index}@midori`,
        lastName: '社員',
        firstName: `${index}号`,
      });
    }
    await world.suzuki.commands('link on');
    await world.later(300_000);
    const all = Array.from({ length: 12 }, (_, index) => `staff${index}`).join(' ');
    await world.suzuki.commands(`member add ${all}`);
    await world.suzuki.commands('member list available');
    expect(world.suzuki.lastAnswer).toContain('(1/3)');
    await world.suzuki.presses('次へ');
    expect(world.suzuki.lastAnswer).toContain('(2/3)');
  });
});

test('without an admin bot, the bridge bot takes commands that start with a slash', async () => {
  world = await startWorld({
    environment: { WORKS_ADMIN_BOT_ID: undefined, WORKS_ADMIN_BOT_SECRET: undefined },
  });
  await world.suzuki.direct.says('／連携　有効');
  await world.settle();
  expect(textsOf(world.suzuki.direct).at(-1)).toContain('LINE連携を有効にしました');
  await world.suzuki.direct.says('連携 無効');
  await world.settle();
  expect(textsOf(world.suzuki.direct).at(-1)).toContain('利用メンバーではありません');
});
