import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import type * as schema from '../schema.ts';

/** Drizzle's synchronous SQLite, whichever driver is below. */
export type Database = BaseSQLiteDatabase<'sync', unknown, typeof schema>;
