import type { TalkRoomId } from '../../domain/ids.ts';
import type { AlertStage, AlertSubject } from '../../domain/watch/alert.ts';
import { flag, integer, primaryKey, sqliteTable, text } from './columns.ts';
import type { Platform } from './queue.ts';

/* Whether the bridge runs, and what is wrong. migrations/ says what each table is for. */

export const heartbeat = sqliteTable('heartbeat', {
  id: integer('id').primaryKey(),
  at: integer('at').notNull(),
});

export const gaps = sqliteTable('gaps', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  fromAt: integer('from_at').notNull(),
  toAt: integer('to_at').notNull(),
  adminsTold: flag('admins_told'),
});

export const gapRooms = sqliteTable(
  'gap_rooms',
  {
    gapId: integer('gap_id').notNull(),
    roomId: integer('room_id').$type<TalkRoomId>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.gapId, table.roomId] })],
);

export const alerts = sqliteTable('alerts', {
  subject: text('subject').$type<AlertSubject>().primaryKey(),
  stage: text('stage').$type<AlertStage>().notNull(),
  since: integer('since').notNull(),
  /** What the stage rests on: an instant or bytes, by the subject. */
  figure: integer('figure'),
  /** False: seen once so far. */
  told: flag('told'),
});

export const silences = sqliteTable(
  'silences',
  {
    platform: text('platform').$type<Platform>().notNull(),
    /** Days since 1970 in Japan. */
    day: integer('day').notNull(),
    longestMs: integer('longest_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.platform, table.day] })],
);
