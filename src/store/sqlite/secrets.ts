import { secrets } from '../schema.ts';
import { eq } from './drizzle.ts';
import type { Database } from './store.ts';

/** A key the workspace keeps with its data: made on first use, the same ever after. */
export function keptSecret(db: Database, name: string, make: () => string): string {
  db.insert(secrets).values({ name, value: make() }).onConflictDoNothing().run();
  const row = db.select().from(secrets).where(eq(secrets.name, name)).get();
  if (row === undefined) throw new Error(`The secret ${name} is missing.`);
  return row.value;
}
