import { drizzle } from 'drizzle-orm/durable-sqlite';
import { beginUpgrade, portionOf, type RawDatabase } from './migrate.ts';
import { type Database, type Migration, type Opened, transactionsOf } from './store.ts';

/**
 * Of an upgrade, at once: a slice changes 500 rows at most, and while all requests wait the platform allows 30 seconds.
 * No clock would tell: it stands still while we compute.
 */
const TRANSACTIONS_AT_ONCE = 10;

/**
 * The workspace's database inside its Durable Object. The output gate makes every write durable
 * before an answer leaves the object; PRAGMAs, BEGIN and SAVEPOINT belong to the platform. Where a
 * migration has many slices, each call does a few of them.
 *
 * @throws NewerDatabase, OldAuditLog
 */
export function openDurableObjectStore(
  storage: DurableObjectStorage,
  migrations: readonly Migration[],
): Opened {
  const upgrade = beginUpgrade(rawOf(storage), migrations, {
    name: 'The storage of this Durable Object',
    instead:
      'Deploy under another name (`name` in wrangler.toml), and keep this Worker together with the ' +
      'version that wrote it.',
  });
  const migrating = portionOf(upgrade, TRANSACTIONS_AT_ONCE);
  if (migrating !== null) return { store: null, migrating };
  const db = durableObjectDatabase(storage);
  const store = {
    db,
    ...transactionsOf(db, (work) => storage.transactionSync(work)),
    // The platform has no log that we could empty.
    scrub: () => true,
    bytes: () => storage.sql.databaseSize,
    close: () => undefined,
  };
  return { store, migrating: null };
}

/** The database as it stands, which need not be up to date. */
export const durableObjectDatabase = (storage: DurableObjectStorage): Database => drizzle(storage);

const rawOf = (storage: DurableObjectStorage): RawDatabase => ({
  run: (sql) => {
    storage.sql.exec(sql);
  },
  column: (sql) => Array.from(storage.sql.exec(sql).raw(), ([first]) => first),
  transaction: (work) => storage.transactionSync(work),
});
