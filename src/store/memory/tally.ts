import { createTally, type Tally } from '../../domain/figures/tally.ts';
import type { Database } from '../sqlite/database.ts';

const tallies = new WeakMap<Database, Tally>();

/** What is counted of the work over this database, since the start. */
export function tallyOf(db: Database): Tally {
  const known = tallies.get(db);
  if (known !== undefined) return known;
  const fresh = createTally();
  tallies.set(db, fresh);
  return fresh;
}
