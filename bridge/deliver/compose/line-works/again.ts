import type { Context } from '../../../../src/context.ts';
import { contentOf } from '../../../../src/store/audit/audit-log.ts';
import { knownErrandOf, type OutboxRow, rowsById } from '../../../../src/store/queue/outbox.ts';
import type { RequestRow } from '../../../../src/store/queue/requests.ts';
import { coversOf } from '../../loop/platform-call.ts';
import { callText } from '../../loop/stored-call.ts';
import { fillRoomRequest, roomOfRow } from './fill.ts';
import { roomView } from './room-view.ts';

/**
 * Composes a transcript or quote again before it is repeated, once words in it were taken back
 * (DESIGN §6.5): LINE WORKS sends carry no key, so their bytes may differ. The record of the
 * earlier attempts stays.
 *
 * @returns null when its rows must go another way now
 */
export function withoutErased(context: Context, request: RequestRow): RequestRow | null {
  if (request.step !== 'say-in-channel' && request.step !== 'say-to-member') return request;
  const rows = rowsById(context.db, request.rowIds).filter((row) => row.state === 'queued');
  if (!rows.some((row) => repeatsErased(context, row))) return request;
  const [head] = rows;
  const room = head === undefined ? null : roomOfRow(context, head);
  if (room === null) return null;
  const move = fillRoomRequest(context, roomView(context, room), rows, rows.length > 1);
  if (move.kind !== 'request' || move.call.step !== request.step) return null;
  // All rows, or those left out would go in a request of their own.
  if (coversOf(move.call).length < rows.length) return null;
  const { call, body } = move;
  return { ...request, rowIds: rows.map(({ id }) => id), address: callText(call), body };
}

function repeatsErased({ db }: Context, row: OutboxRow): boolean {
  // One that cannot be read does not go out again: its lane stumbles over it.
  const errand = knownErrandOf(row);
  if (errand?.do === 'transcript') {
    return errand.entryIds.some((entryId) => contentOf(db, entryId) === null);
  }
  // A quote heads the first part of its message.
  if (errand?.do !== 'relay' || errand.quotedEntryId === null || row.progress > 0) return false;
  return contentOf(db, errand.quotedEntryId) === null;
}
