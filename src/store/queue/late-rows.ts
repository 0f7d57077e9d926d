import { ERRAND_CLASS, type Errand, type RelayErrand } from '../../domain/delivery/errand.ts';
import { LATE_LANE, type Lane, storedLane } from '../../domain/delivery/lane.ts';
import { errandText } from '../memory/stored-errand.ts';
import { outbox, type Platform } from '../schema.ts';
import { and, asc, eq, gte, lt } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';
import { openLane } from './lanes.ts';
import { forgetRow, type OutboxRow } from './outbox.ts';

/*
 * Messages with a late file stand in a lane that never moves, out of the way of later messages. For
 * queries by room or entry they are rows like any other.
 */

/**
 * Moves a message out of its lane. With `place` its row stays and says that line instead; the
 * message goes on in a new row.
 */
export function setAside(
  db: Database,
  row: OutboxRow,
  late: Lane,
  errand: RelayErrand,
  place: Errand | null,
): void {
  if (place === null) {
    const change = { lane: late, payload: errandText(errand), progress: 0 };
    forgetRow(db, row.id);
    db.update(outbox).set(change).where(eq(outbox.id, row.id)).run();
    return;
  }
  insertAgain(db, row, late, errand);
  const change = { payload: errandText(place), entryId: null, progress: 0 };
  forgetRow(db, row.id);
  db.update(outbox).set(change).where(eq(outbox.id, row.id)).run();
}

/** Puts a late message at the end of its lane. */
export function queueAgain(
  db: Database,
  row: OutboxRow,
  lane: Lane,
  errand: RelayErrand,
  now: number,
): void {
  forgetRow(db, row.id);
  db.delete(outbox).where(eq(outbox.id, row.id)).run();
  insertAgain(db, row, lane, errand);
  open(db, lane, errand.to, now);
}

/** Returns a message to its old place, if its reader has not been told yet that it is late. */
export function takePlaceAgain(
  db: Database,
  row: OutboxRow,
  place: OutboxRow,
  errand: RelayErrand,
  now: number,
): void {
  forgetRow(db, row.id);
  db.delete(outbox).where(eq(outbox.id, row.id)).run();
  const change = { payload: errandText(errand), entryId: row.entryId };
  forgetRow(db, place.id);
  db.update(outbox).set(change).where(eq(outbox.id, place.id)).run();
  open(db, storedLane(place.lane), errand.to, now);
}

/** All messages set aside, the oldest first. */
export function rowsAside(db: Database): OutboxRow[] {
  const isAside = and(gte(outbox.lane, LATE_LANE), lt(outbox.lane, `${LATE_LANE}\uffff`));
  return db
    .select()
    .from(outbox)
    .where(and(isAside, eq(outbox.state, 'queued')))
    .orderBy(asc(outbox.id))
    .all();
}

function insertAgain(db: Database, row: OutboxRow, lane: Lane, errand: RelayErrand): void {
  const { class: urgency, roomId, entryId, createdAt, moves, inboxId } = row;
  const payload = errandText(errand);
  db.insert(outbox)
    .values({ lane, class: urgency, roomId, entryId, payload, createdAt, moves, inboxId })
    .run();
}

const open = (db: Database, lane: Lane, platform: Platform, now: number) =>
  openLane(db, { lane, platform, class: ERRAND_CLASS.relayed }, now);
