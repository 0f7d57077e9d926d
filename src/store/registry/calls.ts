import * as z from 'zod';
import { type RegistryDatabase, rowsOf } from './database.ts';

/** What an operator asked. */
const callRow = z.object({
  id: z.number(),
  at: z.number(),
  key_id: z.string(),
  verb: z.string(),
  /** Null: it was about all of them. */
  workspace: z.string().nullable(),
  /** The HTTP status of the answer; null: none has been given. */
  status: z.number().nullable(),
});

export type Call = z.output<typeof callRow>;

/** How many calls the log keeps. */
const CALLS_KEPT = 20_000;
const idRow = z.object({ id: z.number() });

/** Notes a nonce until that time, and forgets those whose time has passed. False: it has been seen. */
export function takeNonce(
  db: RegistryDatabase,
  nonce: string,
  { now, until }: { readonly now: number; readonly until: number },
): boolean {
  db.all('DELETE FROM nonces WHERE until < ?', now);
  const taken = db.all(
    'INSERT INTO nonces (nonce, until) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING 1 AS id',
    nonce,
    until,
  );
  return taken.length > 0;
}

/** Notes what is asked, before anything is done. Returns its number in the log. */
export function noteCall(
  db: RegistryDatabase,
  call: Pick<Call, 'at' | 'key_id' | 'verb' | 'workspace'>,
): number {
  const [row] = rowsOf(
    idRow,
    db.all(
      'INSERT INTO calls (at, key_id, verb, workspace) VALUES (?, ?, ?, ?) RETURNING id',
      call.at,
      call.key_id,
      call.verb,
      call.workspace,
    ),
  );
  const id = row?.id ?? 0;
  db.all('DELETE FROM calls WHERE id <= ?', id - CALLS_KEPT);
  return id;
}

/** Notes how a call was answered. */
export const answerCall = (db: RegistryDatabase, id: number, status: number): void => {
  db.all('UPDATE calls SET status = ? WHERE id = ?', status, id);
};

/** The same where several calls have one line: one that ends otherwise than those before it has a line of its own. */
export function answerCallAt(
  db: RegistryDatabase,
  id: number,
  { status, now }: { readonly status: number; readonly now: number },
): void {
  db.all('UPDATE calls SET status = ? WHERE id = ? AND status IS NULL', status, id);
  db.all(
    `INSERT INTO calls (at, key_id, verb, workspace, status)
      SELECT ?, key_id, verb, workspace, ? FROM calls WHERE id = ? AND status <> ?`,
    ...[now, status, id, status],
  );
}

/** The newest calls first; about one workspace, if one is named. */
export function listCalls(
  db: RegistryDatabase,
  { workspace, most }: { readonly workspace: string | null; readonly most: number },
): Call[] {
  const rows =
    workspace === null
      ? db.all('SELECT * FROM calls ORDER BY id DESC LIMIT ?', most)
      : db.all('SELECT * FROM calls WHERE workspace = ? ORDER BY id DESC LIMIT ?', workspace, most);
  return rowsOf(callRow, rows);
}
