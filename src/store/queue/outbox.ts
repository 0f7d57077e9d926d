import type { Errand, ErrandClass, RelayErrand } from '../../domain/delivery/errand.ts';
import { type Lane, lateLane, roomLane } from '../../domain/delivery/lane.ts';
import type { EntryId, TalkRoomId } from '../../domain/ids.ts';
import { parseOnce } from '../memory/parse-once.ts';
import { remember } from '../memory/remembered.ts';
import { errandText, readErrandText } from '../memory/stored-errand.ts';
import { type OutboxState, outbox, type Platform } from '../schema.ts';
import { and, asc, count, desc, eq, gt, gte, isNotNull, max, min, sql } from '../sqlite/drizzle.ts';
import { bound, boundLimit, someColumns } from '../sqlite/placeholders.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';
import { noteEnded, noteQueued } from './follow.ts';
import { openLane } from './lanes.ts';
import { occasionOf } from './occasion.ts';

export type OutboxRow = typeof outbox.$inferSelect;

export interface NewErrand {
  readonly lane: Lane;
  readonly platform: Platform;
  readonly class: ErrandClass;
  readonly errand: Errand;
  readonly roomId?: TalkRoomId | null;
  readonly entryId?: EntryId | null;
  /** Whose file it carries: speakers take turns. */
  readonly owner?: string;
}

const statements = prepareOnce((db) => ({
  insert: db
    .insert(outbox)
    .values({
      lane: sql.placeholder('lane'),
      class: sql.placeholder('class'),
      roomId: sql.placeholder('roomId'),
      entryId: sql.placeholder('entryId'),
      payload: sql.placeholder('payload'),
      createdAt: sql.placeholder('createdAt'),
      inboxId: sql.placeholder('inboxId'),
    })
    .prepare(),
  head: db
    .select()
    .from(outbox)
    .where(and(eq(outbox.lane, bound('lane')), sql`${outbox.state} = 'queued'`))
    .orderBy(asc(outbox.id))
    .limit(boundLimit('limit'))
    .prepare(),
  row: db
    .select()
    .from(outbox)
    .where(eq(outbox.id, sql.placeholder('id')))
    .prepare(),
  end: db
    .update(outbox)
    .set({ ...someColumns(outbox, ['state', 'reason']), payload: null })
    .where(eq(outbox.id, sql.placeholder('id')))
    .prepare(),
}));

/** Queues an errand at the end of its lane. */
export function queueErrand(db: Database, item: NewErrand, now: number): void {
  statements(db).insert.run({
    lane: item.lane,
    class: item.class,
    roomId: item.roomId ?? null,
    entryId: item.entryId ?? null,
    payload: errandText(item.errand),
    createdAt: now,
    inboxId: occasionOf(db)?.inboxId ?? null,
  });
  noteQueued(db, item);
  openLane(db, item, now);
}

export function headRows(db: Database, lane: Lane, limit: number): OutboxRow[] {
  const rows = statements(db).head.all({ lane, limit });
  for (const row of rows) known.put(db, row.id, row);
  return rows;
}

/** Rows under way are read when they leave and when their call has ended. */
const known = remember(
  (db, id: number): OutboxRow | null => statements(db).row.get({ id }) ?? null,
);

/** Forgets a row that was written outside this file. */
export const forgetRow = (db: Database, id: number): void => known.forget(db, id);

export function rowsById(db: Database, ids: readonly number[]): OutboxRow[] {
  return ids
    .toSorted((one, other) => one - other)
    .flatMap((id) => {
      const row = known.of(db, id);
      // It may come yet: `queueErrand` does not touch this memory.
      if (row === null) forgetRow(db, id);
      return row ?? [];
    });
}

/**
 * A row's errand; null when it has ended.
 *
 * @throws when it is unreadable: its lane fails on it, and sets it aside on record
 */
export const errandOf = parseOnce((row: OutboxRow): Errand | null =>
  row.payload === null ? null : readErrandText(row.payload),
);

/**
 * The same for callers that scan rows: an unreadable row that carries a person's message to a side
 * of its room is known by its columns; null for any other.
 */
export function knownErrandOf(row: OutboxRow): Errand | null {
  try {
    return errandOf(row);
  } catch {
    return messageOfRow(row);
  }
}

/** The errand a row must hold, by its columns alone. */
export function messageOfRow({ roomId, entryId, lane }: OutboxRow): RelayErrand | null {
  if (roomId === null || entryId === null) return null;
  const isToLine = lane === roomLane(roomId, 'line') || lane === lateLane(roomId, 'line');
  const to = isToLine ? 'line' : 'line-works';
  return { do: 'relay', to, quotedEntryId: null, inWords: true };
}

/** Ends rows. Our own words go with them: a relay's words stand in the audit log. */
export function endRows(
  db: Database,
  ids: readonly number[],
  state: Exclude<OutboxState, 'queued'>,
  reason: string | null,
): void {
  for (const id of ids) {
    const row = known.of(db, id);
    if (row?.state === 'queued') noteEnded(db, row, state, reason);
    statements(db).end.run({ id, state, reason });
    known.change(db, id, (row) => row && { ...row, state, reason, payload: null });
  }
}

