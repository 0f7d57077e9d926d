import type { Context } from '../../context.ts';
import type { EndReason } from '../../domain/delivery/end-reason.ts';
import type { RelayErrand } from '../../domain/delivery/errand.ts';
import type { UndeliveredState } from '../../domain/delivery/judge-resend.ts';
import { contentOf } from '../../store/audit/audit-log.ts';
import { errandText } from '../../store/memory/stored-errand.ts';
import type { OutboxRow } from '../../store/queue/outbox.ts';
import { keepUndelivered } from '../../store/queue/undelivered.ts';
import type { OutboxState } from '../../store/schema.ts';

const isUndelivered = (state: OutboxState): state is UndeliveredState =>
  state === 'refused' || state === 'uncertain' || state === 'exhausted';

/** Keeps a message for an administrator's retry, if it has ended so that it may not have arrived. */
export function keepForRetry(
  { db, clock }: Context,
  row: OutboxRow,
  errand: RelayErrand,
  state: OutboxState,
  reason: EndReason | null,
): void {
  const { id: rowId, roomId, entryId, progress, createdAt: queuedAt } = row;
  if (!isUndelivered(state) || roomId === null || entryId === null) return;
  // What was taken back is not said again.
  if (contentOf(db, entryId) === null) return;
  // How long it waited for its file counts for that time only.
  const { waitsSince: _since, hadChance: _chance, ...kept } = errand;
  keepUndelivered(db, {
    ...{ rowId, roomId, entryId, progress, queuedAt, state, reason },
    ...{ quotedEntryId: errand.quotedEntryId, side: errand.to, endedAt: clock.now() },
    ...{ errand: errandText(kept), requestId: null },
  });
}
