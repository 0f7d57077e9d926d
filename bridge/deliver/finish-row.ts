import { type Context, record } from '../../src/context.ts';
import { SYSTEM } from '../../src/domain/audit.ts';
import type { Errand } from '../../src/domain/errand.ts';
import { noteReached, noteUnreachable, tellAbsence } from '../../src/services/absence.ts';
import { failFetch, wakeLanesOf } from '../../src/services/keep-media.ts';
import {
  lineUserName,
  nameForMember,
  wordsForLineUser,
  wordsForMember,
} from '../../src/services/people.ts';
import { recordDelivery } from '../../src/services/record-delivery.ts';
import { settleReach } from '../../src/services/register-link-member.ts';
import { tellLineUser, tellRoom } from '../../src/services/say.ts';
import { settleAfterHandover } from '../../src/services/settle-after-handover.ts';
import { endRows, errandOf, type OutboxRow } from '../../src/store/outbox.ts';
import { noteRunNotice } from '../../src/store/room-runs.ts';
import type { OutboxState } from '../../src/store/schema.ts';
import { changeRoom, readRoom, type TalkRoom } from '../../src/store/talk-rooms.ts';
import { tellMediaTrouble } from './tell-media.ts';

export type EndState = Exclude<OutboxState, 'queued'>;

/**
 * Ends an outbox row: its state, its audit entry, and what follows from it for people, in words that
 * match the certainty (DESIGN §6.10).
 */
export function finishRow(
  context: Context,
  row: OutboxRow,
  state: EndState,
  reason: string | null,
): void {
  if (row.state !== 'queued') return;
  const errand = errandOf(row);
  endRows(context.db, [row.id], state, reason);
  if (errand === null) return;
  switch (errand.do) {
    case 'relay':
      finishRelay(context, row, errand, state, reason);
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
      wakeLanesOf(context, errand.entryId);
      return;
    case 'show-qr':
    case 'tell-room':
    case 'tell-channel':
    case 'introduce-room':
    case 'transcript':
    case 'leave-room':
    case 'leave-line-chat':
      return;
    default:
      errand satisfies never;
  }
}

function finishRelay(
  context: Context,
  row: OutboxRow,
  errand: Extract<Errand, { do: 'relay' }>,
  state: EndState,
  reason: string | null,
): void {
  const room = row.roomId === null ? null : readRoom(context.db, row.roomId);
  if (room === null) return;
  const entryId = recordDelivery(context, room, row, state, reason);
  if (room.successorId !== null && state !== 'sent') {
    settleAfterHandover(context, room, row, errand, { state, reason });
    return;
  }
  if (state === 'sent') {
    if (errand.to === 'line-works') noteReached(context, room.memberId);
    // Being heard counts as speaking: whoever answers next may mean this (DESIGN §6.4 case 3).
    changeRoom(
      context.db,
      room.id,
      errand.to === 'line' ? { memberSpokeEntry: entryId } : { lineUserSpokeEntry: entryId },
    );
    return;
  }
  if (state === 'cancelled' || reason === 'unsent' || room.state !== 'open') return;
  if (state === 'refused' && tellMediaTrouble(context, room, row, errand.to, reason)) return;
  if (errand.to === 'line') {
    tellSenderMember(context, room, state, reason);
    return;
  }
  if (isOutOfReach(state, reason)) {
    noteUnreachable(context, room.memberId);
    if (tellAbsence(context, room)) return;
  }
  tellSenderLineUser(context, room, state);
}

/** LINE WORKS will not have the bot write to this member; another try says the same. */
const isOutOfReach = (state: EndState, reason: string | null) =>
  state === 'refused' && (reason === 'forbidden' || reason === 'not-found');

/** Only a refusal says something about the member: a fault of the network or of our token does not. */
function reachOf(state: EndState, reason: string | null): 'yes' | 'no' | 'gave-up' {
  if (state === 'sent') return 'yes';
  return state === 'refused' && reason !== 'unauthorized' ? 'no' : 'gave-up';
}

type Undelivered = Exclude<EndState, 'sent' | 'cancelled'>;

function tellSenderMember(
  context: Context,
  room: TalkRoom,
  state: Undelivered,
  reason: string | null,
): void {
  const words = wordsForMember(context, room.memberId).room;
  const text = () => {
    if (state === 'uncertain') return words.maybeNotDelivered;
    if (reason === 'blocked') return words.refusedBlocked(nameForMember(context, room));
    if (reason === 'quota') return words.notDelivered(words.quota);
    return words.notDelivered(state === 'exhausted' ? words.gaveUp : words.refusedByPlatform);
  };
  tellRoom(context, room.id, { text: text() });
}

function tellSenderLineUser(context: Context, room: TalkRoom, state: Undelivered): void {
  const words = wordsForLineUser(context, room.lineUserId).line;
  const text = state === 'uncertain' ? words.maybeNotDelivered : words.notDelivered;
  tellLineUser(context, room, 'not-delivered', { text }, { roomId: room.id });
}

function finishNotice(
  context: Context,
  errand: Extract<Errand, { do: 'tell-line-user' }>,
  state: EndState,
  reason: string | null,
): void {
  // Said again, free of charge, when the LINE user next writes.
  const ofClosing = errand.notice === 'withdrawn' || errand.notice === 'handed-over';
  if (ofClosing && errand.aboutRoomId !== null) {
    if (state !== 'sent') changeRoom(context.db, errand.aboutRoomId, { withdrawnTold: false });
    noteRunNotice(context.db, errand.aboutRoomId, state === 'sent' ? 'sent' : 'later');
  }
  record(context, {
    action: 'notice.deliver',
    actor: SYSTEM,
    outcome: state,
    reason,
    channelId: errand.channelId,
    lineUserId: errand.lineUserId,
    lineUserName: lineUserName(context, errand.lineUserId),
    roomId: errand.aboutRoomId,
    facts: { notice: errand.notice },
  });
}
