import type { Context } from '../../../src/context.ts';
import type { Lane } from '../../../src/domain/delivery/lane.ts';
import { type Outcome, wasTried } from '../../../src/domain/delivery/outcome.ts';
import { pauseBefore } from '../../../src/domain/delivery/retry.ts';
import { type Blame, blameIn } from '../../../src/domain/delivery/sender-form.ts';
import {
  type AttemptFacts,
  settleAttempt,
  type Verdict,
} from '../../../src/domain/delivery/settle-request.ts';
import { DAY_MS } from '../../../src/domain/durations.ts';
import type { TalkRoomId } from '../../../src/domain/ids.ts';
import { keepNoProfile } from '../../../src/services/line-users/keep-profile.ts';
import { rereadProfile } from '../../../src/services/line-users/reread-profiles.ts';
import { notePush } from '../../../src/services/pushes/month.ts';
import { noteQuotaReached } from '../../../src/services/pushes/note-reached.ts';
import {
  readFriendship,
  readLineUser,
  spendReplyTokensOf,
} from '../../../src/store/line/line-users.ts';
import { passTurn, rescheduleLane, restLane } from '../../../src/store/queue/lanes.ts';
import {
  errandOf,
  type OutboxRow,
  queuedOfRoom,
  rowsById,
  updateRow,
} from '../../../src/store/queue/outbox.ts';
import { dropRequest, putRequest } from '../../../src/store/queue/requests.ts';
import { readRoom } from '../../../src/store/talks/talk-rooms.ts';
import type { Settled } from '../admission/admit.ts';
import { greetingOf, speakWithoutProfile } from '../compose/line/language.ts';
import { endRow } from '../outcome/end-row.ts';
import { keepAnswer } from '../outcome/keep-answer.ts';
import { keepEndedRequest } from '../outcome/keep-request.ts';
import { goRound } from '../outcome/way-round.ts';
import { afterEnd } from './after-end.ts';
import type { Answer } from './call.ts';
import { settleCheck } from './check-room.ts';
import type { Claim } from './claim.ts';
import { coversOf, type PlatformCall } from './platform-call.ts';
import { repeatLater } from './repeat-later.ts';

/**
 * Writes a claim's outcome, with its audit entries: rows move on or end, the request is kept for a
 * repeat or dropped, the lane gets its next time. One synchronous transaction, the caller's.
 */
export function settleClaim(
  context: Context,
  claim: Claim,
  outcome: Outcome<Answer>,
  platformDown: boolean,
): Settled {
  const now = context.clock.now();
  if (outcome.kind === 'sent' && outcome.answer.of === 'check-room') {
    if (claim.call.step === 'check-room') settleCheck(context, claim, claim.call, outcome.answer);
    return 'answered';
  }
  if (outcome.kind === 'sent') {
    noteIfPushed(context, claim);
    keepAnswer(context, claim, outcome.answer);
    advance(context, claim);
    dropRequest(context.db, claim.lane);
    passTurn(context.db, claim.lane, now);
    return 'answered';
  }
  if (outcome.kind === 'withheld') {
    withhold(context, claim);
    return 'silent';
  }
  const verdict = settleAttempt(outcome, factsOf(context, claim, platformDown));
  switch (verdict.kind) {
    case 'sent':
      advance(context, claim);
      dropRequest(context.db, claim.lane);
      passTurn(context.db, claim.lane, now);
      return 'answered';
    case 'new-request':
      if (claim.call.step === 'line-say') {
        spendReplyTokensOf(context.db, claim.call.channelId, claim.call.lineUserId);
      }
      dropRequest(context.db, claim.lane);
      passTurn(context.db, claim.lane, now);
      return 'answered';
    case 'end':
      if (claim.call.step === 'check-room') {
        settleCheck(context, claim, claim.call, null);
        return verdict.state === 'refused' ? 'answered' : 'platform-fault';
      }
      if (verdict.state === 'uncertain') noteIfPushed(context, claim);
      dropRequest(context.db, claim.lane);
      end(context, claim, verdict, outcome.kind === 'refused' ? blameIn(outcome.detail) : null);
      passTurn(context.db, claim.lane, now);
      return verdict.state === 'refused' ? 'answered' : 'platform-fault';
    case 'again':
      if (goesWithoutProfile(context, claim)) {
        goOnWithoutProfile(context, claim);
        dropRequest(context.db, claim.lane);
        passTurn(context.db, claim.lane, now);
      } else {
        repeatLater(context, claim, verdict);
      }
      return wasTried(outcome) ? said(verdict) : 'silent';
    default:
      return verdict satisfies never;
  }
}

const said = ({ platformFault }: Extract<Verdict, { kind: 'again' }>): Settled =>
  platformFault ? 'platform-fault' : 'answered';

/** Words wait this many attempts, about six seconds, for a name that was never asked for. */
const NAME_ATTEMPTS = 3;

/**
 * A greeting does not wait for a language. Words wait briefly for a name, but not for a newer one.
 */
function goesWithoutProfile(context: Context, { lane, call, request }: Claim): boolean {
  if (call.step !== 'line-profile') return false;
  const isFirst = readLineUser(context.db, call.lineUserId)?.profileAt == null;
  return greetingOf(context, lane) !== null || !isFirst || request.attempts >= NAME_ATTEMPTS;
}

