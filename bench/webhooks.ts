import { createHmac } from 'node:crypto';
import { channelId, lineUserId } from '../src/domain/ids.ts';

export const CHANNEL = channelId('1657000001');
export const SECRET = '0123456789abcdef0123456789abcdef';
export const BOT_USER = `U${'b'.repeat(32)}`;

/** Enough people that no two neighbours in the stream share a lane. */
export const USERS = Array.from({ length: 1000 }, (_, n) =>
  lineUserId(`U${n.toString(16).padStart(32, '0')}`),
);

export interface Webhook {
  readonly body: Buffer;
  readonly signature: string;
}

/** Signed LINE text webhooks, each with an event id of its own; `tag` tells runs apart. */
export function makeWebhooks(tag: string, howMany: number): Webhook[] {
  return Array.from({ length: howMany }, (_, n) => {
    const body = Buffer.from(JSON.stringify({ destination: BOT_USER, events: [event(tag, n)] }));
    return { body, signature: createHmac('sha256', SECRET).update(body).digest('base64') };
  });
}

/** About as long as LINE's own text webhook: 623 bytes with its tokens (toolchain.md §3). */
const event = (tag: string, n: number) => ({
  type: 'message',
  message: {
    type: 'text',
    id: String(500_000_000_000_000 + n),
    quoteToken: 'q3Plxr4AgKd_yVLqtnNbBOxVWyNnWFDZ8Zr0IBpqpoSs7yWrM3nZvLYAq7bDpEaPGC'.padEnd(
      92,
      'x',
    ),
    markAsReadToken: 'm'.repeat(92),
    text: `お世話になっております。${n} 番の件です。`,
  },
  webhookEventId: `01J${tag}${n}`.padEnd(26, '0'),
  deliveryContext: { isRedelivery: false },
  timestamp: Date.now(),
  source: { type: 'user', userId: USERS[n % USERS.length] },
  replyToken: `${tag}${n}`.padEnd(32, '0'),
  mode: 'active',
});
