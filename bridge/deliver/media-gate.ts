import type { Context } from '../../src/context.ts';
import { type ImageSet, isMedia } from '../../src/domain/content.ts';
import { isMediaTrouble } from '../../src/domain/media-trouble.ts';
import { readMedia } from '../../src/store/media.ts';
import { entriesOfLane, errandOf, type OutboxRow } from '../../src/store/outbox.ts';
import { type Draft, endHead } from './draft.ts';
import { readContent } from './read-content.ts';
import { policyStops } from './what-stops.ts';

/** The fetch wakes the lane when it ends; this is for a wake that was lost. */
const LOOK_AGAIN_MS = 60_000;
/** How long an image waits for the ones before it in its set. */
const SET_HOLD_MS = 5000;

/**
 * Lets a lane's rows pass as far as their files are here. A file still on its way holds its message and
 * what stands behind it; images sent together pass in their order.
 */
export function passMedia(
  context: Context,
  rows: readonly OutboxRow[],
): Draft | { readonly rows: readonly OutboxRow[] } {
  const ordered = inSetOrder(context, rows);
  if ('kind' in ordered) return ordered;
  const passing: OutboxRow[] = [];
  for (const row of ordered.rows) {
    const state = stateOf(context, row);
    if (state === 'ready') {
      passing.push(row);
      continue;
    }
    if (passing.length > 0) break;
    if (state === 'waits') return { kind: 'wait', until: context.clock.now() + LOOK_AGAIN_MS };
    return endHead(row, 'refused', state);
  }
  return { rows: passing };
}

/** `ready`, `waits`, or why its file will never be here. */
function stateOf(context: Context, row: OutboxRow): string {
  const errand = errandOf(row);
  if (errand?.do !== 'relay' || row.entryId === null) return 'ready';
  const content = readContent(context.db, row.entryId);
  // Erased words end by themselves; words alone need no file.
  if (content === null || !isMedia(content)) return 'ready';
  const media = readMedia(context.db, row.entryId);
  if (media?.state === 'kept') return policyStops(context, row.entryId, errand.to) ?? 'ready';
  if (media?.state === 'fetching') return 'waits';
  return media?.reason != null && isMediaTrouble(media.reason) ? media.reason : 'failed';
}

/**
 * LINE delivers images sent together in any order (line.md §1.6). The head's set goes by its index; while
 * an earlier one is missing it is waited for, for a few seconds.
 */
function inSetOrder(
  context: Context,
  rows: readonly OutboxRow[],
): Draft | { readonly rows: readonly OutboxRow[] } {
  const [head] = rows;
  const set = head && setOf(context, head);
  if (head === undefined || set?.index == null) return { rows };
  const mates = rows
    .map((row) => ({ row, place: setOf(context, row) }))
    .filter(({ place }) => place?.id === set.id)
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

/** Whether an image before this one has not been seen in the lane at all. */
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

/** LINE lets fifty pictures be sent at once; words may stand between them. */
const MOST_IN_SET = 100;
/** More than all rooms together are given while a set comes in; the outbox is never read whole. */
const ROWS_BETWEEN = 20_000;

function setOf(context: Context, row: OutboxRow): ImageSet | null {
  if (row.entryId === null || readMedia(context.db, row.entryId) === null) return null;
  const content = readContent(context.db, row.entryId);
  return content !== null && isMedia(content) ? (content.imageSet ?? null) : null;
}
