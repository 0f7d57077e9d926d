import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startLog, stopLog } from '../../src/log.ts';
import { OA } from '../helpers/company.ts';
import { ownTime } from '../helpers/own-time.ts';
import { until } from '../helpers/until.ts';
import {
  inboxOf,
  lineTextEvent,
  originOf,
  postLine,
  postWorks,
  signed,
  someLineUserId,
} from '../helpers/webhooks.ts';
import { startWorld, type World } from '../helpers/world.ts';

let world: World;
let sockets: Socket[] = [];
beforeAll(async () => {
  world = await startWorld();
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets = [];
  stopLog();
  vi.restoreAllMocks();
});
afterAll(() => world.stop());

const SIGNATURE = signed('not the secret', 'x');

/** A request over a bare connection: its head, part of its body, and then nothing more. */
function half(
  path: string,
  headers: Readonly<Record<string, string>>,
  part: number,
): { readonly socket: Socket; answer(): string } {
  const socket = connect(Number(new URL(originOf(world)).port), '127.0.0.1');
  let answer = '';
  socket.on('data', (bytes) => {
    answer += bytes;
  });
  socket.on('error', () => undefined);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\n${lines.join('')}\r\n`);
  if (part > 0) socket.write(Buffer.alloc(part, 0x20));
  sockets.push(socket);
  return { socket, answer: () => answer };
}

const hello = () =>
  JSON.stringify({
    destination: world.line.account(OA).botUserId,
    events: [lineTextEvent({ userId: someLineUserId(), text: 'やあ', at: world.clock.now() })],
  });

test.each([
  ['no signature', '/line/webhook', { 'content-length': '900000' }, 401],
  [
    'an ill-formed one',
    '/line/webhook',
    { 'content-length': '900000', 'x-line-signature': 'abc' },
    401,
  ],
  [
    'an unknown bot',
    '/works/callback',
    { 'content-length': '9', 'x-works-signature': SIGNATURE, 'x-works-botid': '1' },
    401,
  ],
  [
    'no bot',
    '/works/callback',
    { 'content-length': '900000', 'x-works-signature': SIGNATURE },
    401,
  ],
  [
    'too great a length',
    '/line/webhook',
    { 'content-length': '1000001', 'x-line-signature': SIGNATURE },
    413,
  ],
  ['no signature and no length', '/line/webhook', { 'transfer-encoding': 'chunked' }, 401],
])('with %s the answer does not wait for the body', async (_, path, headers, status) => {
  const { answer } = half(path, headers, 0);
  await until('an answer', () => answer().startsWith(`HTTP/1.1 ${status}`));
});

test('a body that breaks off is one line in the log', async () => {
  const lines: unknown[][] = [];
  for (const level of ['debug', 'info', 'warn', 'error', 'log'] as const) {
    vi.spyOn(console, level).mockImplementation((...args) => void lines.push(args));
  }
  startLog('info');
  const headers = { 'content-length': '900000', 'x-line-signature': SIGNATURE };
  const { socket } = half('/line/webhook', headers, 1000);
  // An answer here means that the half body was seen before.
  await postLine(originOf(world), hello());
  socket.destroy();
  await until('it is noticed', () => lines.length > 0);
  await postLine(originOf(world), hello());
  expect(lines).toHaveLength(1);
  expect(lines.join()).toContain('broke-off');
  expect(lines.join()).not.toMatch(/^\s+at /mu);
});

test('600 half bodies do not delay other requests, and leave no trace', async () => {
  const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const headers = { 'content-length': '900000', 'x-line-signature': SIGNATURE };
  for (let at = 0; at < 600; at += 1) half('/line/webhook', headers, 40_000);
  await until('all that will be sent is sent', () =>
    sockets.every((socket) => socket.destroyed || socket.writableLength === 0),
  );
  const started = ownTime();
  const before = inboxOf(world).length;
  expect((await postLine(originOf(world), hello())).status).toBe(200);
  const body = JSON.stringify({ type: 'message', source: {}, content: {} });
  expect((await postWorks(originOf(world), body)).status).toBe(200);
  // LINE waits two seconds; that is milliseconds here, unless the disk is busy.
  expect(ownTime() - started).toBeLessThan(5000);
  expect(inboxOf(world)).toHaveLength(before + 2);
  for (const socket of sockets) socket.destroy();
  expect((await postLine(originOf(world), hello())).status).toBe(200);
  expect(printed).not.toHaveBeenCalled();
});
