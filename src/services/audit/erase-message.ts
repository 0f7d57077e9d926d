import type { Context } from '../../context.ts';
import type { EntryId } from '../../domain/ids.ts';
import { entriesAbout, eraseContent } from '../../store/audit/audit-log.ts';
import { eraseMedia } from '../../store/files/media.ts';
import { forgetBody } from '../../store/queue/inbox.ts';
import { planJob } from '../../store/queue/jobs.ts';
import { planScrub } from './scrub.ts';

/** Erases a message's words, file, file name and digest, for good (DESIGN §6.5). */
export function eraseMessage(context: Context, entryId: EntryId): void {
  eraseContent(context.db, entryId);
  for (const action of ['media.keep', 'media.refuse'] as const) {
    for (const id of entriesAbout(context.db, entryId, action)) eraseContent(context.db, id);
  }
  if (eraseMedia(context.db, entryId)) planBlobRemoval(context);
  planScrub(context);
}

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
