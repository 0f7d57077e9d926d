import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { newLink } from './audit.ts';
import { PATIENCE_MS } from './panels.ts';

/** An auditor takes a proof along, and a stranger verifies it on a page without network. */
export const EXPORT_STEPS: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ['an export is verified on the page without network', exportsAndVerifies],
];

const VERIFY_PAGE = pathToFileURL(join(import.meta.dirname, '../../docs/verify.html')).href;

async function exportsAndVerifies(page: Page): Promise<void> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('the page has no browser');
  const context = await browser.newContext({ locale: 'ja-JP', acceptDownloads: true });
  context.setDefaultTimeout(PATIENCE_MS);
  try {
    const auditor = await context.newPage();
    await auditor.goto(await newLink(page));
    await auditor.locator('main button').click();
    await auditor.waitForURL((url) => url.pathname === '/audit');
    await auditor.locator('nav.tabs a[href="/audit/export"]').click();
    await auditor.locator('#field-format').selectOption('jsonl');
    await auditor.locator('main form.search button').click();
    const coming = auditor.waitForEvent('download');
    await auditor.locator('form.download button').click();
    const path = await (await coming).path();
    await verifies(await context.newPage(), path);
  } finally {
    await context.close();
  }
}

async function verifies(page: Page, path: string): Promise<void> {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const text = readFileSync(path, 'utf8');
  const { key }: { key: string } = JSON.parse(text.slice(0, text.indexOf('\n')));
  const [good, bad, torn] = [`${path}.jsonl`, `${path}-bad.jsonl`, `${path}-torn.jsonl`];
  writeFileSync(good, text);
  const [first, second] = text.split('\n');
  writeFileSync(torn, Buffer.concat([Buffer.from(`${first}\n${second}`), Buffer.from([0xff, 10])]));
  writeFileSync(bad, text.replace('message.receive', 'message.deceive'));
  await page.goto(VERIFY_PAGE);
  await judged(page, good, '', 'good', '鍵は確認していません');
  await judged(page, good, key, 'good', '異常なし');
  await page.locator('#list .message', { hasText: 'メモ' }).first().waitFor();
  await page.locator('#list .meta', { hasText: '[送信済み]' }).first().waitFor();
  await page.locator('#verdict li', { hasText: '条件: JSON Lines' }).waitFor();
  await page.locator('#records td', { hasText: 'LINE連携' }).first().waitFor();
  await judged(page, torn, key, 'bad', '2行目');
  await judged(page, good, key, 'good', '異常なし');
  await page.locator('#language').click();
  await page.locator('#verdict', { hasText: 'No breach' }).waitFor();
  await judged(page, bad, key, 'bad', 'altered');
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  if (grave.length > 0) throw new Error(grave.map(({ id }) => id).join());
  const outside = asked.filter((url) => !url.startsWith('file:'));
  if (outside.length > 0) throw new Error(`the page asked for ${outside.join()}`);
}

async function judged(page: Page, file: string, key: string, kind: string, words: string) {
  await page.locator('#file').setInputFiles(file);
  await page.locator('#key').fill(key);
  await page.locator('#form button[type=submit]').click();
  await page.locator(`#verdict.${kind}`, { hasText: words }).waitFor();
}
