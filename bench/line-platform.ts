import * as z from 'zod';
import type { Book } from './book.ts';
import { BOT_USER } from './company.ts';
import { type Answer, type Asked, parsed, serveJson } from './json-server.ts';
import { fileMarkIn, fileOf, marksIn } from './marker.ts';
import { roomOfReplyToken } from './webhooks.ts';

const message = z.object({
  type: z.literal('text'),
  text: z.string().min(1).max(5000),
  sender: z.object({ name: z.string().min(1).max(20).optional() }).optional(),
});
/** The card of a file, which names it. */
const card = z.looseObject({ type: z.literal('template'), altText: z.string().min(1) });
const messages = z
  .array(z.union([message, card]))
  .min(1)
  .max(5);
const push = z.object({ to: z.string().regex(/^U[0-9a-f]{32}$/), messages });
const reply = z.object({ replyToken: z.string().min(1), messages });
const RETRY_KEY = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TOKEN = 'line-token';
const CONTENT = /^\/v2\/bot\/message\/\d+\/content$/;

const refusal = (status: number, text: string): Answer => ({ status, json: { message: text } });

/**
 * LINE, as far as the bench needs it: answers at once, notes arrivals. Resolves with its address.
 */
export function startLinePlatform(book: Book): Promise<string> {
  const spentTokens = new Set<string>();
  const spentKeys = new Set<string>();
  let sent = 0;

  const refuse = (status: number, text: string): Answer => {
    book.invalid(`LINE: ${text}`);
    return refusal(status, text);
  };

  const take = (room: number | null, said: z.infer<typeof messages>): Answer => {
    const marks = said.flatMap((each) =>
      each.type === 'text' ? marksIn(each.text) : fileMarkIn(JSON.stringify(each)),
    );
    book.came('line', room, marks, JSON.stringify(said));
    const sentMessages = said.map(() => {
      sent += 1;
      return { id: `4${String(sent).padStart(14, '0')}`, quoteToken: 'q'.repeat(92) };
    });
    return { status: 200, headers: { 'x-line-request-id': `r-${sent}` }, json: { sentMessages } };
  };

  const pushed = (asked: Asked): Answer => {
    const { data } = push.safeParse(parsed(asked.body));
    const key = asked.headers['x-line-retry-key'];
    if (data === undefined) return refuse(400, `push ${asked.body}`);
    if (typeof key !== 'string' || !RETRY_KEY.test(key)) return refuse(400, 'push without a key');
    if (spentKeys.has(key)) return refusal(409, 'The retry key is already accepted');
    spentKeys.add(key);
    return take(Number.parseInt(data.to.slice(1), 16), data.messages);
  };

  const replied = (asked: Asked): Answer => {
    const { data } = reply.safeParse(parsed(asked.body));
    if (data === undefined) return refuse(400, `reply ${asked.body}`);
    const room = roomOfReplyToken(data.replyToken);
    if (room === null || spentTokens.has(data.replyToken))
      return refuse(400, 'Invalid reply token');
    spentTokens.add(data.replyToken);
    return take(room, data.messages);
  };

  return serveJson((asked) => {
    if (asked.path === '/oauth2/v3/token') {
      return { status: 200, json: { token_type: 'Bearer', access_token: TOKEN, expires_in: 900 } };
    }
    if (!/^Bearer (line|echo)-token$/.test(asked.headers.authorization ?? '')) {
      return refuse(401, 'no token of ours');
    }
    if (asked.method === 'GET' && CONTENT.test(asked.path)) {
      const bytes = fileOf(asked.path);
      return { status: 200, headers: { 'content-type': 'application/pdf' }, bytes };
    }
    switch (`${asked.method} ${asked.path}`) {
      case 'POST /v2/bot/message/push':
        return pushed(asked);
      case 'POST /v2/bot/message/reply':
        return replied(asked);
      case 'GET /v2/bot/info':
        return {
          status: 200,
          json: {
            userId: BOT_USER,
            basicId: '@123midori',
            displayName: 'みどり商店',
            chatMode: 'bot',
          },
        };
      case 'GET /v2/bot/message/quota':
        return { status: 200, json: { type: 'none' } };
      case 'GET /v2/bot/message/quota/consumption':
        return { status: 200, json: { totalUsage: 0 } };
      default:
        return refusal(404, 'Not found');
    }
  });
}
