import { type Context, record } from '../../src/context.ts';
import type { ChannelId, LineUserId } from '../../src/domain/ids.ts';
import { roomLane } from '../../src/domain/lane.ts';
import { eraseMessage } from '../../src/services/erase-message.ts';
import { actingLineUser, nameForMember, wordsForMember } from '../../src/services/people.ts';
import { recordDelivery } from '../../src/services/record-delivery.ts';
import { tellRoom } from '../../src/services/say.ts';
import { successorOf } from '../../src/services/successor.ts';
import { entryOf } from '../../src/store/audit-log.ts';
import { forgetBody } from '../../src/store/inbox.ts';
import { lineMessage, markUnsent } from '../../src/store/line-messages.ts';
import {
  dropRequest,
  endRows,
  type OutboxRow,
  queuedOfEntry,
  requestOf,
  rescheduleLane,
} from '../../src/store/outbox.ts';
import { dropHeld } from '../../src/store/questions.ts';
import { readRoom, type TalkRoom } from '../../src/store/talk-rooms.ts';
import { recordEvent } from './record-message.ts';

/**
 * Honours an unsend (line.md §1.9): the words are erased, what waits does not go out, the member is
 * told. What LINE WORKS shows already cannot be recalled.
 */
export function unsendLineMessage(
  context: Context,
  who: { readonly channelId: ChannelId; readonly lineUserId: LineUserId },
  messageId: string,
): string {
  markUnsent(context.db, messageId, context.clock.now());
  const known = lineMessage(context.db, messageId);
  const entry = known && entryOf(context.db, known.entryId);
  const actor = actingLineUser(context, who.lineUserId);
  if (entry === null || entry.lineUserId !== who.lineUserId) {
    recordEvent(context, actor, 'unsent-unknown', {}, who);
    return 'unsent-unknown';
  }
  eraseMessage(context, entry.id);
  if (known?.inboxId) forgetBody(context.db, known.inboxId);
  record(context, {
    action: 'message.unsend',
    actor,
    outcome: 'ok',
    ...who,
    roomId: known?.roomId ?? null,
    memberId: entry.memberId,
    memberName: entry.memberName,
    aboutId: entry.id,
  });
  dropHeld(context.db, entry.id);
  const room = known?.roomId ? readRoom(context.db, known.roomId) : null;
  if (room === null) return 'unsent';
  for (const row of queuedOfEntry(context.db, entry.id)) withdraw(context, room, row);
  if (entry.outcome === 'relayed' || entry.outcome === 'held') tellMemberOf(context, room);
  return 'unsent';
}

/** Takes a waiting message out of its lane; one that may have gone out is not repeated. */
function withdraw(context: Context, room: TalkRoom, row: OutboxRow): void {
  const lane = roomLane(room.id, 'line-works');
  const request = requestOf(context.db, lane);
  const inRequest = request?.rowIds.includes(row.id) ?? false;
  // In flight: the outcome of the call will end the row.
  if (inRequest && request?.inFlight) return;
  const maybeOut = inRequest && request?.step !== 'upload-media' && (request?.unclear ?? 0) > 0;
  const state = maybeOut ? 'uncertain' : 'cancelled';
  endRows(context.db, [row.id], state, 'unsent');
  recordDelivery(context, room, row, state, 'unsent');
  if (inRequest) dropRequest(context.db, lane);
  rescheduleLane(context.db, lane, context.clock.now());
}

/** Whoever took the room over has read it, too (DESIGN §6.7). */
function tellMemberOf(context: Context, said: TalkRoom): void {
  const room = successorOf(context, said) ?? said;
  if (room.state !== 'open') return;
  const words = wordsForMember(context, room.memberId).room;
  tellRoom(context, room.id, { text: words.unsent(nameForMember(context, room)) });
}
