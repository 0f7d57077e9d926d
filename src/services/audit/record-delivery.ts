import { type Context, record } from '../../context.ts';
import { type MessageReason, SYSTEM } from '../../domain/audit.ts';
import type { EndReason } from '../../domain/delivery/end-reason.ts';
import type { EntryId, TalkRoomId } from '../../domain/ids.ts';
import { entryOf } from '../../store/audit/audit-log.ts';
import type { OutboxRow } from '../../store/queue/outbox.ts';
import type { OutboxState } from '../../store/schema.ts';
import type { TalkRoom } from '../../store/talks/talk-rooms.ts';
import { roomParties } from './actors.ts';

/** What the entry of a message says about it. */
export interface MessageTraits {
  readonly direction: 'in' | 'out' | null;
  readonly kind: string | null;
}

/**
 * Records the outcome of a person's message, next to the entry that holds its words. `message` is
 * read there unless the caller knows it.
 *
 * @param unclear how many attempts before had an unknown outcome and no key that LINE WORKS would know them by: so
 * often the message may be shown once more than it should
 */
export function recordDelivery(
  context: Context,
  room: Pick<TalkRoom, 'channelId' | 'lineUserId' | 'memberId'> & { readonly id: TalkRoomId },
  row: OutboxRow,
  outcome: Exclude<OutboxState, 'queued'>,
  reason: EndReason | MessageReason | null,
  message: MessageTraits | null = row.entryId === null ? null : entryOf(context.db, row.entryId),
  unclear = 0,
): EntryId {
  return record(context, {
    action: 'message.deliver',
    actor: SYSTEM,
    outcome,
    reason,
    ...roomParties(context, room),
    direction: message?.direction ?? null,
    kind: message?.kind ?? null,
    aboutId: row.entryId,
    ...(unclear > 0 ? { facts: { unclearAttempts: unclear } } : {}),
  });
}
