import type { Context } from '../../../src/context.ts';
import type { FetchMediaErrand, RelayErrand } from '../../../src/domain/delivery/errand.ts';
import {
  endOfStop,
  judgeLeave,
  type LeaveFacts,
  type StopReason,
} from '../../../src/domain/delivery/may-leave.ts';
import { type FileRefusal, judgeFile } from '../../../src/domain/files/file-policy.ts';
import { nameToJudge } from '../../../src/domain/files/file-types.ts';
import { isMediaTrouble, type MediaTrouble } from '../../../src/domain/files/media-trouble.ts';
import type { EntryId } from '../../../src/domain/ids.ts';
import { isMedia } from '../../../src/domain/messages/content.ts';
import { isOldNews } from '../../../src/services/rooms/talk-again.ts';
import { readFilePolicy } from '../../../src/store/files/file-policy.ts';
import { readMedia } from '../../../src/store/files/media.ts';
import { readFriendship } from '../../../src/store/line/line-users.ts';
import { errandOf, type OutboxRow } from '../../../src/store/queue/outbox.ts';
import { readRoom } from '../../../src/store/talks/talk-rooms.ts';
import { readContent } from '../compose/read-content.ts';
import { lacksUpload, relaysOf } from '../media/plan-upload.ts';
import { endHead, type NextMove } from './next-move.ts';

/** What forbids repeating a row: its request's bytes would still say it (DESIGN §6.5, §6.6). */
export const whatStops = (context: Context, row: OutboxRow): StopReason | null =>
  judgeLeave(leaveFactsOf(context, row), false);

/** How a forbidden row ends before it is tried; null: it may be tried. */
export function endIfStopped(
  context: Context,
  row: OutboxRow,
): Extract<NextMove, { kind: 'end-head' }> | null {
  const facts = leaveFactsOf(context, row);
  const stop = judgeLeave(facts, true);
  if (stop === null) return null;
  const { state, reason } = endOfStop(facts.what, stop);
  return endHead(row, state, reason);
}

function leaveFactsOf(context: Context, row: OutboxRow): LeaveFacts {
  const errand = errandOf(row);
  switch (errand?.do) {
    case 'relay':
      return messageFacts(context, row, errand);
    case 'fetch-media':
      return fetchFacts(context, errand);
    case 'upload-media':
      return { what: 'upload', wanted: isUploadWanted(context, errand.entryId) };
    case 'tell-line-user': {
      const { state } = readFriendship(context.db, errand.channelId, errand.lineUserId);
      const blocked = state === 'blocked';
      return { what: 'line-notice', blocked, oldNews: isOldNews(context, errand) };
    }
    case 'tell-room':
    case 'introduce-room':
    case 'transcript': {
      const roomOpen = row.roomId !== null && readRoom(context.db, row.roomId)?.state === 'open';
      const farewell = errand.do === 'tell-room' && errand.farewell;
      return { what: 'room-notice', roomOpen, farewell };
    }
    default:
      return { what: 'anything-else' };
  }
}

function messageFacts(
  { db }: Context,
  { roomId, entryId }: OutboxRow,
  { to }: RelayErrand,
): LeaveFacts {
  const room = roomId === null ? null : readRoom(db, roomId);
  const isToLine = to === 'line' && room !== null;
  return {
    what: 'message',
    roomOpen: room?.state === 'open',
    erased: entryId === null || readContent(db, entryId) === null,
    refusal: entryId === null ? null : policyStops(db, entryId, to),
    blocked: isToLine && readFriendship(db, room.channelId, room.lineUserId).state === 'blocked',
  };
}

function fetchFacts({ db }: Context, { entryId, from }: FetchMediaErrand): LeaveFacts {
  const content = readContent(db, entryId);
  const media = readMedia(db, entryId);
  return {
    what: 'fetch',
    erased: content === null || !isMedia(content),
    refusedBefore: media?.state === 'refused' ? troubleOf(media.reason) : null,
    refusal: policyStops(db, entryId, from === 'line' ? 'line-works' : 'line'),
  };
}

const troubleOf = (reason: string | null): MediaTrouble =>
  reason !== null && isMediaTrouble(reason) ? reason : 'failed';

/** Whether a message still to be sent waits for its file's upload. */
export const isUploadWanted = (context: Context, entryId: EntryId): boolean =>
  relaysOf(context, entryId).some(
    (relay) => lacksUpload(context, relay) && whatStops(context, relay.row) === null,
  );

/** Why the current file policy forbids a message's file (DESIGN §6.8). Null: it does not. */
export function policyStops(
  db: Context['db'],
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
