import { eventAlarm } from '../schema.ts';
import { eq, sql } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';

/** Failed events that the administrators have not been told of. */
export interface EventAlarm {
  readonly untold: number;
  /** When they were last told, epoch ms. */
  readonly toldAt: number | null;
}

export function readEventAlarm(db: Database): EventAlarm {
  const row = db.select().from(eventAlarm).where(eq(eventAlarm.id, 1)).get();
  return { untold: row?.untold ?? 0, toldAt: row?.toldAt ?? null };
}

/** Counts one more event that could not be processed. */
export function countUntold(db: Database): void {
  db.update(eventAlarm)
    .set({ untold: sql`${eventAlarm.untold} + 1` })
    .where(eq(eventAlarm.id, 1))
    .run();
}

/** Notes that the administrators have been told of all of them. */
export function noteEventsTold(db: Database, toldAt: number): void {
  db.update(eventAlarm).set({ untold: 0, toldAt }).where(eq(eventAlarm.id, 1)).run();
}
