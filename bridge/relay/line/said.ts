import type { Context } from '../../../src/context.ts';
import type { Content } from '../../../src/domain/content.ts';
import type { LineEvent } from '../../../src/domain/events.ts';
import type { ChannelId, EntryId, LineUserId, TalkRoomId } from '../../../src/domain/ids.ts';
import { actingLineUser } from '../../../src/services/say/names.ts';
import { lineMessage, saveLineMessage } from '../../../src/store/line-messages.ts';
import { readRoom } from '../../../src/store/talk-rooms.ts';
import { type MessageFate, recordMessage } from '../record-message.ts';

/** One message of a LINE user, with everything its handling needs at hand. */
export interface LineSaid {
  readonly inboxId: number;
  readonly channelId: ChannelId;
  readonly lineUserId: LineUserId;
  readonly messageId: string;
  readonly content: Content;
  readonly quotedMessageId: string | null;
  readonly event: LineEvent;
}

/** Records the message with what became of it, and remembers what LINE calls it. */
export function keep(
  context: Context,
  said: LineSaid,
  fate: MessageFate,
  reason: string | null,
  roomId: TalkRoomId | null,
): EntryId {
  const memberId = roomId === null ? null : (readRoom(context.db, roomId)?.memberId ?? null);
  const entryId = recordMessage(
    context,
    actingLineUser(context, said.lineUserId),
    'in',
    said.content,
    { channelId: said.channelId, lineUserId: said.lineUserId, memberId, roomId },
    fate,
    reason,
  );
  saveLineMessage(context.db, said, { entryId, roomId, inboxId: said.inboxId });
  return entryId;
}

/** The entry of what was quoted, if it was said in this chat. */
export function quotedEntry(context: Context, said: LineSaid): EntryId | null {
  const { quotedMessageId: messageId, channelId, lineUserId } = said;
  if (messageId === null) return null;
  return lineMessage(context.db, { messageId, channelId, lineUserId })?.entryId ?? null;
}
