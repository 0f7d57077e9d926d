import type { Context } from '../../../src/context.ts';
import type { EndReason } from '../../../src/domain/delivery/end-reason.ts';
import type { RelayErrand } from '../../../src/domain/delivery/errand.ts';
import { storedLane } from '../../../src/domain/delivery/lane.ts';
import type { EntryId } from '../../../src/domain/ids.ts';
import { type MessageTraits, recordDelivery } from '../../../src/services/audit/record-delivery.ts';
import { keepForRetry } from '../../../src/services/deliveries/keep.ts';
import { forgetRefusedFile } from '../../../src/services/files/forget-refused.ts';
import { failFetch } from '../../../src/services/files/keep.ts';
import { tellNotComing } from '../../../src/services/files/late-file.ts';
import { policyStops } from '../../../src/services/files/policy-stops.ts';
import { settleAfterHandover } from '../../../src/services/handover/settle-after.ts';
import { successorOf } from '../../../src/services/handover/successor.ts';
import {
  noteReached,
  noteUnreachable,
  tellAbsence,
} from '../../../src/services/members/absence.ts';
import { settleReach } from '../../../src/services/members/register.ts';
import { tellUnsentAnswers } from '../../../src/services/rooms/tell-unsent-answers.ts';
import { isPartOut } from '../../../src/services/say/part-out.ts';
import { readContent } from '../../../src/services/say/read-content.ts';
import { contentOf, entryOf } from '../../../src/store/audit/audit-log.ts';
import { tallyOf } from '../../../src/store/memory/tally.ts';
import { arrivalOf } from '../../../src/store/queue/follow.ts';
import { endRows, errandOf, type OutboxRow } from '../../../src/store/queue/outbox.ts';
import { changeRoom, readRoom, type TalkRoom } from '../../../src/store/talks/talk-rooms.ts';
import { moveOn, wake } from '../media/late-files.ts';
import { relaysOf } from '../media/plan-upload.ts';
import { tellMediaTrouble } from '../media/tell-trouble.ts';
import { finishNotice, recordNotice } from './end-notice.ts';
import type { EndState } from './end-state.ts';
import { tellArrived } from './tell-arrived.ts';
import { tellIfInWords } from './tell-in-words.ts';
import { tellSender } from './tell-sender.ts';

/**
 * Ends an outbox row: its state, its audit entry, and what people are told, in words that match the
 * certainty (DESIGN §6.10).
 *
 * @param unclear attempts before that LINE WORKS may have shown, too
 */
export function endRow(
  context: Context,
  row: OutboxRow,
  state: EndState,
  reason: EndReason | null,
  unclear = 0,
): void {
  if (row.state !== 'queued') return;
  const errand = errandOf(row);
  endRows(context.db, [row.id], state, reason);
  if (errand === null) return;
  switch (errand.do) {
    case 'relay':
      finishRelay(context, row, errand, { state, reason, unclear });
      return;
    case 'tell-line-user':
      finishNotice(context, errand, state, reason);
      return;
    case 'tell-member':
      if (errand.provesReach) {
        settleReach(context, errand.memberId, reachOf(state, reason));
      }
      return;
    case 'fetch-media':
      if (state !== 'sent') failFetch(context, errand.entryId, reason);
      moveOn(context, errand.entryId);
      return;
    case 'upload-media':
      finishUpload(context, errand.entryId, state, reason);
      return;
    case 'transcript':
      noteTranscript(context, row, state, reason);
      return;
    case 'answer-message':
      recordNotice(context, errand, state, reason);
      return;
    case 'show-qr':
    case 'tell-room':
    case 'introduce-room':
    case 'leave-room':
    case 'leave-line-chat':
      return;
    default:
      errand satisfies never;
  }
}

/** A message whose upload failed cannot be sent: it ends likewise. */
function finishUpload(
  context: Context,
  entryId: EntryId,
  state: EndState,
  reason: EndReason | null,
): void {
  if (state === 'sent') moveOn(context, entryId);
  // It was no longer wanted.
  if (state === 'sent' || state === 'cancelled') return;
  for (const { row, errand } of relaysOf(context, entryId)) {
    if (errand.to === 'line-works') endRow(context, row, state, reason);
    wake(context, storedLane(row.lane));
  }
}

interface RelayEnd {
  readonly state: EndState;
  readonly reason: EndReason | null;
  readonly unclear: number;
}

