import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  startWorksPlatform,
  type WorksBot,
  type WorksMember,
  type WorksPlatform,
  type WorksPlatformOptions,
} from '../../../sandbox/line-works/platform.ts';

const KEYS = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

export const APP = {
  clientId: 'client-1',
  clientSecret: 'client-secret-1',
  serviceAccount: 'abc12.serviceaccount@works-12345',
  publicKeyPem: KEYS.publicKey,
  scopes: ['bot', 'bot.message', 'user.read'],
};
export const BOT_ID = '6000001';
export const BOT_SECRET = 'bot-secret-1';
export const START = Date.parse('2026-04-01T00:00:00.120Z');

/** A clock that the test moves. */
export function handClock(start = START) {
  let now = start;
  return {
    now: () => now,
    forward: (ms: number) => {
      now += ms;
    },
  };
}

const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A service-account assertion; every part can be spoilt. */
export function assertion(
  nowMs: number,
  o: { claims?: object; header?: object; key?: string; padded?: boolean } = {},
): string {
  const iat = Math.floor(nowMs / 1000);
  const head = b64({ alg: 'RS256', typ: 'JWT', ...o.header });
  const claims = { iss: APP.clientId, sub: APP.serviceAccount, iat, exp: iat + 3600, ...o.claims };
  const signed = `${head}.${b64(claims)}`;
  const bytes = createSign('RSA-SHA256')
    .update(signed)
    .sign(o.key ?? KEYS.privateKey);
  return `${signed}.${bytes.toString(o.padded ? 'base64' : 'base64url')}`;
}

export function tokenForm(nowMs: number, o: Record<string, string> = {}): URLSearchParams {
  return new URLSearchParams({
    assertion: assertion(nowMs),
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    client_id: APP.clientId,
    client_secret: APP.clientSecret,
    scope: 'bot bot.message user.read',
    ...o,
  });
}

export interface Received {
  body: string;
  event: { type: string; [key: string]: unknown };
  headers: Record<string, string | string[] | undefined>;
}

/** A webhook that keeps what it gets, raw. */
export async function receiver(answer: (event: Received) => number | 'never' = () => 200) {
  const got: Received[] = [];
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (c: Buffer) => chunks.push(c));
    req.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const one = { body, event: JSON.parse(body), headers: req.headers };
      got.push(one);
      const status = answer(one);
      if (status !== 'never') res.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    got,
    url: `http://127.0.0.1:${port}/works/callback`,
    types: () => got.map((g) => g.event.type),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function hmac(secret: string, body: string): string {
  return createHmac('sha256', secret).update(body).digest('base64');
}

export interface Answer {
  status: number;
  body: Record<string, unknown>;
  text: string;
  headers: Headers;
}

/** One call with the token; `body` goes as JSON. */
export async function call(
  platform: WorksPlatform,
  token: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const response = await fetch(path.startsWith('http') ? path : `${platform.apiUrl}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed = /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : {};
  return { status: response.status, body: parsed, text, headers: response.headers };
}

export interface Stage {
  platform: WorksPlatform;
  clock: ReturnType<typeof handClock>;
  bot: WorksBot;
  tanaka: WorksMember;
  suzuki: WorksMember;
  hook: Awaited<ReturnType<typeof receiver>>;
  token: string;
  call(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Sends in the 1:1 room of tanaka. */
  toTanaka(content: object): Promise<Answer>;
  toRoom(channelId: string | null, content: object): Promise<Answer>;
  createRoom(members: string[], title: string): Promise<string>;
  stop(): Promise<void>;
}

export async function getToken(
  platform: WorksPlatform,
  nowMs: number,
  scope?: string,
): Promise<string> {
  const response = await fetch(`${platform.authUrl}/token`, {
    method: 'POST',
    body: tokenForm(nowMs, scope === undefined ? {} : { scope }),
  });
  const { access_token } = (await response.json()) as { access_token: string };
  return access_token;
}

/** A tenant with an app, a bot with a webhook, and two members. */
export async function stage(
  options: WorksPlatformOptions = {},
  answer?: (event: Received) => number | 'never',
): Promise<Stage> {
  const clock = handClock();
  const platform = await startWorksPlatform({ clock, ...options });
  const hook = await receiver(answer);
  platform.addApp(APP);
  const bot = platform.addBot({
    botId: BOT_ID,
    botSecret: BOT_SECRET,
    name: 'LINE連携',
    callbackUrl: hook.url,
  });
  const tanaka = platform.addMember({
    userId: 'aaaa1111-0000-4000-8000-000000000001',
    email: 'tanaka@works-12345',
    lastName: '田中',
    firstName: '一郎',
  });
  const suzuki = platform.addMember({
    email: 'suzuki@works-12345',
    lastName: '鈴木',
    firstName: '花子',
  });
  const token = await getToken(platform, clock.now());
  const send = (method: string, path: string, body?: unknown) =>
    call(platform, token, method, path, body);
  return {
    platform,
    clock,
    bot,
    tanaka,
    suzuki,
    hook,
    token,
    call: send,
    toTanaka: (content) =>
      send('POST', `/bots/${BOT_ID}/users/${tanaka.userId}/messages`, { content }),
    toRoom: (channelId, content) =>
      send('POST', `/bots/${BOT_ID}/channels/${channelId}/messages`, { content }),
    createRoom: async (members, title) => {
      const answered = await send('POST', `/bots/${BOT_ID}/channels`, { members, title });
      await platform.quiet();
      return String(answered.body.channelId);
    },
    stop: async () => {
      await platform.stop();
      await hook.stop();
    },
  };
}

export const said = (text: string) => ({ type: 'text', text });
