import { type Context, record } from '../../../src/context.ts';
import { SYSTEM } from '../../../src/domain/audit.ts';
import { recordDelivery } from '../../../src/services/audit/record-delivery.ts';
import { keepForRetry } from '../../../src/services/deliveries/keep.ts';
import { errandText } from '../../../src/store/memory/stored-errand.ts';
import {
  endRows,
  errandOf,
  messageOfRow,
  type OutboxRow,
} from '../../../src/store/queue/outbox.ts';
import { readRoom } from '../../../src/store/talks/talk-rooms.ts';
import { endRow } from './end-row.ts';
import type { EndState } from './end-state.ts';
import { tellSender } from './tell-sender.ts';

export type OnFault = (what: string, error: unknown) => void;

/**
 * Ends a row that a fault of ours blocks, on record, and tells its writer. The other consequences
 * of a row's end are tried as far as possible: the fault may lie there.
 *
 * @throws when the database takes no writes at all
 */
export function giveUpRow(
  context: Context,
  row: OutboxRow,
  state: EndState,
  onFault: OnFault,
): void {
  if (row.state !== 'queued') return;
  record(context, {
    action: 'delivery.fail',
    actor: SYSTEM,
    outcome: 'failed',
    reason: 'fault',
    roomId: row.roomId,
    aboutId: row.entryId,
    facts: { outboxId: row.id },
  });
  try {
    context.store.transaction(() => endRow(context, readable(row), state, 'fault'));
  } catch (error) {
    onFault('give-up', error);
    endPlainly(context, row, state, onFault);
  }
}

/** The row's writer and addressee are known, whatever has become of the errand itself. */
function readable(row: OutboxRow): OutboxRow {
  try {
    errandOf(row);
    return row;
  } catch {
    const relay = messageOfRow(row);
    return { ...row, payload: relay === null ? null : errandText(relay) };
  }
}

function endPlainly(context: Context, row: OutboxRow, state: EndState, onFault: OnFault): void {
  endRows(context.db, [row.id], state, 'fault');
  const room = row.roomId === null ? null : readRoom(context.db, row.roomId);
  const message = messageOfRow(row);
  if (room === null || message === null) return;
  try {
    context.store.transaction(() => {
      recordDelivery(context, room, row, state, 'fault');
      keepForRetry(context, row, message, state, 'fault');
      if (state !== 'sent' && state !== 'cancelled' && room.state === 'open') {
        // Without reading the words: the fault may lie in them.
        tellSender(context, room, { ...row, entryId: null }, message.to, state, 'fault');
      }
    });
  } catch (error) {
    onFault('give-up', error);
  }
}
