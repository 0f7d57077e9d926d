import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WorksMember } from '../../../../sandbox/line-works/platform.ts';
import { memberPhotos } from '../../../../src/store/schema.ts';
import { until } from '../../../helpers/until.ts';
import { startWorld, type World, type WorldOptions } from '../../../helpers/world.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let world: World;
afterEach(() => world.stop());

const photoOf = (background: string) =>
  sharp({ create: { width: 60, height: 90, channels: 3, background } })
    .jpeg()
    .toBuffer();

/** Two of one family who are no link members; 愛 cannot be one, 恵 not yet. */
async function boot(options: WorldOptions = {}): Promise<void> {
  world = await startWorld({
    ...options,
    furnish: (_line, works) => {
      works.addMember({ email: 'watanabe@midori', lastName: '渡辺', firstName: '栞' });
      works.addMember({ email: 'online@midori', lastName: '渡辺', firstName: '愛' });
      works.addMember({
        email: 'nakamura@midori',
        lastName: '中村',
        firstName: '恵',
        isAwaiting: true,
      });
    },
  });
  for (const [email, colour] of [
    ['watanabe@midori', '#f00'],
    ['online@midori', '#0f0'],
    ['nakamura@midori', '#00f'],
  ] as const) {
    world.works.member(email).update({ photo: await photoOf(colour) });
  }
  await world.suzuki.commands('link on');
}

/** From each row's name to the address of its photo. */
function photos(): Record<string, string | undefined> {
  const content: unknown = world.suzuki.adminRoom.messages.at(-1)?.content;
  expect(content).toMatchObject({ type: 'list_template' });
  const { elements } = content as { elements: { title: string; originalContentUrl?: string }[] };
  return Object.fromEntries(elements.map(({ title, originalContentUrl: url }) => [title, url]));
}

const asked = (member?: WorksMember) =>
  world.works.calls.filter(
    ({ api, path }) => api === 'user-photo' && path.includes(member?.userId ?? ''),
  ).length;

const load = (url = '') =>
  fetch(url.replace('http://127.0.0.1:8787', `http://127.0.0.1:${world.bridge.port}`));

describe('link members', () => {
  beforeEach(async () => {
    await boot();
    await world.suzuki.commands('member add online nakamura watanabe');
  });

  test.each([
    ['失敗', '渡辺 愛'],
    ['待機中', '中村 恵'],
    ['利用可能', '渡辺 栞'],
  ])(
    '%s: the photo has been fetched before anybody looks, and stands in the row',
    async (status, name) => {
      const calls = asked();
      await world.suzuki.commands(`メンバー 一覧 ${status}`);
      expect(photos()).toEqual({ [name]: expect.stringContaining('/media/') });
      expect((await load(photos()[name])).headers.get('content-type')).toBe('image/png');
      expect(asked()).toBe(calls);
    },
  );

  test('a poll of the directory asks for no photo; one look a day does', async () => {
    const calls = asked();
    for (let poll = 0; poll < 4; poll += 1) await world.later(300_000);
    expect(asked()).toBe(calls);
    await world.later(25 * HOUR_MS);
    expect(asked()).toBe(calls + 3);
  });

  test('a removed member leaves no photo behind', async () => {
    await world.suzuki.commands('member list failed');
    const url = photos()['渡辺 愛'];
    await world.suzuki.commands('member remove online');
    await world.suzuki.confirms();
    expect((await load(url)).status).toBe(404);
  });
});

