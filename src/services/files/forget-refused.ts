import type { Context } from '../../context.ts';
import type { FileRefusal } from '../../domain/file-policy.ts';
import { nameToJudge } from '../../domain/file-types.ts';
import type { EntryId } from '../../domain/ids.ts';
import { eraseMedia, readMedia, saveMedia } from '../../store/media.ts';
import { planBlobRemoval } from '../audit/erase-message.ts';
import { failFetch } from './keep.ts';

/** What the file policy refused is not kept, at whatever moment it was refused (DESIGN §6.8). */
export function forgetRefusedFile(
  context: Context,
  entryId: EntryId,
  reason: FileRefusal,
  kind: string,
): void {
  const known = readMedia(context.db, entryId);
  // Its fetch learns of it at its next step, and ends.
  if (known?.state === 'fetching') failFetch(context, entryId, reason);
  if (known?.state !== 'kept') return;
  const { durationMs, setId } = known;
  // Whoever is told of the refusal is told what it was refused for.
  const fileName = nameToJudge(known.fileName, kind, known.contentType);
  eraseMedia(context.db, entryId);
  saveMedia(context.db, { entryId, state: 'refused', reason, fileName, durationMs, setId });
  planBlobRemoval(context);
}
