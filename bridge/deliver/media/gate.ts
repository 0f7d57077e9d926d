import type { Context } from '../../../src/context.ts';
import type { RelayErrand } from '../../../src/domain/delivery/errand.ts';
import { mediaLane, storedLane, uploadLane } from '../../../src/domain/delivery/lane.ts';
import {
  FILE_PATIENCE_MS,
  LAST_CHANCE_MS,
  planWait,
  type WaitingFile,
} from '../../../src/domain/files/late-file.ts';
import { isMediaTrouble, type MediaTrouble } from '../../../src/domain/files/media-trouble.ts';
import { type ImageSet, isMedia } from '../../../src/domain/messages/content.ts';
import { policyStops } from '../../../src/services/files/policy-stops.ts';
import { readContent } from '../../../src/services/say/read-content.ts';
import { readMedia } from '../../../src/store/files/media.ts';
import { dueAtOf } from '../../../src/store/queue/lanes.ts';
import {
  entriesOfLane,
  errandOf,
  headRows,
  type OutboxRow,
} from '../../../src/store/queue/outbox.ts';
import { requestOf } from '../../../src/store/queue/requests.ts';
import { endHead, type NextMove } from '../loop/next-move.ts';
import { restsAlone } from './late-files.ts';
import { lacksUpload, type WaitingRelay } from './plan-upload.ts';

/** How long an image waits for earlier ones of its set. */
const SET_HOLD_MS = 5000;
/** LINE lets fifty pictures be sent at once; words may stand between them. */
const MOST_IN_SET = 100;

/**
 * Lets a lane's rows pass as far as their files are here. A file on its way holds its message and
 * the rows behind it, for a while; images sent together pass in their order.
 */
export function passMedia(
  context: Context,
  rows: readonly OutboxRow[],
): NextMove | { readonly rows: readonly OutboxRow[] } {
  const ordered = inSetOrder(context, rows);
  if ('kind' in ordered) return ordered;
  const passing: OutboxRow[] = [];
  for (const row of ordered.rows) {
    const state = stateOf(context, row);
    if (state.kind === 'ready') {
      passing.push(row);
      continue;
    }
    // A line that is never sent alone does not make the others wait.
    if (!passing.every(restsAlone)) break;
    return state.kind === 'never'
      ? endHead(row, 'refused', state.reason)
      : waitOrPass(context, { row, errand: state.errand });
  }
  return { rows: passing };
}

/** How far a message's file is. */
type FileState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'waits'; readonly errand: RelayErrand }
  | { readonly kind: 'never'; readonly reason: MediaTrouble };

const READY: FileState = { kind: 'ready' };
const never = (reason: MediaTrouble): FileState => ({ kind: 'never', reason });

function stateOf(context: Context, row: OutboxRow): FileState {
  const errand = errandOf(row);
  if (errand?.do !== 'relay' || row.entryId === null) return READY;
  const content = readContent(context.db, row.entryId);
  // Erased words end on their own; words alone need no file.
  if (content === null || !isMedia(content)) return READY;
  const media = readMedia(context.db, row.entryId);
  if (media?.state === 'fetching') return { kind: 'waits', errand };
  if (media?.state !== 'kept') {
    return never(media?.reason != null && isMediaTrouble(media.reason) ? media.reason : 'failed');
  }
  const refusal = policyStops(context.db, row.entryId, errand.to);
  if (refusal !== null) return never(refusal);
  return lacksUpload(context, { row, errand }) ? { kind: 'waits', errand } : READY;
}

