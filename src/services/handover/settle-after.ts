import type { Context } from '../../context.ts';
import { SYSTEM } from '../../domain/audit.ts';
import type { EndReason } from '../../domain/delivery/end-reason.ts';
import type { RelayErrand } from '../../domain/delivery/errand.ts';
import type { OutboxRow } from '../../store/queue/outbox.ts';
import type { OutboxState } from '../../store/schema.ts';
import type { TalkRoom } from '../../store/talks/talk-rooms.ts';
import { wordsForMember } from '../say/reader.ts';
import { tellMember } from '../say/say.ts';
import { memberNameIn, nameForMember } from '../say/shown-name.ts';
import { forwardMessage } from './hand-over-room.ts';
import { successorOf } from './successor.ts';
import { queueLines } from './transcript.ts';

/**
 * Settles a message that was under way while its room was handed over (DESIGN §6.7). If it surely
 * never went out, it goes to the successor; if the former member has it, or may have it, the
 * successor reads it in the transcript. The former member is told of an answer that did not arrive.
 */
export function settleAfterHandover(
  context: Context,
  room: TalkRoom,
  row: OutboxRow,
  errand: RelayErrand,
  end: { readonly state: Exclude<OutboxState, 'queued'>; readonly reason: EndReason | null },
): void {
  const successor = successorOf(context, room);
  if (successor === null || row.entryId === null || end.reason === 'unsent') return;
  if (errand.to === 'line') {
    if (end.state === 'sent') return;
    const all = wordsForMember(context, room.memberId);
    const words = all.room;
    const user = nameForMember(context, room);
    const text =
      end.state === 'uncertain'
        ? words.answerMaybeNotSent(user)
        : words.answerNotSent(user, memberNameIn(context, successor.memberId, all));
    tellMember(context, context.settings.bridgeBotId, room.memberId, { text });
    return;
  }
  // Erased words are not delivered.
  if (end.reason === 'erased' || successor.state !== 'open') return;
  if (end.state === 'sent' || end.state === 'uncertain') {
    queueLines(context, successor, [row.entryId]);
    return;
  }
  const { quotedEntryId } = errand;
  forwardMessage(context, SYSTEM, successor, { entryId: row.entryId, quotedEntryId });
}
