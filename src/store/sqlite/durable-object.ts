import { drizzle } from 'drizzle-orm/durable-sqlite';
import * as schema from '../schema.ts';
import { migrate } from './migrate.ts';
import { type Migration, type Store, transactionsOf } from './store.ts';

/**
 * The workspace's database inside its Durable Object. The output gate makes every write durable
 * before an answer leaves the object; PRAGMAs, BEGIN and SAVEPOINT belong to the platform.
 *
 * @throws NewerDatabase, OldAuditLog
 */
export function openDurableObjectStore(
  storage: DurableObjectStorage,
  migrations: readonly Migration[],
): Store {
  migrate(
    {
      run: (sql) => {
        storage.sql.exec(sql);
      },
      names: (sql) =>
        storage.sql
          .exec<{ name: string }>(sql)
          .toArray()
          .map((row) => row.name),
      transaction: (work) => storage.transactionSync(work),
    },
    migrations,
    {
      name: 'The storage of this Durable Object',
      instead:
        'Deploy under another name (`name` in wrangler.toml), and keep this Worker together with the ' +
        'version that wrote it.',
    },
  );
  const db = drizzle(storage, { schema });
  return {
    db,
    ...transactionsOf(db, (work) => storage.transactionSync(work)),
    // The platform has no log that we could empty.
    scrub: () => true,
    bytes: () => storage.sql.databaseSize,
    close: () => undefined,
  };
}
