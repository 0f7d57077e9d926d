import { integer, sqliteTable, text } from './columns.ts';

/* Checkpoints of the audit log. migrations/ says what each table is for. */

export const auditCheckpoints = sqliteTable('audit_checkpoints', {
  entries: integer('entries').primaryKey(),
  note: text('note').notNull(),
});

export const auditKeys = sqliteTable('audit_keys', {
  verifierKey: text('verifier_key').primaryKey(),
  since: integer('since').notNull(),
});
