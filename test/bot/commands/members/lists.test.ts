import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import type { World } from '../../../helpers/world.ts';

let world: World;
afterEach(() => world.stop());

/** A list as LINE WORKS shows it; absent parts are undefined. */
interface ShownList {
  readonly type: string;
  readonly coverData?: { readonly title?: string };
  readonly elements: readonly {
    readonly title: string;
    readonly subtitle?: string;
    readonly originalContentUrl?: string;
    readonly action: { readonly label: string; readonly text: string; readonly postback: string };
  }[];
  readonly actions?: readonly (readonly { readonly label: string }[])[];
}

/** The newest message of the admin bot, which must be a list. */
function shown(): ShownList {
  const content: unknown = world.suzuki.adminRoom.messages.at(-1)?.content;
  expect(content).toMatchObject({ type: 'list_template' });
  // The simulated platform has checked its shape; the line above, its type.
  return content as ShownList;
}

const titles = () => shown().elements.map((element) => element.title);
const turns = () => (shown().actions ?? []).flat().map((action) => action.label);

/** Presses the button of the row with this title. */
async function pressesRow(title: string): Promise<void> {
  const row = shown().elements.find((element) => element.title === title);
  if (row === undefined) throw new Error(`no row ${title}`);
  const { text, postback } = row.action;
  await world.suzuki.adminRoom.sends({ type: 'text', text, postback });
  await world.settle();
}

/** Staff whose names come before and after Tanaka's and Sato's; no link member yet. */
async function hire(count: number, lastName = '社員'): Promise<string[]> {
  const accounts = Array.from({ length: count }, (_, index) => `staff${index}`);
  for (const [index, account] of accounts.entries()) {
    world.works.addMember({
      email: `${account}@midori`,
      lastName,
      firstName: `${index}号`,
      department: index % 2 === 0 ? '工場' : null,
    });
  }
  await world.later(300_000);
  return accounts;
}

describe('member list', () => {
  beforeEach(async () => {
    world = await startLinkedWorld();
  });

  test('a row: name with its other names, department, status, Talk ID', async () => {
    await world.suzuki.commands('メンバー 一覧');
    const { coverData, elements, actions } = shown();
    expect(coverData?.title).toBe('利用メンバー 2人');
    expect(elements.map(({ title, subtitle }) => [title, subtitle])).toEqual([
      // The directory has no reading of 佐藤.
      ['田中 花（Hana Tanaka）', '営業部 / 利用可能 / トークID: tanaka'],
      ['佐藤 健', '営業部 / 利用可能 / トークID: sato'],
    ]);
    expect(elements[1]?.action).toMatchObject({ label: '詳細', text: '詳細: 佐藤 健' });
    expect(actions).toBeUndefined();
  });

  test('the same in English', async () => {
    await world.suzuki.commands('lang en');
    await world.suzuki.commands('member list');
    const { coverData, elements } = shown();
    expect(coverData?.title).toContain('2');
    expect(elements[0]?.subtitle).toBe('営業部 / available / Talk ID: tanaka');
    expect(elements[0]?.action.label).toBe('Details');
  });

  test('nine members make three pages, walked forth and back', async () => {
    const staff = await hire(7);
    await world.suzuki.commands(`member add ${staff.join(' ')}`);
    await world.suzuki.commands('メンバー 一覧');
    const first = titles();
    expect(shown().coverData?.title).toBe('利用メンバー 9人 (1/3)');
    expect([first.length, turns()]).toEqual([4, ['次へ']]);
    await world.suzuki.presses('次へ');
    const second = titles();
    expect(shown().coverData?.title).toBe('利用メンバー 9人 (2/3)');
    expect([second.length, turns()]).toEqual([4, ['前へ', '次へ']]);
    await world.suzuki.presses('次へ');
    expect([titles().length, turns()]).toEqual([1, ['前へ']]);
    expect(new Set([...first, ...second, ...titles()]).size).toBe(9);
    await world.suzuki.presses('前へ');
    expect(titles()).toEqual(second);
    await world.suzuki.presses('前へ');
    expect(titles()).toEqual(first);
  });

  test('in English the buttons say Next and Previous, and keep the status asked for', async () => {
    const staff = await hire(7);
    await world.suzuki.commands(`member add ${staff.join(' ')}`);
    await world.suzuki.commands('lang en');
    await world.suzuki.commands('member list available');
    await world.suzuki.presses('Next');
    expect(turns()).toEqual(['Previous', 'Next']);
    expect(shown().coverData?.title).toContain('(2/3)');
  });

  test('a page beyond the last is the last', async () => {
    await world.suzuki.commands('member list page:99');
    expect(titles()).toHaveLength(2);
  });

  test('pressing a row tells everything about the person', async () => {
    await world.suzuki.commands('member list');
    await pressesRow('田中 花（Hana Tanaka）');
    expect(world.suzuki.lastAnswer).toContain('アカウント: tanaka@midori');
    expect(world.suzuki.lastAnswer).toContain('状態: 利用可能');
  });

  test('a photo stands in the row once it has been fetched', async () => {
    const photo = await sharp({
      create: { width: 60, height: 90, channels: 3, background: '#36c' },
    })
      .jpeg()
      .toBuffer();
    world.works.member('tanaka@midori').update({ photo });
    await world.later(25 * 3_600_000);
    await world.suzuki.commands('member search 田中');
    const url = shown().elements[0]?.originalContentUrl ?? '';
    expect(url).toContain('/media/');
    const answer = await fetch(
      url.replace('http://127.0.0.1:8787', `http://127.0.0.1:${world.bridge.port}`),
    );
    expect(answer.headers.get('content-type')).toBe('image/png');
  });
});

