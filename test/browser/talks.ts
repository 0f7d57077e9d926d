import type { Page } from 'playwright-core';
import { arrives, chooses, commands, PATIENCE_MS } from './panels.ts';
import type { Sandbox } from './sandbox.ts';

const WIDTHS = [1600, 1280, 390];
/** A script of the page: px. */
const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

/** The end of a chat is visible. */
const AT_THE_END =
  "(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight < 60)(document.querySelector('#phone .chat'))";
/** Items that a screen reader does not see in any list. */
const LOOSE_ITEMS =
  "[...document.querySelectorAll('li')].filter((it) => !it.parentElement.matches('ol:not([role]), ul:not([role])')).length";
const USERS = "[...document.querySelectorAll('#phone [name=user] option')].map((it) => it.value)";
const TO_THE_TOP = "document.querySelector('#phone .chat').scrollTop = 0";

/** People open the sandbox, link a member, and send what it offers. */
export const TALK_STEPS: readonly (readonly [
  string,
  (page: Page, sandbox: Sandbox) => Promise<void>,
])[] = [
  ['what is typed waits until the page knows where it goes', waits],
  ['a state that did not come is asked for again', asksAgain],
  ['the administrator asks for help', asksForHelp],
  ['a member is linked, and a customer opens a room', opensRoom],
  ['the customer sends samples, a place, an emoji and a quote', customerSends],
  ['the member sends files and a place', memberSends],
  ['the customer takes a message back', unsends],
  ['a fault shows until it is ended', breaksAndMends],
  ['a draft belongs to its chat and outlives a reload', keepsDrafts],
  ['sending goes to the end of the chat', sendsAtTheEnd],
  ['who has blocked the account cannot write', blocksAndUnblocks],
  ['lists hold nothing but their items', keepsLists],
  ['nothing overflows at any width', fits],
  ['an open tab comes back after a restart', comesBack],
];

/** People, and fast hands first of all, are at the page before it has its first state. */
async function waits(page: Page): Promise<void> {
  const known = Promise.withResolvers<void>();
  const states = '**/state?*';
  await page.route(states, async (route) => {
    await known.promise;
    await route.continue();
  });
  await page.reload();
  const open = await page.locator(':is(textarea, .send, .chip):enabled').count();
  if (open > 0) throw new Error(`${open} fields are open too early`);
  const commanded = commands(page, '状態');
  known.resolve();
  await commanded;
  await page.unroute(states);
}

async function asksAgain(page: Page): Promise<void> {
  const states = '**/state?*';
  let lost = 0;
  // The page asks at its start, and again when it hears of changes.
  await page.route(states, async (route) => {
    lost += 1;
    if (lost > 2) return route.fallback();
    await route.abort('connectionreset');
  });
  await page.reload();
  await page.locator('#admin textarea:enabled').waitFor();
  await page.unroute(states);
  if (lost < 3) throw new Error('no state was lost');
}

async function asksForHelp(page: Page): Promise<void> {
  await commands(page, 'ヘルプ');
  await arrives(page, '#admin', '知りたい項目を選んでください');
  await page.locator('#admin').getByRole('button', { name: '連携設定' }).click();
  await arrives(page, '#admin', '連携 無効');
}

async function opensRoom(page: Page): Promise<void> {
  await commands(page, '連携 有効');
  await arrives(page, '#admin', '連携を有効にしました');
  await commands(page, 'メンバー 追加 tanaka');
  const phone = page.locator('#phone');
  await phone.locator('[name=invitation] option[value*=tanaka]').waitFor({ state: 'attached' });
  await phone.getByRole('button', { name: '開く' }).click();
  await phone.locator('textarea').press('Enter');
  await page.locator('#works .room-title', { hasText: '山田 太郎' }).waitFor();
}

async function customerSends(page: Page): Promise<void> {
  const phone = page.locator('#phone');
  for (const sample of ['写真3枚', '動画', '音声（無音）', 'PDF']) {
    await chooses(page, '#phone', '添付', sample);
  }
  await page.locator('#works .bubble:not(.mine) img.picture').nth(2).waitFor();
  await page.locator('#works .bubble:not(.mine) video').waitFor();
  await page.locator('#works .bubble:not(.mine) audio').waitFor();
  await arrives(page, '#works', 'お見積書 2026年11月.pdf');
  const own = { name: '自分のメモ.txt', mimeType: 'text/plain', buffer: Buffer.from('メモ') };
  await phone.locator('[name=file]').setInputFiles(own);
  await arrives(page, '#works', own.name);
  await chooses(page, '#phone', '位置情報', '位置情報を送る');
  await arrives(page, '#works', '東京タワー');
  await chooses(page, '#phone', 'その他のメッセージ', '未対応の種類（ギフト）');
  await phone.locator('.bubble:not(.mine)').getByRole('button', { name: '引用' }).first().click();
  await chooses(page, '#phone', 'その他のメッセージ', '(love)');
  await phone.locator('textarea').press('Enter');
  await phone.locator('.bubble.mine', { hasText: '(love)' }).locator('blockquote').waitFor();
}

