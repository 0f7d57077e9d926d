import {
  and,
  asc,
  count,
  desc,
  eq,
  inArray,
  isNotNull,
  lte,
  min,
  notInArray,
  sql,
} from 'drizzle-orm';
import type { Errand, ErrandClass } from '../domain/errand.ts';
import type { EntryId, TalkRoomId } from '../domain/ids.ts';
import { type Lane, storedLane } from '../domain/lane.ts';
import { lanes, type OutboxState, outbox, type Platform, requests } from './schema.ts';
import { type Database, prepareOnce } from './store.ts';

export type OutboxRow = typeof outbox.$inferSelect;
export type RequestRow = typeof requests.$inferSelect;
export type LaneRow = typeof lanes.$inferSelect;

export interface NewErrand {
  readonly lane: Lane;
  readonly platform: Platform;
  readonly class: ErrandClass;
  readonly errand: Errand;
  readonly roomId?: TalkRoomId | null;
  readonly entryId?: EntryId | null;
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
    })
    .prepare(),
  // A lane that is already waiting keeps its time: a new message must not jump a retry's pause. One that
  // only gave way to others, with no request of its own, does so no longer for something more urgent.
  openLane: db
    .insert(lanes)
    .values({
      lane: sql.placeholder('lane'),
      platform: sql.placeholder('platform'),
      class: sql.placeholder('class'),
      dueAt: sql.placeholder('now'),
    })
    .onConflictDoUpdate({
      target: lanes.lane,
      set: {
        class: sql`min(${lanes.class}, excluded.class)`,
        dueAt: sql`CASE WHEN excluded.class < ${lanes.class}
          AND NOT EXISTS (SELECT 1 FROM ${requests} WHERE ${requests.lane} = excluded.lane)
          THEN min(${lanes.dueAt}, excluded.due_at) ELSE ${lanes.dueAt} END`,
      },
    })
    .prepare(),
  head: db
    .select()
    .from(outbox)
    .where(and(eq(outbox.lane, sql.placeholder('lane')), eq(outbox.state, 'queued')))
    .orderBy(asc(outbox.id))
    .limit(sql.placeholder('limit'))
    .prepare(),
  request: db
    .select()
    .from(requests)
    .where(eq(requests.lane, sql.placeholder('lane')))
    .prepare(),
}));

/** Queues an errand at the end of its lane. */
export function queueErrand(db: Database, item: NewErrand, now: number): void {
  const { insert, openLane } = statements(db);
  insert.run({
    lane: item.lane,
    class: item.class,
    roomId: item.roomId ?? null,
    entryId: item.entryId ?? null,
    payload: JSON.stringify(item.errand),
    createdAt: now,
  });
  openLane.run({ lane: item.lane, platform: item.platform, class: item.class, now });
}

/** Lanes that may move now, the most urgent class first. */
export function dueLanes(
  db: Database,
  platform: Platform,
  now: number,
  busy: readonly string[],
  limit: number,
): LaneRow[] {
  return db
    .select()
    .from(lanes)
    .where(
      and(
        eq(lanes.platform, platform),
        lte(lanes.dueAt, now),
        // A Durable Object takes 100 bound values; there at most a few lanes are busy.
        busy.length > 0 && busy.length <= 90 ? notInArray(lanes.lane, [...busy]) : undefined,
      ),
    )
    .orderBy(asc(lanes.class), asc(lanes.dueAt))
    .limit(busy.length > 90 ? limit + busy.length : limit)
    .all()
    .filter((row) => !busy.includes(row.lane))
    .slice(0, limit);
}

export function headRows(db: Database, lane: Lane, limit: number): OutboxRow[] {
  return statements(db).head.all({ lane, limit });
}

export function rowsById(db: Database, ids: readonly number[]): OutboxRow[] {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(outbox)
    .where(inArray(outbox.id, [...ids]))
    .orderBy(asc(outbox.id))
    .all();
}

export function errandOf(row: OutboxRow): Errand | null {
  return row.payload === null ? null : (JSON.parse(row.payload) as Errand);
}

