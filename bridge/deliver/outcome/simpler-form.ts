import type { Context } from '../../../src/context.ts';
import type { Errand } from '../../../src/domain/errand.ts';
import { readMedia } from '../../../src/store/media.ts';
import { errandOf, type OutboxRow, updateRow } from '../../../src/store/outbox.ts';
import { errandText } from '../../../src/store/stored-errand.ts';
import { readContent } from '../compose/read-content.ts';
import { isUploadAlive } from '../media/plan-upload.ts';
import { finishRow } from './end-row.ts';

/*
 * What a platform refuses as it stands may pass in a simpler form. Each of these changes the rows for
 * their next request, once, and says whether it did.
 */

const change = (context: Context, row: OutboxRow, errand: Errand) =>
  updateRow(context.db, row.id, { payload: errandText(errand) });

/** A sticker or place that is not taken natively is said in words. */
export function sayInWords(context: Context, rows: readonly OutboxRow[]): boolean {
  const [row] = rows;
  const errand = row && errandOf(row);
  if (row === undefined || errand?.do !== 'relay' || errand.inWords) return false;
  // A text is in words already.
  if (row.entryId !== null && readContent(context.db, row.entryId)?.kind === 'text') return false;
  change(context, row, { ...errand, inWords: true });
  return true;
}

/** A list or buttons that are not taken: the text alone says the same (DESIGN §7). */
export function sayPlainly(context: Context, rows: readonly OutboxRow[]): boolean {
  const [row] = rows;
  const errand = row && errandOf(row);
  if (row === undefined || errand == null || !('speech' in errand) || errand.plain) return false;
  const { buttons, rows: list } = errand.speech;
  if (!list?.length && !buttons?.length) return false;
  // Long texts stand above their buttons and have gone out: nothing is left to be said.
  if (!list?.length && row.progress > 0) finishRow(context, row, 'sent', null);
  else {
    change(context, row, { ...errand, plain: true });
    updateRow(context.db, row.id, { progress: 0 });
  }
  return true;
}

/** A picture's id lives 24 hours (line-works.md §4): one that is not taken is uploaded anew. */
export function uploadAnew(context: Context, rows: readonly OutboxRow[]): boolean {
  const [row] = rows;
  const errand = row && errandOf(row);
  if (row === undefined || errand?.do !== 'show-qr' || errand.uploadedAnew) return false;
  change(context, row, { ...errand, fileId: null, uploadedAnew: true });
  return true;
}

/**
 * What LINE WORKS does not take as an image, video or audio (mp3, anything over 1 MB: line-works.md §3.2,
 * §4) goes as a file, once, with an upload of its own: the old one may be what was refused.
 */
export function sendAsFile(context: Context, rows: readonly OutboxRow[]): boolean {
  const [row] = rows;
  const errand = row && errandOf(row);
  if (row === undefined || errand?.do !== 'relay' || errand.asFile || !isOfMedia(context, row)) {
    return false;
  }
  const { upload: _upload, ...rest } = errand;
  change(context, row, { ...rest, asFile: true });
  return true;
}

/** An upload that has lived its day is what was refused: the message gets a new one (line-works.md §4). */
export function renewUpload(context: Context, rows: readonly OutboxRow[]): boolean {
  const [row] = rows;
  const errand = row && errandOf(row);
  if (row === undefined || errand?.do !== 'relay' || !errand.upload) return false;
  const { upload, ...rest } = errand;
  if (isUploadAlive(context, upload)) return false;
  change(context, row, rest);
  return true;
}

const isOfMedia = (context: Context, row: OutboxRow): boolean =>
  row.entryId !== null && readMedia(context.db, row.entryId) !== null;
