import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { auditEntries, linkMembers } from '../../../../src/store/schema.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { textsOf } from '../../../helpers/people.ts';
import { pressRaw } from '../../../helpers/raw-presses.ts';
import { startWorld, type World } from '../../../helpers/world.ts';

const POLL_MS = 300_000;
const DAY_MS = 24 * 60 * 60 * 1000;

let world: World;
afterEach(() => world.stop());

const db = () => world.bridge.workspace.context.db;
const actions = () =>
  db()
    .select()
    .from(auditEntries)
    .all()
    .map((entry) => `${entry.action} ${entry.reason ?? entry.outcome}`);
const linkedIds = () =>
  db()
    .select()
    .from(linkMembers)
    .all()
    .map((row) => row.memberId as string);
const infoOf = async (who: string) => {
  await world.suzuki.commands(`member info ${who}`);
  return world.suzuki.lastAnswer;
};

describe('auto-add', () => {
  beforeEach(async () => {
    world = await startLinkedWorld();
  });

  test('reads the directory at once; later newcomers follow with the poll', async () => {
    const early = world.works.addMember({ email: 'ito@midori', lastName: '伊藤', firstName: '蘭' });
    await world.suzuki.commands('自動追加 オン');
    expect(world.suzuki.answers.join('\n')).toContain('自動追加をオンにしました');
    expect(linkedIds()).toContain(early.userId);
    expect(linkedIds()).not.toContain(world.suzuki.user.userId);
    const late = world.works.addMember({ email: 'ono@midori', lastName: '小野', firstName: '学' });
    await world.later(POLL_MS);
    expect(textsOf(world.member('ono@midori').direct)[0]).toContain('トークID: ono');
    expect(linkedIds()).toContain(late.userId);
  });

  test('an inactive member follows once active; a removed one does not come back', async () => {
    await world.suzuki.commands('auto-add on');
    const ito = world.works.addMember({ email: 'ito@midori', lastName: '伊藤', isAwaiting: true });
    await world.later(POLL_MS);
    expect(linkedIds()).not.toContain(ito.userId);
    ito.update({ isAwaiting: false });
    await world.later(POLL_MS);
    expect(linkedIds()).toContain(ito.userId);
    await world.suzuki.commands('member remove ito');
    await world.suzuki.confirms();
    await world.later(POLL_MS);
    await world.later(POLL_MS);
    expect(linkedIds()).not.toContain(ito.userId);
    await world.suzuki.commands('member add ito');
    expect(world.suzuki.lastAnswer).toContain('利用可能');
  });

  test('an automatic failure is reported to the administrators; off is off', async () => {
    await world.suzuki.commands('auto-add on');
    world.works.addMember({ email: 'fuji@midori', lastName: '富士🗻' });
    await world.later(POLL_MS);
    await world.later(2000);
    expect(world.suzuki.lastAnswer).toContain('名前に絵文字');
    await world.suzuki.commands('auto-add off');
    const before = actions().length;
    await world.suzuki.commands('auto-add off');
    expect(world.suzuki.lastAnswer).toContain('すでにオフ');
    expect(actions()).toHaveLength(before);
    const ito = world.works.addMember({ email: 'ito@midori', lastName: '伊藤' });
    await world.later(POLL_MS);
    expect(linkedIds()).not.toContain(ito.userId);
  });
});

describe('changed accounts', () => {
  beforeEach(async () => {
    world = await startLinkedWorld();
  });

  test('the Talk ID follows the login ID, the member is told, the talk goes on', async () => {
    const hanako = world.lineUser('山田花子');
    await hanako.says('トークID: tanaka');
    world.tanaka.user.update({ email: 'tanaka.hana@midori' });
    await world.later(POLL_MS);
    expect(textsOf(world.tanaka.direct).at(-1)).toContain('「tanaka.hana」に変わりました');
    expect(textsOf(world.tanaka.direct).at(-1)).toContain('tanaka.hana');
    expect(await infoOf('tanaka.hana')).toContain('トークID: tanaka.hana');
    expect(actions()).toContain('link-member.rename ok');
    await hanako.says('続きです');
    expect(textsOf(world.tanaka.room('山田花子')).at(-1)).toBe('続きです');
  });

  test('two members may swap their login IDs', async () => {
    world.tanaka.user.update({ email: 'x@midori' });
    world.sato.user.update({ email: 'tanaka@midori' });
    world.tanaka.user.update({ email: 'sato@midori' });
    await world.later(POLL_MS);
    const held = new Map(
      db()
        .select()
        .from(linkMembers)
        .all()
        .map((row) => [row.memberId as string, row.talkId]),
    );
    expect(held.get(world.tanaka.user.userId)).toBe('sato');
    expect(held.get(world.sato.user.userId)).toBe('tanaka');
  });

  test('a Talk ID that breaks a rule fails with the reason, and works once it is put right', async () => {
    world.tanaka.user.update({ email: 'online@midori' });
    await world.later(POLL_MS);
    await world.later(2000);
    expect(world.suzuki.lastAnswer).toContain('ログインIDに「line」');
    expect(textsOf(world.tanaka.direct).at(-1)).toContain('トークIDが使えなくなりました');
    world.tanaka.user.update({ email: 'tanaka@midori' });
    await world.later(POLL_MS);
    expect(await infoOf('tanaka@midori')).toContain('状態: 利用可能');
  });
});

