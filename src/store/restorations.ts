import * as z from 'zod';
import { lineUserId, memberId } from '../domain/ids.ts';
import type { ForgottenUser, SharedLog } from '../domain/operator/restoration.ts';
import { storedJson } from './memory/stored-json.ts';
import { restorations } from './schema.ts';
import { and, asc, desc, eq, gte, isNotNull, isNull, max, ne } from './sqlite/drizzle.ts';
import type { Database } from './sqlite/store.ts';

const notedSchema = z.object({
  /** Of the registry's note. */
  id: z.string(),
  by: z.string(),
  askedAt: z.number(),
  /** The platform's name of the state that was left. */
  undo: z.string(),
  /** The log that was left, and how many of its entries there are still. */
  entries: z.number(),
  head: z.string(),
  keptEntries: z.number(),
  /** The newest event of before: what comes later has come since. */
  receivedTo: z.number(),
  forgotten: z
    .array(
      z.object({
        lineUserId: z.string().transform(lineUserId),
        askedBy: z.string().transform(memberId),
      }),
    )
    .readonly(),
  /** Keys of files about the log that was left, which the bucket did not give up: copies stand aside. */
  stays: z.array(z.string()).readonly().default([]),
});

/** What is known of a return to a state of the past. */
export type Noted = z.output<typeof notedSchema>;

const noted = storedJson<Noted>('restoration', 1, notedSchema);

/** What a database came out of, and the instant it shows. `noted`: of a return to a state of the past. */
export interface Restoration {
  readonly source: (typeof restorations.$inferSelect)['source'];
  readonly madeAt: number;
  readonly noted: Noted | null;
}

type Row = typeof restorations.$inferSelect;

const toRestoration = ({ source, madeAt, noted: text }: Row): Restoration => ({
  ...{ source, madeAt },
  noted: text === null ? null : noted.read(text),
});

/**
 * What this database came out of without an end of what waited in it, the oldest first: none, one, or more where it
 * could not start in between.
 */
export const unsettledRestorations = (db: Database): readonly Restoration[] =>
  db
    .select()
    .from(restorations)
    .where(isNull(restorations.settledAt))
    .orderBy(asc(restorations.id))
    .all()
    .map(toRestoration);

/** Whoever such a return has brought back, and has not been forgotten again; each once. */
export const owedForgettings = (unsettled: readonly Restoration[]): readonly ForgottenUser[] =>
  eachOnce(unsettled.flatMap(({ noted: told }) => told?.forgotten ?? []));

/** Who was forgotten twice is one person. */
export const eachOnce = (users: readonly ForgottenUser[]): readonly ForgottenUser[] => [
  ...new Map(users.map((user) => [user.lineUserId, user])).values(),
];

/** The last return to a state of the past; null: there was none. */
export function lastReturn(db: Database): { readonly at: number; readonly noted: Noted } | null {
  const row = db
    .select()
    .from(restorations)
    .where(and(eq(restorations.source, 'point-in-time'), isNotNull(restorations.noted)))
    .orderBy(desc(restorations.id))
    .limit(1)
    .get();
  return row?.noted == null ? null : { at: row.madeAt, noted: noted.read(row.noted) };
}

/**
 * What the log of a database has in common with that of its state at an instant (epoch ms): whatever was written after
 * a return that was asked for since stands in this log alone.
 */
export function sharedLog(db: Database, at: number, entries: number): SharedLog {
  const since = returns(db)
    .map(toRestoration)
    .filter(({ noted: told }) => told !== null && told.askedAt >= at);
  return {
    entries: Math.min(entries, ...since.map(({ noted: told }) => told?.keptEntries ?? entries)),
    until: Math.min(at, ...since.map(({ madeAt }) => madeAt)),
  };
}

/** Marks a database that has gone back: what waited in it ends, and is not sent (services/restored/settle.ts). */
export function markAsReturned(db: Database, at: number, told: Noted): void {
  const row = { source: 'point-in-time', madeAt: at, noted: noted.text(told) } as const;
  db.insert(restorations).values(row).run();
}

/** Notes which files about the log that was left could not be set aside. */
export function noteStays(db: Database, id: string, stays: readonly string[]): void {
  for (const row of returns(db)) {
    const told = noted.read(row.noted ?? '');
    if (told.id !== id) continue;
    const text = noted.text({ ...told, stays });
    db.update(restorations).set({ noted: text }).where(eq(restorations.id, row.id)).run();
  }
}

/** Files about logs that were left, which could not be set aside: nobody is to take them for the log's own. */
export const filesThatStay = (db: Database): readonly string[] => [
  ...new Set(returns(db).flatMap((row) => toRestoration(row).noted?.stays ?? [])),
];

const returns = (db: Database): readonly Row[] =>
  db
    .select()
    .from(restorations)
    .where(isNotNull(restorations.noted))
    .orderBy(asc(restorations.id))
    .all();

/** Whether this database came out of a copy that was made at an instant (epoch ms) or later. */
export const isCopiedSince = (db: Database, instant: number): boolean =>
  db
    .select({ id: restorations.id })
    .from(restorations)
    .where(gte(restorations.madeAt, instant))
    .limit(1)
    .get() !== undefined;

/** When this database took the place of another, out of a backup or an export; epoch ms, null: it never did. */
export const placedAt = (db: Database): number | null =>
  db
    .select({ at: max(restorations.settledAt) })
    .from(restorations)
    .where(ne(restorations.source, 'point-in-time'))
    .get()?.at ?? null;

/** Notes that what waited has been ended; who was forgotten needs no second list. */
export function noteSettled(db: Database, settledAt: number): void {
  const waiting = db.select().from(restorations).where(isNull(restorations.settledAt)).all();
  for (const row of waiting) {
    const text = row.noted && noted.text({ ...noted.read(row.noted), forgotten: [] });
    db.update(restorations)
      .set({ settledAt, noted: text })
      .where(eq(restorations.id, row.id))
      .run();
  }
}