/** Ends rows. Our own words go with them: what a relay said stands in the audit log. */
export function endRows(
  db: Database,
  ids: readonly number[],
  state: Exclude<OutboxState, 'queued'>,
  reason: string | null,
): void {
  for (const id of ids) {
    db.update(outbox).set({ state, reason, payload: null }).where(eq(outbox.id, id)).run();
  }
}

export function updateRow(
  db: Database,
  id: number,
  change: Partial<Pick<OutboxRow, 'progress' | 'moves' | 'payload'>>,
): void {
  db.update(outbox).set(change).where(eq(outbox.id, id)).run();
}

export function requestOf(db: Database, lane: Lane): RequestRow | null {
  return statements(db).request.get({ lane }) ?? null;
}

export function putRequest(db: Database, request: RequestRow): void {
  const { lane: _lane, ...change } = request;
  db.insert(requests)
    .values(request)
    .onConflictDoUpdate({ target: requests.lane, set: change })
    .run();
}

/** Drops a request whose outcome is known: its bytes go with it. */
export function dropRequest(db: Database, lane: Lane): void {
  db.delete(requests).where(eq(requests.lane, lane)).run();
}

/** Forgets creations of closed rooms of which nothing has been heard: nothing waits in their lanes. */
export function forgetOrphanRequests(db: Database, lastAttemptBefore: number): void {
  db.delete(requests)
    .where(
      and(
        eq(requests.inFlight, false),
        lte(requests.lastAttemptAt, lastAttemptBefore),
        sql`${requests.lane} NOT IN (SELECT ${lanes.lane} FROM ${lanes})`,
      ),
    )
    .run();
}

/** Requests that were in flight when the process ended: nobody knows what became of them. */
export function requestsInFlight(db: Database): RequestRow[] {
  return db.select().from(requests).where(eq(requests.inFlight, true)).all();
}

/** Sets when a lane moves next; a lane with nothing left is closed. */
export function rescheduleLane(db: Database, lane: Lane, dueAt: number): void {
  const head = db
    .select({ class: min(outbox.class) })
    .from(outbox)
    .where(and(eq(outbox.lane, lane), eq(outbox.state, 'queued')))
    .get();
  if (head?.class == null) {
    db.delete(lanes).where(eq(lanes.lane, lane)).run();
  } else {
    db.update(lanes).set({ dueAt, class: head.class }).where(eq(lanes.lane, lane)).run();
  }
}

/** When the next lane wants to move, leaving out those now in flight. */
export function nextLaneAt(
  db: Database,
  platform: Platform,
  busy: readonly string[],
): number | null {
  const rows = db
    .select({ lane: lanes.lane, at: lanes.dueAt })
    .from(lanes)
    .where(eq(lanes.platform, platform))
    .orderBy(asc(lanes.dueAt))
    .limit(busy.length + 1)
    .all();
  return rows.find((row) => !busy.includes(row.lane))?.at ?? null;
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

/** Whose words the latest rows of a lane carry, sent or not. */
export function entriesOfLane(db: Database, lane: string, limit: number): EntryId[] {
  return db
    .select({ entryId: outbox.entryId })
    .from(outbox)
    .where(and(eq(outbox.lane, lane), isNotNull(outbox.entryId)))
    .orderBy(desc(outbox.id))
    .limit(limit)
    .all()
    .flatMap((row) => row.entryId ?? []);
}

export function queuedOfEntry(db: Database, entryId: EntryId): OutboxRow[] {
  return db
    .select()
    .from(outbox)
    .where(and(eq(outbox.entryId, entryId), eq(outbox.state, 'queued')))
    .all();
}

export function countQueued(db: Database): number {
  return db.select({ n: count() }).from(outbox).where(eq(outbox.state, 'queued')).get()?.n ?? 0;
}

/** Lanes with work, and where they stand. */
export function allLanes(db: Database): { lane: Lane; dueAt: number }[] {
  return db
    .select()
    .from(lanes)
    .all()
    .map((row) => ({ lane: storedLane(row.lane), dueAt: row.dueAt }));
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
