import { ERRAND_CLASS, type ErrandClass } from '../../domain/delivery/errand.ts';
import type { Lane } from '../../domain/delivery/lane.ts';
import { createTurns, type Turns } from '../../domain/limits/turns.ts';
import { lanes, outbox, type Platform, requests } from '../schema.ts';
import { and, asc, eq, isNotNull, isNull, lte, min, sql } from '../sqlite/drizzle.ts';
import { bound, boundLimit, fixedLimit, someColumns } from '../sqlite/placeholders.ts';
import { type Database, prepareByColumns, prepareOnce } from '../sqlite/store.ts';
import { queueChanges } from './queue-changes.ts';

/** A lane with work in it. */
export type LaneRow = typeof lanes.$inferSelect;

/** Lanes under way, in one JSON value: there may be hundreds; a Durable Object binds 100 values. */
const notBusy = sql`${lanes.lane} NOT IN (SELECT value FROM json_each(${sql.placeholder('busy')}))`;
const isOn = eq(lanes.platform, bound('platform'));
const isQueuedInLane = and(eq(outbox.lane, bound('lane')), sql`${outbox.state} = 'queued'`);

const statements = prepareOnce((db) => ({
  // A waiting lane keeps its time: a new message must not cut a retry's pause short. A lane without
  // a request of its own, which only gave way to others, stops doing so for something more urgent.
  openLane: db
    .insert(lanes)
    .values({
      lane: sql.placeholder('lane'),
      platform: sql.placeholder('platform'),
      class: sql.placeholder('class'),
      dueAt: sql.placeholder('now'),
      turn: sql.placeholder('turn'),
      owner: sql.placeholder('owner'),
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
    .where(isQueuedInLane)
    .orderBy(asc(outbox.id))
    .limit(fixedLimit(1))
    .prepare(),
  dueWords: db
    .select()
    .from(lanes)
    .where(
      and(
        isOn,
        isNull(lanes.owner),
        eq(lanes.class, bound('class')),
        lte(lanes.dueAt, sql.placeholder('now')),
        notBusy,
      ),
    )
    .orderBy(asc(lanes.dueAt), asc(lanes.turn))
    .limit(boundLimit('limit'))
    .prepare(),
  dueFiles: db
    .select()
    .from(lanes)
    // Walks by turn: the few lanes that wait for LINE are skipped.
    .where(
      and(isOn, isNotNull(lanes.owner), sql`+${lanes.dueAt} <= ${sql.placeholder('now')}`, notBusy),
    )
    .orderBy(asc(lanes.turn), asc(lanes.dueAt))
    .limit(boundLimit('limit'))
    .prepare(),
  owner: db
    .select({ owner: lanes.owner })
    .from(lanes)
    .where(eq(lanes.lane, sql.placeholder('lane')))
    .prepare(),
  dueAt: db
    .select({ dueAt: lanes.dueAt })
    .from(lanes)
    .where(eq(lanes.lane, sql.placeholder('lane')))
    .prepare(),
  closeIfEmpty: db
    .delete(lanes)
    .where(
      and(
        eq(lanes.lane, sql.placeholder('lane')),
        sql`NOT EXISTS (SELECT 1 FROM ${outbox} WHERE ${isQueuedInLane})`,
      ),
    )
    .returning({ lane: lanes.lane })
    .prepare(),
  close: db
    .delete(lanes)
    .where(eq(lanes.lane, sql.placeholder('lane')))
    .prepare(),
  next: db
    .select({ at: lanes.dueAt })
    .from(lanes)
    .where(and(isOn, notBusy))
    .orderBy(asc(lanes.dueAt))
    .limit(fixedLimit(1))
    .prepare(),
  nextWords: db
    .select({ at: lanes.dueAt })
    .from(lanes)
    .where(and(isOn, isNull(lanes.owner), notBusy))
    .orderBy(asc(lanes.dueAt))
    .limit(fixedLimit(1))
    .prepare(),
  leastClass: db
    .select({ class: min(outbox.class) })
    .from(outbox)
    .where(isQueuedInLane)
    .prepare(),
}));

const move = prepareByColumns((db, columns) =>
  db
    .update(lanes)
    .set(someColumns(lanes, columns))
    .where(eq(lanes.lane, sql.placeholder('where')))
    .prepare(),
);

const CLASSES = Object.values(ERRAND_CLASS).toSorted((one, other) => one - other);

/**
 * The turns of file owners, per platform. Kept in memory; read from the lanes once after a start.
 */
const fileTurns = prepareOnce((db): Record<Platform, Turns> => {
  const rows = db.select().from(lanes).where(isNotNull(lanes.owner)).all();
  const turnsAt = (platform: Platform) =>
    createTurns(
      rows.flatMap((row) =>
        row.platform === platform ? [{ speaker: row.owner ?? '', turn: row.turn }] : [],
      ),
    );
  return { line: turnsAt('line'), 'line-works': turnsAt('line-works') };
});

/** Opens a lane, or makes it as urgent as its newest row. `owner`: whose file it carries. */
export function openLane(
  db: Database,
  item: {
    readonly lane: Lane;
    readonly platform: Platform;
    readonly class: ErrandClass;
    readonly owner?: string;
  },
  now: number,
): void {
  queueChanges(db).lanes += 1;
  const { lane, platform, owner = null } = item;
  const turn = owner === null ? now : fileTurns(db)[platform].next(owner);
  statements(db).openLane.run({ lane, platform, class: item.class, now, turn, owner });
}

/** Notes that this file's turn has come. */
export function noteFileTurn(db: Database, { platform, turn }: Pick<LaneRow, 'platform' | 'turn'>) {
  fileTurns(db)[platform].reached(turn);
}

/**
 * Lanes of words that may move now: the most urgent class first, within a class the longest wait.
 */
export function dueLanes(
  db: Database,
  platform: Platform,
  now: number,
  busy: readonly string[],
  limit: number,
): LaneRow[] {
  const due: LaneRow[] = [];
  const passed = JSON.stringify(busy);
  for (const urgency of CLASSES) {
    const most = limit - due.length;
    if (most <= 0) break;
    due.push(
      ...statements(db).dueWords.all({ platform, class: urgency, now, busy: passed, limit: most }),
    );
  }
  return due;
}

/** Lanes with a file that may move now. The owners of the files take turns. */
export function dueFileLanes(
  db: Database,
  platform: Platform,
  now: number,
  busy: readonly string[],
  limit: number,
): LaneRow[] {
  return statements(db).dueFiles.all({ platform, now, busy: JSON.stringify(busy), limit });
}

/** The owner of the file a lane carries; null for words. */
export function ownerOfLane(db: Database, lane: Lane): string | null {
  return statements(db).owner.get({ lane })?.owner ?? null;
}

/** Sets when a lane moves next; an empty lane is closed. */
export function rescheduleLane(db: Database, lane: Lane, dueAt: number): void {
  moveLane(db, lane, { dueAt });
}

/** Notes that a lane has been served: others of its class due at the same instant go before it. */
export function passTurn(db: Database, lane: Lane, now: number): void {
  queueChanges(db).lanes += 1;
  // Usually the lane is empty now.
  if (statements(db).closeIfEmpty.get({ lane }) !== undefined) return;
  moveLane(db, lane, { dueAt: now, turn: now });
}

function moveLane(
  db: Database,
  lane: Lane,
  change: { readonly dueAt: number; readonly turn?: number },
): void {
  queueChanges(db).lanes += 1;
  const urgency = urgencyOf(db, lane);
  if (urgency === null) {
    restLane(db, lane);
    return;
  }
  const moved = { ...change, class: urgency };
  move(db, moved).run({ ...moved, where: lane });
}

/** The most urgent class in a lane; null: it is empty. Thousands of messages are not walked. */
function urgencyOf(db: Database, lane: Lane): number | null {
  const head = statements(db).headClass.get({ lane });
  if (head === undefined || head.class === ERRAND_CLASS.relayed) return head?.class ?? null;
  return statements(db).leastClass.get({ lane })?.class ?? null;
}

/** When a lane is due; null: it is not open. Epoch ms. */
export function dueAtOf(db: Database, lane: Lane): number | null {
  return statements(db).dueAt.get({ lane })?.dueAt ?? null;
}

/** Rests a lane: its rows stay, unmoved, until another is queued there. */
export function restLane(db: Database, lane: Lane): void {
  queueChanges(db).lanes += 1;
  statements(db).close.run({ lane });
}

/** When the next lane is due, leaving out lanes in flight, and files where they may not move. */
export function nextLaneAt(
  db: Database,
  platform: Platform,
  busy: readonly string[],
  files = true,
): number | null {
  const { next, nextWords } = statements(db);
  return (files ? next : nextWords).get({ platform, busy: JSON.stringify(busy) })?.at ?? null;
}
