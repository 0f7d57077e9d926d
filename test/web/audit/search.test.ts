import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../../src/store/sqlite/drizzle.ts';
import { type AuditBrowser, openedBy } from '../../helpers/audit-browser.ts';
import { sendFileIn, startSearchedWorld } from '../../helpers/audit-searches.ts';
import type { World } from '../../helpers/world.ts';

/** What an auditor finds on the page, over one log; each test searches it in its own way. */

/** Elements and attributes of ours, with values that cannot end early. */
const OUR_TAG =
  /^<(?:!doctype html|\/?(?:html|head|meta|title|link|body|a|bdi|header|p|nav|ul|ol|li|div|span|form|button|main|h[1-3]|label|input|select|option|section|table|caption|thead|tbody|tr|th|td|time|mark|footer)(?: [a-z-]+="[^"<>]*")*\/?)>$/;
const HOSTILE = '<img src=x onerror=alert(1)>';

let world: World;
let browser: AuditBrowser;
beforeAll(async () => {
  world = await startSearchedWorld();
  const hanako = world.lineUser('山田花子');
  await hanako.says('来週の見積もりをお願いできますか？');
  await world.tanaka.says('山田花子', 'Ｅｓｔｉｍａｔｅ follows. 見積もりは明日です');
  await sendFileIn(world, '"><script>.txt');
  const hacker = world.lineUser(HOSTILE);
  await hacker.says('トークID: tanaka');
  await hacker.says(`${HOSTILE}</p><script>alert('XSS')</script> 見積`);
  browser = await openedBy(world, world.suzuki);
});
afterAll(() => world.stop());

const search = async (query: Readonly<Record<string, string>>, path = '/audit') =>
  browser.get(`${path}?${new URLSearchParams(query)}`);

const hitsIn = (page: string) => [...page.matchAll(/<li class="hit/g)].length;
const marksIn = (page: string) =>
  [...page.matchAll(/<mark>(.*?)<\/mark>/g)].map(([, text]) => text);

const searches = () =>
  world.bridge.workspace.context.db.all<{ facts: string; text: string | null }>(
    sql`SELECT facts, text FROM audit_entries AS entry
      LEFT JOIN audit_contents AS content ON content.entry_id = entry.id
      WHERE action = 'audit.search' ORDER BY id`,
  );

test('the other tabs tell who did what to whom, with what changed', async () => {
  await world.suzuki.commands('ファイル 禁止 受信');
  const people = (await search({}, '/audit/people')).text;
  expect(people).toContain('利用メンバーを追加');
  expect(people).toContain('－ → 待機中');
  const administration = (await search({}, '/audit/administration')).text;
  expect(administration).toContain('監査/ログの画面を開く');
  expect(administration).toContain('受信: 許可');
  await search({ q: '見積', member: '田中 花', kind: 'file', from: '2026-11-22' });
  const looked = (await search({}, '/audit/administration')).text;
  expect(looked).toContain('メッセージ / 期間: 2026-11-22〜 / メンバー: 田中 花 / 種類: ファイル');
  const rooms = (await search({ room: '1' }, '/audit/rooms')).text;
  expect(rooms).toContain('トークを開始');
  expect(rooms).not.toContain('見積');
});

test.each<[Record<string, string>, number]>([
  [{ q: '見積' }, 3],
  [{ q: '見積 明日' }, 1],
  [{ q: '「見積もりは明日」' }, 1],
  [{ q: 'estimate' }, 1],
  [{ q: '積' }, 3],
  [{ q: '見積', member: '田中 花' }, 3],
  [{ q: '見積', user: '山田' }, 2],
  [{ q: '見積', direction: 'out' }, 1],
  [{ kind: 'file' }, 1],
  [{ file: 'script' }, 1],
  [{ q: '見積', from: '2026-11-22', to: '2026-11-22' }, 3],
  [{ q: '見積', to: '2026-11-21' }, 0],
  [{ q: '見積', room: '999' }, 0],
  [{ q: '見積', room: '１' }, 2],
  [{ q: '見積', room: '#1' }, 2],
  [{ q: "x' OR 1=1 --" }, 0],
  [{ q: 'NEAR(見 積) * ^ {x}' }, 0],
])('%j: %i', async (query, count) => {
  const { status, text } = await search(query);
  expect([status, hitsIn(text)]).toEqual([200, count]);
  if (count === 0) expect(text).toContain('当てはまる記録はありません');
});

test('a LINE user is found by id, also where the log has the name only later', async () => {
  const userId = world.lineUser('山田花子').user.userId;
  expect(hitsIn((await search({ q: '見積', user: userId })).text)).toBe(2);
});

test('what was found is marked, as the search compares', async () => {
  expect(marksIn((await search({ q: 'estimate 見積' })).text)).toEqual([
    'Ｅｓｔｉｍａｔｅ',
    '見積',
  ]);
});

test('names, texts, file names and what is sought are text, and never markup', async () => {
  const asked = {
    q: HOSTILE,
    file: '"><script>alert(1)</script>',
    member: HOSTILE,
    user: '"\'><b>',
  };
  const pages = [
    await search({ q: '見積' }),
    await search({ kind: 'file' }),
    await search({ q: HOSTILE }),
    await search(asked),
    await search({ from: '"><script>', room: '"><b>', kind: '<i>' }),
    await search({}, '/audit/people'),
    await search({}, '/audit/rooms'),
    await search({ q: HOSTILE }, '/audit/administration'),
  ];
  for (const { text } of pages) {
    for (const tag of text.match(/<[^>]*>?/g) ?? []) expect(tag).toMatch(OUR_TAG);
  }
  expect(pages[0]?.text).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(marksIn(pages[2]?.text ?? '')).toHaveLength(3);
});

test.each<[Record<string, string>, string]>([
  [{ member: '徳川' }, '「徳川」に当てはまるメンバーが見つかりません'],
  [{ user: '徳川' }, '「徳川」に当てはまるLINEユーザーが、監査/ログに見つかりません'],
  [{ user: `U${'0'.repeat(32)}` }, 'LINEユーザーが、監査/ログに見つかりません'],
  [{ q: '「開いた' }, '引用符（「）が閉じていません'],
  [{ from: '2026-02-30' }, '「2026-02-30」は日付として認識できません'],
  [{ from: '2026-11-22', to: '2026-11-20' }, 'が開始日より前です'],
  [{ room: 'x' }, '「x」は番号ではありません'],
  [{ kind: 'x' }, '「x」という選択肢はありません'],
  [{ q: 'あ'.repeat(501) }, '500文字まで'],
  [{ q: 'a '.repeat(21) }, '20個まで'],
])('%j is answered in words', async (query, words) => {
  const before = searches().length;
  const { status, text } = await search(query);
  expect([status, hitsIn(text)]).toEqual([400, 0]);
  expect(text).toContain(words);
  expect(text).toContain('role="alert"');
  if (query.user === undefined) expect(searches()).toHaveLength(before);
});

test('a name that several bear is answered with each of them', async () => {
  world.works.addMember({ email: 'tanaka2@midori', lastName: '田中', firstName: '実' });
  await world.later(6 * 60_000);
  const { text } = await search({ q: '見積', member: '田中' });
  const links = [...text.matchAll(/<a href="([^"]*member=[^"]*)">田中 /g)];
  expect(links).toHaveLength(3);
  const [, address = ''] = links[0] ?? [];
  expect((await browser.get(address.replaceAll('&amp;', '&'))).status).toBe(200);
});

test('each search is an entry, its next page and the same one again are none', async () => {
  const before = searches().length;
  await search({ q: '秘密の言葉' });
  await search({ q: '秘密の言葉' });
  await search({ q: '秘密の言葉', at: '5' });
  expect(searches()).toHaveLength(before + 1);
  expect(searches().at(-1)?.text).toBe('秘密の言葉');
  expect(searches().at(-1)?.facts).not.toContain('秘密');
  await search({ q: '秘密の言葉' }, '/audit/rooms');
  await search({ q: '秘密の言葉' });
  expect(searches()).toHaveLength(before + 3);
});

test('pages follow one another, and lead back', async () => {
  const hanako = world.lineUser('山田花子');
  for (let count = 0; count < 31; count += 1) await hanako.says(`頁 ${count}`);
  const link = (page: string, rel: string) =>
    new RegExp(`<a href="([^"]*)" rel="${rel}"`).exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const first = await search({ q: '頁' });
  expect(hitsIn(first.text)).toBe(30);
  expect(link(first.text, 'prev')).toBe('');
  const second = await browser.get(link(first.text, 'next'));
  expect(hitsIn(second.text)).toBe(1);
  expect(link(second.text, 'next')).toBe('');
  expect((await browser.get(link(second.text, 'prev'))).text).toContain('頁</mark> 30');
});

test('bent addresses are read as far as they make sense', async () => {
  for (const query of [
    'at=-1',
    'at=9e9',
    'at=1.2.x.3',
    `at=${'9'.repeat(14)}`,
    'q=%F0%28',
    'x=y',
  ]) {
    expect((await browser.get(`/audit?${query}`)).status).toBe(200);
  }
  const twice = await browser.get(
    '/audit?q=%E8%A6%8B%E7%A9%8D&q=nothing&member=%E7%94%B0%E4%B8%AD%20%E8%8A%B1',
  );
  expect(hitsIn(twice.text)).toBe(3);
  expect((await browser.get(`/audit?q=${'a'.repeat(10_000)}`)).status).toBe(400);
});

test('in English every word is English', async () => {
  await browser.get('/audit/language/en');
  const { text } = await search({ q: '見積' });
  expect(text).toContain('<html lang="en">');
  const around = text.replace(
    /<mark>.*?<\/mark>|<span class="parties">.*?<\/span>|<p class="text".*?<\/p>|value="[^"]*"|href="[^"]*"|<a [^>]*lang="ja"[^>]*>.*?<\/a>|<span class="who">.*?<\/span>/g,
    '',
  );
  expect(around.match(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]+/gu)).toBeNull();
  await browser.get('/audit/language/ja');
});
