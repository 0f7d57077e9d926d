import type { Context } from '../../../src/context.ts';
import type { MessageReason } from '../../../src/domain/audit.ts';
import type { EntryId, MemberId } from '../../../src/domain/ids.ts';
import type { Content } from '../../../src/domain/messages/content.ts';
import { actingMember } from '../../../src/services/audit/actors.ts';
import type { TalkRoom } from '../../../src/store/talks/talk-rooms.ts';
import { type MessageFate, recordMessage } from '../record-message.ts';

/** Records a message of a person at LINE WORKS, in a talk room or for one, with its outcome. */
export function recordMemberMessage(
  context: Context,
  writer: MemberId,
  content: Content,
  room: TalkRoom | null,
  fate: MessageFate,
  reason: MessageReason | null,
): EntryId {
  return recordMessage(context, {
    actor: actingMember(context, writer),
    direction: 'out',
    content,
    parties: {
      channelId: room?.channelId ?? null,
      lineUserId: room?.lineUserId ?? null,
      memberId: writer,
      roomId: room?.id ?? null,
    },
    fate,
    reason,
  });
}
