import type { Context } from '../../context.ts';
import { queuedRows } from '../../store/queue/copied-queues.ts';
import { endRows, knownErrandOf, type OutboxRow } from '../../store/queue/outbox.ts';
import { readRoom } from '../../store/talks/talk-rooms.ts';
import { recordDelivery } from '../audit/record-delivery.ts';
import { keepForRetry } from '../deliveries/keep.ts';
import { failFetch } from '../files/keep.ts';

/**
 * Ends every row that waited to be sent as uncertain. Nobody is told of a single one, since there may be thousands:
 * `delivery list` has them.
 */
export function endQueuedRows(context: Context): {
  readonly messages: number;
  readonly notices: number;
} {
  let messages = 0;
  let notices = 0;
  let last = 0;
  for (;;) {
    const rows = queuedRows(context.db, last);
    for (const row of rows) {
      if (endRow(context, row)) messages += 1;
      else notices += 1;
      last = row.id;
    }
    if (rows.length === 0) return { messages, notices };
  }
}

/** Whether it was a person's message. */
function endRow(context: Context, row: OutboxRow): boolean {
  const errand = knownErrandOf(row);
  endRows(context.db, [row.id], 'uncertain', 'restored');
  if (errand?.do === 'fetch-media') failFetch(context, errand.entryId, null);
  if (errand?.do !== 'relay' || row.roomId === null) return false;
  const room = readRoom(context.db, row.roomId);
  if (room === null) return true;
  recordDelivery(context, room, row, 'uncertain', 'restored');
  if (room.successorId === null) keepForRetry(context, row, errand, 'uncertain', 'restored');
  return true;
}
