import type { Standing } from '../../domain/operator/bodies.ts';
import { blob, integer, sqliteTable, text } from './columns.ts';

/* A workspace's own configuration and its place in a deployment. migrations/0050 says more. */

export const settings = sqliteTable('settings', {
  name: text('name').primaryKey(),
  value: text('value'),
  sealed: blob('sealed', { mode: 'buffer' }).$type<Uint8Array>(),
  keyId: text('key_id'),
  at: integer('at').notNull(),
  by: text('by').notNull(),
});

export const hosting = sqliteTable('hosting', {
  id: integer('id').primaryKey(),
  name: text('name'),
  salt: blob('salt', { mode: 'buffer' }).$type<Uint8Array>(),
  standing: text('standing').$type<Standing>().notNull().default('live'),
  since: integer('since').notNull().default(0),
  by: text('by'),
});

/** An import under way, and the file that is just coming. migrations/0052 says more. */
export const imports = sqliteTable('imports', {
  id: integer('id').primaryKey(),
  progress: text('progress').notNull(),
});

export const importPieces = sqliteTable('import_pieces', {
  id: integer('id').primaryKey(),
  bytes: blob('bytes', { mode: 'buffer' }).$type<Uint8Array>().notNull(),
});
