import { customType, integer } from 'drizzle-orm/sqlite-core';

/* Here for the whole schema, as in ../drizzle.ts. */
export { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** A yes or no, no by default. */
export const flag = (name: string) => integer(name, { mode: 'boolean' }).notNull().default(false);

/** A column of a STRICT table that takes text, numbers and blobs as they are. */
export const anyValue = customType<{ data: string | number | Uint8Array }>({
  dataType: () => 'any',
});
