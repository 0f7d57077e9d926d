import type { Context } from '../../../src/context.ts';
import type { Actor, MessageReason } from '../../../src/domain/audit.ts';
import type { LineEvent } from '../../../src/domain/events.ts';
import type { ChannelId, EntryId, LineUserId } from '../../../src/domain/ids.ts';
import type { Content } from '../../../src/domain/messages/content.ts';
import type { LineAsked } from '../../../src/domain/speaker.ts';
import type { LineChat } from '../../../src/store/talks/line-chats.ts';
import { lineMessage, saveLineMessage } from '../../../src/store/talks/line-messages.ts';
import type { TalkRoom } from '../../../src/store/talks/talk-rooms.ts';
import { type MessageFate, recordMessage } from '../record-message.ts';

/** One message of a LINE user, with the facts its handling needs. */
export interface LineSaid {
  readonly inboxId: number;
  readonly channelId: ChannelId;
  readonly lineUserId: LineUserId;
  readonly messageId: string;
  readonly content: Content;
  readonly quotedMessageId: string | null;
  readonly event: LineEvent;
  /** The LINE user, as the log names them. */
  readonly actor: Actor;
  /** The chat as it was when the message came. */
  readonly chat: LineChat;
}

/** Records the message with its outcome, and remembers its id on LINE. */
export function recordLineMessage(
  context: Context,
  said: LineSaid,
  fate: MessageFate,
  reason: MessageReason | null,
  room: TalkRoom | null,
): EntryId {
  const { channelId, lineUserId } = said;
  const roomId = room?.id ?? null;
  const entryId = recordMessage(context, {
    actor: said.actor,
    direction: 'in',
    content: said.content,
    parties: { channelId, lineUserId, memberId: room?.memberId ?? null, roomId },
    fate,
    reason,
    quotes: quotedEntry(context, said),
  });
  saveLineMessage(context.db, said, { entryId, roomId, inboxId: said.inboxId });
  return entryId;
}

/** The LINE user as a person to ask. */
export const askedOf = ({ channelId, lineUserId }: LineSaid): LineAsked => ({
  side: 'line',
  channelId,
  lineUserId,
});

/** The entry of the quoted message, if it is of this chat. */
export function quotedEntry(context: Context, said: LineSaid): EntryId | null {
  const { quotedMessageId: messageId, channelId, lineUserId } = said;
  if (messageId === null) return null;
  return lineMessage(context.db, { messageId, channelId, lineUserId })?.entryId ?? null;
}
