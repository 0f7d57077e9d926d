import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import * as z from 'zod';
import { marksIn } from './conversations.ts';

/** What the bridge has on record of one message. */
export interface Recorded {
  /** Its place in the order in which messages were recorded. */
  readonly entryId: number;
  /** How it ended; null: not yet. */
  readonly outcome: string | null;
  readonly reason: string | null;
  /** The log says that it may stand there more than once. */
  readonly mayBeTwice: boolean;
}

/** What the bridge's database says at the end. */
export interface BridgeRecord {
  /** By mark; several where a message was recorded more than once. */
  readonly messages: ReadonlyMap<string, readonly Recorded[]>;
  /** Notices to LINE users that a message of theirs did not arrive, by the LINE user: how each ended. */
  readonly notices: ReadonlyMap<string, readonly string[]>;
  /** What is not finished, with its number; nothing is missing where all is done. */
  readonly left: Readonly<Record<string, number>>;
}

const MESSAGES = `
  SELECT heard.id, content.text || ' ' || coalesce(content.detail, '') AS said,
    ended.outcome, ended.reason, json_extract(ended.facts, '$.unclearAttempts') AS unclear
  FROM audit_entries heard
  JOIN audit_contents content ON content.entry_id = heard.id
  LEFT JOIN audit_entries ended ON ended.about_id = heard.id AND ended.action = 'message.deliver'
  WHERE heard.action = 'message.receive' ORDER BY heard.id`;
const NOTICES = `
  SELECT line_user_id AS user, outcome FROM audit_entries
  WHERE action = 'notice.deliver' AND json_extract(facts, '$.notice') IN ('not-delivered', 'file-refused')`;
const LEFT = {
  'inbox rows': `SELECT count(*) AS n FROM inbox WHERE state = 'waiting'`,
  'events set aside': `SELECT count(*) AS n FROM inbox WHERE state = 'failed'`,
  'outbox rows': `SELECT count(*) AS n FROM outbox WHERE state = 'queued'`,
  'requests under way': 'SELECT count(*) AS n FROM requests',
  lanes: 'SELECT count(*) AS n FROM lanes',
};

const message = z.object({
  id: z.number(),
  said: z.string(),
  outcome: z.string().nullable(),
  reason: z.string().nullable(),
  unclear: z.number().nullable(),
});
const notice = z.object({ user: z.string(), outcome: z.string() });
const count = z.object({ n: z.number() });
const FILE_ID = /"contentId":"([^"]+)"/;

/**
 * Reads the database in this folder from outside, as only a test does. `nameOf` tells the name of a file that
 * stands there by its id alone.
 */
export function readRecord(
  folder: string,
  nameOf: (fileId: string) => string | null,
): BridgeRecord {
  const database = new Sqlite(join(folder, 'kakehashi.db'), { readonly: true });
  try {
    const messages = new Map<string, Recorded[]>();
    for (const row of z.array(message).parse(database.prepare(MESSAGES).all())) {
      const fileId = FILE_ID.exec(row.said)?.[1];
      const [mark] = marksIn(`${row.said} ${fileId === undefined ? '' : nameOf(fileId)}`);
      if (mark === undefined) continue;
      const { id: entryId, outcome, reason, unclear } = row;
      const mayBeTwice = outcome === 'uncertain' || (unclear ?? 0) > 0;
      const recorded = { entryId, outcome, reason, mayBeTwice };
      messages.set(mark, [...(messages.get(mark) ?? []), recorded]);
    }
    const notices = new Map<string, string[]>();
    for (const { user, outcome } of z.array(notice).parse(database.prepare(NOTICES).all())) {
      notices.set(user, [...(notices.get(user) ?? []), outcome]);
    }
    const numberOf = (sql: string) => count.parse(database.prepare(sql).get()).n;
    const left = Object.entries(LEFT).map(([what, sql]) => [what, numberOf(sql)] as const);
    return { messages, notices, left: Object.fromEntries(left) };
  } finally {
    database.close();
  }
}
