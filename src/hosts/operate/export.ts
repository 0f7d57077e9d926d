import * as z from 'zod';
import { blobAfter, blobOf } from '../../store/copy/copied-blobs.ts';
import { headerLine, rowsPage, rowsPlace } from '../../store/copy/export-pages.ts';
import { readHosting } from '../../store/settings.ts';
import type { Store } from '../../store/sqlite/store.ts';
import { type Answer, answer, type CopySource, type Desk, refuse } from './desk.ts';

const blobsPlace = z.object({
  /** The file before this one, or with `offset` the one that goes on; empty: the first. */
  blob: z.string().regex(/^(?:[0-9a-f]{64})?$/),
  offset: z.number().int().nonnegative(),
});

/** Where the next page begins; absent: at the beginning. */
export const exportAsked = z.object({ from: z.union([rowsPlace, blobsPlace]).optional() });

export type ExportAsked = z.infer<typeof exportAsked>;

/** A page with its JSON around it stays below a megabyte, unless one row alone is longer. */
const PAGE_CHARS = 600_000;
/** As base64 they are a third longer. */
const PIECE_BYTES = 384 * 1024;

/**
 * A page of the workspace's export: lines of the file that `npm run import` reads, but its end, which who writes the
 * file adds. The workspace must be paused, so that no row changes but those of what comes in.
 */
export async function exportPage(desk: Desk, store: Store, { from }: ExportAsked): Promise<Answer> {
  const source = desk.copySource?.(store) ?? null;
  if (source === null) return refuse('not-here');
  if (readHosting(store.db).standing === 'live') return refuse('not-paused');
  if (from === undefined) {
    const lines = [headerLine(source.sql, desk.clock.now())];
    return answer({ lines, next: { table: 0, after: null }, missing: [] });
  }
  if ('blob' in from) return blobPage(source, from);
  const page = rowsPage(source.sql, from, PAGE_CHARS);
  if (page === null) return refuse('body');
  const { lines, next } = page;
  return answer({ lines, next: next ?? { blob: '', offset: 0 }, missing: [] });
}

type BlobsPlace = z.infer<typeof blobsPlace>;

async function blobPage({ sql, blobs }: CopySource, { blob, offset }: BlobsPlace): Promise<Answer> {
  const isWithin = offset > 0;
  const named = isWithin ? blobOf(sql, blob) : blobAfter(sql, blob);
  if (named === null) {
    return isWithin ? refuse('file-gone') : answer({ lines: [], next: null, missing: [] });
  }
  const { sha256, size } = named;
  if (isWithin && offset >= size) return refuse('body');
  const after = { blob: sha256, offset: 0 };
  const last = Math.min(size, offset + PIECE_BYTES) - 1;
  const opened = size === 0 ? null : await blobs.open(sha256, { start: offset, end: last });
  if (opened === null && isWithin) return refuse('file-gone');
  if (opened === null && size > 0) return answer({ lines: [], next: after, missing: [sha256] });
  const begins = isWithin ? [] : [JSON.stringify({ blob: sha256, size })];
  const bytes =
    opened === null ? null : Buffer.from(await new Response(opened.stream).arrayBuffer());
  const piece = bytes === null ? [] : [JSON.stringify({ bytes: bytes.toString('base64') })];
  const next = last + 1 < size ? { blob: sha256, offset: last + 1 } : after;
  return answer({ lines: [...begins, ...piece], next, missing: [] });
}
