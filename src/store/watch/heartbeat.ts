import { heartbeat } from '../schema.ts';
import type { Database } from '../sqlite/store.ts';

/** The last instant at which the bridge could receive, epoch ms; null: none is on record. */
export function readHeartbeat(db: Database): number | null {
  return db.select({ at: heartbeat.at }).from(heartbeat).get()?.at ?? null;
}

/** Notes that the bridge can receive. Epoch ms. */
export function saveHeartbeat(db: Database, at: number): void {
  db.insert(heartbeat)
    .values({ id: 1, at })
    .onConflictDoUpdate({ target: heartbeat.id, set: { at } })
    .run();
}
