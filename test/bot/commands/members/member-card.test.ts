import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { linkMembers } from '../../../../src/store/schema.ts';
import { startWorld, type World } from '../../../helpers/world.ts';

let world: World;
afterEach(() => world.stop());

/** Two who are called the same; the second cannot be linked. */
const NAME = '渡辺 愛';
beforeEach(async () => {
  const photo = await sharp({
    create: { width: 60, height: 60, channels: 3, background: '#a0c' },
  })
    .png()
    .toBuffer();
  world = await startWorld({
    furnish: (_line, works) => {
      for (const email of ['ai@midori', 'online@midori']) {
        works.addMember({ email, lastName: '渡辺', firstName: '愛', department: '工事部' });
        works.member(email).update({ photo });
      }
    },
  });
  await world.suzuki.commands('link on');
});

interface Card {
  readonly coverData: { readonly title: string };
  readonly elements: readonly {
    readonly title: string;
    readonly subtitle?: string;
    readonly originalContentUrl?: string;
    readonly action?: { readonly label: string };
  }[];
  readonly actions?: readonly (readonly { readonly label: string }[])[];
}

async function card(who: string, command = 'メンバー 情報'): Promise<Card> {
  await world.suzuki.commands(`${command} ${who}`);
  const content: unknown = world.suzuki.adminRoom.messages.at(-1)?.content;
  expect(content).toMatchObject({ type: 'list_template' });
  // The simulated platform has checked its shape; the line above, its type.
  return content as Card;
}
const lines = ({ elements }: Card) =>
  elements.flatMap(({ title, subtitle }) => [title, ...(subtitle ? [subtitle] : [])]);
const labels = ({ actions = [] }: Card) => actions.flat().map(({ label }) => label);

const linked = () =>
  Object.fromEntries(
    world.bridge.workspace.context.db
      .select()
      .from(linkMembers)
      .all()
      .map(({ memberId, status }) => [
        world.works.members().find(({ userId }) => userId === memberId)?.email,
        status,
      ]),
  );

