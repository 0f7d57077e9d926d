import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';

/** Drizzle's synchronous SQLite, whichever driver is below. */
export type Database = BaseSQLiteDatabase<'sync', unknown>;
