import type { EntryId } from '../../domain/ids.ts';
import { integer, sqliteTable, text } from './columns.ts';

/** `left`: its reader went away. */
export type ExportState = 'begun' | 'complete' | 'failed' | 'left';

/** Exports of the audit log. migrations/0041 says more. */
export const auditExports = sqliteTable('audit_exports', {
  entryId: integer('entry_id').$type<EntryId>().primaryKey(),
  begunAt: integer('begun_at').notNull(),
  form: text('form').$type<'csv' | 'jsonl' | 'zip'>().notNull(),
  fileName: text('file_name').notNull(),
  fromAt: integer('from_at'),
  toAt: integer('to_at'),
  state: text('state').$type<ExportState>().notNull().default('begun'),
  endedAt: integer('ended_at'),
  bytes: integer('bytes').notNull().default(0),
  day: text('day'),
});
