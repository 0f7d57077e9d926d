import { createHash } from 'node:crypto';
import type { HttpAnswer } from '../../http.ts';
import type { LedgerDoc } from '../documents.ts';
import { readPush, readReply, readValidate } from '../rules/requests.ts';
import { badQuote, badSender, recipientsOf, showMessages } from '../sending.ts';
import { badProperty, json, refusal } from '../server/answers.ts';
import { countPush, overQuota } from '../usage.ts';
import { chatOfReplyToken, useReplyToken } from '../webhooks/events.ts';
import { type AuthorizedExchange, CHAT_ID, type Route } from './route.ts';

/** line.md §2.3 */
const RETRY_KEY = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const RETRY_KEY_LIFE_MS = 24 * 3_600_000;

export const sendRoutes: readonly Route[] = [
  { api: 'reply', method: 'POST', path: '/v2/bot/message/reply', takes: 'json', handle: reply },
  { api: 'push', method: 'POST', path: '/v2/bot/message/push', takes: 'json', handle: push },
  ...['reply', 'push'].map((kind): Route => {
    const path = `/v2/bot/message/validate/${kind}`;
    return { api: 'validate', method: 'POST', path, takes: 'json', handle: validate };
  }),
];

function validate({ state, body }: AuthorizedExchange): HttpAnswer {
  const read = readValidate(body);
  if (!read.ok) return refusal(400, read.message, read.details);
  const named = badSender(state, read.value.messages);
  return named >= 0 ? badSenderName(named) : json(200, {});
}

function reply({ state, account, body, call }: AuthorizedExchange): HttpAnswer {
  // line.md §2.1: a retry key is not for replies.
  if (call.retryKey !== null) return refusal(400, 'The header, X-Line-Retry-Key, is not supported');
  const read = readReply(body);
  if (!read.ok) return refusal(400, read.message, read.details);
  const { replyToken, messages } = read.value;
  const named = badSender(state, messages);
  if (named >= 0) return badSenderName(named);
  const { channelId } = account;
  const chatId = chatOfReplyToken(state, channelId, replyToken);
  if (chatId === null) return refusal(400, 'Invalid reply token');
  const quote = badQuote(state, channelId, chatId, messages);
  if (quote >= 0) return badQuoteToken(quote);
  const shown = (recipientsOf(state, channelId, chatId) ?? 0) > 0;
  if (!shown) call.note = 'not delivered';
  return state.storage.atomically(() => {
    useReplyToken(state, replyToken);
    const sentMessages = showMessages(state, { channelId, chatId, shown }, messages, 'reply');
    return json(200, { sentMessages });
  });
}

function push(exchange: AuthorizedExchange): HttpAnswer {
  const { state, account, body, call } = exchange;
  const { retryKey } = call;
  if (retryKey !== null && !RETRY_KEY.test(retryKey)) {
    return refusal(400, 'The value of the header, X-Line-Retry-Key, is invalid');
  }
  const accepted = retryKey === null ? null : acceptedBefore(exchange, retryKey);
  if (accepted !== null) return conflict(exchange, accepted);
  const read = readPush(body);
  if (!read.ok) return refusal(400, read.message, read.details);
  const { to, messages } = read.value;
  const named = badSender(state, messages);
  if (named >= 0) return badSenderName(named);
  const { channelId } = account;
  if (!CHAT_ID.test(to)) return badProperty('to');
  const recipients = recipientsOf(state, channelId, to);
  if (recipients === null) return refusal(400, 'Failed to send messages');
  const quote = badQuote(state, channelId, to, messages);
  if (quote >= 0) return badQuoteToken(quote);
  if (recipients > 0 && overQuota(state, account, recipients)) {
    return refusal(429, 'You have reached your monthly limit.');
  }
  if (recipients === 0) call.note = 'not delivered';
  return state.storage.atomically(() => {
    const shown = recipients > 0;
    const sentMessages = showMessages(state, { channelId, chatId: to, shown }, messages, 'push');
    if (shown) countPush(state, channelId, recipients);
    if (retryKey !== null) remember(exchange, retryKey, sentMessages);
    return json(200, { sentMessages });
  });
}

function badSenderName(index: number): HttpAnswer {
  const property = `messages[${index}].sender.name`;
  return refusal(400, 'The request body has 1 error(s)', [
    { message: 'The name contains a word that may not be used', property },
  ]);
}

function badQuoteToken(index: number): HttpAnswer {
  const details = [{ message: 'Invalid quote token', property: `messages[${index}].quoteToken` }];
  return refusal(400, 'The request body has 1 error(s)', details);
}

function acceptedBefore(
  { state, account }: AuthorizedExchange,
  retryKey: string,
): LedgerDoc | null {
  const entry = state.ledger.get(ledgerKey(account.channelId, retryKey));
  return entry && state.now() - entry.firstAt < RETRY_KEY_LIFE_MS ? entry : null;
}

function conflict({ request, call }: AuthorizedExchange, entry: LedgerDoc): HttpAnswer {
  // LINE demands an identical body and does not say what else becomes of it (line.md §2.3).
  if (entry.bodyHash !== hashOf(request.body)) call.note = 'retry key reused with another body';
  const { sentMessages } = entry;
  const body = { message: 'The retry key is already accepted', sentMessages };
  return json(409, body, { 'x-line-accepted-request-id': entry.requestId });
}

function remember(
  { state, account, request, call }: AuthorizedExchange,
  retryKey: string,
  sentMessages: LedgerDoc['sentMessages'],
): void {
  const key = ledgerKey(account.channelId, retryKey);
  // Deleted first, so that a key in its second life counts as young again.
  state.ledger.delete(key);
  state.ledger.set(key, {
    key: retryKey,
    firstAt: state.now(),
    bodyHash: hashOf(request.body),
    requestId: call.requestId,
    sentMessages,
  });
}

function ledgerKey(channelId: string, retryKey: string): string {
  return `${channelId}:${retryKey.toLowerCase()}`;
}

function hashOf(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}
