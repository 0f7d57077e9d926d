import { MOST_BLOCKS, MOST_GROUP_BLOCKS } from '../../../domain/audit-index/terms.ts';
import { auditBlocks } from '../../schema.ts';
import { and, eq, gte, lt, sql } from '../../sqlite/drizzle.ts';
import { type Database, prepareOnce } from '../../sqlite/store.ts';

/* The rows that hold the blocks of segments and groups (`segments.ts`). */

/** A segment, or a group. */
interface Owner {
  readonly id: number;
}

const statements = prepareOnce((db) => ({
  read: db
    .select({ bytes: auditBlocks.bytes })
    .from(auditBlocks)
    .where(eq(auditBlocks.id, sql.placeholder('id')))
    .prepare(),
  add: db
    .insert(auditBlocks)
    .values({ id: sql.placeholder('id'), bytes: sql.placeholder('bytes') })
    .prepare(),
  change: db
    .update(auditBlocks)
    .set({ bytes: sql`${sql.placeholder('bytes')}` })
    .where(eq(auditBlocks.id, sql.placeholder('id')))
    .prepare(),
}));

/** The row of a segment's block, or of a group's block for fields. */
export const rowOf = ({ id }: Owner, block: number): number => id * MOST_BLOCKS + block;

/**
 * The row of a group's block for words: below zero, since a group has more of them than a segment. A
 * migration that goes through all rows in slices has to begin below them.
 */
export const rowOfWords = ({ id }: Owner, block: number): number =>
  -(id * MOST_GROUP_BLOCKS + block) - 1;

/** The bytes of a block; null: it has no terms. No `Buffer`, of which `slice` is no copy. */
export function readBlock(db: Database, row: number): Uint8Array | null {
  const bytes = statements(db).read.get({ id: row })?.bytes;
  return bytes === undefined
    ? null
    : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function addBlock(db: Database, row: number, bytes: Uint8Array): void {
  statements(db).add.run({ id: row, bytes: bufferOf(bytes) });
}

/** Of the same length as it was, so that SQLite writes over it. */
export function writeOverBlock(db: Database, row: number, bytes: Uint8Array): void {
  statements(db).change.run({ id: row, bytes: bufferOf(bytes) });
}

const bufferOf = ({ buffer, byteOffset, length }: Uint8Array) =>
  Buffer.from(buffer, byteOffset, length);

/** All blocks of a segment become zeros in their place. */
export function clearBlocks(db: Database, segment: Owner): void {
  db.update(auditBlocks)
    .set({ bytes: sql`zeroblob(length(${auditBlocks.bytes}))` })
    .where(
      and(gte(auditBlocks.id, rowOf(segment, 0)), lt(auditBlocks.id, rowOf(segment, MOST_BLOCKS))),
    )
    .run();
}