function finishRelay(
  context: Context,
  row: OutboxRow,
  errand: RelayErrand,
  { state, reason, unclear }: RelayEnd,
): void {
  const room = row.roomId === null ? null : readRoom(context.db, row.roomId);
  if (room === null) return;
  if (state === 'refused') forgetWhatRulesForbid(context, row, errand.to, reason);
  const message = traitsOf(context, row, errand);
  const entryId = recordDelivery(context, room, row, state, reason, message, unclear);
  if (room.successorId === null) keepForRetry(context, row, errand, state, reason);
  if (state === 'sent' || state === 'uncertain') noteHeard(context, room, errand, entryId);
  // The member is told why below; the LINE user may have been told to wait for it.
  else if (errand.to === 'line') tellNotComing(context, room, row, errand);
  if (room.successorId !== null) {
    settleAfterHandover(context, room, row, errand, { state, reason });
    if (state !== 'sent') return;
  }
  if (state === 'sent') {
    noteDelivered(context, row, errand.to);
    if (errand.to === 'line-works') noteReached(context, room.memberId);
    else if (message?.kind === 'sticker') tellIfInWords(context, room, row, errand);
    if (errand.resent && room.state === 'open') tellArrived(context, room, row, errand);
    return;
  }
  // A writer who took it back is not asked to send it again.
  if (reason === 'unsent' || isErased(context, row)) return;
  if (room.state !== 'open') {
    if (errand.to === 'line' && reason !== 'erased') tellAfterClosing(context, room, state);
    return;
  }
  if (state === 'cancelled') return;
  if (state === 'refused' && tellMediaTrouble(context, room, row, errand.to, reason)) return;
  const certainty = isPartOut(context, row) ? 'uncertain' : state;
  if (errand.to === 'line-works' && isOutOfReach(state, reason)) {
    noteUnreachable(context, room.memberId);
    if (tellAbsence(context, room)) return;
  }
  tellSender(context, room, row, errand.to, certainty, reason);
  if (certainty !== 'uncertain' && errand.to === 'line-works') {
    tellNotComing(context, room, row, errand);
  }
}

/** From the receipt of a person's message until it is written that the other side has it. */
function noteDelivered({ db, clock }: Context, row: OutboxRow, to: RelayErrand['to']): void {
  const tally = tallyOf(db);
  tally.observe(tally.delivery[to], clock.now() - arrivalOf(db, row));
}

/** A message's words tell what its entry says about it; once they are erased, the entry is read. */
function traitsOf(
  { db }: Context,
  { entryId }: OutboxRow,
  { to }: RelayErrand,
): MessageTraits | null {
  if (entryId === null) return null;
  const kind = readContent(db, entryId)?.kind;
  return kind === undefined
    ? entryOf(db, entryId)
    : { direction: to === 'line' ? 'out' : 'in', kind };
}

const isErased = ({ db }: Context, { entryId }: OutboxRow) =>
  entryId !== null && contentOf(db, entryId) === null;

function forgetWhatRulesForbid(
  context: Context,
  { entryId }: OutboxRow,
  to: RelayErrand['to'],
  reason: EndReason | null,
): void {
  const content = entryId === null ? null : readContent(context.db, entryId);
  if (entryId === null || content === null) return;
  const refusal = policyStops(context.db, entryId, to);
  if (refusal !== null && refusal === reason) {
    forgetRefusedFile(context, entryId, refusal, content.kind);
  }
}

/**
 * Being heard counts as speaking, also where that is not sure: the next answer may mean this
 * (DESIGN §6.4 case 3), and goes to the member who has taken the room over meanwhile.
 */
function noteHeard(context: Context, room: TalkRoom, { to }: RelayErrand, entryId: EntryId): void {
  changeRoom(
    context.db,
    (successorOf(context, room) ?? room).id,
    to === 'line' ? { memberSpokeEntry: entryId } : { lineUserSpokeEntry: entryId },
  );
}

/** Tells of an answer that was under way when its talk ended, and certainly did not arrive. */
function tellAfterClosing(context: Context, room: TalkRoom, state: EndState): void {
  const answers = state === 'uncertain' ? 0 : 1;
  tellUnsentAnswers(context, room, { answers, maybeAnswers: 1 - answers });
}

/** A customer was handed over to a member the bot cannot reach: the administrators learn of it. */
function noteTranscript(
  context: Context,
  row: OutboxRow,
  state: EndState,
  reason: EndReason | null,
): void {
  const room = row.roomId === null ? null : readRoom(context.db, row.roomId);
  if (room?.state === 'open' && isOutOfReach(state, reason)) {
    noteUnreachable(context, room.memberId);
  }
}

/** LINE WORKS refuses the bot's messages to this member; another try would be refused, too. */
const isOutOfReach = (state: EndState, reason: EndReason | null) =>
  state === 'refused' && (reason === 'forbidden' || reason === 'not-found');

/** Only a refusal is about the member: a fault of the network, our token or our code is not. */
function reachOf(state: EndState, reason: EndReason | null): 'yes' | 'no' | 'gave-up' {
  if (state === 'sent') return 'yes';
  const isOurs = reason === 'unauthorized' || reason === 'fault';
  return state === 'refused' && !isOurs ? 'no' : 'gave-up';
}
