import { bubbleOfOa } from './bubbles.ts';
import type { SentMessage } from './documents.ts';
import { quotedBy, quoteTokenOf } from './quote-tokens.ts';
import { groupOf, relationOf, type State } from './state.ts';

type Json = Readonly<Record<string, unknown>>;

/** line.md §2.2: non-friends who wrote 1:1 within the last 7 days. */
const STRANGER_WINDOW_MS = 7 * 24 * 3_600_000;

/** How many people a message to this chat reaches now; null when the channel does not know it. */
export function recipientsOf(state: State, channelId: string, chatId: string): number | null {
  if (!chatId.startsWith('U')) {
    const group = groupOf(state, channelId, chatId);
    return group?.joined ? group.members.length : null;
  }
  if (!state.users.get(chatId)) return null;
  const { friend, blocked, lastMessagedAt } = relationOf(state, channelId, chatId);
  const wroteLately = lastMessagedAt !== null && state.now() - lastMessagedAt <= STRANGER_WINDOW_MS;
  return !blocked && (friend || wroteLately) ? 1 : 0;
}

/** Shows the messages in the chat, if it is to be reached, and answers as if it were in any case. */
export function showMessages(
  state: State,
  to: { readonly channelId: string; readonly chatId: string; readonly shown: boolean },
  messages: readonly Json[],
  via: 'reply' | 'push',
): SentMessage[] {
  const sent = messages.map((message) => {
    const id = state.newMessageId();
    if (to.shown) {
      const bubble = bubbleOfOa(id, state.now(), message, via, quoteOf(state, to, message));
      state.chat(to.channelId, to.chatId).set(id, bubble);
    }
    const quoteToken = quoteTokenOf(state, to.channelId, to.chatId, id, String(message.type));
    return quoteToken === null ? { id } : { id, quoteToken };
  });
  if (to.shown) state.changed();
  return sent;
}

/** Index of the first message whose quote token is not one of this chat, else -1 (line.md §2.7). */
export function badQuote(
  state: State,
  channelId: string,
  chatId: string,
  messages: readonly Json[],
): number {
  return messages.findIndex(
    (message) => 'quoteToken' in message && quoteOf(state, { channelId, chatId }, message) === null,
  );
}

/** Index of the first message whose sender has a name with a refused word, else -1 (line.md §2.8). */
export function badSender(state: State, messages: readonly Json[]): number {
  return messages.findIndex(({ sender }) => {
    const name: unknown = Object(sender).name;
    return typeof name === 'string' && [...state.unnameable].some((word) => name.includes(word));
  });
}

function quoteOf(
  state: State,
  { channelId, chatId }: { readonly channelId: string; readonly chatId: string },
  message: Json,
): string | null {
  const token = message.quoteToken;
  return typeof token === 'string' ? quotedBy(state, channelId, chatId, token) : null;
}
