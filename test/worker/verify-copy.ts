import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import type { LogVerdict } from '../../src/proof/verify-entries.ts';
import { verifyChain } from '../../src/store/audit/verify-log.ts';
import { openNodeStore } from '../../src/store/sqlite/node.ts';
import type { Store } from '../../src/store/sqlite/store.ts';
import type { Row, WorkerWorld } from './worker-world.ts';

/** Copies the audit log that workerd wrote into a database on Node, and verifies it there. */
export async function verifyCopy(
  world: Pick<WorkerWorld, 'query'>,
): Promise<{ readonly verdict: LogVerdict; readonly entries: number }> {
  const people = await world.query(
    `SELECT id, kind, person, name, salt, hex(digest) AS digest, erased
      FROM audit_people_rows ORDER BY id`,
  );
  const entries = await world.query(
    `SELECT id, at, action, actor_ref, room_id, channel_id, line_user_ref, member_ref, direction, kind,
      outcome, reason, about_id, facts, hex(content_digest) AS content_digest, hex(hash) AS hash
      FROM audit_entry_rows ORDER BY id`,
  );
  const contents = await world.query('SELECT * FROM audit_content_rows ORDER BY entry_id');
  const folder = mkdtempSync(join(tmpdir(), 'kakehashi-copy-'));
  const store = openNodeStore(folder);
  try {
    for (const row of people) insert(store, 'audit_people_rows', row);
    for (const row of entries) insert(store, 'audit_entry_rows', row);
    for (const row of contents) insert(store, 'audit_content_rows', row);
    return { verdict: verifyChain(store.db), entries: entries.length };
  } finally {
    store.close();
    rmSync(folder, { recursive: true });
  }
}

/** JSON, by which the rows come, has no bytes. */
const HASHES = ['content_digest', 'hash', 'digest'];

function insert(store: Store, table: string, row: Row): void {
  const columns = sql.raw(Object.keys(row).join(', '));
  const values = sql.join(
    Object.entries(row).map(([name, value]) =>
      HASHES.includes(name) ? sql`nullif(unhex(${value}), x'')` : sql`${value}`,
    ),
    sql`, `,
  );
  store.db.run(sql`INSERT INTO ${sql.raw(table)} (${columns}) VALUES (${values})`);
}