describe('its rows', () => {
  test('利用可能: photo and status, Talk ID, department and account, rooms', async () => {
    await world.suzuki.commands('member add ai');
    const shown = await card('ai');
    expect(shown.coverData.title).toBe(NAME);
    expect(lines(shown)).toEqual([
      '状態: 利用可能',
      'トークID: ai',
      '部署: 工事部 / アカウント: ai@midori',
      'トークルーム: 0件',
    ]);
    expect(shown.elements[0]?.originalContentUrl).toContain('/media/');
    expect(labels(shown)).toEqual(['招待', '削除']);
  });

  test('up to five LINE users by name, and the number of the others', async () => {
    await world.suzuki.commands('member add ai');
    for (const name of ['山田 太郎', 'Emily Clark'])
      await world.lineUser(name).says('トークID: ai');
    const two = await card('ai');
    expect(lines(two).slice(-2)).toEqual([
      'トークルーム: 2件',
      '「Emily Clark」さん、「山田 太郎」さん',
    ]);
    expect(labels(two)).toEqual(['招待', '引き継ぐ', '削除']);
    for (let n = 1; n <= 5; n += 1) await world.lineUser(`客${n}`).says('トークID: ai');
    expect(lines(await card('ai')).at(-1)).toBe(
      '「客5」さん、「客4」さん、「客3」さん、「客2」さん、「客1」さん ほか2件',
    );
    await world.suzuki.presses('一覧');
    expect(world.suzuki.lastAnswer).toContain('開いているトークルーム 7件');
  });

  test('失敗: the reason and the cure come first', async () => {
    await world.suzuki.commands('member add online');
    const shown = await card('online');
    expect(lines(shown).slice(0, 4)).toEqual([
      '状態: 失敗',
      '理由: ログインIDに「line」が含まれています',
      expect.stringMatching(/^解決策: ログインIDを/u),
      'トークID: なし',
    ]);
    expect(shown.elements[0]?.originalContentUrl).toContain('/media/');
    expect(labels(shown)).toEqual(['再試行', '削除']);
  });

  test('待機中 and 再試行 say what happens next', async () => {
    world.works.member('ai@midori').update({ isAwaiting: true });
    await world.later(300_000);
    await world.suzuki.commands('member add ai');
    const waiting = await card('ai');
    expect(lines(waiting).slice(0, 2)).toEqual([
      '状態: 待機中',
      'LINE WORKSの利用が始まると、自動で登録します。',
    ]);
    expect(labels(waiting)).toEqual(['削除']);
    world.works.faults.failNext({
      api: 'user-message',
      status: 503,
      times: 9,
      match: (call) => call.path.includes(world.tanaka.user.userId),
    });
    await world.suzuki.commands('member add tanaka');
    await world.later(2000);
    const retrying = await card('tanaka');
    expect(lines(retrying).slice(0, 2)).toEqual([
      '状態: 再試行',
      '通信の不調です。自動でやり直しています。',
    ]);
    expect(labels(retrying)).toEqual(['再試行', '削除']);
  });

  test('a member who is no link member can be added; the photo is there, too', async () => {
    const shown = await card('ai');
    expect(lines(shown).slice(0, 2)).toEqual([
      '状態: 利用メンバーではありません',
      'トークID: なし',
    ]);
    expect(shown.elements[0]?.originalContentUrl).toContain('/media/');
    expect(labels(shown)).toEqual(['追加']);
  });

  test('buttons that would only be refused are left out', async () => {
    await world.suzuki.commands('member add ai');
    await world.suzuki.commands('scope all');
    await world.suzuki.confirms();
    expect(labels(await card('ai'))).toEqual(['招待']);
    await world.suzuki.commands('link off');
    await world.suzuki.confirms();
    expect(labels(await card('ai'))).toEqual([]);
  });

  test('in English', async () => {
    await world.suzuki.commands('lang en');
    await world.suzuki.commands('member add ai online');
    await world.lineUser('Emily Clark').says('Talk ID: ai');
    const shown = await card('ai', 'member info');
    expect(lines(shown)).toEqual([
      'Status: available',
      'Talk ID: ai',
      'Department: 工事部 / Account: ai@midori',
      'Talk rooms: 1',
      'Emily Clark',
    ]);
    expect(labels(shown)).toEqual(['Invite', 'Hand over', 'Remove']);
    const failed = await card('online', 'member info');
    expect(lines(failed).slice(0, 3)).toEqual([
      'Status: failed',
      'Reason: The login ID contains "line"',
      'Solution: Change the login ID.',
    ]);
    expect(labels(failed)).toEqual(['Retry', 'Remove']);
  });

  test('where LINE WORKS refuses the list, the text says it all, and how to go on', async () => {
    await world.suzuki.commands('member add online');
    world.works.faults.failNext({
      api: 'user-message',
      status: 400,
      match: (call) => JSON.stringify(call.body).includes('list_template'),
    });
    await world.suzuki.commands('member info online');
    const { text, content } = world.suzuki.adminRoom.messages.at(-1) ?? {};
    expect(content?.type).toBe('text');
    expect(text?.split('\n').slice(0, 3)).toEqual([
      NAME,
      '状態: 失敗',
      expect.stringContaining('理由: '),
    ]);
    expect(text).toContain('メンバー 再試行 online@midori');
    expect(text).toContain('メンバー 削除 online@midori');
    expect(text).not.toContain('メンバー 招待');
  });
});

describe('its buttons mean that very member, not a namesake', () => {
  test('追加 and 再試行', async () => {
    await card('online');
    await world.suzuki.presses('追加');
    expect(linked()).toEqual({ 'online@midori': 'failed' });
    await world.suzuki.commands('member add ai');
    world.works.member('online@midori').update({ email: 'ai2@midori' });
    await card('online');
    await world.suzuki.presses('再試行');
    expect(linked()).toEqual({ 'ai@midori': 'available', 'ai2@midori': 'available' });
  });

  test('招待 shows their own link', async () => {
    await world.suzuki.commands('member add ai');
    await card('ai');
    await world.suzuki.presses('招待');
    expect(world.suzuki.answers.slice(-2).join()).toContain(encodeURIComponent('トークID: ai'));
  });

  test('削除 asks first, and removes the one', async () => {
    await world.suzuki.commands('member add ai online');
    await card('online');
    await world.suzuki.presses('削除');
    expect(linked()).toHaveProperty('online@midori');
    await world.suzuki.confirms();
    expect(linked()).toEqual({ 'ai@midori': 'available' });
  });

  test('引き継ぐ asks to whom', async () => {
    await world.suzuki.commands('member add ai tanaka');
    await world.lineUser('山田 太郎').says('トークID: ai');
    await card('ai');
    await world.suzuki.presses('引き継ぐ');
    expect(world.suzuki.lastAnswer).toContain('田中 花');
    expect(world.suzuki.lastAnswer).toContain(NAME);
  });

  test('pressed by a member without the role, they are refused', async () => {
    await card('ai');
    const add = world.suzuki.adminRoom.messages
      .at(-1)
      ?.buttons.find(({ label }) => label === '追加');
    await world.tanaka.adminRoom.sends({ type: 'text', text: 'x', postback: add?.postback ?? '' });
    await world.settle();
    expect(world.tanaka.lastAnswer).toContain('権限がありません');
    expect(linked()).toEqual({});
  });
});
