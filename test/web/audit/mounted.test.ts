import { afterAll, beforeAll, expect, test } from 'vitest';
import { addressOf, auditBrowser, formIn, linkFor } from '../../helpers/audit-browser.ts';
import { OA } from '../../helpers/company.ts';
import { linkAndTalk } from '../../helpers/story.ts';
import { startWorld, type World } from '../../helpers/world.ts';

/** A workspace that is one of many on its host: the front takes the path off, and everything we write has it. */

const PATH = '/w/midori';
const PUBLIC = `https://bridges.example${PATH}`;

let world: World;
beforeAll(async () => {
  world = await startWorld({ publicUrl: PUBLIC });
  await linkAndTalk(world);
});
afterAll(() => world.stop());

/** As the front passes a request on. */
const inside = (address: string) => address.replace(PUBLIC, '').replace(new RegExp(`^${PATH}`), '');

/** Where the attributes of a page lead. */
const leads = (page: string) =>
  [...page.matchAll(/ (?:href|action|src)="([^"]*)"/g)].map(([, to = '']) => to);

test('links, the cookie, redirects, pages and forms have the path of the workspace', async () => {
  const browser = auditBrowser(addressOf(world));
  const link = await linkFor(world.suzuki);
  expect(link.startsWith(`${PUBLIC}/audit/open/`)).toBe(true);

  const asked = await browser.get(inside(link));
  expect(formIn(asked.text, 'open').startsWith(`${PATH}/audit/open/`)).toBe(true);
  expect((await browser.post(inside(link), { origin: PUBLIC })).status).toBe(403);
  const opened = await browser.post(inside(link), { origin: 'https://bridges.example' });
  expect([opened.status, opened.headers.get('location')]).toEqual([303, `${PATH}/audit`]);
  const [cookie = ''] = opened.headers.getSetCookie();
  expect(cookie).toMatch(/^__Secure-kakehashi-audit=/);
  expect(cookie).toContain(`; Path=${PATH};`);
  expect(cookie).toContain('; Secure');

  // What people write stays as it is, whatever it looks like.
  const said = 'href="/audit/log" お世話';
  await world.lineUser('山田花子').says(said);
  for (const page of [
    '/audit',
    '/audit/log',
    '/audit/export',
    '/audit/entry/1',
    '/audit/nowhere',
  ]) {
    const { text, headers } = await browser.get(page);
    const elsewhere = leads(text).filter((to) => !to.startsWith(`${PATH}/audit`));
    expect([page, elsewhere]).toEqual([page, ['#main']]);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  }
  const found = await browser.get(`/audit?q=${encodeURIComponent('世話')}`);
  expect(found.text).toContain('href=&quot;/audit/log&quot;');
  const language = leads(found.text).find((to) => to.includes('/language/')) ?? '';
  const back = await browser.get(inside(language.replaceAll('&amp;', '&')));
  expect(back.headers.get('location')).toMatch(/^\/w\/midori\/audit\?q=/);

  const out = await browser.post(inside(formIn(found.text, 'logout').replaceAll('&amp;', '&')));
  expect([out.status, browser.cookie]).toEqual([200, '']);
});

test('a file is reached below the path, and doctor wants the webhooks there', async () => {
  const { media, clock } = world.bridge.workspace.context;
  expect(media.urlOf('key', 'a.png', clock.now()).startsWith(`${PUBLIC}/media/key.`)).toBe(true);
  await world.suzuki.commands('診断');
  expect(world.suzuki.lastAnswer).toContain(`${PUBLIC}/line/webhook`);
  world.line.account(OA).setWebhook(`${PUBLIC}/line/webhook`);
  await world.suzuki.commands('診断');
  expect(world.suzuki.lastAnswer).not.toContain(`${PUBLIC}/line/webhook`);
});
