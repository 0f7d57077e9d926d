/*
 * Only this file and schema/columns.ts name drizzle: Node parses the package.json of a package again for each file
 * that names it, and drizzle's has 180 kB. Sixty times were a third of the start.
 */
export * from 'drizzle-orm';
