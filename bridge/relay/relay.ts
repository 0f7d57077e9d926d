import { type Context, record } from '../../src/context.ts';
import { SYSTEM } from '../../src/domain/audit.ts';
import { codeOf } from '../../src/domain/audit-facts.ts';
import type { EventResult } from '../../src/domain/event-result.ts';
import { faultCode } from '../../src/domain/fault-code.ts';
import { noteFailedEvent } from '../../src/services/audit/failed-events.ts';
import { tellReplayed } from '../../src/services/events/tell-replayed.ts';
import { forgetBody } from '../../src/store/queue/forget-events.ts';
import {
  deferRow,
  failRow,
  finishRow,
  type InboxRow,
  noteNobodyWaits,
  noteTurn,
  putOffRows,
  waitingRows,
} from '../../src/store/queue/inbox.ts';
import { asEffectOf } from '../../src/store/queue/occasion.ts';
import { isStoreFault } from '../../src/store/sqlite/store.ts';
import type { CommandPort } from './command-port.ts';
import { relayLineEvent } from './line/event.ts';
import { relayWorksEvent } from './line-works/event.ts';
import { noteDeferred, noteRelayed } from './note-relayed.ts';
import { tellFailed } from './tell-failed.ts';
import { writerOf } from './writer-of.ts';

const BATCH = 64;
/** Webhooks wait while a batch runs, so it ends soon, even with rows left. Real ms. */
const SLICE_MS = 8;

/** How much one batch takes on; both bounds hold. */
export interface Slice {
  /** Real ms. */
  readonly ms?: number;
  /** Events: where the clock stands still while code runs, time bounds nothing. */
  readonly events?: number;
}

const TRIES = 3;
const TRY_AGAIN_MS = 2000;

/** Reports a fault of ours to the operator: never the event's content. */
export type FaultLog = (inboxId: number, error: unknown) => void;

/**
 * Takes waiting events to their effects, a batch in one commit. A failing event is undone alone,
 * tried again, and in the end set aside on record. Many events take several batches, so that
 * webhooks are answered in between.
 *
 * @returns how many rows were looked at
 */
export function relayBatch(
  context: Context,
  runCommand: CommandPort,
  onFault: FaultLog,
  { ms: sliceMs = SLICE_MS, events = BATCH }: Slice = {},
): number {
  const now = context.clock.now();
  const most = Math.min(events, BATCH);
  const rows = waitingRows(context.db, now, most);
  if (rows.length === 0) {
    noteNobodyWaits(context.db);
    return 0;
  }
  const batch: Batch = { context, rows, putOff: putOffRows(context.db, now), sliceMs };
  const looked =
    takeTogether(batch, (row) => takeToEffect(context, row, runCommand)) ??
    takeTurns(batch, (row) => relayRow(context, row, runCommand, onFault));
  // All waiting events have been taken: new ones go in the order in which they come.
  if (looked === rows.length && rows.length < most) noteNobodyWaits(context.db);
  return looked;
}

interface Batch {
  readonly context: Context;
  readonly rows: readonly InboxRow[];
  readonly putOff: readonly InboxRow[];
  readonly sliceMs: number;
}

/** @returns until when the row is deferred; null when it is settled */
type TakeRow = (row: InboxRow) => number | null;

/**
 * The whole batch at once, without a savepoint for each event: one makes the search index write what it has gathered,
 * which costs as much as all else that is done for a message.
 *
 * @returns null where an event threw; then nothing of the batch is done
 */
function takeTogether(batch: Batch, take: TakeRow): number | null {
  try {
    return takeTurns(batch, take);
  } catch (error) {
    if (isStoreFault(error)) throw error;
    return null;
  }
}

function takeTurns({ context, rows, putOff, sliceMs }: Batch, take: TakeRow): number {
  const behind = [...putOff];
  const endsAt = performance.now() + sliceMs;
  let looked = 0;
  context.store.transaction(() => {
    for (const row of rows) {
      noteTurn(context.db, row);
      const earlier = behind.length === 0 ? undefined : earlierOf(behind, row);
      const notBefore = earlier?.notBefore ?? take(row);
      if (earlier !== undefined) deferRow(context.db, row.id, earlier.notBefore);
      if (notBefore !== null) behind.push({ ...row, notBefore });
      looked += 1;
      if (performance.now() >= endsAt) return;
    }
  });
  return looked;
}

