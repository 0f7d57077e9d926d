import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, chromium, type Page } from 'playwright-core';

/** `npm run test:browser`: a person opens the sandbox and asks the admin bot for help. */

const CHROMIUM = '/usr/bin/chromium';
const ROOT = join(import.meta.dirname, '../..');
const PICTURE = join(ROOT, 'test-results/sandbox.png');
const READY_WITHIN_MS = 15_000;
const ENDED_WITHIN_MS = 10_000;

const folder = mkdtempSync(join(tmpdir(), 'kakehashi-browser-'));
try {
  await withSandbox(async (url) => {
    await withBrowser((browser) => asksForHelp(browser, url));
  });
  console.log('1 passed, 0 failed');
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(`0 passed, 1 failed: ${reason}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function asksForHelp(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'ja-JP' });
  const faults = faultsOf(page, new URL(url).hostname);
  await page.goto(url);
  const admin = page.locator('#admin');
  await admin.getByRole('textbox').fill('ヘルプ');
  await admin.getByRole('textbox').press('Enter');
  await admin.locator('.bubble.mine', { hasText: 'ヘルプ' }).waitFor();
  await admin.locator('.bubble:not(.mine)', { hasText: '連携 有効' }).first().waitFor();
  mkdirSync(join(ROOT, 'test-results'), { recursive: true });
  await page.screenshot({ path: PICTURE });
  if (faults.length > 0) throw new Error(faults.join('; '));
}

/** What no page of ours may do: errors in the console, and requests to other hosts. */
function faultsOf(page: Page, hostname: string): string[] {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
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

async function withSandbox(use: (url: string) => Promise<void>): Promise<void> {
  const child = spawn(process.execPath, ['src/node.ts'], {
    cwd: ROOT,
    env: { ...process.env, SANDBOX: '1', DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'warning' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    await use(await printedUrl(child));
  } finally {
    child.kill('SIGTERM');
    const patience = setTimeout(() => child.kill('SIGKILL'), ENDED_WITHIN_MS);
    await ended;
    clearTimeout(patience);
  }
}

async function printedUrl(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the output of the sandbox is not readable');
  const patience = setTimeout(() => child.kill('SIGTERM'), READY_WITHIN_MS);
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /http:\/\/127\.0\.0\.1:\d+\S*/.exec(line)?.[0];
      if (url !== undefined) return url;
    }
  } finally {
    clearTimeout(patience);
    // Unread output would stop the child in the end.
    child.stdout.resume();
  }
  throw new Error(`src/node.ts printed no URL within ${READY_WITHIN_MS / 1000} s, or ended`);
}
