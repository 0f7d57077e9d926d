import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MemberDesk } from '../../helpers/people.ts';
import { auditOf } from '../../helpers/webhooks.ts';
import { startWorld, type World } from '../../helpers/world.ts';

let world: World;
let suzuki: MemberDesk;
let tanaka: MemberDesk;
beforeEach(async () => {
  world = await startWorld();
  ({ suzuki, tanaka } = world);
});
afterEach(() => world.stop());

const rolesLog = () =>
  auditOf(world)
    .filter((entry) => entry.action.startsWith('role.'))
    .map(({ action, actorName, memberName, facts }) => ({
      action,
      actorName,
      memberName,
      facts: JSON.parse(facts),
    }));

const grants = async (admin: MemberDesk, who: string, role: string) => {
  await admin.commands(`権限 付与 ${who} ${role}`);
  await admin.confirms();
};

/** The directory is read again, as often as it takes to notice a change. */
const poll = () => world.later(301_000);

describe('granting', () => {
  test('asks first, then grants, tells the person, and stands in the log with before and after', async () => {
    await suzuki.commands('権限 付与 田中 連携管理者');
    expect(suzuki.lastAnswer).toContain('田中 花さんに連携管理者の権限を付与しますか');
    expect(rolesLog()).toEqual([]);
    await tanaka.commands('状態');
    expect(tanaka.lastAnswer).toContain('権限がありません');

    await suzuki.confirms();
    expect(suzuki.lastAnswer).toBe('田中 花さんに連携管理者の権限を付与しました。');
    expect(tanaka.lastAnswer).toBe('鈴木 一郎さんが、あなたに連携管理者の権限を付与しました。');
    expect(rolesLog()).toEqual([
      {
        action: 'role.grant',
        actorName: '鈴木 一郎',
        memberName: '田中 花',
        facts: { role: 'link-admin', before: [], after: ['link-admin'] },
      },
    ]);
    await tanaka.commands('status');
    expect(tanaka.lastAnswer).toContain('LINE連携');
    await tanaka.commands('監査 検索 東京');
    expect(tanaka.lastAnswer).toContain('権限がありません');
  });

  test.each(['LINK-ADMIN', 'ｌｉｎｋ－ａｄｍｉｎ', 'Link Admin', '連携管理者', '連携 管理者'])(
    'the role may be written %s',
    async (role) => {
      await suzuki.commands(`role grant tanaka ${role}`);
      expect(suzuki.lastAnswer).toContain('連携管理者の権限を付与しますか');
    },
  );

  test.each(['監査者', 'Auditor', 'ＡＵＤＩＴＯＲ'])('and %s', async (role) => {
    await suzuki.commands(`role grant "田中 花" ${role}`);
    expect(suzuki.lastAnswer).toContain('監査者の権限を付与しますか');
    expect(suzuki.lastAnswer).toContain('内容を読める');
  });

  test.each(['role grant tanaka', 'role grant link-admin', 'role grant tanaka 王様'])(
    '%s is answered with the usage',
    async (text) => {
      await suzuki.commands(text);
      expect(suzuki.lastAnswer).toContain('例: 権限 付与 田中 美咲 連携管理者');
    },
  );

  test('a link-admin grants link-admin, but only an auditor grants auditor', async () => {
    await grants(suzuki, 'tanaka', 'link-admin');
    await tanaka.commands('role grant sato auditor');
    expect(tanaka.lastAnswer).toContain('監査者だけです');
    expect(auditOf(world).at(-1)).toMatchObject({ action: 'command.refuse', reason: 'role' });
    await grants(tanaka, 'sato', 'link-admin');
    expect(world.sato.lastAnswer).toContain('田中 花さん');
    await grants(suzuki, 'tanaka', 'auditor');
    await grants(tanaka, 'sato', 'auditor');
    expect(rolesLog().at(-1)).toMatchObject({
      actorName: '田中 花',
      facts: { before: ['link-admin'], after: ['link-admin', 'auditor'] },
    });
  });

  test('an auditor without link-admin grants auditor, not link-admin', async () => {
    await grants(suzuki, 'tanaka', 'auditor');
    await tanaka.commands('role grant sato link-admin');
    expect(tanaka.lastAnswer).toContain('連携管理者だけです');
    await grants(tanaka, 'sato', 'auditor');
    expect(tanaka.lastAnswer).toContain('付与しました');
  });

  test('a role that is held already is answered so, and no row is written', async () => {
    await grants(suzuki, 'tanaka', 'link-admin');
    await suzuki.commands('role grant tanaka link-admin');
    expect(suzuki.lastAnswer).toContain('すでに連携管理者です（付与）');
    await suzuki.commands('role grant suzuki auditor');
    expect(suzuki.lastAnswer).toContain('すでに監査者です（環境変数 ADMIN_USERS）');
    expect(rolesLog()).toHaveLength(1);
  });

  test('a member without a role is refused', async () => {
    for (const text of ['role list', 'role grant sato link-admin', 'role revoke sato auditor']) {
      await tanaka.commands(text);
      expect(tanaka.lastAnswer).toContain('権限がありません');
    }
    expect(rolesLog()).toEqual([]);
  });

  test('several matches are offered as buttons, which carry the role along', async () => {
    world.works.addMember({ email: 'tanaka2@midori', lastName: '田中', firstName: '太郎' });
    await poll();
    await suzuki.commands('role grant 田中 link-admin');
    await suzuki.presses('田中 太郎');
    expect(suzuki.lastAnswer).toContain('田中 太郎さんに連携管理者の権限を付与しますか');
  });
});

