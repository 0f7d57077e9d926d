import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../../../src/store/sqlite/drizzle.ts';
import { addressOf, auditBrowser, formIn, linkFor, openedBy } from '../../helpers/audit-browser.ts';
import { startWorld, type World } from '../../helpers/world.ts';

/** Who stays on the page of the audit log, and what every answer of it holds: one world. */

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

/** Grants or takes the role of auditor, as the administrator does. */
async function role(word: '付与' | '取消', who: string): Promise<void> {
  await world.suzuki.commands(`権限 ${word} ${who} auditor`);
  await world.suzuki.confirms();
}

describe('a session', () => {
  test('is needed for every page', async () => {
    const pages = [
      '',
      '/administration',
      '/conversation/1',
      '/entry/1',
      '/log',
      '/nowhere',
      '/logout',
    ];
    for (const cookie of ['', `kakehashi-audit=${'x'.repeat(43)}`, 'kakehashi-audit=%00;a=b']) {
      for (const page of pages) {
        const browser = stranger();
        browser.cookie = cookie;
        const answer = await browser.get(`/audit${page}?q=secret`);
        expect([page, answer.status]).toEqual([page, 401]);
        expect(answer.text).toContain('監査 画面');
      }
    }
  });

  test('ends after an hour, however much it is used', async () => {
    const browser = await openedBy(world, world.suzuki);
    await world.later(59 * MINUTE_MS);
    expect((await browser.get('/audit')).status).toBe(200);
    await world.later(MINUTE_MS);
    const { cookie } = browser;
    const ended = await browser.get('/audit');
    expect([ended.status, browser.cookie]).toEqual([401, '']);
    expect(ended.text).toContain('1時間');
    browser.cookie = cookie;
    expect((await browser.get('/audit')).status).toBe(401);
  });

  test('ends when its auditor opens another', async () => {
    const first = await openedBy(world, world.suzuki);
    const second = await openedBy(world, world.suzuki);
    expect((await first.get('/audit')).status).toBe(401);
    expect((await second.get('/audit')).status).toBe(200);
  });

  test('ends by logging out, which only its own pages can do', async () => {
    const browser = await openedBy(world, world.suzuki);
    const logout = formIn((await browser.get('/audit')).text, '/logout');
    const wrong = logout.replace(/form=.{3}/, 'form=AAA');
    for (const address of ['/audit/logout', '/audit/logout?form=', wrong]) {
      expect((await browser.post(address)).status).toBe(403);
    }
    expect((await browser.post(logout, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await browser.post(logout, { 'sec-fetch-site': 'same-site' })).status).toBe(403);
    expect((await browser.get(logout)).status).toBe(404);
    expect((await browser.get('/audit')).status).toBe(200);
    const { cookie } = browser;
    expect((await browser.post(logout)).text).toContain('ログアウトしました');
    expect(browser.cookie).toBe('');
    browser.cookie = cookie;
    expect((await browser.get('/audit')).status).toBe(401);
  });

  test('ends with its role, and does not come back with it', async () => {
    await role('付与', '田中');
    const browser = await openedBy(world, world.tanaka);
    const link = await linkFor(world.tanaka);
    expect((await browser.get('/audit')).status).toBe(200);
    await role('取消', '田中');
    for (let again = 0; again < 2; again += 1) {
      const ended = await browser.get('/audit');
      expect(ended.status).toBe(403);
      expect(ended.text).toContain('権限がありません');
    }
    const refused = await stranger().post(link);
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('権限がありません');
    await role('付与', '田中');
    expect((await browser.get('/audit')).status).toBe(401);
  });

  test('of an administrator of the link ends likewise', async () => {
    await world.suzuki.commands('権限 付与 佐藤 link-admin');
    await world.suzuki.confirms();
    await role('付与', '佐藤');
    const browser = await openedBy(world, world.sato);
    expect((await browser.get('/audit')).status).toBe(200);
    await role('取消', '佐藤');
    await world.sato.commands('状態');
    expect(world.sato.lastAnswer).toContain('LINE連携');
    for (const page of ['', '/administration', '/log', '/entry/1', '/conversation/1']) {
      expect((await browser.get(`/audit${page}`)).status).toBe(403);
    }
    expect((await stranger().get('/audit')).status).toBe(401);
  });

  test('ends when LINE WORKS suspends its auditor', async () => {
    const browser = await openedBy(world, world.tanaka);
    world.tanaka.user.update({ isSuspended: true });
    await world.later(6 * MINUTE_MS);
    const refused = await browser.get('/audit');
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('権限がありません');
    expect(entries('audit.close').at(-1)).toMatchObject({ actor_kind: 'system', reason: 'role' });
  });

  test("takes no other auditor's link", async () => {
    world.tanaka.user.update({ isSuspended: false });
    await world.later(6 * MINUTE_MS);
    const browser = await openedBy(world, world.tanaka);
    const { cookie } = browser;
    const link = await linkFor(world.suzuki);
    const refused = await browser.post(link);
    expect([refused.status, browser.cookie]).toEqual([403, cookie]);
    expect(refused.text).toContain('別の監査者');
    expect((await stranger().post(link)).status).toBe(303);
  });

  test('shows nothing to a browser that another site sent, until the auditor goes on', async () => {
    const browser = await openedBy(world, world.suzuki);
    for (const site of ['cross-site', 'same-site']) {
      const sent = await browser.get('/audit?q=%22%3E%3Cb%3E', { 'sec-fetch-site': site });
      expect(sent.status).toBe(401);
      expect(sent.text).toContain('href="/audit?q=%22%3E%3Cb%3E"');
    }
    expect((await browser.get('/audit', { 'sec-fetch-site': 'none' })).status).toBe(200);
  });

  test('has a language of its own, and its links lead nowhere else', async () => {
    const browser = await openedBy(world, world.suzuki);
    expect((await browser.get('/audit')).text).toContain('<html lang="ja">');
    const backs: readonly (readonly [string, string])[] = [
      ['/audit/log?x=1', '/audit/log?x=1'],
      ['https://evil.example/audit', '/audit'],
      ['//evil.example/audit/', '/audit'],
      ['/\\evil.example/audit/', '/audit'],
      ['/audit/../media/x', '/audit'],
      ['/auditor', '/audit'],
      ['javascript:alert(1)', '/audit'],
      ['/audit/\r\nset-cookie: a=b', '/audit/set-cookie:%20a=b'],
    ];
    for (const [back, to] of backs) {
      const answer = await browser.get(`/audit/language/en?back=${encodeURIComponent(back)}`);
      expect([answer.status, answer.headers.get('location')]).toEqual([303, to]);
    }
    expect((await browser.get('/audit')).text).toContain('<html lang="en">');
    expect((await browser.get('/audit/language/fr')).status).toBe(404);
  });
});

describe('an answer', () => {
  test('is never kept, framed, sniffed or scripted', async () => {
    const browser = await openedBy(world, world.suzuki);
    const link = await linkFor(world.suzuki);
    const other = stranger();
    const answers = [
      await browser.get('/audit'),
      await browser.get('/audit/nowhere'),
      await other.get('/audit'),
      await other.get(link),
      await other.post('/audit/open/x'),
    ];
    for (const { headers, text } of answers) {
      expect(Object.fromEntries(headers)).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'x-frame-options': 'DENY',
        'referrer-policy': expect.stringMatching(/^(no-referrer|same-origin)$/),
        'content-security-policy':
          "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      });
      expect(text).not.toMatch(/<script|<style|style=|\son\w+=|https?:\/\//);
    }
  });

  test('exists for reading and for forms', async () => {
    const browser = await openedBy(world, world.suzuki);
    const ask = (method: string, path: string) =>
      new Promise<readonly [number | undefined, string | undefined, string]>((resolve, reject) => {
        const { port } = world.bridge;
        const headers = { cookie: browser.cookie };
        const sent = request({ port, host: '127.0.0.1', method, path, headers }, (answer) => {
          let body = '';
          answer.on('data', (piece: Buffer) => {
            body += piece.toString();
          });
          answer.on('end', () => resolve([answer.statusCode, answer.headers.allow, body]));
        });
        sent.on('error', reject);
        sent.end();
      });
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      expect((await ask(method, '/audit')).slice(0, 2)).toEqual([405, 'GET, HEAD, POST']);
    }
    expect(await ask('HEAD', '/audit')).toEqual([200, undefined, '']);
    expect((await ask('GET', '/audit/../healthz'))[2]).toBe('ok');
    for (const path of ['/audit/%2e%2e/x', '/audit/..%2flog', '/audit//log', '/audit/%00']) {
      expect((await ask('GET', path))[0]).toBe(404);
    }
    expect((await ask('GET', `/audit/style.css`))[0]).toBe(200);
  });
});

test('under https the cookie belongs to this host and to https alone', async () => {
  const secure = await startWorld({ environment: { PUBLIC_URL: 'https://bridge.example' } });
  try {
    const link = await linkFor(secure.suzuki);
    expect(link).toMatch(/^https:\/\/bridge\.example\/audit\/open\//);
    const browser = auditBrowser(addressOf(secure));
    const opened = await browser.post(link, { origin: 'https://bridge.example' });
    const [cookie = ''] = opened.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-kakehashi-audit=/);
    expect(cookie).toContain('; Secure');
    expect(cookie).toContain('; SameSite=Strict');
    expect(cookie).toContain('; Path=/');
    expect(cookie).not.toMatch(/domain=/i);
    expect((await browser.get('/audit')).status).toBe(200);
    browser.cookie = browser.cookie.replace('__Host-', '');
    expect((await browser.get('/audit')).status).toBe(401);
  } finally {
    await secure.stop();
  }
});
