import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { arrives, commands, PATIENCE_MS } from './panels.ts';

/** The audit page in a real browser, over what the steps before have left in the log. */
export const AUDIT_STEPS: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ['an auditor opens the audit log without scripts', opensAndReads],
];

/** Pictures of every page are kept here; none without it. */
const PICTURES = process.env.AUDIT_PICTURES ?? '';

interface Look {
  readonly width: number;
  readonly scheme: 'light' | 'dark';
  readonly language: 'ja' | 'en';
  readonly scripts: boolean;
}

/** Each width, scheme and language, with and without scripts. */
const LOOKS: readonly Look[] = [
  { width: 1440, scheme: 'light', language: 'ja', scripts: false },
  { width: 768, scheme: 'dark', language: 'en', scripts: true },
  { width: 390, scheme: 'light', language: 'ja', scripts: true },
  { width: 1440, scheme: 'dark', language: 'ja', scripts: true },
];
const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
const BROKEN =
  '[...document.images].filter((it) => it.complete && it.naturalWidth === 0).map((it) => it.src)';

/** What the administrator is given a link by, from the sandbox's page. */
export async function newLink(page: Page): Promise<string> {
  const links = page.locator('#admin .bubble:not(.mine)', { hasText: '/audit/open/' });
  const before = await links.count();
  await commands(page, '監査 画面');
  await links.nth(before).waitFor();
  const text = (await links.nth(before).textContent()) ?? '';
  const [link] = /http:\/\/[^\s]+\/audit\/open\/[\w-]+/.exec(text) ?? [];
  if (link === undefined) throw new Error('the answer holds no link');
  return link;
}

async function opensAndReads(page: Page): Promise<void> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('the page has no browser');
  await arrives(page, '#admin', 'LINE連携を有効にしました');
  for (const look of LOOKS) await walk(browser, await newLink(page), look);
}

async function walk(browser: Browser, link: string, look: Look): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: 900 },
    colorScheme: look.scheme,
    javaScriptEnabled: look.scripts,
    locale: look.language === 'ja' ? 'ja-JP' : 'en-US',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  try {
    await readAll(context, link, look);
  } finally {
    await context.close();
  }
}

async function readAll(context: BrowserContext, link: string, look: Look): Promise<void> {
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    // A page that is not there is one of those looked at.
    const isMeant = / 40[0134] | 410 /.test(message.text());
    if (message.type() === 'error' && !isMeant) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  const origin = new URL(link).origin;
  const at = async (path: string, name: string) => {
    await page.goto(`${origin}${path}`);
    await isFine(page, look, name);
  };
  await at('/audit', 'no-session');
  await page.goto(link);
  await isFine(page, look, 'open');
  await page.locator('main button').press('Enter');
  await page.waitForURL((url) => url.pathname === '/audit');
  if (look.language === 'en') await page.goto(`${origin}/audit/language/en`);
  await at('/audit?q=%E3%83%A1%E3%83%A2', 'search');
  const talk = page.locator('.hit a').first();
  await talk.click();
  await page.locator('.hit-here').waitFor();
  await isFine(page, look, 'talk');
  await looksOnBothSides(page, look);
  await page.locator('.fate a').first().click();
  await page.locator('dl.fields').waitFor();
  await isFine(page, look, 'entry');
  await at('/audit?member=nobody-of-this-name', 'faults');
  for (const tab of [
    '',
    '/administration',
    '/people',
    '/rooms',
    '/system',
    '/log',
    '/export?go=1',
  ]) {
    await at(`/audit${tab}`, `tab${tab.replace('/', '-') || '-messages'}`);
  }
  await at('/audit/entry/999999', 'not-found');
  await at(new URL(link).pathname, 'used-link');
  if (faults.length > 0) throw new Error(faults.join('; '));
}

/** The same talk as LINE and LINE WORKS showed it, then on paper. */
async function looksOnBothSides(page: Page, look: Look): Promise<void> {
  for (const view of ['line', 'works']) {
    await page.locator(`.views a[href*="view=${view}"]`).click();
    await page.locator(`ol.talk-${view}`).waitFor();
    await isFine(page, look, `talk-${view}`);
  }
  await page.locator('.views a').first().click();
  await page.locator('ol.talk-log').waitFor();
  const options = { format: 'A4', printBackground: true } as const;
  const paper = await page.pdf(
    PICTURES === '' ? options : { ...options, path: join(PICTURES, `${nameOf(look)}-talk.pdf`) },
  );
  if (PICTURES !== '') {
    await page.emulateMedia({ media: 'print' });
    const path = join(PICTURES, `${nameOf(look)}-talk-print.png`);
    await page.screenshot({ path, fullPage: true });
    await page.emulateMedia({ media: null });
  }
  if (paper.byteLength < 10_000) throw new Error('the printed talk is empty');
}

/** Nothing is too wide, no picture is broken, and axe finds nothing serious. */
async function isFine(page: Page, look: Look, name: string): Promise<void> {
  if (PICTURES !== '') {
    mkdirSync(PICTURES, { recursive: true });
    const path = join(PICTURES, `${nameOf(look)}-${name}.png`);
    await page.screenshot({ path, fullPage: true });
  }
  // Playwright runs nothing of its own either where scripts are off; the page is the same.
  if (!look.scripts) return;
  const over = await page.evaluate<number>(OVERFLOW);
  if (over > 0) throw new Error(`${name}: ${over} px too wide at ${look.width}`);
  const broken = await page.evaluate<string[]>(BROKEN);
  if (broken.length > 0) throw new Error(`${name}: no picture at ${broken.join(', ')}`);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const told = grave.map(({ id, nodes }) => `${id} at ${nodes[0]?.target.join(' ')}`);
  if (told.length > 0) throw new Error(`${name} (${nameOf(look)}): ${told.join('; ')}`);
}

const nameOf = ({ width, scheme, language, scripts }: Look): string =>
  [width, scheme, language, scripts ? 'js' : 'plain'].join('-');
