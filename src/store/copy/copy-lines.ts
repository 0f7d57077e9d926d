import { createHash } from 'node:crypto';
import * as z from 'zod';

/*
 * A workspace as lines of JSON, the same for each runtime: a header; the rows of each table, in the header's order, as
 * arrays that begin with the table's number; files in pieces; and an end with the counts and the digest of all lines
 * before it. docs/operations.md tells what it is for.
 */

export const COPY_FORMAT = 1;

const count = z.number().int().nonnegative();
const digest = z.string().regex(/^[0-9a-f]{64}$/);

export const header = z.object({
  kakehashi: z.literal('export'),
  format: z.literal(COPY_FORMAT),
  /** Epoch ms. */
  madeAt: count,
  /** Both sides must have the same tables. */
  migrations: z.array(z.string()),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()).min(1).readonly() })),
});

export const row = z
  .tuple([count])
  .rest(z.union([z.string(), z.number(), z.null(), z.object({ base64: z.base64() })]));
/** A file begins; its bytes follow, as many as it is long. */
export const blobStart = z.object({ blob: digest, size: count });
export const blobPiece = z.object({ bytes: z.base64() });
export const end = z.object({
  end: z.object({ rows: z.array(count), blobs: count, sha256: digest }),
});

export type CopyHeader = z.infer<typeof header>;
export type CopyRow = z.infer<typeof row>;
export type CopyEnd = z.infer<typeof end>['end'];

/** A value of a column as JSON has it. */
export function storedValue(value: unknown): CopyRow[1] {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  if (value instanceof Uint8Array) return { base64: Buffer.from(value).toString('base64') };
  if (value instanceof ArrayBuffer) return { base64: Buffer.from(value).toString('base64') };
  throw new Error(`A column holds a ${typeof value}.`);
}

/** The same back. */
export const readValue = (value: CopyRow[1]): string | number | null | Uint8Array =>
  typeof value === 'object' && value !== null
    ? new Uint8Array(Buffer.from(value.base64, 'base64'))
    : (value ?? null);

/** The digest of lines, each with its line end. */
export interface LineDigest {
  take(line: string): void;
  hex(): string;
}

export function lineDigest(): LineDigest {
  const hash = createHash('sha256');
  return {
    take: (line: string): void => {
      hash.update(line).update('\n');
    },
    hex: () => hash.digest('hex'),
  };
}
