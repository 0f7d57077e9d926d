import * as z from 'zod';
import { keptStates } from '../schema.ts';
import { eq, sql } from '../sqlite/drizzle.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';

/**
 * What is kept, each in one small row: the configuration of the last start, when the directory was
 * read, the platforms' limits and pauses, the last check of our scopes, tokens. `restoring`: the id of a restoration that
 * the next start is to bring; in a restored database it is not there.
 */
export type KeptSubject =
  | 'configuration'
  | 'directory'
  | 'rates'
  | 'platform-health'
  | 'works-fault'
  | 'restoring'
  | `token ${string}`;

const statements = prepareOnce((db) => ({
  read: db
    .select({ value: keptStates.value })
    .from(keptStates)
    .where(eq(keptStates.subject, sql.placeholder('subject')))
    .prepare(),
  keep: db
    .insert(keptStates)
    .values({ subject: sql.placeholder('subject'), value: sql.placeholder('value') })
    .onConflictDoUpdate({ target: keptStates.subject, set: { value: sql`excluded.value` } })
    .prepare(),
}));

export function keepState(db: Database, subject: KeptSubject, value: unknown): void {
  statements(db).keep.run({ subject, value: JSON.stringify(value) });
}

/**
 * Null: nothing is kept, or by a version that kept it in another shape. What is kept only saves
 * calls and waiting: nothing is lost without it.
 */
export function keptState<Value>(
  db: Database,
  subject: KeptSubject,
  schema: z.ZodType<Value>,
): Value | null {
  const row = statements(db).read.get({ subject });
  if (row === undefined) return null;
  return jsonOf.pipe(schema).safeParse(row.value).data ?? null;
}

export function forgetState(db: Database, subject: KeptSubject): void {
  db.delete(keptStates).where(eq(keptStates.subject, subject)).run();
}

const jsonOf = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('not JSON');
    return z.NEVER;
  }
});
