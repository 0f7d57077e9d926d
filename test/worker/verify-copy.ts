import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { type ChainVerdict, verifyChain } from '../../src/store/audit-log.ts';
import { openNodeStore } from '../../src/store/node.ts';
import type { Store } from '../../src/store/store.ts';
import type { Row, WorkerWorld } from './worker-world.ts';

/** Copies the audit log that workerd wrote into a database on Node, and verifies it there. */
export async function verifyCopy(
  world: WorkerWorld,
): Promise<{ readonly verdict: ChainVerdict; readonly entries: number }> {
  const entries = await world.query('SELECT * FROM audit_entries ORDER BY id');
  const contents = await world.query('SELECT * FROM audit_contents ORDER BY entry_id');
  const folder = mkdtempSync(join(tmpdir(), 'kakehashi-copy-'));
  const store = openNodeStore(folder);
  try {
    for (const row of entries) insert(store, 'audit_entries', row);
    for (const row of contents) insert(store, 'audit_contents', row);
    return { verdict: verifyChain(store.db), entries: entries.length };
  } finally {
    store.close();
    rmSync(folder, { recursive: true });
  }
}

function insert(store: Store, table: string, row: Row): void {
  const columns = sql.raw(Object.keys(row).join(', '));
  const values = sql.join(
    Object.values(row).map((value) => sql`${value}`),
    sql`, `,
  );
  store.db.run(sql`INSERT INTO ${sql.raw(table)} (${columns}) VALUES (${values})`);
}
