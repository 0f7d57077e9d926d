import { type Context, record } from '../context.ts';
import type { Actor } from '../domain/audit.ts';
import { type FilePolicy, type FileRefusal, judgeFile } from '../domain/file-policy.ts';
import { roomLane } from '../domain/lane.ts';
import {
  changeFilePolicy,
  type QueuedFile,
  queuedFiles,
  readFilePolicy,
} from '../store/file-policy.ts';
import { rescheduleLane } from '../store/lanes.ts';
import { endRows, errandOf } from '../store/outbox.ts';
import { dropRequest, maybeShown, requestOf } from '../store/requests.ts';
import { readRoom, type TalkRoom } from '../store/talk-rooms.ts';
import { forgetRefusedFile } from './forget-refused-file.ts';
import { memberName, wordsForLineUser, wordsForMember } from './people.ts';
import { recordDelivery } from './record-delivery.ts';
import { isToldOfSet, tellFileRefused, tellNotShown } from './refuse-file.ts';
import { tellLineUser, tellRoom } from './say.ts';

/**
 * Changes what may be sent as a file, and stops what is queued and may no longer go (DESIGN §6.8).
 * Null, and nothing written, when it is so already.
 *
 * @returns how many queued files were stopped
 */
export function setFilePolicy(
  context: Context,
  actor: Actor,
  change: Partial<FilePolicy>,
): { readonly stopped: number } | null {
  const before = readFilePolicy(context.db);
  const after: FilePolicy = { ...before, ...change };
  if (JSON.stringify(before) === JSON.stringify(after)) return null;
  changeFilePolicy(context.db, after);
  record(context, {
    action: 'file-policy.set',
    actor,
    outcome: 'ok',
    facts: { before, after },
  });
  return { stopped: stopRefused(context, after) };
}

function stopRefused(context: Context, policy: FilePolicy): number {
  let stopped = 0;
  for (const file of queuedFiles(context.db)) {
    const verdict = judgeFile(policy, file.direction, file);
    if (verdict.kind === 'refuse' && stop(context, file, verdict.reason)) stopped += 1;
  }
  return stopped;
}

/** Ends one row, unless a call with it is under way: then the check at the next step decides. */
function stop(context: Context, file: QueuedFile, reason: FileRefusal): boolean {
  const { row } = file;
  const errand = errandOf(row);
  const room = row.roomId === null ? null : readRoom(context.db, row.roomId);
  if (errand?.do !== 'relay' || room === null) return false;
  const lane = roomLane(room.id, errand.to);
  const request = requestOf(context.db, lane);
  const inRequest = request?.rowIds.includes(row.id) ?? false;
  if (inRequest && request?.inFlight) return false;
  const state = inRequest && request !== null && maybeShown(request) ? 'uncertain' : 'refused';
  endRows(context.db, [row.id], state, reason);
  recordDelivery(context, room, row, state, reason);
  if (inRequest) dropRequest(context.db, lane);
  rescheduleLane(context.db, lane, context.clock.now());
  if (state === 'uncertain') {
    tellMaybe(context, room, errand.to);
    return true;
  }
  if (row.entryId !== null) {
    forgetRefusedFile(context, row.entryId, reason, file.kind);
    if (isToldOfSet(context, room.id, row.entryId, reason)) return true;
  }
  tellFileRefused(context, room, errand.to, reason, file);
  if (errand.to === 'line-works') tellNotShown(context, room, reason, file);
  return true;
}

/** It may have gone out before the policy changed. */
function tellMaybe(context: Context, room: TalkRoom, to: 'line' | 'line-works'): void {
  if (to === 'line') {
    const text = wordsForMember(context, room.memberId).room.maybeNotDelivered;
    tellRoom(context, room.id, { text });
    return;
  }
  const { line } = wordsForLineUser(context, room.lineUserId);
  const text = line.maybeNotDelivered(memberName(context, room.memberId));
  tellLineUser(context, room, 'not-delivered', { text }, { roomId: room.id });
}
