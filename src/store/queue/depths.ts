import { inbox, outbox } from '../schema.ts';
import { count, eq, min, sql } from '../sqlite/drizzle.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';

/** How much waits, and since when. */
export interface Depth {
  readonly waiting: number;
  /** When the oldest of it came; epoch ms. Null: nothing waits. */
  readonly since: number | null;
}

/** What waits for one side of the bridge. */
export interface SideDepth extends Depth {
  /** As `sideOfLane` names it. */
  readonly side: string;
  readonly lanes: number;
  /** Rows in the deepest of them. */
  readonly deepest: number;
}

/** The same names as `sideOfLane` gives. */
const SIDE = sql<string>`CASE
  WHEN lane LIKE 'media:%' THEN 'files'
  WHEN lane LIKE 'line-%' OR lane LIKE '%:line' THEN 'line'
  ELSE 'line-works' END`;

const statements = prepareOnce((db) => ({
  events: db
    .select({ waiting: count(), first: min(inbox.id) })
    .from(inbox)
    // As in the partial index, which holds the ids as well: no row is read.
    .where(sql`${inbox.state} = 'waiting'`)
    .prepare(),
  event: db
    .select({ at: inbox.receivedAt })
    .from(inbox)
    .where(eq(inbox.id, sql.placeholder('id')))
    .prepare(),
  row: db
    .select({ at: outbox.createdAt })
    .from(outbox)
    .where(eq(outbox.id, sql.placeholder('id')))
    .prepare(),
}));

/** Events that are still to be taken to their effects. */
export function eventDepth(db: Database): Depth {
  const { events, event } = statements(db);
  const { waiting, first } = events.get() ?? { waiting: 0, first: null };
  return { waiting, since: first === null ? null : (event.get({ id: first })?.at ?? null) };
}

/** Rows of the outbox that are still to go out, by the side they go to. */
export function outboxDepths(db: Database): SideDepth[] {
  // By the partial index of the queued rows, in its order: no row is read, and nothing is sorted.
  const rows = db.all<Omit<SideDepth, 'since'> & { readonly first: number }>(sql`
    SELECT ${SIDE} AS side, sum(n) AS waiting, count(*) AS lanes, max(n) AS deepest, min(first) AS first
    FROM (SELECT lane, count(*) AS n, min(id) AS first FROM outbox WHERE state = 'queued' GROUP BY lane)
    GROUP BY side`);
  const { row } = statements(db);
  return rows.map(({ first, ...depth }) => ({
    ...depth,
    since: row.get({ id: first })?.at ?? null,
  }));
}
