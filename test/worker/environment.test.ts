import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { createTestHarness, type TestHarness } from 'wrangler';

const SECRET = 'a-secret-that-nobody-must-see';
let harness: TestHarness;

async function startWith(secrets: Record<string, string>): Promise<TestHarness> {
  harness = createTestHarness({
    root: fileURLToPath(new URL('../..', import.meta.url)),
    workers: [{ configPath: 'wrangler.toml', secrets }],
  });
  await harness.listen();
  return harness;
}
const logged = () =>
  harness
    .getLogs()
    .map(({ message }) => message)
    .join('\n');

afterEach(() => harness.close());

test('the caller gets 503, the operator the names of the variables', async () => {
  const { fetch } = await startWith({ WORKS_DOMAIN_ID: '400000001', LINE_CHANNEL_SECRET: SECRET });
  const headers = { 'x-line-signature': `${'A'.repeat(43)}=` };
  const answer = await fetch('/line/webhook', { method: 'POST', body: '{}', headers });
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain('Kakehashi is not set up yet');
  expect(logged()).toContain('WORKS_BOT_SECRET: is missing');
  expect(logged()).not.toContain(SECRET);
});

test('what wakes no object is answered all the same; the sandbox does not run on Workers', async () => {
  const { fetch } = await startWith({ SANDBOX: '1' });
  const statusOf = async (path: string, init: { method?: string; body?: string } = {}) =>
    (await fetch(path, init)).status;
  expect(await statusOf('/healthz')).toBe(200);
  expect(await statusOf('/')).toBe(404);
  expect(await statusOf('/line/webhook')).toBe(405);
  expect(await statusOf('/line/webhook', { method: 'POST', body: '{}' })).toBe(401);
  const body = ' '.repeat(1_000_001);
  expect(await statusOf('/line/webhook', { method: 'POST', body })).toBe(413);
  expect(logged()).not.toContain('Kakehashi cannot start');
  expect((await fetch('/readyz')).status).toBe(503);
  expect(logged()).toContain('SANDBOX: the simulated platforms run on Node only');
});
