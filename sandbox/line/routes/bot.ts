import * as z from 'zod';
import type { HttpAnswer } from '../../http.ts';
import { markedBy } from '../quote-tokens.ts';
import { isWebUrl } from '../rules/primitives.ts';
import { read } from '../rules/read.ts';
import { json, refusal } from '../server/answers.ts';
import { changeAccount } from '../state.ts';
import { usedThisMonth } from '../usage.ts';
import { signatureOf, webhookBody } from '../webhooks/sender.ts';
import { type AuthorizedExchange, type Route, USER_ID } from './route.ts';

const ENDPOINT = '/v2/bot/channel/webhook/endpoint';

/** line.md §2.1, §2.5, §6 */
export const botRoutes: readonly Route[] = [
  { api: 'info', method: 'GET', path: '/v2/bot/info', takes: 'nothing', handle: info },
  { api: 'webhook-endpoint', method: 'GET', path: ENDPOINT, takes: 'nothing', handle: endpoint },
  { api: 'webhook-endpoint', method: 'PUT', path: ENDPOINT, takes: 'json', handle: setEndpoint },
  {
    api: 'webhook-test',
    method: 'POST',
    path: '/v2/bot/channel/webhook/test',
    takes: 'json',
    handle: testWebhook,
  },
  { api: 'quota', method: 'GET', path: '/v2/bot/message/quota', takes: 'nothing', handle: quota },
  {
    api: 'consumption',
    method: 'GET',
    path: '/v2/bot/message/quota/consumption',
    takes: 'nothing',
    handle: ({ state, account }) => json(200, { totalUsage: usedThisMonth(state, account) }),
  },
  {
    api: 'loading',
    method: 'POST',
    path: '/v2/bot/chat/loading/start',
    takes: 'json',
    handle: startLoading,
  },
  {
    api: 'mark-as-read',
    method: 'POST',
    path: '/v2/bot/chat/markAsRead',
    takes: 'json',
    handle: markAsRead,
  },
];

function info({ account }: AuthorizedExchange): HttpAnswer {
  const { botUserId, basicId, displayName } = account;
  const modes = { chatMode: 'chat', markAsReadMode: 'manual' };
  return json(200, { userId: botUserId, basicId, displayName, ...modes });
}

function endpoint({ account }: AuthorizedExchange): HttpAnswer {
  if (account.webhookUrl === null) return refusal(404, 'Webhook endpoint not found');
  return json(200, { endpoint: account.webhookUrl, active: account.webhookActive });
}

/** Leaves "Use webhook" as it is (line.md §6). */
function setEndpoint({ state, account, body }: AuthorizedExchange): HttpAnswer {
  const asked = read(z.strictObject({ endpoint: z.string() }), body);
  if (!asked.ok) return refusal(400, asked.message, asked.details);
  const { endpoint: webhookUrl } = asked.value;
  if (!isWebUrl(webhookUrl, 500)) return refusal(400, 'Invalid webhook endpoint URL');
  changeAccount(state, account.channelId, { webhookUrl });
  return json(200, {});
}

async function testWebhook({
  state,
  sender,
  account,
  body,
}: AuthorizedExchange): Promise<HttpAnswer> {
  const asked = read(z.strictObject({ endpoint: z.string().optional() }), body ?? {});
  if (!asked.ok) return refusal(400, asked.message, asked.details);
  const url = asked.value.endpoint ?? account.webhookUrl;
  if (url === null) return refusal(404, 'Webhook endpoint not found');
  if (!isWebUrl(url, 500)) return refusal(400, 'Invalid webhook endpoint URL');
  const wire = webhookBody(account.botUserId, []);
  const result = await sender.post(url, wire, signatureOf(account.channelSecret, wire));
  const timestamp = new Date(state.now()).toISOString();
  if (result.status === null) {
    const { reason } = result;
    return json(200, { success: false, timestamp, statusCode: 0, reason, detail: reason });
  }
  const success = result.status >= 200 && result.status < 300;
  const reason = success ? 'OK' : 'ERROR_STATUS_CODE';
  const detail = String(result.status);
  return json(200, { success, timestamp, statusCode: result.status, reason, detail });
}

function quota({ account }: AuthorizedExchange): HttpAnswer {
  const { quotaLimit } = account;
  return json(200, quotaLimit === null ? { type: 'none' } : { type: 'limited', value: quotaLimit });
}

const loadingSchema = z.strictObject({
  chatId: z.string().regex(USER_ID, 'The value is invalid'),
  loadingSeconds: z
    .int()
    .min(5, 'Must be between 5 and 60')
    .max(60, 'Must be between 5 and 60')
    .multipleOf(5, 'Must be a multiple of 5')
    .optional(),
});

function startLoading({ body }: AuthorizedExchange): HttpAnswer {
  const asked = read(loadingSchema, body);
  return asked.ok ? json(202, {}) : refusal(400, asked.message, asked.details);
}

/** Everything up to the message of the token (line.md §2.1). */
function markAsRead({ state, account, body }: AuthorizedExchange): HttpAnswer {
  const asked = read(z.strictObject({ markAsReadToken: z.string() }), body);
  if (!asked.ok) return refusal(400, asked.message, asked.details);
  const marked = markedBy(state, account.channelId, asked.value.markAsReadToken);
  if (marked === null) return refusal(400, 'Invalid markAsReadToken');
  const chat = state.chat(account.channelId, marked.chatId);
  for (const bubble of [...chat.values()]) {
    if (bubble.from === 'user' && !bubble.read) chat.set(bubble.id, { ...bubble, read: true });
    if (bubble.id === marked.messageId) break;
  }
  state.changed();
  return json(200, {});
}
