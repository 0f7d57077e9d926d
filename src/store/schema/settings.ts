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