function goOnWithoutProfile(context: Context, { lane, call }: Claim): void {
  if (call.step !== 'line-profile') return;
  const greeting = greetingOf(context, lane);
  if (greeting !== null) {
    speakWithoutProfile(context, greeting);
    return;
  }
  keepNoProfile(context, call.lineUserId);
  // Their member is told the name as soon as it is known.
  rereadProfile(context, call, 1);
}

/** A push, even one that only may be out, costs one of the month's, for any number of messages. */
function noteIfPushed(context: Context, { call, request }: Claim): void {
  if (call.step === 'line-say' && request.retryKey !== null) notePush(context, call.channelId);
}

/**
 * The request did not leave this time. If it may have gone out before, that is judged when the lane
 * is next looked at; otherwise it is forgotten.
 */
function withhold(context: Context, { lane, request }: Claim): void {
  if (request.unclear === 0) dropRequest(context.db, lane);
  else putRequest(context.db, { ...request, inFlight: false, attempts: request.attempts - 1 });
  rescheduleLane(context.db, lane, context.clock.now());
}

/** Rows move on by the parts that went out; complete ones are sent. */
function advance(context: Context, claim: Claim): void {
  const rows = new Map(rowsById(context.db, claim.request.rowIds).map((row) => [row.id, row]));
  for (const cover of coversOf(claim.call)) {
    const row = rows.get(cover.rowId);
    if (row === undefined) continue;
    if (cover.last && isDroppedInSilence(context, claim)) {
      endRow(context, row, 'uncertain', 'never-a-friend');
    } else if (cover.last) endRow(context, row, 'sent', null, unclearOf(claim));
    else updateRow(context.db, row.id, { progress: row.progress + cover.parts });
  }
}

/** Attempts that may be shown beside this one: a key or a token would have kept the platform from it. */
const unclearOf = ({ request }: Claim): number =>
  safetyOf(request.retryKey, request.replyToken) === 'none' ? request.unclear : 0;

const STRANGER_MS = 7 * DAY_MS;

/** LINE answers 200 and drops a push to a user who never was a friend and was silent for a week. */
function isDroppedInSilence(context: Context, { call, request }: Claim): boolean {
  if (call.step !== 'line-say' || request.retryKey === null) return false;
  const { state, lastMessageAt } = readFriendship(context.db, call.channelId, call.lineUserId);
  return state === 'unknown' && context.clock.now() - lastMessageAt > STRANGER_MS;
}

function factsOf(context: Context, { request, call }: Claim, platformDown: boolean): AttemptFacts {
  const now = context.clock.now();
  const { retryScheduleMs } = context.settings;
  const pauseMs = pauseBefore(retryScheduleMs, request.attempts, context.chance.fraction());
  return {
    safety: safetyOf(request.retryKey, request.replyToken),
    attempts: request.attempts,
    // Repeating a look-up, an upload or a leave does no harm; making a room twice does.
    unclearBefore: isHarmless(call.step) ? 0 : request.unclear,
    sinceReceiptMs: request.replyReceivedAt === null ? null : now - request.replyReceivedAt,
    sinceFirstAttemptMs: now - request.firstAttemptAt,
    pauseMs,
    platformDown,
  };
}

const isHarmless = (step: PlatformCall['step']) =>
  step === 'line-profile' ||
  step === 'inspect-room' ||
  step === 'check-room' ||
  step === 'leave-channel' ||
  step === 'upload-picture' ||
  step === 'fetch-media' ||
  step === 'upload-media' ||
  step === 'line-leave';

function safetyOf(retryKey: string | null, replyToken: string | null): AttemptFacts['safety'] {
  if (retryKey !== null) return 'retry-key';
  return replyToken === null ? 'none' : 'reply-token';
}

const isOpen = (context: Context, roomId: TalkRoomId) =>
  readRoom(context.db, roomId)?.state === 'open';

function end(
  context: Context,
  claim: Claim,
  verdict: Extract<Verdict, { kind: 'end' }>,
  blames: Blame | null,
): void {
  const rows = rowsById(context.db, claim.request.rowIds).filter((row) => row.state === 'queued');
  if (claim.call.step === 'line-say' && verdict.reason === 'quota') {
    noteQuotaReached(context, claim.call.channelId);
  }
  if (verdict.state === 'refused') {
    if (goRound(context, claim, rows, verdict.reason, blames)) return;
  }
  const after = afterEnd(claim.call.step, verdict);
  switch (after.kind) {
    case 'profile-unknown':
      if (claim.call.step === 'line-profile') keepNoProfile(context, claim.call.lineUserId);
      return;
    case 'room-given-up':
      if ('roomId' in claim.call) giveUpRoom(context, claim.call.roomId, claim.lane);
      return;
    case 'rows-end':
      for (const row of rows) endRow(context, row, after.state, after.reason);
      keepEndedRequest(context, claim);
      return;
    default:
      after satisfies never;
  }
}

/**
 * Without its room the lane cannot say anything; the next words try to make it again, and the
 * room's head comes before them.
 */
function giveUpRoom(context: Context, roomId: TalkRoomId, lane: Lane): void {
  const waits = isOpen(context, roomId);
  for (const row of queuedOfRoom(context.db, roomId)) {
    if (row.lane !== lane || (waits && headsRoom(row))) continue;
    endRow(context, row, 'exhausted', 'no-room');
  }
  restLane(context.db, lane);
}

function headsRoom(row: OutboxRow): boolean {
  const errand = errandOf(row);
  return errand?.do === 'introduce-room' || errand?.do === 'transcript';
}
