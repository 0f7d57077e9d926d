import type { Context } from '../../../src/context.ts';
import { isMedia } from '../../../src/domain/content.ts';
import { type FileRefusal, judgeFile } from '../../../src/domain/file-policy.ts';
import { nameToJudge } from '../../../src/domain/file-types.ts';
import type { EntryId } from '../../../src/domain/ids.ts';
import { contentOf } from '../../../src/store/audit-log.ts';
import { readFilePolicy } from '../../../src/store/file-policy.ts';
import { readFriendship } from '../../../src/store/line-users.ts';
import { readMedia } from '../../../src/store/media.ts';
import { errandOf, type OutboxRow } from '../../../src/store/outbox.ts';
import { readRoom } from '../../../src/store/talk-rooms.ts';
import { readContent } from '../compose/read-content.ts';
import { lacksUpload, relaysOf } from '../media/plan-upload.ts';

/**
 * What has happened to a person's waiting message since its request was written that forbids sending
 * it: its bytes would still say it (DESIGN §6.5 unsend, §6.6). Null: nothing.
 */
export function whatStops(
  context: Context,
  row: OutboxRow,
): 'room-closed' | 'unsent' | 'blocked' | 'refused' | FileRefusal | null {
  const errand = errandOf(row);
  if (errand?.do === 'fetch-media') {
    if (contentOf(context.db, errand.entryId) === null) return 'unsent';
    // Its message has been refused: rules that have changed again since bring it back no more.
    if (readMedia(context.db, errand.entryId)?.state === 'refused') return 'refused';
    return policyStops(context, errand.entryId, errand.from === 'line' ? 'line-works' : 'line');
  }
  if (errand?.do === 'upload-media') {
    return isUploadWanted(context, errand.entryId) ? null : 'unsent';
  }
  if (errand?.do !== 'relay' || row.roomId === null) return null;
  const room = readRoom(context.db, row.roomId);
  if (room?.state !== 'open') return 'room-closed';
  if (row.entryId === null || contentOf(context.db, row.entryId) === null) return 'unsent';
  const refusal = policyStops(context, row.entryId, errand.to);
  if (refusal !== null) return refusal;
  if (errand.to !== 'line') return null;
  const { state } = readFriendship(context.db, room.channelId, room.lineUserId);
  return state === 'blocked' ? 'blocked' : null;
}

/** Whether a message that may still be sent waits for the upload of its file. */
export const isUploadWanted = (context: Context, entryId: EntryId): boolean =>
  relaysOf(context, entryId).some(
    (relay) => lacksUpload(context, relay) && whatStops(context, relay.row) === null,
  );

/** Why the file policy, as it stands now, forbids a message's file (DESIGN §6.8). Null: it does not. */
export function policyStops(
  context: Context,
  entryId: EntryId,
  to: 'line' | 'line-works',
): FileRefusal | null {
  const content = readContent(context.db, entryId);
  if (content === null || !isMedia(content)) return null;
  const known = readMedia(context.db, entryId);
  const { kind } = content;
  const fileName = nameToJudge(
    known?.fileName ?? content.fileName,
    kind,
    known?.contentType ?? null,
  );
  const size = known?.size ?? content.size;
  const file = { kind, fileName, size };
  const verdict = judgeFile(readFilePolicy(context.db), to === 'line' ? 'out' : 'in', file);
  return verdict.kind === 'refuse' ? verdict.reason : null;
}
