import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type LineAccount,
  type LinePlatform,
  type LinePlatformOptions,
  startLinePlatform,
} from '../../../sandbox/line/platform.ts';

export const OA = '1650000001';
export const SECRET = '8c570fa6dd201bb328f1c1eac23a96d8';
export const NOON = Date.UTC(2026, 10, 20, 3);

export interface Hook {
  readonly headers: IncomingHttpHeaders;
  readonly raw: Buffer;
  readonly body: { readonly destination: string; readonly events: WireEvent[] };
}

export interface WireEvent {
  readonly type: string;
  readonly webhookEventId: string;
  readonly replyToken?: string;
  readonly message?: Record<string, unknown>;
  readonly deliveryContext: { readonly isRedelivery: boolean };
  readonly [name: string]: unknown;
}

/** A bot: a webhook that records, and a client that shows the bare answers. */
export interface Stage {
  readonly line: LinePlatform;
  readonly oa: LineAccount;
  readonly clock: { time: number; now(): number };
  readonly hooks: Hook[];
  readonly events: () => WireEvent[];
  /** What the webhook does with a request; default 200. Null never answers. */
  answer: (hook: Hook) => number | null | Promise<number | null>;
  readonly webhookUrl: string;
  token(): Promise<string>;
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  push(to: string, messages: unknown, retryKey?: string): Promise<Answer>;
  reply(replyToken: string | null, messages: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

/** What the tests look for in answers, success or refusal; each field may be missing. */
export interface AnswerBody {
  readonly [field: string]: unknown;
  readonly message?: string;
  readonly details?: readonly { readonly property: string; readonly message?: string }[];
  readonly sentMessages?: readonly { readonly id: string; readonly quoteToken?: string }[];
  readonly access_token?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: AnswerBody;
  readonly text: string;
}

export const text = (value: string) => ({ type: 'text', text: value });

export async function setStage(options: LinePlatformOptions = {}): Promise<Stage> {
  const clock = { time: NOON, now: () => clock.time };
  const hooks: Hook[] = [];
  const server = await listen((hook) => stage.answer(hook), hooks);
  const { port } = server.address() as AddressInfo;
  const webhookUrl = `http://127.0.0.1:${port}/line`;
  const line = await startLinePlatform({ clock, ...options });
  const oa = line.addAccount({
    channelId: OA,
    channelSecret: SECRET,
    basicId: '@303akjlx',
    displayName: 'さくら商事',
    webhookUrl,
  });
  const stage: Stage = {
    line,
    oa,
    clock,
    hooks,
    events: () => hooks.flatMap((hook) => hook.body.events),
    answer: () => 200,
    webhookUrl,
    token: () => issueToken(line.apiUrl),
    async call(method, path, body, headers = {}) {
      const origin = path.includes('/content') ? line.dataUrl : line.apiUrl;
      const sent = await fetch(origin + path, {
        method,
        headers: {
          authorization: `Bearer ${await stage.token()}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined
          ? {}
          : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      return answerOf(sent);
    },
    push: (to, messages, retryKey) =>
      stage.call(
        'POST',
        '/v2/bot/message/push',
        { to, messages },
        retryKey === undefined ? {} : { 'x-line-retry-key': retryKey },
      ),
    reply: (replyToken, messages) =>
      stage.call('POST', '/v2/bot/message/reply', { replyToken, messages }),
    async stop() {
      await line.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return stage;
}

async function issueToken(apiUrl: string): Promise<string> {
  const answer = await fetch(`${apiUrl}/oauth2/v3/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: OA,
      client_secret: SECRET,
    }),
  });
  const { access_token } = (await answer.json()) as { access_token: string };
  return access_token;
}

async function answerOf(response: Response): Promise<Answer> {
  const raw = await response.text();
  let body: AnswerBody = {};
  try {
    body = JSON.parse(raw) as AnswerBody;
  } catch {
    // An answer that is no JSON has no fields; its text is there to look at.
  }
  return { status: response.status, headers: response.headers, body, text: raw };
}

function listen(answer: Stage['answer'], hooks: Hook[]): Promise<Server> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const raw = Buffer.concat(chunks);
    const hook: Hook = { headers: request.headers, raw, body: JSON.parse(raw.toString()) };
    hooks.push(hook);
    const status = await answer(hook);
    if (status !== null) response.writeHead(status).end();
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
