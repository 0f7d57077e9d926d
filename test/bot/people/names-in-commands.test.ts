import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startLinkedWorld } from '../../helpers/linked.ts';
import type { World } from '../../helpers/world.ts';

let world: World;
afterEach(() => world.stop());

const says = async (text: string) => {
  const before = world.suzuki.answers.length;
  await world.suzuki.commands(text);
  return world.suzuki.answers.slice(before).join('\n');
};
const labels = () => world.suzuki.adminRoom.messages.at(-1)?.buttons.map(({ label }) => label);
const times = (text: string, what: string) => text.split(what).length - 1;

describe('names with spaces', () => {
  beforeEach(async () => {
    world = await startLinkedWorld();
    const add = (email: string, lastName: string, firstName: string) =>
      world.works.addMember({ email: `${email}@midori`, lastName, firstName });
    add('s.suzuki', '鈴木', '翔太');
    add('misaki', '田中', '美咲');
    add('daisuke', '田中', '大輔');
    await world.later(300_000);
  });

  test('each named member is added once', async () => {
    const answer = await says('member add 鈴木 翔太');
    expect(times(answer, '鈴木 翔太: 待機中')).toBe(1);
    expect(answer).not.toContain('すでに');
    expect(answer).not.toContain('鈴木 一郎');
    const again = await says('メンバー 追加 鈴木　翔太、misaki,田中 美咲\n「佐藤 健」');
    expect(times(again, '鈴木 翔太: すでに利用メンバーです')).toBe(1);
    expect(times(again, '田中 美咲')).toBe(times(again, '田中 美咲: '));
    expect(again).toContain('佐藤 健: すでに利用メンバーです');
    expect(again).not.toContain('大輔');
    expect(await says('member retry 鈴木 翔太 佐藤 健 鈴木 翔太')).toBe(
      '鈴木 翔太: やり直す必要はありません（利用可能）。\n佐藤 健: やり直す必要はありません（利用可能）。',
    );
  });

  test('one word of an unknown name adds no member', async () => {
    const answer = await says('member add 佐藤 優子、鈴木 翔太');
    expect(answer).toContain('「佐藤 優子」に当てはまるメンバーが見つかりません');
    expect(answer).toContain('区切って');
    expect(answer).toContain('鈴木 翔太: 待機中');
    expect(answer).not.toContain('佐藤 健');
  });

  test('removal is proposed for each named member once, and for no other', async () => {
    await says('member add 田中 美咲、田中 大輔、鈴木 翔太');
    expect(await says('member remove 鈴木 翔太')).toContain(
      '鈴木 翔太さんを利用メンバーリストから削除しますか',
    );
    const misaki = await says('member remove 田中 美咲');
    expect(misaki).toContain('田中 美咲さんを利用メンバーリストから削除しますか');
    expect(`${misaki} ${labels()}`).not.toContain('大輔');
    await world.suzuki.confirms();
    const gone = await says('member remove 田中 美咲');
    expect(gone).toContain('田中 美咲: 利用メンバーではありません');
    expect(`${gone} ${labels()}`).not.toContain('大輔');
  });

  test('a clear name is kept while another is asked about', async () => {
    await says('member add 田中 大輔');
    const answer = await says('member remove 佐藤 田中 tanaka');
    expect(answer).toContain('「田中」に当てはまるメンバーが複数います');
    expect(answer).toContain('佐藤 健');
    expect(answer).toContain('田中 花');
    await world.suzuki.presses('田中 大輔');
    expect(world.suzuki.lastAnswer).toContain(
      '田中 大輔さん、佐藤 健さん、田中 花さんを利用メンバーリストから削除しますか',
    );
    await world.suzuki.confirms();
    expect(world.suzuki.lastAnswer).toContain(
      '田中 大輔さん、佐藤 健さん、田中 花さんを利用メンバーリストから削除しました',
    );
  });

  test('with one unknown name no member is removed, and every name is told', async () => {
    const answer = await says('member remove sato だれか');
    expect(answer).toContain('「だれか」に当てはまるメンバーが見つかりません');
    expect(answer).toContain('佐藤 健');
    expect(labels()).toEqual([]);
    expect(await says('member info sato')).toContain('状態: 利用可能');
  });

  test('dashes and brackets around a name are forgiven, cut IDs are not', async () => {
    world.works.addMember({ email: 'sato-hanako@midori', lastName: '佐藤', firstName: '花子' });
    await world.later(300_000);
    for (const who of ['satoーhanako', '<sato-hanako>', '【sato‐hanako@midori】', '花子 佐藤']) {
      expect(await says(`member info ${who}`)).toContain('佐藤 花子');
    }
    for (const who of ['sato+hanako', 'sato・hanako', 'sato@elsewhere', 'sato -hanako']) {
      expect(await says(`member info ${who}`)).toContain('見つかりません');
      const answer = await says(`member invite ${who}`);
      expect(answer).toContain('見つかりません');
    }
    expect(await says('member search satoーhana')).toContain('佐藤 花子');
    expect(await says('member search 花子 佐藤')).toContain('佐藤 花子');
  });

  test('handover, roles, accounts, rooms and the log take them, too', async () => {
    await says('member add 鈴木 翔太、田中 美咲');
    const hanako = world.lineUser('山田花子');
    await hanako.says('トークID: misaki');
    await hanako.says('見積もりの件です');
    await world.lineUser('次郎').says('トークID: tanaka');
    await world.lineUser('次郎').says('見積もりは不要です');
    expect(await says('room list 田中 美咲')).toContain('山田花子');
    expect(await says('audit search member:田中 美咲 見積')).toContain('見積もりの件です');
    const both = await says('audit search 見積 member:"田中 美咲" member:tanaka');
    expect(both).toContain('見積もりの件です');
    expect(both).toContain('見積もりは不要です');
    expect(await says('audit search member:田中 花 見積')).not.toContain('見積もりの件です');
    expect(await says('role grant 田中 美咲 auditor')).toContain('田中 美咲');
    expect(await says('member handover 田中 美咲 鈴木 翔太')).toContain('田中 美咲');
    expect(world.suzuki.lastAnswer).toContain('鈴木 翔太');
    expect(await says('member handover 田中 美咲、鈴木 翔太')).toContain('鈴木 翔太');
    expect(await says('member handover 田中 優子 佐藤 健')).toContain('「田中 優子」に');
    expect(await says('member handover 田中 美咲 佐藤 優子')).toContain('「佐藤 優子」に');
    expect(await says('member handover "田中 美咲"')).toContain('だれに引き継ぎますか');
  });
});

describe('how many at once', () => {
  test('fifty accounts of fifty characters are all taken; those beyond are named with the limit', async () => {
    world = await startLinkedWorld();
    const accounts = Array.from(
      { length: 52 },
      (_, n) => `${String(n).padStart(40, 'x')}@midori.jp`,
    );
    for (const [n, email] of accounts.entries()) {
      world.works.addMember({ email, lastName: `社員${n}号`, firstName: '花' });
    }
    await world.later(300_000);
    const answer = await says(`member add ${accounts.slice(0, 50).join(' ')}`);
    expect(times(answer, ': 待機中')).toBe(50);
    const more = await says(`member add ${accounts.join('\n')} だれか`);
    expect(times(more, 'すでに利用メンバーです')).toBe(50);
    expect(more).toContain('50人まで');
    expect(more).toContain('社員50号 花、社員51号 花');
    expect(more).toContain('「だれか」');
    const removal = await says(`member remove ${accounts.slice(0, 50).join(' ')} tanaka`);
    expect(removal).toContain('50人まで');
    expect(removal).toContain('田中 花');
    expect(await says(`member add ${'x'.repeat(20_000)}`)).toContain('20000文字まで');
  });
});