describe('revoking', () => {
  test('asks, takes the role, tells the person, and is on record', async () => {
    await grants(suzuki, 'tanaka', 'link-admin');
    await suzuki.commands('権限 取消 tanaka 連携管理者');
    expect(suzuki.lastAnswer).toContain('取り消しますか');
    await suzuki.confirms();
    expect(suzuki.lastAnswer).toBe('田中 花さんの連携管理者の権限を取り消しました。');
    expect(tanaka.lastAnswer).toContain('取り消しました');
    expect(rolesLog().at(-1)).toMatchObject({
      action: 'role.revoke',
      facts: { role: 'link-admin', before: ['link-admin'], after: [] },
    });
    await tanaka.commands('status');
    expect(tanaka.lastAnswer).toContain('権限がありません');
    await suzuki.commands('role revoke tanaka link-admin');
    expect(suzuki.lastAnswer).toContain('連携管理者ではありません');
    expect(rolesLog()).toHaveLength(2);
  });

  test('a role from ADMIN_USERS or from LINE WORKS says so and stays', async () => {
    world.works.member('sato@midori').update({ isAdministrator: true });
    await poll();
    await suzuki.commands('role revoke suzuki link-admin');
    expect(suzuki.lastAnswer).toContain('環境変数 ADMIN_USERS');
    await suzuki.commands('role revoke sato auditor');
    expect(suzuki.lastAnswer).toContain('LINE WORKSの最高管理者');
    expect(rolesLog()).toEqual([]);
  });

  test('a grant to a super-administrator can go, and the role that remains is named', async () => {
    await grants(suzuki, 'sato', 'link-admin');
    world.works.member('sato@midori').update({ isAdministrator: true });
    await poll();
    await suzuki.commands('role revoke sato link-admin');
    await suzuki.confirms();
    expect(suzuki.lastAnswer).toContain('最高管理者による同じ権限は残ります');
  });

  test('the last link-admin stays', async () => {
    await grants(suzuki, 'tanaka', 'link-admin');
    world.works.member('suzuki@midori').update({ isSuspended: true, isAdministrator: false });
    await poll();
    await tanaka.commands('role revoke tanaka link-admin');
    expect(tanaka.lastAnswer).toContain('最後の連携管理者');
    await tanaka.commands('role list');
    expect(tanaka.lastAnswer).toContain(
      '鈴木 一郎（環境変数 ADMIN_USERS / 利用停止中またはメンバー情報にいないため無効）',
    );
    expect(rolesLog()).toHaveLength(1);
  });
});

