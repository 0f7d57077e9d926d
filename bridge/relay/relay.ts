import { type Context, record } from '../../src/context.ts';
import { SYSTEM } from '../../src/domain/audit.ts';
import { deferRow, failRow, finishRow, type InboxRow, waitingRows } from '../../src/store/inbox.ts';
import { relayLineEvent } from './line-event.ts';
import { type CommandPort, relayWorksEvent } from './works-event.ts';

const BATCH = 64;
const TRIES = 3;
const TRY_AGAIN_MS = 2000;

/** What a fault of ours looks like to the operator: never the event's content. */
export type FaultLog = (inboxId: number, error: unknown) => void;

/**
 * Takes waiting events to their effects, a batch in one commit, each in a savepoint of its own: an
 * event that we stumble over is undone by itself, tried again, and in the end set aside on record.
 *
 * @returns how many rows were looked at
 */
export function relayBatch(context: Context, runCommand: CommandPort, onFault: FaultLog): number {
  const rows = waitingRows(context.db, context.clock.now(), BATCH);
  if (rows.length === 0) return 0;
  context.store.transaction(() => {
    for (const row of rows) relayRow(context, row, runCommand, onFault);
  });
  return rows.length;
}

function relayRow(
  context: Context,
  row: InboxRow,
  runCommand: CommandPort,
  onFault: FaultLog,
): void {
  try {
    context.store.transaction(() => {
      const result =
        row.platform === 'line'
          ? relayLineEvent(context, row)
          : relayWorksEvent(context, row, runCommand);
      if (typeof result === 'string') finishRow(context.db, row.id, result);
      else deferRow(context.db, row.id, result.deferUntil);
    });
  } catch (error) {
    onFault(row.id, error);
    setAside(context, row);
  }
}

function setAside(context: Context, row: InboxRow): void {
  const givenUp = failRow(context.db, row, context.clock.now() + TRY_AGAIN_MS, TRIES);
  if (!givenUp) return;
  record(context, {
    action: 'event.fail',
    actor: SYSTEM,
    outcome: 'failed',
    reason: 'fault',
    facts: { inboxId: row.id, platform: row.platform },
  });
}
