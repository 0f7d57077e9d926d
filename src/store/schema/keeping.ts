import type { EntryId, LineUserId, MemberId } from '../../domain/ids.ts';
import { integer, sqliteTable, text } from './columns.ts';

/* What is kept, for how long, and who is forgotten. migrations/ says what each table is for. */

export const auditHolds = sqliteTable('audit_holds', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  kind: text('kind').$type<'member' | 'line-user' | 'room'>().notNull(),
  /** A userId of LINE WORKS or LINE, or the number of a talk room. */
  subject: text('subject').notNull(),
  entryId: integer('entry_id').$type<EntryId>().notNull(),
  heldAt: integer('held_at').notNull(),
  /** Null: it stands. */
  releasedAt: integer('released_at'),
});

export const retentions = sqliteTable('retentions', {
  what: text('what').$type<'content' | 'files'>().primaryKey(),
  /** Null: everything is kept. */
  inForceMs: integer('in_force_ms'),
  announcedMs: integer('announced_ms'),
  announcedFor: integer('announced_for'),
  seenTo: integer('seen_to').$type<EntryId>().notNull(),
});

/** How far forgetting a LINE user has come. */
export type ForgettingStage = 'ending' | 'contents' | 'traces' | 'done';

export const forgettings = sqliteTable('forgettings', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  lineUserId: text('line_user_id').$type<LineUserId>().notNull(),
  askedBy: text('asked_by').$type<MemberId>().notNull(),
  askedAt: integer('asked_at').notNull(),
  askedEntry: integer('asked_entry').$type<EntryId>().notNull(),
  stage: text('stage').$type<ForgettingStage>().notNull(),
  names: text('names', { mode: 'json' }).$type<readonly string[]>(),
  /** Entries behind this one are a new customer's; of those only commands and searches may name the person. */
  upTo: integer('up_to').$type<EntryId>(),
  seenTo: integer('seen_to').notNull().default(0),
  contents: integer('contents').notNull().default(0),
  files: integer('files').notNull().default(0),
  /** When the stage began. Epoch ms. */
  since: integer('since').notNull(),
});
