import type { TalkRoomId } from '../../domain/ids.ts';
import { roomRunRooms, roomRuns } from '../schema.ts';
import { and, count, eq, gte, sql } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';

export type RoomRun = typeof roomRuns.$inferSelect;
type NewRun = Pick<
  RoomRun,
  'kind' | 'actor' | 'reason' | 'fromMember' | 'toMember' | 'undelivered' | 'startedAt'
>;

/** Notes the rooms a command is about. Returns the run's id. */
export function beginRoomRun(db: Database, run: NewRun, rooms: readonly TalkRoomId[]): number {
  const { id } = db.insert(roomRuns).values(run).returning({ id: roomRuns.id }).get();
  // One value for all rooms: drizzle binds the columns' defaults as well, four values for each.
  db.run(sql`INSERT INTO ${roomRunRooms} (run_id, room_id)
    SELECT ${id}, value FROM json_each(${JSON.stringify(rooms)})`);
  return id;
}

export function readRoomRun(db: Database, id: number): RoomRun | null {
  return db.select().from(roomRuns).where(eq(roomRuns.id, id)).get() ?? null;
}

/** Runs that have not been reported, oldest first. */
export function listRoomRuns(db: Database): RoomRun[] {
  return db.select().from(roomRuns).orderBy(roomRuns.id).all();
}

export function changeRoomRun(
  db: Database,
  id: number,
  change: Partial<Pick<RoomRun, 'undelivered' | 'moved'>>,
): void {
  db.update(roomRuns).set(change).where(eq(roomRuns.id, id)).run();
}

/** One room of a run, and its state. */
export type RunRoom = typeof roomRunRooms.$inferSelect;

/** Rooms of a run still to be done, in order; those that failed come last. */
export function nextOfRun(db: Database, runId: number, limit: number): RunRoom[] {
  return db
    .select()
    .from(roomRunRooms)
    .where(and(eq(roomRunRooms.runId, runId), eq(roomRunRooms.state, 'waiting')))
    .orderBy(roomRunRooms.tries, roomRunRooms.roomId)
    .limit(limit)
    .all();
}

/** Rooms of a run given up after so many tries. */
export function failedOfRun(db: Database, runId: number, tries: number): TalkRoomId[] {
  return db
    .select({ roomId: roomRunRooms.roomId })
    .from(roomRunRooms)
    .where(
      and(
        eq(roomRunRooms.runId, runId),
        eq(roomRunRooms.state, 'dropped'),
        gte(roomRunRooms.tries, tries),
      ),
    )
    .orderBy(roomRunRooms.roomId)
    .all()
    .map((row) => row.roomId);
}

export function settleRunRoom(
  db: Database,
  runId: number,
  roomId: TalkRoomId,
  change: Partial<Pick<RunRoom, 'state' | 'notice' | 'tries'>>,
): void {
  db.update(roomRunRooms)
    .set(change)
    .where(and(eq(roomRunRooms.runId, runId), eq(roomRunRooms.roomId, roomId)))
    .run();
}

/** Drops the rest of a run. */
export function dropRestOfRun(db: Database, runId: number): void {
  db.update(roomRunRooms)
    .set({ state: 'dropped' })
    .where(and(eq(roomRunRooms.runId, runId), eq(roomRunRooms.state, 'waiting')))
    .run();
}

/** Notes the end of a LINE user's notice; null: there was nothing to say. */
export function noteRunNotice(
  db: Database,
  roomId: TalkRoomId,
  end: 'sent' | 'later' | null,
): void {
  db.update(roomRunRooms)
    .set({ notice: end })
    .where(and(eq(roomRunRooms.roomId, roomId), eq(roomRunRooms.notice, 'waiting')))
    .run();
}

/** How far a run is. */
export interface RunCounts {
  readonly waiting: number;
  readonly done: number;
  readonly dropped: number;
  /** Done without work: there was nothing left to do. */
  readonly idle: number;
  readonly notices: Readonly<Record<'waiting' | 'sent' | 'later', number>>;
}

export function countRoomRun(db: Database, runId: number): RunCounts {
  const counts = { waiting: 0, done: 0, dropped: 0 };
  let idle = 0;
  const notices = { waiting: 0, sent: 0, later: 0 };
  const rows = db
    .select({ state: roomRunRooms.state, notice: roomRunRooms.notice, n: count() })
    .from(roomRunRooms)
    .where(eq(roomRunRooms.runId, runId))
    .groupBy(roomRunRooms.state, roomRunRooms.notice)
    .all();
  for (const { state, notice, n } of rows) {
    counts[state] += n;
    if (notice !== null) notices[notice] += n;
    else if (state === 'done') idle += n;
  }
  return { ...counts, idle, notices };
}

/** Forgets a run that has been reported. */
export function endRoomRun(db: Database, runId: number): void {
  db.delete(roomRunRooms).where(eq(roomRunRooms.runId, runId)).run();
  db.delete(roomRuns).where(eq(roomRuns.id, runId)).run();
}
