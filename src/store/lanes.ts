import { and, asc, eq, lte, min, notInArray, sql } from 'drizzle-orm';
import { ERRAND_CLASS, type ErrandClass } from '../domain/errand.ts';
import { type Lane, MEDIA_LANE } from '../domain/lane.ts';
import { lanes, outbox, type Platform, requests } from './schema.ts';
import { type Database, prepareOnce } from './store.ts';

/** A lane with work in it. */
export type LaneRow = typeof lanes.$inferSelect;

const statements = prepareOnce((db) => ({
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
  headClass: db
    .select({ class: outbox.class })
    .from(outbox)
    .where(and(eq(outbox.lane, sql.placeholder('lane')), eq(outbox.state, 'queued')))
    .orderBy(asc(outbox.id))
    .limit(1)
    .prepare(),
  leastClass: db
    .select({ class: min(outbox.class) })
    .from(outbox)
    .where(and(eq(outbox.lane, sql.placeholder('lane')), eq(outbox.state, 'queued')))
    .prepare(),
}));

/** Opens a lane, or makes it as urgent as what has been queued in it. */
export function openLane(
  db: Database,
  item: { readonly lane: Lane; readonly platform: Platform; readonly class: ErrandClass },
  now: number,
): void {
  const { lane, platform } = item;
  statements(db).openLane.run({ lane, platform, class: item.class, now });
}

/** Lanes that may move now, the most urgent class first; `files`: whether files on their way to us count. */
export function dueLanes(
  db: Database,
  platform: Platform,
  now: number,
  busy: readonly string[],
  limit: number,
  files = true,
): LaneRow[] {
  return db
    .select()
    .from(lanes)
    .where(
      and(
        eq(lanes.platform, platform),
        lte(lanes.dueAt, now),
        files ? undefined : noFiles,
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

/** Sets when a lane moves next; a lane with nothing left is closed. */
export function rescheduleLane(db: Database, lane: Lane, dueAt: number): void {
  const urgency = urgencyOf(db, lane);
  if (urgency === null) db.delete(lanes).where(eq(lanes.lane, lane)).run();
  else db.update(lanes).set({ dueAt, class: urgency }).where(eq(lanes.lane, lane)).run();
}

/** The most urgent class in a lane; null: nothing waits there. Thousands of people's messages are not looked at. */
function urgencyOf(db: Database, lane: Lane): number | null {
  const head = statements(db).headClass.get({ lane });
  if (head === undefined || head.class === ERRAND_CLASS.relayed) return head?.class ?? null;
  return statements(db).leastClass.get({ lane })?.class ?? null;
}

/** What waits in a lane stays, unmoved, until something more is queued there. */
export function restLane(db: Database, lane: Lane): void {
  db.delete(lanes).where(eq(lanes.lane, lane)).run();
}

const noFiles = sql`substr(${lanes.lane}, 1, ${MEDIA_LANE.length}) <> ${MEDIA_LANE}`;

/** When the next lane wants to move, leaving out those now in flight, and files where they may not. */
export function nextLaneAt(
  db: Database,
  platform: Platform,
  busy: readonly string[],
  files = true,
): number | null {
  const rows = db
    .select({ lane: lanes.lane, at: lanes.dueAt })
    .from(lanes)
    .where(and(eq(lanes.platform, platform), files ? undefined : noFiles))
    .orderBy(asc(lanes.dueAt))
    .limit(busy.length + 1)
    .all();
  return rows.find((row) => !busy.includes(row.lane))?.at ?? null;
}
