import Sqlite from 'better-sqlite3';
import { migrateRegistry, type RegistryDatabase } from '../../src/store/registry/database.ts';

/** The registry's database on Node, in memory. */
export function memoryRegistry(): RegistryDatabase {
  const sqlite = new Sqlite(':memory:');
  const db: RegistryDatabase = {
    all: (sql, ...values) => {
      const statement = sqlite.prepare<unknown[], unknown>(sql);
      if (statement.reader) return statement.all(...values);
      statement.run(...values);
      return [];
    },
    transaction: (work) => sqlite.transaction(work)(),
  };
  migrateRegistry(db, { name: 'The registry of a test', instead: '' });
  return db;
}
