import { lanes, outbox, type Platform } from '../schema.ts';
import { sql } from '../sqlite/drizzle.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';

const head = sql`(SELECT ${outbox.createdAt} FROM ${outbox}
  WHERE ${outbox.lane} = ${lanes.lane} AND ${outbox.state} = 'queued' ORDER BY ${outbox.id} LIMIT 1)`;

const statements = prepareOnce((db) => ({
  // Notices may wait for hours, as many go out at once: they are class 3. Lanes that rest have no row.
  since: db
    .select({ platform: lanes.platform, at: sql<number | null>`min(${head})` })
    .from(lanes)
    .where(sql`${lanes.class} < 3`)
    .groupBy(lanes.platform)
    .prepare(),
}));

/**
 * Since when the longest waiting head of a lane waits, of lanes with people's words or with answers,
 * by platform. Epoch ms; null: none waits.
 */
export function waitingSince(db: Database): Readonly<Record<Platform, number | null>> {
  const rows = statements(db).since.all();
  const of = (wanted: Platform) => rows.find(({ platform }) => platform === wanted)?.at ?? null;
  return { line: of('line'), 'line-works': of('line-works') };
}
