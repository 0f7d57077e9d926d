import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { CopyFault } from './copy-fault.ts';
import { writeNew } from './durable-files.ts';

/** What stands in a backup beside the database and the files. */
export const MANIFEST_FILE = 'backup.json';
const FORMAT = 1;

const shape = z.object({
  kakehashi: z.literal('backup'),
  format: z.literal(FORMAT),
  /** ISO 8601, for people. */
  at: z.string(),
  /** Epoch ms. */
  madeAt: z.number().int(),
  /** Entries of the audit log. */
  entries: z.number().int(),
  blobs: z.object({ count: z.number().int(), bytes: z.number().int() }),
  /** Files that the database names and that were missing or damaged in the bridge's folder. */
  missing: z.array(z.string()),
  /** SHA-256 of the other files, by their names. */
  files: z.record(z.string().regex(/^[\w.-]+$/), z.string()),
});

export type Manifest = z.infer<typeof shape>;

export function writeManifest(folder: string, facts: Omit<Manifest, 'kakehashi' | 'format'>): void {
  const manifest: Manifest = { kakehashi: 'backup', format: FORMAT, ...facts };
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  writeNew(join(folder, MANIFEST_FILE), [new TextEncoder().encode(text)]);
}

/** @throws CopyFault */
export function readManifest(folder: string): Manifest {
  const manifest = findManifest(folder);
  if (manifest === null) throw new CopyFault('no-backup', folder);
  return manifest;
}

/** Null: the folder is no backup of ours. */
export function findManifest(folder: string): Manifest | null {
  try {
    return shape.parse(JSON.parse(readFileSync(join(folder, MANIFEST_FILE), 'utf8')));
  } catch {
    return null;
  }
}
