import { integer } from 'drizzle-orm/sqlite-core';

/** A yes or no, no by default. */
export const flag = (name: string) => integer(name, { mode: 'boolean' }).notNull().default(false);
