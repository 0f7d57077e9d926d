import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MemberInput } from '../../../../sandbox/line-works/platform.ts';
import { members } from '../../../../src/store/schema.ts';
import { fromBot } from '../../../helpers/people.ts';
import { startWorld, type World } from '../../../helpers/world.ts';

let world: World;
afterEach(() => world.stop());

const someone = (
  email: string,
  [lastName, firstName]: readonly [string, string],
  [phoneticLastName, phoneticFirstName]: readonly [string | null, string | null],
): MemberInput => ({ email, lastName, firstName, phoneticLastName, phoneticFirstName });

/** As the sample company is called; the readings in either kana. */
const STAFF = [
  someone('takahashi@midori', ['高橋', '由美子'], ['ﾀｶﾊｼ', 'ﾕﾐｺ']),
  someone('nakamura@midori', ['中村', '恵'], ['なかむら', 'めぐみ']),
  someone('d.tanaka@midori', ['田中', '大輔'], ['タナカ', 'ダイスケ']),
  someone('kobayashi@midori', ['小林', '直樹'], ['コバヤシ', 'なおき']),
  someone('lan@midori', ['グエン', 'ラン'], [null, null]),
  someone('emily@midori', ['Clark', 'Emily'], [null, null]),
];

beforeEach(async () => {
  world = await startWorld({
    furnish: (_line, works) => {
      for (const input of STAFF) works.addMember(input);
    },
  });
  await world.suzuki.commands('link on');
});

const answer = async (text: string) => {
  await world.suzuki.commands(text);
  return world.suzuki.lastAnswer;
};

/** Names of the rows of the newest list, in their order. */
function names(): string[] {
  const content: unknown = fromBot(world.suzuki.adminRoom.messages).at(-1)?.content;
  const { elements } = content as { elements: { title: string }[] };
  return elements.map(({ title }) => title.replace(/\s?[（(].*/u, ''));
}

test.each(['たなか', 'タナカ', 'ﾀﾅｶ', 'たナｶ'])(
  '%s finds 田中, whatever the reading is written in',
  async (said) => {
    await answer(`メンバー 検索 ${said}`);
    expect(names()).toEqual(['田中 大輔', '田中 花']);
    await answer(`メンバー 追加 ${said}`);
    expect(names()).toEqual(['田中 大輔', '田中 花']);
    expect(await answer(`member info ${said} はな`)).toContain('tanaka@midori');
    expect(await answer(`member info ${said} ﾀﾞｲｽｹ`)).toContain('d.tanaka@midori');
    expect(await answer('member info 田中 だいすけ')).toContain('d.tanaka@midori');
  },
);

test('several at once by their readings, in every command that takes a member', async () => {
  await answer('メンバー 追加 たなか はな、ﾀｶﾊｼ こばやし なおき');
  for (const name of ['田中 花', '高橋 由美子', '小林 直樹']) {
    expect(world.suzuki.answers.slice(-2).join('\n')).toContain(`${name}: `);
  }
  await world.lineUser('山田花子').says('トークID: takahashi');
  expect(await answer('トーク 一覧 たかはし')).toContain('山田花子');
  expect(await answer('権限 付与 ﾅｶﾑﾗ 監査者')).toContain('中村 恵');
  await answer('メンバー 引き継ぎ タカハシ たなか はな');
  expect(world.suzuki.lastAnswer).toContain('高橋 由美子');
  expect(world.suzuki.lastAnswer).toContain('田中 花');
  expect(await answer('メンバー 削除 こばやし')).toContain('小林 直樹');
});

test('lists are in order of reading on all of their pages, in every status', async () => {
  world.works.member('nakamura@midori').update({ isAwaiting: true });
  world.works.addMember({
    ...someone('online@midori', ['渡辺', '愛'], ['わたなべ', 'あい']),
    isAwaiting: false,
  });
  await world.later(300_000);
  await answer('member add lan emily kobayashi online nakamura d.tanaka takahashi tanaka sato');
  const order = [
    'グエン ラン',
    '小林 直樹',
    '高橋 由美子',
    '田中 大輔',
    '田中 花',
    '中村 恵',
    '渡辺 愛',
  ];
  // Whose name has no reading comes last, by name.
  const all = [...order, 'Emily Clark', '佐藤 健'];
  await answer('メンバー 一覧');
  const seen = [...names()];
  await world.suzuki.presses('次へ');
  seen.push(...names());
  await world.suzuki.presses('次へ');
  seen.push(...names());
  expect(seen).toEqual(all);
  await answer('メンバー 一覧 失敗');
  expect(names()).toEqual(['渡辺 愛']);
  await answer('メンバー 一覧 待機中');
  expect(names()).toEqual(['中村 恵']);
  await world.suzuki.commands('lang en');
  await answer('member list available');
  expect(names()).toEqual(['グエン ラン', '小林 直樹', '高橋 由美子', '田中 大輔']);
  await answer('member search midori');
  expect(names()).toEqual(all.slice(0, 4));
});

test('a database of the version before is found by reading, also while LINE WORKS is away', async () => {
  const { db } = world.bridge.workspace.context;
  const searchText = '田中 花\nたなか はな\nたなかはな\ntanaka@midori';
  db.update(members).set({ searchText, readingKey: null }).run();
  world.works.faults.failNext({ api: 'users', times: 99, status: 503 });
  await world.restart();
  await answer('メンバー 検索 ﾀﾅｶ');
  expect(names()).toEqual(['田中 大輔', '田中 花']);
});

test('a LINE user names a member by the reading, in either kana', async () => {
  await answer('member add d.tanaka kobayashi');
  const hanako = world.lineUser('山田花子');
  await hanako.says('トークID: d.tanaka');
  await hanako.says('トークID: kobayashi');
  await world.member('d.tanaka@midori').says('山田花子', 'こんにちは');
  await hanako.says('見積もりをお願いします');
  expect(hanako.lastReceived?.text).toContain('どなたへのメッセージですか');
  await hanako.says('こばやしさん');
  const { messages } = world.member('kobayashi@midori').room('山田花子');
  expect(messages.map(({ text }) => text)).toContain('見積もりをお願いします');
});
