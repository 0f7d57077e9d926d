import type { Context } from '../../context.ts';
import {
  judgeResend,
  type KeptRequestFacts,
  type ResendVerdict,
} from '../../domain/delivery/judge-resend.ts';
import { judgeLeave } from '../../domain/delivery/may-leave.ts';
import { isMedia } from '../../domain/messages/content.ts';
import { readMedia } from '../../store/files/media.ts';
import {
  type KeptRequest,
  keptRequestOf,
  readUndelivered,
  type Undelivered,
} from '../../store/queue/undelivered.ts';
import { isCopiedSince } from '../../store/restorations.ts';
import { readRoom } from '../../store/talks/talk-rooms.ts';
import { readContent } from '../say/read-content.ts';
import { messageFacts } from './message-facts.ts';

/** A message that may be sent again, with all that goes in its request. */
export interface Candidate {
  readonly row: Undelivered;
  readonly verdict: ResendVerdict;
  /** To be used where the verdict is `same`. */
  readonly request: KeptRequest | null;
  /** What goes with it: the rows of that request, or it alone. */
  readonly together: readonly Undelivered[];
}

/** Whether and how a message is sent again. */
export function judge(context: Context, row: Undelivered): Candidate {
  const request = keptRequestOf(context.db, row);
  const mates = request === null ? [row] : matesOf(context, request);
  const verdict = judgeResend({
    state: row.state,
    reason: row.reason,
    stop: stopOf(context, row),
    fileGone: isFileGone(context, row),
    copiedSince: isCopiedSince(context.db, row.endedAt),
    request: request === null ? null : factsOf(context, row, request, mates),
    sinceQueuedMs: context.clock.now() - row.queuedAt,
  });
  return { row, verdict, request, together: verdict.kind === 'same' ? mates : [row] };
}

const matesOf = ({ db }: Context, { rowIds }: KeptRequest): Undelivered[] =>
  rowIds.flatMap((id) => readUndelivered(db, id) ?? []);

function factsOf(
  context: Context,
  row: Undelivered,
  request: KeptRequest,
  mates: readonly Undelivered[],
): KeptRequestFacts {
  const isWhole = mates.length === request.rowIds.length;
  const mayLeave = mates.every(
    (mate) => stopOf(context, mate) === null && !isFileGone(context, mate),
  );
  return {
    hasKey: request.retryKey !== null,
    sinceFirstAttemptMs: context.clock.now() - request.firstAttemptAt,
    fits: isWhole && mayLeave && goesWhere(context, row, request),
  };
}

/** Whether its room is still where the request would say it. */
function goesWhere(
  { db }: Context,
  { roomId }: Undelivered,
  { step, target }: KeptRequest,
): boolean {
  const room = readRoom(db, roomId);
  if (room === null) return false;
  if (step === 'say-in-channel') return room.worksChannelId === target;
  return step === 'line-say' ? room.lineUserId === target : room.memberId === target;
}

const stopOf = (context: Context, { roomId, entryId, side }: Undelivered) =>
  judgeLeave(messageFacts(context, { roomId, entryId }, { to: side }), false);

function isFileGone({ db }: Context, { entryId }: Undelivered): boolean {
  const content = readContent(db, entryId);
  return content !== null && isMedia(content) && readMedia(db, entryId)?.state !== 'kept';
}
