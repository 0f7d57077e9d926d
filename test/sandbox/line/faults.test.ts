import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LineUser } from '../../../sandbox/line/platform.ts';
import { OA, type Stage, setStage, text } from './stage.ts';

let stage: Stage;
let hanako: LineUser;
beforeEach(async () => {
  stage = await setStage();
  hanako = stage.line.addUser({ displayName: '花子' });
  await hanako.follow(OA);
});
afterEach(() => stage.stop());

const shown = () => hanako.chat(OA).map((bubble) => bubble.text);
const push = (words: string, key?: string) => stage.push(hanako.userId, [text(words)], key);

/** Resolves when a call of that api has arrived: each arrival is a change of the log's length. */
async function arrived(api: string): Promise<void> {
  while (!stage.line.calls.some((call) => call.api === api)) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('before: the call is not accepted, as often as asked, only where asked', async () => {
  stage.line.faults.failNext({ api: 'push', times: 2, status: 429 });
  expect((await stage.call('GET', '/v2/bot/info')).status).toBe(200);
  const first = await push('a');
  expect(first.body.message).toMatch('rate limit');
  expect(first.headers.get('x-line-request-id')).toBeTruthy();
  expect((await push('b')).status).toBe(429);
  expect((await push('c')).status).toBe(200);
  expect(shown()).toEqual(['c']);
});

test('after: accepted, then 500; the same key then answers 409', async () => {
  const key = randomUUID();
  stage.line.faults.failNext({ api: 'push', mode: 'after' });
  expect((await push('', key)).status).toBe(400);
  expect((await push('a', key)).status).toBe(500);
  expect((await push('a', key)).status).toBe(409);
  expect(shown()).toEqual(['a']);
});

test('cut, before and after; truncated content', async () => {
  stage.line.faults.failNext({ api: 'push', action: 'cut' });
  await expect(push('a')).rejects.toThrow();
  stage.line.faults.failNext({ api: 'push', action: 'cut', mode: 'after' });
  await expect(push('b')).rejects.toThrow();
  expect(shown()).toEqual(['b']);
  const content = { bytes: new Uint8Array(1000), contentType: 'image/png' };
  const { messageId } = await hanako.sendsContent('image', content, { oa: OA });
  stage.line.faults.failNext({ api: 'content', action: 'truncate' });
  await expect(stage.call('GET', `/v2/bot/message/${messageId}/content`)).rejects.toThrow();
});

test('a body of a proxy, for one user only', async () => {
  const jiro = stage.line.addUser({ displayName: '次郎' });
  await jiro.follow(OA);
  stage.line.faults.failNext({ userId: jiro.userId, status: 503, body: '<h1>Akamai</h1>' });
  expect((await push('a')).status).toBe(200);
  const html = await stage.push(jiro.userId, [text('a')]);
  expect([html.status, html.headers.get('content-type'), html.text]).toEqual([
    503,
    'text/html',
    '<h1>Akamai</h1>',
  ]);
});

test('hanging calls go on when it ends, except those whose caller left', async () => {
  const token = await stage.token();
  stage.token = async () => token;
  stage.line.faults.hangAll(true);
  const patient = push('patient');
  await arrived('push');
  const impatient = fetch(`${stage.line.apiUrl}/v2/bot/info`, { signal: AbortSignal.timeout(50) });
  await expect(impatient).rejects.toThrow();
  expect(shown()).toEqual([]);
  stage.line.faults.hangAll(false);
  expect((await patient).status).toBe(200);
  expect(shown()).toEqual(['patient']);
});

test('stop ends hanging calls at once', async () => {
  await stage.token();
  stage.line.faults.failNext({ api: 'push', action: 'hang', mode: 'after' });
  const hanging = expect(push('a')).rejects.toThrow();
  await arrived('push');
  // Not after the call's own patience, which is longer than the test's.
  await stage.line.stop();
  await hanging;
});

test('latency, and clearing', async () => {
  stage.line.faults.delay(30);
  const began = performance.now();
  await push('a');
  expect(performance.now() - began).toBeGreaterThan(25);
  stage.line.faults.failNext({ status: 500, times: 9 });
  stage.line.faults.clear();
  expect((await push('b')).status).toBe(200);
});

test('held calls wait until they are released; others pass at once, and later ones too', async () => {
  const token = await stage.token();
  stage.token = async () => token;
  const hold = stage.line.faults.hold((call) => JSON.stringify(call.body).includes('held'));
  const waits = push('held');
  expect((await push('free')).status).toBe(200);
  await vi.waitFor(() => expect(hold.waiting).toBe(1), { timeout: 60_000 });
  expect(shown()).toEqual(['free']);
  // What is planned for it happens when it goes on.
  stage.line.faults.failNext({ api: 'push', status: 500 });
  hold.release();
  expect((await waits).status).toBe(500);
  expect((await push('held')).status).toBe(200);
  const left = stage.line.faults.hold();
  const gone = fetch(`${stage.line.apiUrl}/v2/bot/info`, { signal: AbortSignal.timeout(50) });
  await expect(gone).rejects.toThrow();
  await vi.waitFor(() => expect(left.waiting).toBe(0), { timeout: 60_000 });
});