describe('a list that LINE WORKS does not take', () => {
  beforeEach(async () => {
    world = await startLinkedWorld();
  });

  const refuse = (type: string) =>
    world.works.faults.failNext({
      api: 'user-message',
      status: 400,
      match: (call) => JSON.stringify(call.body).includes(type),
    });

  test('is said as text, complete', async () => {
    refuse('list_template');
    await world.suzuki.commands('メンバー 一覧');
    const bubble = world.suzuki.adminRoom.messages.at(-1);
    expect(bubble?.content.type).toBe('text');
    expect(bubble?.text).toBe(
      [
        '利用メンバー 2人',
        '・田中 花（Hana Tanaka） / 営業部 / 利用可能 / トークID: tanaka',
        '・佐藤 健 / 営業部 / 利用可能 / トークID: sato',
      ].join('\n'),
    );
  });

  test('with more pages, the text says how to see them', async () => {
    const staff = await hire(7);
    await world.suzuki.commands(`member add ${staff.join(' ')}`);
    refuse('list_template');
    await world.suzuki.commands('メンバー 一覧');
    expect(world.suzuki.lastAnswer).toContain('続きは「メンバー 一覧 page:1」で表示します。');
    await world.suzuki.commands('member list page:1');
    expect(shown().coverData?.title).toContain('(2/3)');
  });

  test('buttons that are refused: the text alone, once', async () => {
    refuse('button_template');
    await world.suzuki.commands('member invite tanaka');
    const said = world.suzuki.answers.filter((text) => text.includes('の招待'));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('https://line.me/R/oaMessage/');
  });
});

describe('several people of one name', () => {
  beforeEach(async () => {
    world = await startLinkedWorld();
    await hire(6, '田中');
  });

  test('stand in a list, four a page; pressing one says the command again', async () => {
    await world.suzuki.commands('メンバー 追加 田中');
    expect(shown().coverData?.title).toBe(
      '「田中」に当てはまるメンバーが複数います。選んでください。 (1/2)',
    );
    expect(titles()[0]).toBe('田中 花（Hana Tanaka）');
    expect(shown().elements[1]).toMatchObject({
      title: '田中 0号',
      subtitle: '工場 / staff0@midori',
      action: { label: '田中 0号 工場' },
    });
    expect(turns()).toEqual(['次へ']);
    await world.suzuki.presses('次へ');
    expect(titles()).toEqual(['田中 3号', '田中 4号', '田中 5号']);
    expect(turns()).toEqual(['前へ']);
    await pressesRow('田中 5号');
    expect(world.suzuki.lastAnswer).toContain('田中 5号: 利用可能');
  });

  test.each(['member info', 'member invite'])('for %s, too', async (command) => {
    await world.suzuki.commands(`${command} 田中`);
    await world.suzuki.presses('次へ');
    await world.suzuki.presses('前へ');
    await pressesRow('田中 花（Hana Tanaka）');
    expect(world.suzuki.answers.slice(-2).join()).toContain('tanaka');
  });

  test('only link members can be removed, so only they are offered', async () => {
    await world.suzuki.commands('member add staff1 staff2 staff3 staff4');
    await world.suzuki.commands('member remove 田中');
    expect(shown().coverData?.title).toContain('(1/2)');
    await world.suzuki.presses('次へ');
    expect(titles()).toHaveLength(1);
    await world.suzuki.presses('前へ');
    await pressesRow('田中 2号');
    expect(world.suzuki.lastAnswer).toContain('田中 2号さんを利用メンバーリストから削除しますか');
  });

  test('one of several people in one command: results and buttons together', async () => {
    await world.suzuki.commands('member add staff1 田中');
    const said = world.suzuki.answers.find((text) => text.includes('複数います')) ?? '';
    expect(said).toContain('田中 1号: 待機中');
    await world.suzuki.presses('田中 2号 工場');
    expect(world.suzuki.lastAnswer).toContain('田中 2号: 利用可能');
  });

  test('turning the page needs the role, too, and a made-up token does nothing', async () => {
    await world.suzuki.commands('member info 田中');
    const turn = world.suzuki.adminRoom.messages.at(-1)?.buttons.find((b) => b.label === '次へ');
    const press = async (postback: string) => {
      await world.tanaka.adminRoom.sends({ type: 'text', text: '次へ', postback });
      await world.settle();
    };
    await press(turn?.postback ?? '');
    expect(world.tanaka.lastAnswer).toContain('権限がありません');
    for (const state of ['', '{', '{"page":-1}', '{"page":1,"command":"x","who":"田中"}']) {
      await press(`choose:${state}`);
      expect(world.tanaka.lastAnswer).not.toContain('田中');
    }
  });
});
