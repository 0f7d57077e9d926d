import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { auditEntries } from '../../../../src/store/schema.ts';
import { startWorld, type World } from '../../../helpers/world.ts';

const POLL_MS = 300_000;

let world: World;
beforeEach(async () => {
  world = await startWorld();
  await world.suzuki.commands('link on');
});
afterEach(() => world.stop());

const staff = (count: number, lastName = '社員') => {
  for (let index = 0; index < count; index += 1) {
    world.works.addMember({ email: `staff${index}@midori`, lastName, firstName: `${index}号` });
  }
  return Array.from({ length: count }, (_, index) => `staff${index}`).join(' ');
};
const entries = () => world.bridge.workspace.context.db.select().from(auditEntries).all().length;
const fail503 = (times: number) =>
  world.works.faults.failNext({
    api: 'user-message',
    times,
    status: 503,
    match: (call) => call.path.includes(world.tanaka.user.userId),
  });

describe('the answers to its asker', () => {
  test('several added in one command give one message, a line for each', async () => {
    const all = staff(8);
    world.works.addMember({ email: 'fuji@midori', lastName: '富士🗻' });
    await world.later(POLL_MS);
    const before = world.suzuki.answers.length;
    await world.suzuki.commands(`member add ${all} fuji`);
    await world.later(2000);
    const [answer = '', ...results] = world.suzuki.answers.slice(before);
    expect(answer.split('\n')).toHaveLength(9);
    expect(results.length).toBeLessThanOrEqual(2);
    const said = results.join('\n');
    expect(said.match(/利用可能になりました/g)).toHaveLength(8);
    expect(said).toContain(
      [
        '富士🗻さんの登録に失敗しました。',
        '理由: 名前に絵文字があります',
        '解決策: 名前から絵文字を除いてから「メンバー 再試行 富士🗻」を送ってください。',
      ].join('\n'),
    );
  });

  test('a fault in the company name is said once, not for each', async () => {
    await world.stop();
    world = await startWorld({ environment: { COMPANY_NAME: 'Online商店' } });
    await world.suzuki.commands('link on');
    const all = staff(5);
    await world.later(POLL_MS);
    await world.suzuki.commands(`member add ${all}`);
    await world.later(2000);
    expect(world.suzuki.lastAnswer).toContain('5人の登録に失敗しました。\n理由: 会社名に');
    expect(world.suzuki.lastAnswer.match(/会社名に/g)).toHaveLength(1);
  });

  test('a member who cannot use LINE WORKS yet stays 待機中 and follows on their own', async () => {
    const ito = world.works.addMember({ email: 'ito@midori', lastName: '伊藤', isAwaiting: true });
    await world.suzuki.commands('member add 伊藤');
    expect(world.suzuki.lastAnswer).toContain('伊藤: 待機中です');
    await world.suzuki.commands('member info ito@midori');
    expect(world.suzuki.lastAnswer).toContain('状態: 待機中');
    ito.update({ isAwaiting: false });
    await world.later(POLL_MS);
    expect(world.suzuki.lastAnswer).toContain('伊藤: 利用可能');
  });
});

describe('member retry', () => {
  test('starts a failed one again when its cause is gone', async () => {
    world.works.bot('2000001').limitToMembers([world.suzuki.user.userId]);
    await world.suzuki.commands('member add tanaka sato');
    await world.later(2000);
    expect(world.suzuki.answers.join()).toContain('ボットからこのメンバーに送れません');
    world.works.bot('2000001').limitToMembers(null);
    await world.suzuki.commands('メンバー 再試行 田中');
    expect(world.suzuki.answers.at(-2)).toContain('田中 花: もう一度登録しています');
    expect(world.suzuki.lastAnswer).toContain('田中 花: 利用可能');
    await world.suzuki.commands('member retry all');
    expect(world.suzuki.answers.at(-2)).toContain('1人をもう一度登録しています');
    expect(world.suzuki.lastAnswer).toContain('佐藤 健: 利用可能');
  });

  test('a retrying one does not wait for its pause, and is told once', async () => {
    fail503(3);
    await world.suzuki.commands('member add tanaka');
    await world.later(2000);
    await world.later(6000);
    expect(world.suzuki.lastAnswer).toContain('再試行');
    await world.suzuki.commands('member retry tanaka');
    expect(world.suzuki.lastAnswer).toContain('田中 花: 利用可能');
    await world.later(60_000);
    const told = world.tanaka.direct.messages.filter((each) =>
      each.text.includes('トークID: tanaka'),
    );
    expect(told).toHaveLength(1);
  });

  test('long trouble is no refusal: it goes on with growing pauses', async () => {
    fail503(12);
    await world.suzuki.commands('member add tanaka');
    for (const ms of [2000, 7000, 40_000, 150_000, 800_000, 2_400_000]) await world.later(ms);
    await world.suzuki.commands('member info tanaka@midori');
    expect(world.suzuki.lastAnswer).toContain('状態: 再試行');
    expect(world.suzuki.answers.join()).not.toContain('失敗しました');
    for (let step = 0; step < 24; step += 1) await world.later(600_000);
    expect(world.suzuki.answers.join()).toContain('田中 花: 利用可能');
  });

  test('with no member to retry it says so and writes no row', async () => {
    await world.suzuki.commands('member add tanaka');
    const before = entries();
    await world.suzuki.commands('member retry tanaka');
    expect(world.suzuki.lastAnswer).toContain('やり直す必要はありません（利用可能）');
    await world.suzuki.commands('member retry all');
    expect(world.suzuki.lastAnswer).toContain('失敗または再試行の利用メンバーはいません');
    await world.suzuki.commands('member retry 佐藤');
    expect(world.suzuki.lastAnswer).toContain('利用メンバーではありません');
    expect(entries()).toBe(before);
  });
});