/** The files a lane waits for, this one first, and what becomes of them. */
function waitOrPass(context: Context, first: WaitingRelay): NextMove {
  const lane = storedLane(first.row.lane);
  const others = headRows(context.db, lane, MOST_IN_SET).flatMap((row) => {
    const state = row.id === first.row.id ? READY : stateOf(context, row);
    return state.kind === 'waits' ? [{ row, errand: state.errand }] : [];
  });
  const now = context.clock.now();
  const isDue = (first.errand.waitsSince ?? now) + FILE_PATIENCE_MS <= now;
  const plan = planWait(
    now,
    [waiting(context, first), ...others.map((one) => waiting(context, one))],
    isDue && isAskedNow(context, first, now),
  );
  return { kind: 'files', files: [first, ...others], plan };
}

/** Whether the file's call is under way or due: after a sleep all calls are due at one moment. */
function isAskedNow(context: Context, { row: { entryId } }: WaitingRelay, now: number): boolean {
  if (entryId === null) return false;
  const isFetching = readMedia(context.db, entryId)?.state === 'fetching';
  const lane = isFetching ? mediaLane(entryId) : uploadLane(entryId);
  const request = requestOf(context.db, lane);
  if (request?.inFlight) return now - request.lastAttemptAt < LAST_CHANCE_MS;
  const dueAt = dueAtOf(context.db, lane);
  // An upload that has not been planned is planned now.
  return dueAt === null ? !isFetching : dueAt <= now;
}

const waiting = (context: Context, { row, errand }: WaitingRelay): WaitingFile => ({
  rowId: row.id,
  createdAt: row.createdAt,
  waitsSince: errand.waitsSince ?? null,
  late: errand.late !== undefined,
  hadChance: errand.hadChance === true,
  setId: setOf(context, row)?.id ?? null,
});

/**
 * LINE delivers images sent together in any order (line.md §1.6). The head's set goes by its index;
 * a missing earlier image is waited for, for a few seconds.
 */
function inSetOrder(
  context: Context,
  rows: readonly OutboxRow[],
): NextMove | { readonly rows: readonly OutboxRow[] } {
  const [head] = rows;
  const set = head && setOf(context, head);
  // Words have overtaken a late image: it follows as it comes.
  if (head === undefined || set?.index == null || isLate(head)) return { rows };
  const mates = rows
    .map((row) => ({ row, place: setOf(context, row) }))
    .filter(({ row, place }) => place?.id === set.id && !isLate(row))
    .sort((one, other) => (one.place?.index ?? 0) - (other.place?.index ?? 0));
  const first = mates[0];
  if (first?.place?.index == null) return { rows };
  const since = Math.min(...mates.map(({ row }) => row.createdAt));
  const until = since + SET_HOLD_MS;
  if (context.clock.now() < until && isMissing(context, head, set.id, first.place.index)) {
    return { kind: 'wait', until };
  }
  // One at a time: the next look may find one that has come meanwhile.
  return { rows: [first.row] };
}

/** Whether the lane has never held an image before this one. */
function isMissing(context: Context, head: OutboxRow, setId: string, index: number): boolean {
  const { roomId, lane } = head;
  if (roomId === null) return false;
  const seen = new Set<number>();
  const from = head.id - ROWS_BETWEEN;
  for (const entryId of entriesOfLane(context.db, { roomId, lane }, from, MOST_IN_SET)) {
    const content = readContent(context.db, entryId);
    if (content === null || !isMedia(content) || content.imageSet?.id !== setId) continue;
    if (content.imageSet.index !== null) seen.add(content.imageSet.index);
  }
  for (let at = 1; at < index; at += 1) if (!seen.has(at)) return true;
  return false;
}

/** More than all rooms together get while a set comes in; the outbox is never read whole. */
const ROWS_BETWEEN = 20_000;

function isLate(row: OutboxRow): boolean {
  const errand = errandOf(row);
  return errand?.do === 'relay' && errand.late !== undefined;
}

function setOf(context: Context, row: OutboxRow): ImageSet | null {
  const content = row.entryId === null ? null : readContent(context.db, row.entryId);
  if (row.entryId === null || content === null || !isMedia(content)) return null;
  return readMedia(context.db, row.entryId) === null ? null : (content.imageSet ?? null);
}
