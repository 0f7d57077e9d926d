import { eq, sql } from './drizzle.ts';
import { eventAlarm } from './schema.ts';
import type { Database } from './store.ts';

/** Events that could not be processed and that the administrators have not been told of. */
export interface EventAlarm {
  readonly untold: number;
  /** When they were last told, epoch ms. */
  readonly toldAt: number | null;
}

export function readEventAlarm(db: Database): EventAlarm {
  const row = db.select().from(eventAlarm).where(eq(eventAlarm.id, 1)).get();
  return { untold: row?.untold ?? 0, toldAt: row?.toldAt ?? null };
}

/** One more could not be processed. */
export function countUntold(db: Database): void {
  db.update(eventAlarm)
    .set({ untold: sql`${eventAlarm.untold} + 1` })
    .where(eq(eventAlarm.id, 1))
    .run();
}

/** The administrators are told of all there are. */
export function noteEventsTold(db: Database, toldAt: number): void {
  db.update(eventAlarm).set({ untold: 0, toldAt }).where(eq(eventAlarm.id, 1)).run();
}
