import { createServer } from 'node:http';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { nodeDoor } from '../../../src/hosts/node/door.ts';
import { BRIDGE_BOT, BRIDGE_SECRET, OA, OA_SECRET } from '../../helpers/company.ts';
import {
  inboxOf,
  lineTextEvent,
  originOf,
  signed,
  someLineUserId,
  worksTextEvent,
} from '../../helpers/webhooks.ts';
import { startWorld, type World } from '../../helpers/world.ts';
import { listen } from '../../platforms/tiny-server.ts';

/* Webhooks go straight to where they are kept; with a query behind the address they go by way of the app. */

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const lineBody = () => {
  const said = { userId: someLineUserId(), text: 'こんにちは', at: world.clock.now() };
  const { botUserId } = world.line.account(OA);
  return JSON.stringify({ destination: botUserId, events: [lineTextEvent(said)] });
};
const worksBody = (text: string) =>
  JSON.stringify(worksTextEvent({ userId: world.tanaka.user.userId, text, at: world.clock.now() }));
const line = (signature: string) => ({ 'x-line-signature': signature });
const works = (botId: string, signature: string) => ({
  'x-works-botid': botId,
  'x-works-signature': signature,
});

async function answerTo(
  path: string,
  method: string,
  headers: Record<string, string>,
  body: string,
) {
  const sent = method === 'POST' ? { method, headers, body } : { method, headers };
  const answer = await fetch(originOf(world) + path, sent);
  const { status } = answer;
  return {
    status,
    text: await answer.text(),
    type: answer.headers.get('content-type'),
    connection: answer.headers.get('connection'),
  };
}

const NOT_JSON = 'not json';
const LARGE = 'x'.repeat(1_000_001);
const cases: [string, string, string, () => [Record<string, string>, string]][] = [
  [
    'a message of LINE',
    '/line/webhook',
    'POST',
    () => {
      const body = lineBody();
      return [line(signed(OA_SECRET, body)), body];
    },
  ],
  [
    'one of LINE WORKS',
    '/works/callback',
    'POST',
    () => {
      const body = worksBody('はい');
      return [works(BRIDGE_BOT, signed(BRIDGE_SECRET, body)), body];
    },
  ],
  ['a wrong signature', '/line/webhook', 'POST', () => [line(signed('other', 'body')), lineBody()]],
  ['no signature', '/line/webhook', 'POST', () => [{}, lineBody()]],
  ['an unknown bot', '/works/callback', 'POST', () => [works('1', signed('x', 'y')), '{}']],
  ['no JSON', '/line/webhook', 'POST', () => [line(signed(OA_SECRET, NOT_JSON)), NOT_JSON]],
  ['too much', '/line/webhook', 'POST', () => [line(signed(OA_SECRET, LARGE)), LARGE]],
  ['another method', '/line/webhook', 'GET', () => [{}, '']],
];

test.each(cases)('%s is answered alike by either way', async (_name, path, method, make) => {
  await world.settle();
  const before = inboxOf(world).length;
  const straight = await answerTo(path, method, ...make());
  const kept = inboxOf(world).length - before;
  const byApp = await answerTo(`${path}?by=app`, method, ...make());
  expect(straight).toEqual(byApp);
  expect(kept).toBe(straight.status === 200 ? 1 : 0);
});

test('a fault of ours on the straight way is a 500', async () => {
  const broken = {
    app: new Hono(),
    webhooks: {
      isRefusing: () => false,
      mayBeRead: () => true,
      answer: () => Promise.reject(new Error('ours')),
    },
  };
  const server = createServer(nodeDoor(() => broken));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const port = await listen(server);
  const answer = await fetch(`http://127.0.0.1:${port}/line/webhook`, { method: 'POST' });
  expect(answer.status).toBe(500);
  expect(await answer.text()).toBe('internal error');
});
