import { type Lane, storedLane } from '../../domain/delivery/lane.ts';
import { remember } from '../memory/remembered.ts';
import { lanes, type Platform, requests } from '../schema.ts';
import { and, count, eq, gt, lte, or, sql } from '../sqlite/drizzle.ts';
import { asInserted, everyColumn } from '../sqlite/placeholders.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';

/** One call to a platform: its rows, bytes and attempts. */
export type RequestRow = typeof requests.$inferSelect;

/** Whether a step's result can be seen; the others only prepare what is to be shown. */
export const showsSomething = (step: string): boolean =>
  step !== 'upload-media' && step !== 'upload-picture' && step !== 'fetch-media';

/** Whether an attempt with unknown outcome may have shown a request's content. */
export const maybeShown = ({ step, unclear }: Pick<RequestRow, 'step' | 'unclear'>): boolean =>
  unclear > 0 && showsSomething(step);

const statements = prepareOnce((db) => ({
  request: db
    .select()
    .from(requests)
    .where(eq(requests.lane, sql.placeholder('lane')))
    .prepare(),
  inFlight: db.select().from(requests).where(sql`${requests.inFlight} = 1`).prepare(),
  put: db
    .insert(requests)
    .values(everyColumn(requests))
    .onConflictDoUpdate({ target: requests.lane, set: asInserted(requests) })
    .prepare(),
  drop: db
    .delete(requests)
    .where(eq(requests.lane, sql.placeholder('lane')))
    .prepare(),
}));

/** A lane's request; null: none has begun. */
export function requestOf(db: Database, lane: Lane): RequestRow | null {
  return known.of(db, lane);
}

const known = remember(
  (db, lane: Lane): RequestRow | null => statements(db).request.get({ lane }) ?? null,
);

/** Writes a lane's request, or its changed columns. */
export function putRequest(db: Database, request: RequestRow): void {
  statements(db).put.run(request);
  known.put(db, storedLane(request.lane), request);
}

/** Drops a request whose outcome is known: its bytes go with it. */
export function dropRequest(db: Database, lane: Lane): void {
  statements(db).drop.run({ lane });
  known.put(db, lane, null);
}

/** Forgets unanswered creations of closed rooms: their lanes are empty. */
export function forgetOrphanRequests(db: Database, lastAttemptBefore: number): void {
  known.forgetAll(db);
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

/** Requests that were in flight when the process ended: their outcome is unknown. */
export function requestsInFlight(db: Database): RequestRow[] {
  return statements(db).inFlight.all();
}

/** How many requests wait for another try, by their lane's platform. */
export function countTriedAgain(db: Database): Readonly<Record<Platform, number>> {
  const rows = db
    .select({ platform: lanes.platform, count: count() })
    .from(requests)
    .innerJoin(lanes, eq(lanes.lane, requests.lane))
    .where(and(eq(requests.inFlight, false), gt(requests.attempts, 0)))
    .groupBy(lanes.platform)
    .all();
  const countOf = (wanted: Platform) =>
    rows.find(({ platform }) => platform === wanted)?.count ?? 0;
  return { line: countOf('line'), 'line-works': countOf('line-works') };
}

/** Requests that may be out: under way now, or once cut off without an answer. */
export function requestsMaybeOut(db: Database): RequestRow[] {
  return db
    .select()
    .from(requests)
    .where(or(eq(requests.inFlight, true), gt(requests.unclear, 0)))
    .all();
}
