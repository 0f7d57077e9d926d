import { createHmac, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { asc, eq } from 'drizzle-orm';
import { auditContents, auditEntries, inbox } from '../../src/store/schema.ts';
import { BRIDGE_BOT, BRIDGE_SECRET, DOMAIN, OA_SECRET } from './company.ts';
import type { World } from './world.ts';

/** Webhooks written by hand, for requests that no well-behaved platform sends. */

/** base64(HMAC-SHA256(secret, body)), as both platforms sign (line.md §1.2, line-works.md §2.1). */
export const signed = (secret: string, body: string | Uint8Array) =>
  createHmac('sha256', secret).update(body).digest('base64');

export interface Posted {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** One request over a connection of its own. `chunked` leaves the content-length out. */
export function send(
  url: string,
  body: string | Uint8Array,
  options: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly chunked?: boolean;
  } = {},
): Promise<Posted> {
  const bytes = Buffer.from(body);
  return new Promise((resolve, reject) => {
    let answered = false;
    const call = request(
      url,
      {
        method: options.method ?? 'POST',
        agent: false,
        headers: {
          'content-type': 'application/json',
          ...(options.chunked ? {} : { 'content-length': String(bytes.byteLength) }),
          ...options.headers,
        },
      },
      (answer) => {
        answered = true;
        answer.resume();
        answer.on('error', () => undefined);
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers });
      },
    );
    // A server may close the connection as soon as it has answered a body that is too large.
    call.on('error', (error) => {
      if (!answered) reject(error);
    });
    call.end(bytes);
  });
}

/** Posts a body to the LINE webhook; a `null` signature leaves the header out. */
export function postLine(
  origin: string,
  body: string | Uint8Array,
  options: {
    readonly secret?: string;
    readonly signature?: string | null;
    readonly chunked?: boolean;
  } = {},
): Promise<Posted> {
  const { signature = signed(options.secret ?? OA_SECRET, body) } = options;
  return send(`${origin}/line/webhook`, body, {
    chunked: options.chunked ?? false,
    headers: signature === null ? {} : { 'x-line-signature': signature },
  });
}

/** Posts a body to the LINE WORKS callback, as the bridge bot by default. */
export function postWorks(
  origin: string,
  body: string | Uint8Array,
  options: {
    readonly secret?: string;
    readonly signature?: string | null;
    readonly botId?: string | null;
    readonly chunked?: boolean;
  } = {},
): Promise<Posted> {
  const { botId = BRIDGE_BOT, signature = signed(options.secret ?? BRIDGE_SECRET, body) } = options;
  return send(`${origin}/works/callback`, body, {
    chunked: options.chunked ?? false,
    headers: {
      ...(signature === null ? {} : { 'x-works-signature': signature }),
      ...(botId === null ? {} : { 'x-works-botid': botId }),
    },
  });
}

/** A LINE user id without a user. */
export const someLineUserId = () => `U${randomBytes(16).toString('hex')}`;

export const someEventId = () => `01J${randomBytes(12).toString('hex').toUpperCase().slice(0, 23)}`;

/** A LINE text message event in the wire's key order (line.md §1.1). */
export function lineTextEvent(fields: {
  readonly userId: string;
  readonly text: string;
  readonly at: number;
  readonly eventId?: string;
  readonly messageId?: string;
}): Record<string, unknown> {
  return {
    type: 'message',
    message: {
      type: 'text',
      id: fields.messageId ?? String(500_000_000_000_000 + Math.floor(Math.random() * 1e14)),
      quoteToken: randomBytes(32).toString('base64url'),
      text: fields.text,
    },
    webhookEventId: fields.eventId ?? someEventId(),
    deliveryContext: { isRedelivery: false },
    timestamp: fields.at,
    source: { type: 'user', userId: fields.userId },
    replyToken: randomBytes(16).toString('hex'),
    mode: 'active',
  };
}

/** A LINE WORKS text message event (line-works.md §2.2). */
export function worksTextEvent(fields: {
  readonly userId: string;
  readonly channelId?: string | null;
  readonly text: string;
  readonly at: number;
  readonly domainId?: number;
}): Record<string, unknown> {
  return {
    type: 'message',
    source: {
      userId: fields.userId,
      ...(fields.channelId == null ? {} : { channelId: fields.channelId }),
      domainId: fields.domainId ?? DOMAIN,
    },
    issuedTime: new Date(fields.at).toISOString(),
    content: { type: 'text', text: fields.text },
  };
}

export const originOf = (world: World) => `http://127.0.0.1:${world.port}`;

/** The inbox, oldest first. */
export const inboxOf = (world: World) =>
  world.bridge.workspace.context.db.select().from(inbox).orderBy(asc(inbox.id)).all();

/** The audit log with its contents, oldest first. */
export const auditOf = (world: World) =>
  world.bridge.workspace.context.db
    .select({ entry: auditEntries, content: auditContents })
    .from(auditEntries)
    .leftJoin(auditContents, eq(auditContents.entryId, auditEntries.id))
    .orderBy(asc(auditEntries.id))
    .all()
    .map(({ entry, content }) => ({ ...entry, text: content?.text ?? null }));
