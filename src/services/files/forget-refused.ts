import type { Context } from '../../context.ts';
import type { FileRefusal } from '../../domain/files/file-policy.ts';
import { nameToJudge } from '../../domain/files/file-types.ts';
import type { EntryId } from '../../domain/ids.ts';
import { eraseMedia, readMedia, saveMedia } from '../../store/files/media.ts';
import { planBlobRemoval } from '../audit/erase-message.ts';
import { failFetch } from './keep.ts';

/** A file that the file policy refused is not kept, whenever it was refused (DESIGN §6.8). */
export function forgetRefusedFile(
  context: Context,
  entryId: EntryId,
  reason: FileRefusal,
  kind: string,
): void {
  const known = readMedia(context.db, entryId);
  // A running fetch learns of it at its next step, and ends.
  if (known?.state === 'fetching') failFetch(context, entryId, reason);
  if (known?.state !== 'kept') return;
  const { durationMs, setId } = known;
  // The notice tells what was refused, so the name that was judged stays.
  const fileName = nameToJudge(known.fileName, kind, known.contentType);
  eraseMedia(context.db, entryId);
  saveMedia(context.db, { entryId, state: 'refused', reason, fileName, durationMs, setId });
  planBlobRemoval(context);
}