describe('people who are no link members', () => {
  test('in a chooser and in a search the photo is there at the first look, at no further call', async () => {
    await boot();
    expect(asked()).toBe(0);
    await world.suzuki.commands('メンバー 追加 渡辺');
    const shown = photos();
    expect(Object.keys(shown)).toHaveLength(2);
    for (const url of Object.values(shown)) expect((await load(url)).status).toBe(200);
    await world.suzuki.commands('member search 渡辺');
    expect(photos()).toEqual(shown);
    expect(asked()).toBe(2);
    await world.later(25 * HOUR_MS);
    await world.suzuki.commands('member search 渡辺');
    expect(asked()).toBe(4);
  });

  test('a member without a photo is asked about once a day', async () => {
    await boot();
    for (let time = 0; time < 3; time += 1) await world.suzuki.commands('member search 佐藤');
    expect(photos()).toEqual({ '佐藤 健': undefined });
    expect(asked()).toBe(1);
  });

  test('each page asks for its own people', async () => {
    await boot();
    await world.suzuki.commands('member search midori');
    expect(asked()).toBe(4);
    await world.suzuki.presses('次へ');
    expect(asked()).toBe(6);
  });

  test.each([
    ['in trouble', { status: 500 }],
    ['away', { status: 503 }],
    ['short of calls', { status: 429 }],
    ['without the scope', { status: 403 }],
  ])(
    'LINE WORKS is %s: the list comes without, and nothing is asked again and again',
    async (_how, fault) => {
      await boot();
      world.works.faults.failNext({ api: 'user-photo', times: 99, ...fault });
      await world.suzuki.commands('メンバー 追加 渡辺');
      expect(Object.values(photos())).toEqual([undefined, undefined]);
      const calls = asked();
      await world.suzuki.commands('メンバー 追加 渡辺');
      expect(Object.keys(photos())).toHaveLength(2);
      expect(asked()).toBe(calls);
    },
  );

  test('after a fault the photo is asked for again an hour later', async () => {
    await boot();
    world.works.faults.failNext({ api: 'user-photo', times: 2, status: 500 });
    await world.suzuki.commands('member search 渡辺');
    await world.later(HOUR_MS + 1000);
    await world.suzuki.commands('member search 渡辺');
    expect(Object.values(photos())).toEqual([expect.any(String), expect.any(String)]);
  });

  test('the photos are kept for a week, and soon go when their member leaves the company', async () => {
    await boot();
    const kept = () => world.bridge.workspace.context.db.select().from(memberPhotos).all().length;
    await world.suzuki.commands('member search 渡辺');
    expect(kept()).toBe(2);
    world.works.member('online@midori').update({ isDeleted: true });
    for (let hour = 0; hour < 2; hour += 1) await world.later(HOUR_MS);
    expect(kept()).toBe(1);
    for (let day = 0; day < 6; day += 1) await world.later(DAY_MS);
    expect(kept()).toBe(1);
    for (let day = 0; day < 2; day += 1) await world.later(DAY_MS);
    expect(kept()).toBe(0);
  });

  test('where no icons can be made, lists come without, and no photo is asked for', async () => {
    await boot({ parts: { icons: async () => null } });
    await world.suzuki.commands('メンバー 追加 渡辺');
    expect(Object.values(photos())).toEqual([undefined, undefined]);
    expect(asked()).toBe(0);
  });

  test('the answer does not wait for a late photo', async () => {
    await boot();
    const held = world.works.faults.hold(({ api }) => api === 'user-photo');
    await world.suzuki.commands('member search 渡辺');
    expect(Object.values(photos())).toEqual([undefined, undefined]);
    held.release();
  });

  test('an answer that waits for photos is pressed in its own language', async () => {
    await boot({ languages: 'unset' });
    const held = world.works.faults.hold(({ api }) => api === 'user-photo');
    await world.suzuki.adminRoom.says('メンバー 追加 渡辺');
    await until('photos are asked for', () => held.waiting === 2);
    await world.suzuki.adminRoom.says('lang');
    held.release();
    await world.settle();
    const list = world.suzuki.adminRoom.messages.find(({ text }) =>
      text.includes('選んでください'),
    );
    const content = JSON.stringify(list?.content);
    expect(content).toContain('"type":"list_template"');
    expect(content).toContain('%ja');
    expect(content).not.toContain('%en');
  });

  test('an answer that waits for photos outlives a restart, and comes once', async () => {
    await boot();
    const held = world.works.faults.hold(({ api }) => api === 'user-photo');
    await world.suzuki.adminRoom.says('member search 渡辺');
    await until('photos are asked for', () => held.waiting === 2);
    held.release();
    await world.restart();
    const lists = world.suzuki.answers.filter((text) => text.includes('検索結果'));
    expect(lists).toHaveLength(1);
    expect(Object.values(photos())).toEqual([expect.any(String), expect.any(String)]);
  });
});
