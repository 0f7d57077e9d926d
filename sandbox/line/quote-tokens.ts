import { seal, unseal } from './ids.ts';
import type { State } from './state.ts';

/** line.md §2.1: audio, file, location … have none. */
const QUOTABLE = new Set(['text', 'textV2', 'sticker', 'image', 'video', 'template', 'flex']);

/** Token to quote this message with, in this chat only (line.md §2.7); null when it has none. */
export function quoteTokenOf(
  state: State,
  channelId: string,
  chatId: string,
  messageId: string,
  type: string,
): string | null {
  if (!QUOTABLE.has(type)) return null;
  return seal(state.platformKey, 'qt', `${channelId} ${chatId} ${messageId}`);
}

/** Id of the message a token of this chat quotes, else null. */
export function quotedBy(
  state: State,
  channelId: string,
  chatId: string,
  token: string,
): string | null {
  const [channel, chat, messageId] = unseal(state.platformKey, 'qt', token)?.split(' ') ?? [];
  return channel === channelId && chat === chatId ? (messageId ?? null) : null;
}

/** Used by the bot that received it, without expiry (line.md §2.1). */
export function markAsReadTokenOf(
  state: State,
  channelId: string,
  chatId: string,
  messageId: string,
): string {
  return seal(state.platformKey, 'mr', `${channelId} ${chatId} ${messageId}`);
}

/** Chat and message that a token of this channel marks as read, else null. */
export function markedBy(
  state: State,
  channelId: string,
  token: string,
): { readonly chatId: string; readonly messageId: string } | null {
  const [channel, chatId, messageId] = unseal(state.platformKey, 'mr', token)?.split(' ') ?? [];
  if (channel !== channelId || chatId === undefined || messageId === undefined) return null;
  return { chatId, messageId };
}
