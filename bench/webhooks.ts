import { createHmac } from 'node:crypto';
import {
  BOT_USER,
  BRIDGE_BOT,
  BRIDGE_SECRET,
  type Company,
  DOMAIN,
  lineUserOf,
  memberOf,
  ownerOf,
  SECRET,
  worksChannelOf,
} from './company.ts';
import { fileNameOf, fileOf, type Marked, textOf } from './marker.ts';

/** A signed webhook, ready to post. */
export interface Webhook {
  readonly path: '/line/webhook' | '/works/callback';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const JSON_TYPE = 'application/json; charset=utf-8';

const signatureOf = (body: Buffer, secret: string) =>
  createHmac('sha256', secret).update(body).digest('base64');

/** What a message is. */
export type Kind = 'text' | 'file';

/** A text of the room's LINE user, or a file. */
export function lineWebhook(marked: Marked, kind: Kind = 'text'): Webhook {
  const event = { ...lineEvent(marked), ...(kind === 'file' ? { message: lineFile(marked) } : {}) };
  const body = Buffer.from(JSON.stringify({ destination: BOT_USER, events: [event] }));
  const headers = { 'content-type': JSON_TYPE, 'x-line-signature': signatureOf(body, SECRET) };
  return { path: '/line/webhook', headers, body };
}

/** A text of the room's member, or a file. */
export function worksCallback(company: Company, marked: Marked, kind: Kind = 'text'): Webhook {
  const body = Buffer.from(
    JSON.stringify({
      type: 'message',
      source: {
        userId: memberOf(ownerOf(company, marked.room)),
        channelId: worksChannelOf(marked.room),
        domainId: DOMAIN,
      },
      issuedTime: new Date().toISOString(),
      content:
        kind === 'file'
          ? { type: 'file', fileId: fileIdOf(fileNameOf(marked)) }
          : { type: 'text', text: textOf(marked) },
    }),
  );
  const headers = {
    'content-type': JSON_TYPE,
    'x-works-botid': BRIDGE_BOT,
    'x-works-signature': signatureOf(body, BRIDGE_SECRET),
  };
  return { path: '/works/callback', headers, body };
}

/** LINE WORKS' id of a file, which tells its name. */
export const fileIdOf = (name: string): string => Buffer.from(name).toString('base64url');
export const nameOfFileId = (fileId: string): string => Buffer.from(fileId, 'base64url').toString();

const messageIdOf = ({ number }: Marked) => `5${number.toString().padStart(14, '0')}`;

const lineFile = (marked: Marked) => {
  const fileName = fileNameOf(marked);
  const fileSize = fileOf(fileName).length;
  return { type: 'file', id: messageIdOf(marked), fileName, fileSize, markAsReadToken: 'm' };
};

/** Every message has its own, which names the room: so does the answer that uses it. */
export const replyTokenOf = ({ run, number, room }: Marked): string =>
  `${run}.${number}.${room}`.padEnd(32, '.');

/** The room of a reply token; null for foreign tokens. */
export function roomOfReplyToken(token: string): number | null {
  const room = /^\w+\.\d+\.(\d+)\.*$/.exec(token)?.[1];
  return room === undefined ? null : Number(room);
}

const QUOTE_TOKEN = 'q3Plxr4AgKd_yVLqtnNbBOxVWyNnWFDZ8Zr0IBpqpoSs7yWrM3nZvLYAq7bDpEaPGC'.padEnd(
  92,
  'x',
);

/** About as long as LINE's own text webhook: 623 bytes with its tokens (toolchain.md §3). */
const lineEvent = (marked: Marked) => ({
  type: 'message',
  message: {
    type: 'text',
    id: messageIdOf(marked),
    quoteToken: QUOTE_TOKEN,
    markAsReadToken: 'm'.repeat(92),
    text: textOf(marked),
  },
  webhookEventId: `01J${marked.run}x${marked.number}`.padEnd(26, 'x'),
  deliveryContext: { isRedelivery: false },
  timestamp: Date.now(),
  source: { type: 'user', userId: lineUserOf(marked.room) },
  replyToken: replyTokenOf(marked),
  mode: 'active',
});
