import type { RelayErrand } from '../../domain/delivery/errand.ts';
import { type FileRefusal, judgeFile } from '../../domain/files/file-policy.ts';
import { nameToJudge } from '../../domain/files/file-types.ts';
import type { EntryId } from '../../domain/ids.ts';
import { isMedia } from '../../domain/messages/content.ts';
import { readFilePolicy } from '../../store/files/file-policy.ts';
import { readMedia } from '../../store/files/media.ts';
import type { Database } from '../../store/sqlite/store.ts';
import { readContent } from '../say/read-content.ts';

/** Why the current file policy forbids a message's file (DESIGN §6.8). Null: it does not. */
export function policyStops(
  db: Database,
  entryId: EntryId,
  to: RelayErrand['to'],
): FileRefusal | null {
  const content = readContent(db, entryId);
  if (content === null || !isMedia(content)) return null;
  const known = readMedia(db, entryId);
  const { kind } = content;
  const fileName = nameToJudge(
    known?.fileName ?? content.fileName,
    kind,
    known?.contentType ?? null,
  );
  const size = known?.size ?? content.size;
  const file = { kind, fileName, size };
  const verdict = judgeFile(readFilePolicy(db), to === 'line' ? 'out' : 'in', file);
  return verdict.kind === 'refuse' ? verdict.reason : null;
}
