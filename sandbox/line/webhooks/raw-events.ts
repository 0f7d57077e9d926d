import type { AccountDoc } from '../documents.ts';
import type { State } from '../state.ts';
import { chatOfReplyToken, receiveReplyToken } from './events.ts';
import { signatureOf, type WebhookSender, webhookBody } from './sender.ts';

/** Posts any events in one body, signed unless told otherwise; rejects when the webhook is not reached. */
export async function sendRaw(
  state: State,
  sender: WebhookSender,
  account: AccountDoc,
  events: readonly unknown[],
  options: { readonly signature?: string | null; readonly body?: string } = {},
): Promise<number> {
  const { channelId, webhookUrl, botUserId, channelSecret } = account;
  if (webhookUrl === null) throw new Error(`account ${channelId} has no webhook URL`);
  const body = options.body ?? webhookBody(botUserId, events);
  const { signature = signatureOf(channelSecret, body) } = options;
  for (const event of events) renewReplyToken(state, channelId, event);
  const result = await sender.post(webhookUrl, body, signature);
  if (result.status === null) throw new Error(`webhook ${webhookUrl}: ${result.reason}`);
  return result.status;
}

/** A duplicate that carries a live token of ours counts as its delivery (line.md §1.7). */
function renewReplyToken(state: State, channelId: string, event: unknown): void {
  const token =
    typeof event === 'object' && event !== null && 'replyToken' in event && event.replyToken;
  if (typeof token !== 'string') return;
  const known = state.replyTokens.get(token);
  const isLive = known?.receivedAt === null || chatOfReplyToken(state, channelId, token) !== null;
  if (known && isLive) receiveReplyToken(state, token);
}
