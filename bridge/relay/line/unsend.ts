import type { Context } from '../../../src/context.ts';
import { mediaLane, roomLane } from '../../../src/domain/delivery/lane.ts';
import type { EventResult } from '../../../src/domain/event-result.ts';
import type { ChannelId, EntryId, LineUserId } from '../../../src/domain/ids.ts';
import { formatTime } from '../../../src/domain/jst.ts';
import { lineSpeaker } from '../../../src/domain/speaker.ts';
import { actingLineUser } from '../../../src/services/audit/actors.ts';
import { eraseMessage, forgetEvent } from '../../../src/services/audit/erase-message.ts';
import { recordDelivery } from '../../../src/services/audit/record-delivery.ts';
import { planScrubAfterCall } from '../../../src/services/audit/scrub.ts';
import { successorOf } from '../../../src/services/handover/successor.ts';
import { wordsForMember } from '../../../src/services/say/reader.ts';
import { tellRoom } from '../../../src/services/say/say.ts';
import { nameForMember } from '../../../src/services/say/shown-name.ts';
import { contentOf, entryOf } from '../../../src/store/audit/audit-log.ts';
import { failedMessages } from '../../../src/store/queue/failed-events.ts';
import { rescheduleLane } from '../../../src/store/queue/lanes.ts';
import { endRows, type OutboxRow, queuedOfEntry } from '../../../src/store/queue/outbox.ts';
import {
  dropRequest,
  maybeShown,
  putRequest,
  requestOf,
} from '../../../src/store/queue/requests.ts';
import { dropEndQuestionOf } from '../../../src/store/talks/end-questions.ts';
import { isUnsent, lineMessage, markUnsent } from '../../../src/store/talks/line-messages.ts';
import { dropHeld } from '../../../src/store/talks/questions.ts';
import { readRoom, roomsOfLineUser, type TalkRoom } from '../../../src/store/talks/talk-rooms.ts';
import { withoutErased } from '../../deliver/compose/line-works/again.ts';
import { dissolveRequest } from '../../deliver/loop/repeat-request.ts';
import { recordEvent } from '../record-message.ts';

/**
 * Honours an unsend (line.md §1.9): the words are erased, queued rows do not go out, the member is
 * told. Words that LINE WORKS already shows cannot be recalled.
 */
export function unsendLineMessage(
  context: Context,
  who: { readonly channelId: ChannelId; readonly lineUserId: LineUserId },
  messageId: string,
): EventResult {
  // A LINE user takes back their own words only, no other person's and no member's answer.
  const name = { messageId, ...who };
  const again = isUnsent(context.db, name);
  markUnsent(context.db, name, context.clock.now());
  const known = lineMessage(context.db, name);
  const entry = known && entryOf(context.db, known.entryId);
  const actor = actingLineUser(context, who.lineUserId);
  if (entry?.direction !== 'in') {
    // A message that failed has no entry; its event still holds its words.
    for (const id of failedMessages(context.db, who.channelId, messageId)) forgetEvent(context, id);
    recordEvent(context, actor, 'unsent-unknown', {}, who);
    return 'unsent-unknown';
  }
  if (again && contentOf(context.db, entry.id) === null) {
    // Honoured and told before: there is nothing left to erase.
    recordEvent(context, actor, 'unsent-again', {}, who);
    return 'unsent-again';
  }
  eraseMessage(context, entry.id, {
    action: 'message.unsend',
    actor,
    outcome: 'ok',
    ...who,
    roomId: known?.roomId ?? null,
    memberId: entry.memberId,
    memberName: entry.memberName,
  });
  if (known?.inboxId) forgetEvent(context, known.inboxId);
  dropHeld(context.db, entry.id);
  // With 終了 taken back, the next words answer no question.
  dropEndQuestionOf(context.db, lineSpeaker(who.channelId, who.lineUserId), entry.id);
  composeAgain(context, who);
  scrubAfterCalls(context, who, entry.id);
  const room = known?.roomId ? readRoom(context.db, known.roomId) : null;
  if (room === null) return 'unsent';
  for (const row of queuedOfEntry(context.db, entry.id)) withdraw(context, room, row);
  if (entry.outcome === 'relayed' || entry.outcome === 'held')
    tellMemberOf(context, room, entry.at);
  return 'unsent';
}

/** Calls under way that may say it, or bring its file: their bytes stay until they end. */
function scrubAfterCalls(
  context: Context,
  { channelId, lineUserId }: { readonly channelId: ChannelId; readonly lineUserId: LineUserId },
  entryId: EntryId,
): void {
  const rooms = roomsOfLineUser(context.db, channelId, lineUserId);
  const lanes = [...rooms.map(({ id }) => roomLane(id, 'line-works')), mediaLane(entryId)];
  for (const lane of lanes) {
    if (requestOf(context.db, lane)?.inFlight) planScrubAfterCall(context, lane);
  }
}

/** A waiting transcript or quote holds the words: its bytes are composed again. */
function composeAgain(
  context: Context,
  { channelId, lineUserId }: { readonly channelId: ChannelId; readonly lineUserId: LineUserId },
): void {
  for (const { id } of roomsOfLineUser(context.db, channelId, lineUserId)) {
    const lane = roomLane(id, 'line-works');
    const request = requestOf(context.db, lane);
    if (request === null || request.inFlight) continue;
    const again = withoutErased(context, request);
    if (again === null) dissolveRequest(context, request);
    else if (again !== request) putRequest(context.db, again);
  }
}

/**
 * Takes a waiting message out of its lane; one that may be out ends with those that left with it.
 */
function withdraw(context: Context, room: TalkRoom, row: OutboxRow): void {
  const lane = roomLane(room.id, 'line-works');
  const request = requestOf(context.db, lane);
  const inRequest = request?.rowIds.includes(row.id) ?? false;
  // In flight: the call's outcome will end the row.
  if (inRequest && request?.inFlight) return;
  if (inRequest && request !== null && maybeShown(request)) dissolveRequest(context, request);
  else {
    endRows(context.db, [row.id], 'cancelled', 'unsent');
    recordDelivery(context, room, row, 'cancelled', 'unsent');
    if (inRequest) dropRequest(context.db, lane);
  }
  rescheduleLane(context.db, lane, context.clock.now());
}

/** A handover's successor has read it, too (DESIGN §6.7). The time tells which message it was. */
function tellMemberOf(context: Context, said: TalkRoom, saidAt: number): void {
  const room = successorOf(context, said) ?? said;
  if (room.state !== 'open') return;
  const words = wordsForMember(context, room.memberId).room;
  const at = formatTime(saidAt, context.clock.now());
  tellRoom(context, room.id, { text: words.unsent(nameForMember(context, room), at) });
}