describe('right after a repair the person is read again, not taken from the last poll', () => {
  const add = (fields: Parameters<World['works']['addMember']>[0]) => world.works.addMember(fields);

  test('a name, a suspension, a login ID', async () => {
    const cases = [
      { broken: { lastName: '富士🗻' }, mended: { lastName: '富士' }, reason: '名前に絵文字' },
      { broken: { lastName: 'Line' }, mended: { lastName: '来音' }, reason: '「line」' },
      { broken: { isSuspended: true }, mended: { isSuspended: false }, reason: '利用停止中' },
      {
        broken: { email: '富士@midori' },
        mended: { email: 'fuji3@midori' },
        reason: 'トークIDに使えない',
      },
      { broken: { email: 'admin@midori' }, mended: { email: 'fuji4@midori' }, reason: '予約語' },
    ].map((each, n) => ({ ...each, fuji: add({ email: `fuji${n}@midori`, ...each.broken }) }));
    await world.later(POLL_MS);
    for (const [n, { fuji, mended, reason }] of cases.entries()) {
      await world.suzuki.commands(`member add ${fuji.userId}`);
      expect(world.suzuki.lastAnswer).toContain(reason);
      fuji.update(mended);
      await world.suzuki.commands(`member retry ${fuji.userId}`);
      expect(world.suzuki.lastAnswer).toContain(`利用可能になりました（トークID: fuji${n}）`);
    }
  });

  test('a member who was away from the directory meanwhile', async () => {
    const fuji = add({ email: 'fuji@midori', lastName: '富士', isSuspended: true });
    await world.later(POLL_MS);
    await world.suzuki.commands('member add fuji');
    fuji.update({ isDeleted: true });
    await world.later(POLL_MS);
    fuji.update({ isDeleted: false, isSuspended: false });
    await world.suzuki.commands(`member retry ${fuji.userId}`);
    expect(world.suzuki.lastAnswer).toContain('富士: 利用可能');
  });

  test('so does adding again, as the reason asks for; adding a sound member costs no call', async () => {
    const fuji = add({ email: 'fuji@midori', lastName: '富士', isSuspended: true });
    await world.later(POLL_MS);
    await world.suzuki.commands('member add fuji');
    expect(world.suzuki.lastAnswer).toContain('もう一度追加してください');
    fuji.update({ isSuspended: false });
    await world.suzuki.commands('member add fuji');
    expect(world.suzuki.lastAnswer).toContain('富士: 利用可能');
    const before = world.works.calls.length;
    await world.suzuki.commands('member add tanaka');
    const reads = world.works.calls.slice(before).filter((call) => call.api === 'user');
    expect(reads).toEqual([]);
  });

  test('a Talk ID that another member has given up', async () => {
    const first = add({ email: 'fuji@midori', lastName: '富士' });
    await world.later(POLL_MS);
    await world.suzuki.commands('member add fuji');
    const second = add({ email: 'fuji@other', lastName: '不二' });
    await world.later(POLL_MS);
    await world.suzuki.commands(`member add ${second.userId}`);
    expect(world.suzuki.lastAnswer).toContain('同じトークID');
    first.update({ email: 'fujiyama@midori' });
    await world.suzuki.commands(`member retry ${second.userId}`);
    await world.later(2000);
    expect(world.suzuki.answers.join('\n')).toContain(
      '不二: 利用可能になりました（トークID: fuji）',
    );
  });

  test('all of them, also where their number stands for their names', async () => {
    const people = Array.from({ length: 21 }, (_, n) =>
      add({ email: `fuji${n}@midori`, lastName: `富士🗻${n}` }),
    );
    await world.later(POLL_MS);
    await world.suzuki.commands(`member add ${people.map(({ userId }) => userId).join(' ')}`);
    await world.later(2000);
    for (const [n, person] of people.entries()) person.update({ lastName: `富士${n}` });
    await world.suzuki.commands('member retry all');
    for (let step = 0; step < 20; step += 1) await world.later(10_000);
    expect(world.suzuki.answers.join('\n')).toContain('利用可能: 21人');
  });

  test('when LINE WORKS cannot be asked, no member reads of an old fault', async () => {
    const fuji = add({ email: 'fuji@midori', lastName: '富士🗻' });
    await world.later(POLL_MS);
    await world.suzuki.commands('member add fuji');
    fuji.update({ lastName: '富士' });
    world.works.faults.failNext({ api: 'user', times: 2, status: 503 });
    const before = world.suzuki.answers.length;
    await world.suzuki.commands('member retry fuji');
    expect(world.suzuki.answers.slice(before).join('\n')).not.toContain('失敗');
    for (let step = 0; step < 6; step += 1) await world.later(10_000);
    expect(world.suzuki.lastAnswer).toContain('富士: 利用可能');
  });
});
