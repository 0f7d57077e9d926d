import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../../src/store/sqlite/drizzle.ts';
import { type AuditBrowser, openedBy } from '../../helpers/audit-browser.ts';
import { sendFileIn, startSearchedWorld } from '../../helpers/audit-searches.ts';
import { OA } from '../../helpers/company.ts';
import type { World } from '../../helpers/world.ts';

/** A customer's talk over two members, as an auditor reads it. */

const HOSTILE = '<img src=x onerror=alert(1)>';

let world: World;
let browser: AuditBrowser;
const idOf = (text: string): number =>
  world.bridge.workspace.context.db.all<{ id: number }>(
    sql`SELECT entry_id AS id FROM audit_contents WHERE text = ${text} ORDER BY entry_id DESC`,
  )[0]?.id ?? 0;
let first: number;
let erased: number;

beforeAll(async () => {
  world = await startSearchedWorld();
  const hanako = world.lineUser('山田花子');
  const question = await hanako.says('見積もりをお願いできますか？');
  await world.tanaka.says('山田花子', '明日お送りします');
  await hanako.says(`${HOSTILE}<script>alert(1)</script>`, { quote: question });
  await sendFileIn(world, '"><script>.txt');
  const taken = await hanako.says('まちがえました');
  first = idOf('見積もりをお願いできますか？');
  erased = idOf('まちがえました');
  await hanako.user.unsends(taken, { oa: OA });
  await world.settle();
  await world.suzuki.commands('メンバー 引き継ぎ 田中 花 佐藤 健');
  await world.suzuki.confirms();
  await hanako.says('よろしくお願いします');
  await world.sato.says('山田花子', '佐藤です');
  browser = await openedBy(world, world.suzuki);
});
afterAll(() => world.stop());

const talk = (query = '') => browser.get(`/audit/conversation/${first}${query}`);
const reads = () =>
  world.bridge.workspace.context.db.all(
    sql`SELECT id FROM audit_entries WHERE action = 'audit.read' AND line_user_id IS NOT NULL`,
  ).length;

test('one talk goes on over a handover, with both members and what was said between', async () => {
  const { status, text } = await talk();
  expect(status).toBe(200);
  const places = ['見積もりを', '明日お送り', 'トークを引き継ぎ', 'よろしく', '佐藤です'];
  const at = places.map((place) => text.indexOf(place));
  expect(at).toEqual([...at].sort((a, b) => a - b));
  expect(Math.min(...at)).toBeGreaterThan(0);
  expect(text).toContain('トークルーム 2件');
  expect(text).toMatch(/LINE公式アカウント [^<]+（チャネルID \d+）/);
  expect(text).toContain(`class="message in hit-here" id="entry-${first}"`);
  // Who handed it over, from the actor's own entry; the members are named behind.
  expect(text).toMatch(/鈴木[^<]*<\/bdi> <a [^>]*>トークを引き継ぎ<\/a><bdi>（田中[^<]*）/);
});

test('the talk is opened once on record, however it is leafed through', async () => {
  const before = reads();
  await talk();
  const opened = reads();
  await talk('?view=line');
  await talk(`?after=${first}`);
  await talk();
  expect(reads()).toBe(opened);
  expect(opened - before).toBeLessThanOrEqual(1);
});

test('an unsent message says who erased it, when and why, and holds none of its words', async () => {
  const { text } = await talk();
  const item = text.slice(text.indexOf(`id="entry-${erased}"`)).split('</li>')[0];
  expect(item).toContain('内容は消去されました');
  expect(item).toContain('山田花子・メッセージの送信取消');
  expect(text).not.toContain('まちがえました');
});

test('each side saw it under its own name and form', async () => {
  const line = (await talk('?view=line')).text;
  expect(line).toMatch(/class="sender">[^<]*田中[^<]*<\/p><p class="text" dir="auto">明日お送り/);
  // What a LINE user sends stands there as their own.
  expect(line).not.toMatch(/class="sender">[^<]*山田花子/);
  const works = (await talk('?view=works')).text;
  expect(works).toMatch(/class="sender">[^<]*山田花子/);
  expect(works).not.toMatch(/class="sender">[^<]*田中/);
});

test("people's words are never markup, and a quote leads to what it quotes", async () => {
  for (const view of ['', '?view=line', '?view=works']) {
    const { text } = await talk(view);
    expect(text).not.toContain('<img src=x');
    expect(text).not.toContain('<script');
    expect(text).toContain('&lt;img src=x');
  }
  expect((await talk()).text).toMatch(
    new RegExp(`<blockquote><a href="/audit/entry/${first}">引用</a>`),
  );
});

test('files are reached from the page’s own origin', async () => {
  const [, path = ''] = /href="(\/media\/[^"]+)"/.exec((await talk()).text) ?? [];
  const file = await browser.get(path);
  expect(file.status).toBe(200);
  expect(file.text).toBe('こんにちは');
});

test('an entry tells all its fields, and what is about it', async () => {
  const { text } = await browser.get(`/audit/entry/${first}`);
  expect(text).toMatch(/<code>[0-9a-f]{64}<\/code>/);
  expect(text).toContain('メッセージの配信');
  // Its delivery is told below: the entry itself says that it was passed on.
  expect(text).toContain('<dd>中継</dd>');
  expect(text).toContain(`href="/audit/conversation/${first}#entry-${first}"`);
});

test('the state of the log names its key, its checkpoint and what is kept', async () => {
  const { text } = await browser.get('/audit/log');
  expect(text).toContain('kakehashi/');
  expect(text).toContain('ファイルの保存期間');
  expect(text).toContain('検証の記録はありません');
  expect(text.match(/「監査 検証」と入力します/g)).toHaveLength(1);
});

test('a forgotten LINE user has no id for a name, and rooms keep why they closed', async () => {
  await world.suzuki.commands('監査 消去 山田花子');
  await world.suzuki.confirms();
  const isOver = () => world.suzuki.lastAnswer.includes('消去が終わりました');
  for (let at = 0; at < 200 && !isOver(); at += 1) await world.later(500);
  const { text } = await talk();
  const item = text.slice(text.indexOf(`id="entry-${erased}"`)).split('</li>')[0];
  expect(item).toContain('LINEユーザー・メッセージの送信取消');
  const rows = [...text.matchAll(/<td data-label="理由">([^<]*)/g)].map(([, why]) => why);
  expect(rows).toEqual(['引き継ぎ', '記録の消去']);
  await world.suzuki.commands('監査 検索 相手:山田花子');
  expect(world.suzuki.lastAnswer).toContain('最近のLINEユーザー: なし');
  await world.suzuki.commands('監査 消去 山田 花子');
  expect(world.suzuki.lastAnswer).toContain('「山田 花子」に当てはまるLINEユーザーはいません');
});

test.each(['0', '-1', '1e3', '99999999', 'x', '1%00', '9'.repeat(40)])(
  'there is no entry %s',
  async (id) => {
    for (const page of ['entry', 'conversation']) {
      expect((await browser.get(`/audit/${page}/${id}`)).status).toBe(404);
    }
  },
);

test('an entry without a talk is shown by itself', async () => {
  const answer = await browser.get('/audit/conversation/1');
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toBe('/audit/entry/1');
});
