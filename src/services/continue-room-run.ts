import { adminBotOf, type Context } from '../context.ts';
import type { MemberId, TalkRoomId } from '../domain/ids.ts';
import { memberId } from '../domain/ids.ts';
import { readLink } from '../store/link.ts';
import { readLinkMember } from '../store/link-members.ts';
import {
  changeRoomRun,
  countRoomRun,
  dropRestOfRun,
  endRoomRun,
  nextOfRun,
  type RoomRun,
  type RunCounts,
  readRoomRun,
  settleRunRoom,
} from '../store/room-runs.ts';
import type { CloseReason } from '../store/schema.ts';
import { readRoom } from '../store/talk-rooms.ts';
import type { Words } from '../words/words.ts';
import { carryOutClosing, goodbyeFor, sayGoodbye } from './close-room.ts';
import { ROOMS_PER_TURN } from './close-rooms.ts';
import { HANDOVERS_PER_TURN, tellBoth } from './hand-over.ts';
import { handOverRoom } from './hand-over-room.ts';
import { memberName, wordsForMember } from './people.ts';
import { tellAdmins, tellMember } from './say.ts';

/** How often the notices that are on their way are looked at. */
const LOOK_AGAIN_MS = 5000;
/** Notices that are still on their way after this are told as left for later. */
const PATIENCE_MS = 60 * 60 * 1000;

/**
 * One turn of closing or handing over many rooms, in the caller's transaction.
 *
 * @returns when to come back, ms; null when the run has ended
 */
export function continueRoomRun(context: Context, runId: number): number | null {
  const run = readRoomRun(context.db, runId);
  if (run === null) return null;
  if (run.kind === 'hand-over' && !mayGoOn(context, run)) dropRestOfRun(context.db, runId);
  const most = run.kind === 'hand-over' ? HANDOVERS_PER_TURN : ROOMS_PER_TURN;
  const rooms = nextOfRun(context.db, runId, most);
  for (const roomId of rooms) seeTo(context, run, roomId);
  if (rooms.length > 0) return 0;
  const counts = countRoomRun(context.db, runId);
  const waited = context.clock.now() - run.startedAt;
  if (counts.notices.waiting > 0 && waited < PATIENCE_MS) return LOOK_AGAIN_MS;
  if (run.kind === 'hand-over' && run.fromMember !== null && run.toMember !== null) {
    tellBoth(context, run.fromMember, run.toMember, counts.done, run.undelivered);
  }
  tellAsker(context, run, (words) => endWords(context, words, run, counts));
  endRoomRun(context.db, runId);
  return null;
}

/** The successor may have been removed since. */
function mayGoOn(context: Context, run: RoomRun): boolean {
  if (!readLink(context.db).enabled || run.toMember === null) return false;
  return readLinkMember(context.db, run.toMember)?.status === 'available';
}

function seeTo(context: Context, run: RoomRun, roomId: TalkRoomId): void {
  const noticed =
    run.kind === 'hand-over' && run.toMember !== null
      ? handOver(context, run, roomId, run.toMember)
      : close(context, run, roomId, run.reason ?? 'link-off');
  const notice = noticed === null ? null : noticed ? 'waiting' : 'later';
  settleRunRoom(context.db, run.id, roomId, { state: 'done', notice });
}

/** Whether the LINE user is being told; null: there was nothing to do any more. */
function close(
  context: Context,
  run: RoomRun,
  roomId: TalkRoomId,
  reason: CloseReason,
): boolean | null {
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
): boolean | null {
  const room = readRoom(context.db, roomId);
  // Its LINE user, or an administrator, has ended it since.
  if (room === null || room.successorId !== null || !isForHandover(room.closedReason)) return null;
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

function endWords(context: Context, { admin }: Words, run: RoomRun, counts: RunCounts): string {
  const { sent, waiting, later } = counts.notices;
  if (run.kind === 'close') {
    return admin.closingDone(counts.done, run.undelivered, sent, later + waiting);
  }
  const text = admin.handoverDone(
    run.fromMember === null ? '' : memberName(context, run.fromMember),
    run.toMember === null ? '' : memberName(context, run.toMember),
    counts.done,
    run.moved,
    run.undelivered,
    sent,
    later + waiting,
  );
  return counts.dropped > 0 ? `${text}\n${admin.handoverStopped(counts.dropped)}` : text;
}

/** Whoever asked for it hears of it; what nobody asked for, all administrators do. */
function tellAsker(context: Context, run: RoomRun, say: (words: Words) => string): void {
  if (run.actor.kind !== 'admin') {
    tellAdmins(context, say);
    return;
  }
  const asker = memberId(run.actor.id);
  const text = say(wordsForMember(context, asker));
  tellMember(context, adminBotOf(context.settings), asker, { text });
}
