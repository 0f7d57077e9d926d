import type { Alert, AlertSubject } from '../../domain/watch/alert.ts';
import { alerts } from '../schema.ts';
import { eq } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';

/** What is wrong of what is watched, told or not. */
export function readAlerts(db: Database): ReadonlyMap<AlertSubject, Alert> {
  const rows = db.select().from(alerts).orderBy(alerts.subject).all();
  return new Map(rows.map(({ subject, ...alert }) => [subject, alert]));
}

export function saveAlert(db: Database, subject: AlertSubject, alert: Alert): void {
  db.insert(alerts)
    .values({ subject, ...alert })
    .onConflictDoUpdate({ target: alerts.subject, set: alert })
    .run();
}

export function dropAlert(db: Database, subject: AlertSubject): void {
  db.delete(alerts).where(eq(alerts.subject, subject)).run();
}
