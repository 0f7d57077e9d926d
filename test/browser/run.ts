import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { AUDIT_STEPS } from './audit.ts';
import { EXPORT_STEPS } from './export.ts';
import { PATIENCE_MS } from './panels.ts';
import { type Sandbox, withSandbox } from './sandbox.ts';
import { TALK_STEPS } from './talks.ts';

/** `npm run test:browser`: what people do in a browser, step by step. */

const CHROMIUM = '/usr/bin/chromium';
const PICTURE = join(import.meta.dirname, '../../test-results/sandbox.png');

/** In this order, on one page. */
const STEPS = [...TALK_STEPS, ...AUDIT_STEPS, ...EXPORT_STEPS];

const folder = mkdtempSync(join(tmpdir(), 'kakehashi-browser-'));
let passed = 0;
try {
  await withSandbox(folder, (sandbox) => withBrowser((browser) => walk(browser, sandbox)));
  console.log(`${passed} passed, 0 failed`);
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(`${passed} passed, 1 failed: ${STEPS[passed]?.[0] ?? 'the page'}: ${reason}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function walk(browser: Browser, sandbox: Sandbox): Promise<void> {
  const { url } = sandbox;
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'ja-JP' });
  page.setDefaultTimeout(PATIENCE_MS);
  const faults = faultsOf(page, new URL(url).hostname);
  mkdirSync(dirname(PICTURE), { recursive: true });
  await page.goto(url);
  for (const [, step] of STEPS) {
    await step(page, sandbox);
    await page.screenshot({ path: PICTURE });
    if (faults.length > 0) throw new Error(faults.join('; '));
    passed += 1;
  }
}

/** What our pages must not cause: errors in the console, and requests to other hosts. */
function faultsOf(page: Page, hostname: string): string[] {
  const faults: string[] = [];
  page.on('console', (message) => {
    const isLost = /net::ERR_(CONNECTION|INCOMPLETE|EMPTY)/.test(message.text());
    if (message.type() === 'error' && !isLost) faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`page: ${error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.hostname !== hostname) faults.push(`loads ${url.href}`);
  });
  return faults;
}

async function withBrowser(use: (browser: Browser) => Promise<void>): Promise<void> {
  const browser = await chromium.launch({
    timeout: PATIENCE_MS,
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--headless',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
  try {
    await use(browser);
  } finally {
    await browser.close();
  }
}
