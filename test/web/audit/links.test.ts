import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../../../src/store/sqlite/drizzle.ts';
import { MOST_WRONG } from '../../../src/web/audit/tries.ts';
import { addressOf, auditBrowser, formIn, linkFor, openedBy } from '../../helpers/audit-browser.ts';
import { startWorld, type World } from '../../helpers/world.ts';

/** What opens the page of the audit log, and what does not: one world, one story after another. */

const MINUTE_MS = 60_000;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** A browser that has been nowhere yet. */
const stranger = () => auditBrowser(addressOf(world));

interface EntryOfAccess {
  readonly actor_kind: string;
  readonly outcome: string;
  readonly reason: string | null;
}

const entries = (action: string) =>
  world.bridge.workspace.context.db.all<EntryOfAccess>(
    sql`SELECT actor_kind, outcome, reason FROM audit_entries WHERE action = ${action}`,
  );

describe('a link', () => {
  test('is good once: its page changes nothing, its button opens a session of an hour', async () => {
    const link = await linkFor(world.suzuki);
    const browser = stranger();
    for (let look = 0; look < 3; look += 1) {
      const page = await browser.get(link);
      expect(page.status).toBe(200);
      expect(page.headers.getSetCookie()).toEqual([]);
      expect(page.text).not.toContain('鈴木');
    }
    const { text } = await browser.get(link);
    const opened = await browser.post(formIn(text, '/audit/open/'));
    expect([opened.status, opened.headers.get('location')]).toEqual([303, '/audit']);
    const [cookie = ''] = opened.headers.getSetCookie();
    expect(cookie).toMatch(/^kakehashi-audit=[\w-]{43}; /);
    expect(cookie.split('; ').slice(1).sort()).toEqual(
      ['HttpOnly', 'Max-Age=3600', 'Path=/', 'SameSite=Strict'].sort(),
    );
    expect((await browser.get('/audit')).status).toBe(200);
    const reloaded = await browser.get(link);
    expect(reloaded.status).toBe(410);
    expect(reloaded.text).toContain('href="/audit"');
    const again = await stranger().post(link);
    expect(again.text).not.toContain('href="/audit"');
    expect([again.status, again.headers.getSetCookie()]).toEqual([410, []]);
    expect(again.text).toContain('使用済み');
    expect(entries('audit.open')).toMatchObject([
      { actor_kind: 'admin', outcome: 'ok' },
      { actor_kind: 'system', outcome: 'refused', reason: 'link-used' },
    ]);
  });

  test('is kept as a hash', async () => {
    const link = await linkFor(world.suzuki);
    const browser = stranger();
    await browser.post(link);
    const kept = JSON.stringify(
      ['audit_links', 'audit_sessions', 'audit_entries', 'audit_content_rows'].map((table) =>
        world.bridge.workspace.context.db.all(sql.raw(`SELECT * FROM ${table}`)),
      ),
    );
    for (const token of [link.split('/').at(-1), browser.cookie.split('=')[1]]) {
      expect(token).toMatch(/^[\w-]{43}$/);
      expect(kept).not.toContain(token);
    }
  });

  test('ends after ten minutes', async () => {
    const link = await linkFor(world.suzuki);
    await world.later(10 * MINUTE_MS - 1);
    expect((await stranger().get(link)).status).toBe(200);
    await world.later(1);
    for (const answer of [await stranger().get(link), await stranger().post(link)]) {
      expect(answer.status).toBe(410);
      expect(answer.text).toContain('期限切れ');
    }
    expect(entries('audit.open').at(-1)).toMatchObject({
      outcome: 'refused',
      reason: 'link-expired',
    });
  });

  test('that was altered, cut off or bent opens nothing', async () => {
    const link = await linkFor(world.suzuki);
    const token = link.split('/').at(-1) ?? '';
    const other = token.startsWith('A') ? 'B' : 'A';
    const before = entries('audit.open').length;
    const bent = [
      `${other}${token.slice(1)}`,
      token.slice(0, -1),
      `${token}A`,
      token.toUpperCase(),
    ];
    for (const wrong of [...bent, '%2e%2e%2f', `${token}%00`, `..%2f${token}`, 'a'.repeat(3000)]) {
      const answer = await stranger().post(`/audit/open/${wrong}`);
      expect([wrong, answer.status, answer.headers.getSetCookie()]).toEqual([wrong, 403, []]);
    }
    expect(entries('audit.open')).toHaveLength(before);
    expect((await stranger().post(link)).status).toBe(303);
  });

  test('refused again and again writes a few entries, and no more', async () => {
    const link = await linkFor(world.suzuki);
    await stranger().post(link);
    const before = entries('audit.open').length;
    for (let again = 0; again < 20; again += 1) {
      expect((await stranger().post(link)).status).toBe(410);
    }
    expect(entries('audit.open').length - before).toBe(5);
  });

  test('is given to auditors only', async () => {
    await world.suzuki.commands('権限 付与 佐藤 link-admin');
    await world.suzuki.confirms();
    expect(await linkFor(world.sato)).toBe('');
    expect(await linkFor(world.tanaka)).toBe('');
    expect(entries('command.refuse')).toHaveLength(2);
  });

  test('sent by another site redeems nothing', async () => {
    const link = await linkFor(world.suzuki);
    const foreign = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `http://localhost:${world.bridge.port}` },
    ];
    for (const headers of foreign) {
      const answer = await stranger().post(link, headers as Record<string, string>);
      expect([headers, answer.status, answer.headers.getSetCookie()]).toEqual([headers, 403, []]);
    }
    const origin = `http://127.0.0.1:${world.bridge.port}`;
    expect((await stranger().post(link, { origin })).status).toBe(303);
  });
});

test('guesses run out; links and sessions stay good meanwhile', async () => {
  const browser = await openedBy(world, world.suzuki);
  const link = await linkFor(world.suzuki);
  await world.later(MINUTE_MS);
  const statuses = [];
  for (let guess = 0; guess < MOST_WRONG + 2; guess += 1) {
    statuses.push((await stranger().post(`/audit/open/${guess}`)).status);
  }
  expect(statuses.filter((status) => status === 403)).toHaveLength(MOST_WRONG);
  expect(statuses.slice(-2)).toEqual([429, 429]);
  expect((await browser.get('/audit')).status).toBe(200);
  expect((await stranger().post(link)).status).toBe(303);
  await world.later(MINUTE_MS);
  expect((await stranger().post('/audit/open/x')).status).toBe(403);
});