describe('whose grants count', () => {
  test('a suspended member’s do not, and do again afterwards', async () => {
    await grants(suzuki, 'tanaka', 'link-admin');
    world.works.member('tanaka@midori').update({ isSuspended: true });
    await poll();
    await tanaka.commands('status');
    expect(tanaka.lastAnswer).toContain('権限がありません');
    world.works.member('tanaka@midori').update({ isSuspended: false });
    await poll();
    await tanaka.commands('status');
    expect(tanaka.lastAnswer).toContain('LINE連携');
  });

  test('they follow the userId, not the account', async () => {
    await grants(suzuki, 'tanaka', 'link-admin');
    world.works.member('tanaka@midori').update({ email: 'hana@midori' });
    world.works.addMember({ email: 'tanaka@midori', lastName: '田中', firstName: '次郎' });
    await poll();
    await tanaka.commands('status');
    expect(tanaka.lastAnswer).toContain('LINE連携');
    const jiro = world.member('tanaka@midori');
    await jiro.commands('状態');
    expect(jiro.lastAnswer).toContain('権限がありません');
  });

  test('the list names each holder once for each role, with every source, in order of reading', async () => {
    await grants(suzuki, 'tanaka', 'auditor');
    await suzuki.commands('権限');
    expect(suzuki.lastAnswer).toBe(
      [
        '【連携管理者】',
        '・鈴木 一郎（環境変数 ADMIN_USERS、LINE WORKSの最高管理者）',
        '【監査者】',
        '・田中 花（付与）',
        '・鈴木 一郎（環境変数 ADMIN_USERS、LINE WORKSの最高管理者）',
      ].join('\n'),
    );
    world.works.member('tanaka@midori').update({ isSuspended: true });
    await poll();
    await suzuki.commands('権限 一覧');
    expect(suzuki.lastAnswer).toContain(
      '・田中 花（付与 / 利用停止中またはメンバー情報にいないため無効）',
    );
    await suzuki.commands('lang en');
    await suzuki.commands('role list');
    expect(suzuki.lastAnswer.match(/鈴木 一郎/g)).toHaveLength(2);
    expect(suzuki.lastAnswer).toContain(
      'ADMIN_USERS in the environment, LINE WORKS super-administrator',
    );
  });

  test('a granted link-admin is told of trouble, too', async () => {
    await grants(suzuki, 'tanaka', 'link-admin');
    await suzuki.commands('link on');
    await suzuki.commands('member add sato');
    const hanako = world.lineUser('山田花子');
    await hanako.says('トークID: sato');
    await world.later(120_000);
    world.line.account('1657000001').setQuota(0);
    await world.sato.says('山田花子', 'こんにちは');
    expect(tanaka.lastAnswer).toContain('上限に達しました');
    expect(suzuki.lastAnswer).toContain('上限に達しました');
  });
});

describe('two administrators at once', () => {
  test('both propose the same grant and press: once done, once already so', async () => {
    await grants(suzuki, 'tanaka', 'link-admin');
    await suzuki.commands('role grant sato link-admin');
    await tanaka.commands('role grant sato link-admin');
    await suzuki.confirms();
    await tanaka.confirms();
    expect(suzuki.lastAnswer).toContain('付与しました');
    expect(tanaka.lastAnswer).toContain('すでに連携管理者です');
    expect(rolesLog()).toHaveLength(2);
  });

  test('a member who loses the role before pressing is refused', async () => {
    await grants(suzuki, 'tanaka', 'link-admin');
    await tanaka.commands('role grant sato link-admin');
    await suzuki.commands('role revoke tanaka link-admin');
    await suzuki.confirms();
    await tanaka.confirms();
    expect(tanaka.lastAnswer).toContain('権限がありません');
    expect(rolesLog()).toHaveLength(2);
  });

  test('the role to be given is checked again, not only the command’s', async () => {
    await grants(suzuki, 'tanaka', 'link-admin');
    await grants(suzuki, 'tanaka', 'auditor');
    await tanaka.commands('role grant sato auditor');
    await suzuki.commands('role revoke tanaka auditor');
    await suzuki.confirms();
    await tanaka.confirms();
    expect(tanaka.lastAnswer).toContain('監査者だけです');
    expect(rolesLog()).toHaveLength(3);
  });

  test('of two link-admins who revoke each other the second press finds the role gone', async () => {
    await grants(suzuki, 'tanaka', 'link-admin');
    await grants(suzuki, 'sato', 'link-admin');
    world.works.member('suzuki@midori').update({ isSuspended: true, isAdministrator: false });
    await poll();
    await tanaka.commands('role revoke sato link-admin');
    await world.sato.commands('role revoke tanaka link-admin');
    await tanaka.confirms();
    await world.sato.confirms();
    expect(world.sato.lastAnswer).toContain('権限がありません');
    await tanaka.commands('status');
    expect(tanaka.lastAnswer).toContain('LINE連携');
  });
});