async function memberSends(page: Page): Promise<void> {
  await chooses(page, '#works', '添付', 'PDF');
  const card = page.locator('#phone .bubble:not(.mine)', { hasText: 'お見積書 2026年11月.pdf' });
  const address = await card.getByRole('link', { name: 'ファイルを開く' }).getAttribute('href');
  if (!address?.includes('/media/')) throw new Error(`the card leads to ${address}`);
  await chooses(page, '#works', '添付', '写真');
  await page.locator('#phone .bubble:not(.mine) a img.picture').waitFor();
  await chooses(page, '#works', '位置情報', '位置情報を送る');
  await arrives(page, '#phone', '東京都港区芝公園4-2-8');
}

async function unsends(page: Page): Promise<void> {
  const mine = page.locator('#phone .bubble.mine', { hasText: '東京タワー' });
  await mine.getByRole('button', { name: '送信取消' }).click();
  await page.locator('#phone .notice', { hasText: '取り消しました' }).waitFor();
}

/** Uses only the keyboard. */
async function breaksAndMends(page: Page): Promise<void> {
  await page.locator('#faults summary').press('Enter');
  await page.getByLabel('LINE WORKSへの送信').selectOption('busy');
  const banner = page.locator('#fault-banner');
  await banner.getByText('LINE WORKSへの送信: 混雑（429）').waitFor();
  await page.keyboard.press('Escape');
  await banner.getByRole('button').press('Enter');
  await banner.waitFor({ state: 'hidden' });
}

async function keepsDrafts(page: Page): Promise<void> {
  const phone = page.locator('#phone');
  const users = phone.locator('[name=user]');
  const input = phone.locator('textarea');
  const [first, second] = await page.evaluate<string[]>(USERS);
  await input.fill('書きかけ');
  await users.selectOption(second ?? '');
  await hasValue(page, '#phone textarea', '');
  await users.selectOption(first ?? '');
  await hasValue(page, '#phone textarea', '書きかけ');
  await page.reload();
  await hasValue(page, '#phone textarea', '書きかけ');
  await input.fill('');
}

async function sendsAtTheEnd(page: Page): Promise<void> {
  const phone = page.locator('#phone');
  await page.evaluate(TO_THE_TOP);
  await phone.locator('textarea').fill('下まで送られます');
  await phone.locator('textarea').press('Enter');
  await phone.locator('.bubble.mine', { hasText: '下まで送られます' }).waitFor();
  await comes(page, AT_THE_END);
}

async function blocksAndUnblocks(page: Page): Promise<void> {
  const phone = page.locator('#phone');
  await phone.locator('[name=friend]').click();
  await phone.getByRole('button', { name: 'ブロック', exact: true }).click();
  await phone.getByPlaceholder('ブロック中は送信できません。').waitFor();
  if (await phone.locator('textarea').isEnabled()) throw new Error('the input is open');
  await phone.getByRole('button', { name: 'ブロック解除' }).click();
  await phone.getByPlaceholder('メッセージを入力').waitFor();
  if (await phone.locator('textarea').isDisabled()) throw new Error('the input stays closed');
}

async function keepsLists(page: Page): Promise<void> {
  const loose = await page.evaluate<number>(LOOSE_ITEMS);
  if (loose > 0) throw new Error(`${loose} list items outside a list`);
}

/** Waits until a script returns true; the page's own policy allows no evaluation inside it. */
async function comes(page: Page, script: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await page.evaluate<boolean>(script))) {
    if (Date.now() > deadline) throw new Error(`never came true: ${script}`);
    await page.waitForTimeout(50);
  }
}

/** The lost connection belongs in the browser's console. */
async function comesBack(page: Page, sandbox: Sandbox): Promise<void> {
  const { url } = sandbox;
  const connection = page.locator('#connection');
  await sandbox.end();
  await connection.getByText('再接続しています').waitFor();
  await sandbox.start();
  if (sandbox.url !== url) throw new Error(`the page moved from ${url} to ${sandbox.url}`);
  await connection.getByText('接続中').waitFor();
  await page.locator('#phone .bubble.mine', { hasText: '下まで送られます' }).waitFor();
}

async function hasValue(page: Page, selector: string, value: string): Promise<void> {
  const shown = `document.querySelector(${JSON.stringify(selector)}).value`;
  await comes(page, `${shown} === ${JSON.stringify(value)}`);
}

async function fits(page: Page): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const over = await page.evaluate<number>(OVERFLOW);
    if (over > 0) throw new Error(`${over} px too wide at ${width}`);
  }
}