export function updateRow(
  db: Database,
  id: number,
  change: Partial<Pick<OutboxRow, 'progress' | 'moves' | 'payload' | 'faults'>>,
): void {
  forgetRow(db, id);
  db.update(outbox).set(change).where(eq(outbox.id, id)).run();
}

/** A message on its way again, under its old id: what is queued behind it stays behind it. */
export function queueOnceMore(
  db: Database,
  row: Pick<OutboxRow, 'id' | 'progress' | 'createdAt'>,
  item: NewErrand,
  now: number,
): void {
  const { id, progress, createdAt } = row;
  const again = {
    ...{ lane: item.lane, class: item.class, payload: errandText(item.errand), progress },
    ...{ state: 'queued' as const, reason: null, moves: 0, faults: 0 },
  };
  forgetRow(db, id);
  db.insert(outbox)
    .values({ ...again, id, roomId: item.roomId, entryId: item.entryId, createdAt })
    .onConflictDoUpdate({ target: outbox.id, set: again })
    .run();
  openLane(db, item, now);
}

export function moveToLane(db: Database, id: number, lane: Lane): void {
  forgetRow(db, id);
  db.update(outbox).set({ lane }).where(eq(outbox.id, id)).run();
}

/** Rows of a room that have not gone out. */
export function queuedOfRoom(db: Database, roomId: TalkRoomId): OutboxRow[] {
  return db
    .select()
    .from(outbox)
    .where(and(eq(outbox.roomId, roomId), eq(outbox.state, 'queued')))
    .orderBy(asc(outbox.id))
    .all();
}

/** Entries whose words the latest rows of a room's lane carry, from this id on, sent or not. */
export function entriesOfLane(
  db: Database,
  { roomId, lane }: { readonly roomId: TalkRoomId; readonly lane: string },
  fromId: number,
  limit: number,
): EntryId[] {
  return db
    .select({ entryId: outbox.entryId })
    .from(outbox)
    .where(
      and(
        eq(outbox.roomId, roomId),
        gte(outbox.id, fromId),
        eq(outbox.lane, lane),
        isNotNull(outbox.entryId),
      ),
    )
    .orderBy(desc(outbox.id))
    .limit(limit)
    .all()
    .flatMap((row) => row.entryId ?? []);
}

/** The id of the latest row of all lanes. */
export function latestRowId(db: Database): number {
  return (
    db
      .select({ id: max(outbox.id) })
      .from(outbox)
      .get()?.id ?? 0
  );
}

/** Rows read back to find what was said a moment ago. */
const A_MOMENT_AGO = 500;

/** Whether a lane got a row, sent or not: behind this row, or since that instant (epoch ms). */
export function spokeInLane(
  db: Database,
  lane: Lane,
  when: { readonly after: number } | { readonly since: number },
): boolean {
  const after = 'after' in when ? when.after : latestRowId(db) - A_MOMENT_AGO;
  const since = 'since' in when ? when.since : 0;
  return (
    db
      .select({ id: outbox.id })
      .from(outbox)
      // The plus keeps the order of ids: recent rows are at the end.
      .where(
        and(gt(outbox.id, after), sql`+${outbox.lane} = ${lane}`, gte(outbox.createdAt, since)),
      )
      .limit(1)
      .get() !== undefined
  );
}

export function queuedOfEntry(db: Database, entryId: EntryId): OutboxRow[] {
  return db
    .select()
    .from(outbox)
    .where(and(eq(outbox.entryId, entryId), eq(outbox.state, 'queued')))
    .all();
}

/** People's messages that have gone out in part. */
export function queuedBegun(db: Database): OutboxRow[] {
  return db
    .select()
    .from(outbox)
    .where(and(eq(outbox.state, 'queued'), isNotNull(outbox.entryId), gt(outbox.progress, 0)))
    .all();
}

/** How many rows wait to be sent, and since when (epoch ms; null: none waits). */
export function countQueued(db: Database): {
  readonly count: number;
  readonly since: number | null;
} {
  const { createdAt: at, state } = outbox;
  const row = db
    .select({ count: count(), since: min(at) })
    .from(outbox)
    .where(eq(state, 'queued'))
    .get();
  return { count: row?.count ?? 0, since: row?.since ?? null };
}

/** Rows that a fault of ours ended, for `status`. */
export function countFaulty(db: Database): number {
  // A bound value would miss the partial index.
  const isFaulty = sql`${outbox.reason} = 'fault'`;
  return db.select({ n: count() }).from(outbox).where(isFaulty).get()?.n ?? 0;
}

/** People's messages that have not gone out. */
export function countQueuedRelays(db: Database, roomIds?: readonly TalkRoomId[]): number {
  const rows = db
    .select({ roomId: outbox.roomId, n: count() })
    .from(outbox)
    .where(and(eq(outbox.state, 'queued'), isNotNull(outbox.entryId)))
    .groupBy(outbox.roomId)
    .all();
  return rows
    .filter((row) => roomIds === undefined || (row.roomId !== null && roomIds.includes(row.roomId)))
    .reduce((sum, row) => sum + row.n, 0);
}
