import { type Context, record } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import { asCode, codeOf } from '../../domain/audit-facts.ts';
import { roomLane } from '../../domain/delivery/lane.ts';
import { type FilePolicy, type FileRefusal, judgeFile } from '../../domain/files/file-policy.ts';
import {
  changeFilePolicy,
  type QueuedFile,
  queuedFiles,
  readFilePolicy,
} from '../../store/files/file-policy.ts';
import { rescheduleLane } from '../../store/queue/lanes.ts';
import { endRows, knownErrandOf } from '../../store/queue/outbox.ts';
import { dropRequest, maybeShown, requestOf } from '../../store/queue/requests.ts';
import { readRoom } from '../../store/talks/talk-rooms.ts';
import { recordDelivery } from '../audit/record-delivery.ts';
import { forgetRefusedFile } from './forget-refused.ts';
import { tellNotComing } from './late-file.ts';
import { isToldOfSet, tellFileRefused, tellNotShown } from './refuse.ts';

/**
 * Changes what may be sent as a file, and stops queued files that are no longer allowed (DESIGN
 * §6.8). Null, with nothing written, when the policy is already so.
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
    facts: { before: factsOf(before), after: factsOf(after) },
  });
  return { stopped: stopRefused(context, after) };
}

const factsOf = ({ inbound, outbound, blocked, limitBytes }: FilePolicy) => ({
  inbound: codeOf(inbound),
  outbound: codeOf(outbound),
  blocked: blocked.map(asCode),
  limitBytes,
});

function stopRefused(context: Context, policy: FilePolicy): number {
  let stopped = 0;
  for (const file of queuedFiles(context.db)) {
    const verdict = judgeFile(policy, file.direction, file);
    if (verdict.kind === 'refuse' && stop(context, file, verdict.reason)) stopped += 1;
  }
  return stopped;
}

/**
 * Ends one row, unless a call with it is under way: then the check at the next step decides. A row
 * that may have gone out ends with all that left beside it, when its lane is next examined.
 */
function stop(context: Context, file: QueuedFile, reason: FileRefusal): boolean {
  const { row } = file;
  const errand = knownErrandOf(row);
  const room = row.roomId === null ? null : readRoom(context.db, row.roomId);
  if (errand?.do !== 'relay' || room === null) return false;
  const lane = roomLane(room.id, errand.to);
  const known = requestOf(context.db, lane);
  const request = known?.rowIds.includes(row.id) ? known : null;
  if (request?.inFlight) return false;
  if (request === null || !maybeShown(request)) {
    endRows(context.db, [row.id], 'refused', reason);
    recordDelivery(context, room, row, 'refused', reason);
    if (request !== null) dropRequest(context.db, lane);
    if (row.entryId !== null) forgetRefusedFile(context, row.entryId, reason, file.kind);
    if (row.entryId === null || !isToldOfSet(context, room.id, row.entryId, reason)) {
      tellFileRefused(context, room, errand.to, reason, file);
      if (errand.to === 'line-works') tellNotShown(context, room, reason, file);
      else tellNotComing(context, room, row, errand);
    }
  }
  rescheduleLane(context.db, lane, context.clock.now());
  return true;
}
