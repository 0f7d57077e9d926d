import type { Context } from '../context.ts';
import { SYSTEM } from '../domain/audit.ts';
import type { RelayErrand } from '../domain/errand.ts';
import type { OutboxRow } from '../store/outbox.ts';
import type { OutboxState } from '../store/schema.ts';
import type { TalkRoom } from '../store/talk-rooms.ts';
import { forwardMessage } from './hand-over-room.ts';
import { lineUserName, memberName, wordsForMember } from './people.ts';
import { tellMember } from './say.ts';
import { successorOf } from './successor.ts';

/**
 * A message was under way while its room was handed over, and did not arrive for certain: what surely
 * never went out goes to the successor; of an answer the former member is told (DESIGN §6.7).
 */
export function settleAfterHandover(
  context: Context,
  room: TalkRoom,
  row: OutboxRow,
  errand: RelayErrand,
  end: { readonly state: Exclude<OutboxState, 'queued' | 'sent'>; readonly reason: string | null },
): void {
  const successor = successorOf(context, room);
  if (successor === null || row.entryId === null || end.reason === 'unsent') return;
  if (errand.to === 'line') {
    const words = wordsForMember(context, room.memberId).room;
    const user = lineUserName(context, room.lineUserId);
    const text =
      end.state === 'uncertain'
        ? words.answerMaybeNotSent(user)
        : words.answerNotSent(user, memberName(context, successor.memberId));
    tellMember(context, context.settings.bridgeBotId, room.memberId, { text });
    return;
  }
  // Erased words reach nobody; what may have arrived is in the transcript, marked as such.
  if (end.state === 'uncertain' || end.reason === 'erased' || successor.state !== 'open') return;
  const { quotedEntryId } = errand;
  forwardMessage(context, SYSTEM, successor, { entryId: row.entryId, quotedEntryId });
}
