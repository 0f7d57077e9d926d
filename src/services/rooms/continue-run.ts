import { type Context, record } from '../../context.ts';
import { codeOf } from '../../domain/audit-facts.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/durations.ts';
import type { MemberId, TalkRoomId } from '../../domain/ids.ts';
import { readLink } from '../../store/link.ts';
import { readLinkMember } from '../../store/people/link-members.ts';
import { isBlockedBy } from '../../store/people/member-blocks.ts';
import type { CloseReason } from '../../store/schema.ts';
import {
  changeRoomRun,
  countRoomRun,
  dropRestOfRun,
  endRoomRun,
  failedOfRun,
  nextOfRun,
  type RoomRun,
  type RunRoom,
  readRoomRun,
  settleRunRoom,
} from '../../store/talks/room-runs.ts';
import { readRoom } from '../../store/talks/talk-rooms.ts';
import { roomParties } from '../audit/actors.ts';
import { HANDOVERS_PER_TURN } from '../handover/hand-over.ts';
import { handOverRoom } from '../handover/hand-over-room.ts';
import { carryOutClosing, goodbyeFor, type Noticed, sayGoodbye } from './close.ts';
import { ROOMS_PER_TURN } from './close-many.ts';
import { reportRoomRun } from './report-run.ts';
import { talkAgain } from './talk-again.ts';

/** How often the run checks the notices under way. */
const LOOK_AGAIN_MS = 5000;
/** Notices still under way after this are reported as left for later. */
const PATIENCE_MS = HOUR_MS;
/** How often a room that fails is tried, and after what pause. */
const TRIES = 3;
const TRY_AGAIN_MS = MINUTE_MS;

/** Reports a fault of ours to the operator. */
export type RoomFault = (roomId: TalkRoomId, error: unknown) => void;

/**
 * One turn of closing or handing over many rooms, in the caller's transaction. Rooms are
 * independent: one that fails is undone, tried again later, and in the end set aside on record.
 *
 * @returns when to come back, ms; null when the run has ended
 */
export function continueRoomRun(
  context: Context,
  runId: number,
  onFault: RoomFault,
): number | null {
  const run = readRoomRun(context.db, runId);
  if (run === null) return null;
  if (run.kind === 'hand-over' && !mayGoOn(context, run)) dropRestOfRun(context.db, runId);
  const most = run.kind === 'hand-over' ? HANDOVERS_PER_TURN : ROOMS_PER_TURN;
  const rooms = nextOfRun(context.db, runId, most);
  for (const room of rooms) seeToAlone(context, run, room, onFault);
  if (rooms.length > 0) return pauseBeforeNext(context, runId);
  const counts = countRoomRun(context.db, runId);
  const waited = context.clock.now() - run.startedAt;
  if (counts.notices.waiting > 0 && waited < PATIENCE_MS) return LOOK_AGAIN_MS;
  reportRoomRun(context, run, counts, failedOfRun(context.db, runId, TRIES));
  endRoomRun(context.db, runId);
  return null;
}

/** The successor may have been removed since. */
function mayGoOn(context: Context, run: RoomRun): boolean {
  if (!readLink(context.db).enabled || run.toMember === null) return false;
  return readLinkMember(context.db, run.toMember)?.status === 'available';
}

function seeToAlone(
  context: Context,
  run: RoomRun,
  { roomId, tries }: RunRoom,
  onFault: RoomFault,
): void {
  try {
    context.store.transaction(() => seeTo(context, run, roomId));
  } catch (error) {
    onFault(roomId, error);
    const tried = tries + 1;
    const state = tried < TRIES ? 'waiting' : 'dropped';
    settleRunRoom(context.db, run.id, roomId, { state, tries: tried });
    if (state === 'dropped') recordFailure(context, run, roomId);
  }
}

function recordFailure(context: Context, run: RoomRun, roomId: TalkRoomId): void {
  const room = readRoom(context.db, roomId);
  record(context, {
    action: 'room.fail',
    actor: run.actor,
    outcome: 'failed',
    reason: 'fault',
    ...(room === null ? { roomId } : roomParties(context, room)),
    facts: { run: codeOf(run.kind), tries: TRIES },
  });
}

/** Only rooms that failed before are left: they wait a while. */
function pauseBeforeNext(context: Context, runId: number): number {
  const [next] = nextOfRun(context.db, runId, 1);
  return next !== undefined && next.tries > 0 ? TRY_AGAIN_MS : 0;
}

function seeTo(context: Context, run: RoomRun, roomId: TalkRoomId): void {
  const noticed =
    run.kind === 'hand-over' && run.toMember !== null
      ? handOver(context, run, roomId, run.toMember)
      : close(context, run, roomId, run.reason ?? 'link-off');
  if (noticed === 'blocked') {
    settleRunRoom(context.db, run.id, roomId, { state: 'dropped' });
    return;
  }
  const notice = noticed === null ? null : NOTICES[`${noticed}`];
  settleRunRoom(context.db, run.id, roomId, { state: 'done', notice });
}

const NOTICES = { true: 'waiting', false: 'later', before: 'sent', again: null } as const;

/** Whether the LINE user is told; null: the room was settled already. */
function close(
  context: Context,
  run: RoomRun,
  roomId: TalkRoomId,
  reason: CloseReason,
): Noticed | null {
  const room = readRoom(context.db, roomId);
  // Handed over since it was marked as closed: its customer is told who answers instead.
  if (room === null) return null;
  if (room.successorId !== null) {
    sayGoodbye(context, room, goodbyeFor(context, room, reason));
    return null;
  }
  return carryOutClosing(context, run.actor, room, reason).noticed;
}

function handOver(
  context: Context,
  run: RoomRun,
  roomId: TalkRoomId,
  to: MemberId,
): boolean | 'blocked' | null {
  const room = readRoom(context.db, roomId);
  // Its LINE user, or an administrator, has ended it since.
  if (room === null || room.successorId !== null || !isForHandover(room.closedReason)) return null;
  // The latest room has the current state.
  if (room.state === 'closed' && talkAgain(context, room)) return null;
  if (isBlockedBy(context.db, to, room.lineUserId)) return 'blocked';
  const done = handOverRoom(context, run.actor, room, to);
  const known = readRoomRun(context.db, run.id) ?? run;
  changeRoomRun(context.db, run.id, {
    moved: known.moved + done.moved,
    undelivered: known.undelivered + done.unsent,
  });
  return done.noticed;
}

const isForHandover = (reason: CloseReason | null) =>
  reason === null || reason === 'member-removed' || reason === 'account-gone';