describe('people who are gone', () => {
  beforeEach(async () => {
    world = await startLinkedWorld();
    await world.lineUser('山田花子').follows();
    await world.lineUser('山田花子').says('トークID: tanaka');
  });

  test('are handed over by the command that their removal names, in either language', async () => {
    await world.suzuki.commands('lang en');
    world.tanaka.user.remove();
    await world.later(POLL_MS);
    await world.later(7 * DAY_MS + POLL_MS);
    expect(world.suzuki.lastAnswer).toContain('- Hana Tanaka (田中 花): 1 talk room deleted');
    const command = /send "(.*)"/.exec(world.suzuki.lastAnswer)?.[1] ?? '';
    await world.suzuki.commands(command);
    expect(world.suzuki.lastAnswer).toContain('Who should take over the talks of Hana Tanaka');
  });

  test('count as removed after two polls and seven days', async () => {
    const { userId } = world.tanaka.user;
    world.tanaka.user.remove();
    await world.later(POLL_MS);
    await world.later(6 * DAY_MS);
    expect(linkedIds()).toContain(userId);
    await world.later(DAY_MS + POLL_MS);
    expect(linkedIds()).not.toContain(userId);
    expect(actions()).toContain('link-member.remove account-gone');
    expect(world.suzuki.lastAnswer).toContain('田中 花: 削除したトークルーム 1件');
    expect(world.lineUser('山田花子').lastReceived?.text).toContain('トークは終了しました');
    await world.suzuki.commands('member search 田中');
    expect(world.suzuki.lastAnswer).toContain('当てはまるメンバーはいません');
  });

  test('a member who is back in time stays a link member', async () => {
    world.tanaka.user.update({ isDeleted: true });
    await world.later(POLL_MS);
    await world.later(6 * DAY_MS);
    world.tanaka.user.update({ isDeleted: false });
    await world.later(POLL_MS);
    world.tanaka.user.update({ isDeleted: true });
    await world.later(2 * DAY_MS);
    expect(linkedIds()).toContain(world.tanaka.user.userId);
    expect(actions()).toContain('link-member.back ok');
  });
});

describe('a directory that shrinks', () => {
  const staff = () => world.works.members().filter((member) => member.email.startsWith('staff'));

  beforeEach(async () => {
    world = await startLinkedWorld();
    for (let index = 0; index < 6; index += 1) {
      world.works.addMember({
        email: `staff${index}@midori`,
        lastName: '社員',
        firstName: `${index}号`,
      });
    }
    await world.later(POLL_MS);
  });

  test('is reported once and not acted on; an admin confirms it with the button, once', async () => {
    for (const member of staff()) member.remove();
    world.tanaka.user.remove();
    await world.later(POLL_MS);
    expect(world.suzuki.lastAnswer).toContain('急に減りました（9人 → 2人）');
    const told = world.suzuki.answers.length;
    await world.later(POLL_MS);
    await world.later(8 * DAY_MS);
    expect(world.suzuki.answers).toHaveLength(told);
    expect(linkedIds()).toContain(world.tanaka.user.userId);

    await world.suzuki.presses('この人数で確定する');
    expect(world.suzuki.lastAnswer).toContain('メンバー情報を確定しました');
    expect(actions()).toContain('directory.accept ok');
    await world.suzuki.presses('この人数で確定する');
    expect(world.suzuki.lastAnswer).toContain('すでに処理された');
    expect(linkedIds()).toContain(world.tanaka.user.userId);
    await world.later(8 * DAY_MS);
    expect(linkedIds()).not.toContain(world.tanaka.user.userId);
  });

  test('a directory that recovers on its own was no loss, and the old button does nothing', async () => {
    for (const member of staff()) member.update({ isDeleted: true });
    world.tanaka.user.update({ isDeleted: true });
    await world.later(POLL_MS);
    expect(world.suzuki.lastAnswer).toContain('急に減りました');
    for (const member of [...staff(), world.tanaka.user]) member.update({ isDeleted: false });
    await world.later(POLL_MS);
    await world.suzuki.presses('この人数で確定する');
    expect(world.suzuki.lastAnswer).toContain('すでに処理された');
    expect(actions()).not.toContain('directory.accept ok');
  });

  test('a member without a role cannot confirm it', async () => {
    await world.suzuki.commands('status');
    const data = 'kakehashi:accept-directory:guess';
    await pressRaw(world, { by: world.sato, data, channelId: null, as: 'message' });
    expect(world.sato.lastAnswer).toContain('権限がありません');
  });
});

test('a long directory keeps to the limit of its API, and no other work waits for it', async () => {
  world = await startLinkedWorld();
  for (let index = 0; index < 450; index += 1) {
    world.works.addMember({
      email: `staff${index}@midori`,
      lastName: '社員',
      firstName: `${index}号`,
    });
  }
  world.works.setRequestsPerMinute(2);
  await world.later(POLL_MS);
  const pages = () => world.works.calls.filter((call) => call.api === 'users');
  const hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  expect(hanako.lastReceived?.text).toContain('田中 花です');
  for (let minute = 0; minute < 4; minute += 1) await world.later(60_000);
  expect(pages().filter((call) => call.status === 429).length).toBeLessThanOrEqual(1);
  world.works.setRequestsPerMinute(240);
  await world.later(60_000);
  await world.suzuki.commands('member search staff449');
  expect(world.suzuki.lastAnswer).toContain('社員 449号');
});

test('the poll follows the cursor to the end, and survives a fault', async () => {
  world = await startWorld();
  for (let index = 0; index < 120; index += 1) {
    world.works.addMember({
      email: `staff${index}@midori`,
      lastName: '社員',
      firstName: `${index}号`,
    });
  }
  world.works.faults.failNext({ api: 'users', times: 1, status: 500 });
  await world.later(POLL_MS);
  await world.later(60_000);
  await world.suzuki.commands('member search staff119');
  expect(world.suzuki.lastAnswer).toContain('社員 119号');
});
