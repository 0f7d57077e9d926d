import type { Context } from '../../context.ts';
import type { AuditDraft } from '../../domain/audit.ts';
import type { EntryId } from '../../domain/ids.ts';
import { entriesAbout } from '../../store/audit/audit-log.ts';
import { eraseMedia } from '../../store/files/media.ts';
import { forgetBody } from '../../store/queue/forget-events.ts';
import { planJob } from '../../store/queue/jobs.ts';
import { eraseEntries } from './erase-entries.ts';
import { planScrub } from './scrub.ts';

/**
 * Erases a message's words, file, file name and digest, for good (DESIGN §6.5).
 *
 * @param draft of the entry that says so
 */
export function eraseMessage(
  context: Context,
  entryId: EntryId,
  draft: Omit<AuditDraft, 'aboutId'>,
): void {
  const ofFile = FILE_ENTRIES.flatMap((action) => entriesAbout(context.db, entryId, action));
  const contents = [entryId, ...ofFile];
  eraseEntries(context, { contents, names: [] }, { ...draft, aboutId: entryId });
  if (eraseMedia(context.db, entryId)) planBlobRemoval(context);
  planScrub(context);
}

/** They hold the name, digest and size of a message's file. */
const FILE_ENTRIES = ['media.keep', 'media.refuse'] as const;

/** Forgets an event's content before its term: it was taken back, or does not concern us. */
export function forgetEvent(context: Context, inboxId: number): void {
  forgetBody(context.db, inboxId);
  planScrub(context);
}

/** Has blobs that no row names any more removed from the store. */
export function planBlobRemoval(context: Context): void {
  const dueAt = context.clock.now();
  planJob(context.db, { kind: 'remove-blobs', key: '', payload: {}, dueAt });
}