/** An earlier deferred message of the same person or room goes first: order holds. */
function earlierOf(putOff: readonly InboxRow[], row: InboxRow): InboxRow | undefined {
  const source = sourceOf(row);
  if (source === null) return undefined;
  return putOff.find((other) => other.id < row.id && sourceOf(other) === source);
}

/** Where a message was said; null for other events. */
function sourceOf({ account, body }: InboxRow): string | null {
  const event = eventOf(body);
  if (event?.type !== 'message') return null;
  const { channelId, userId } = event.source ?? {};
  return `${account} ${String(channelId)} ${String(userId)}`;
}

/** Null when it is unreadable: its own turn reports that. */
function eventOf(body: string | null): {
  readonly type?: unknown;
  readonly source?: { readonly userId?: unknown; readonly channelId?: unknown } | null;
} | null {
  try {
    return JSON.parse(body ?? 'null');
  } catch {
    return null;
  }
}

/** In its own savepoint: a failure is undone, and counted against this row. */
function relayRow(
  context: Context,
  row: InboxRow,
  runCommand: CommandPort,
  onFault: FaultLog,
): number | null {
  try {
    return context.store.transaction(() => takeToEffect(context, row, runCommand));
  } catch (error) {
    if (isStoreFault(error)) throw error;
    onFault(row.id, error);
    return setAside(context, row, error, onFault);
  }
}

function takeToEffect(context: Context, row: InboxRow, runCommand: CommandPort): number | null {
  const { id: inboxId, receivedAt } = row;
  return asEffectOf(context.db, { inboxId, receivedAt }, (occasion) => {
    const result =
      row.platform === 'line'
        ? relayLineEvent(context, row)
        : relayWorksEvent(context, row, runCommand);
    if (typeof result === 'string') {
      finishRow(context.db, row.id, result);
      noteRelayed(context, row, result, occasion.entryId);
      if (row.replayedBy !== null) endReplay(context, row, result);
      return null;
    }
    deferRow(context.db, row.id, result.deferUntil);
    noteDeferred(context, row);
    return result.deferUntil;
  });
}

/** Its body outlived its term, because it could be processed again. */
function endReplay(context: Context, row: InboxRow, result: EventResult): void {
  forgetBody(context.db, row.id);
  tellReplayed(context, row, { result });
}

function setAside(
  context: Context,
  row: InboxRow,
  error: unknown,
  onFault: FaultLog,
): number | null {
  const fault = faultCode(error);
  const notBefore = context.clock.now() + TRY_AGAIN_MS;
  const givenUp = failRow(context.db, row, { notBefore, fault, limit: TRIES });
  if (!givenUp) {
    noteDeferred(context, row);
    return notBefore;
  }
  noteRelayed(context, row, 'fault', null);
  const writer = writerOf(row);
  record(context, {
    action: 'event.fail',
    actor: SYSTEM,
    outcome: 'failed',
    reason: 'fault',
    ...(writer?.side === 'line'
      ? { channelId: writer.channelId, lineUserId: writer.lineUserId }
      : {}),
    ...(writer?.side === 'line-works' ? { memberId: writer.memberId } : {}),
    facts: { inboxId: row.id, platform: codeOf(row.platform), fault },
  });
  // Each as far as possible: the fault may lie there as well.
  const attempt = (work: () => void) => {
    try {
      context.store.transaction(work);
    } catch (another) {
      onFault(row.id, another);
    }
  };
  // Its writer was told when it failed first; what waited in a restored copy may have been processed there.
  if (row.replayedBy !== null) {
    attempt(() => tellReplayed(context, row, { fault }));
    return null;
  }
  if (writer !== null) attempt(() => tellFailed(context, writer, row.receivedAt));
  attempt(() => noteFailedEvent(context));
  return null;
}
