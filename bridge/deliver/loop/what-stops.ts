import type { Context } from '../../../src/context.ts';
import type { FetchMediaErrand } from '../../../src/domain/delivery/errand.ts';
import {
  endOfStop,
  judgeLeave,
  type LeaveFacts,
  type StopReason,
} from '../../../src/domain/delivery/may-leave.ts';
import { isMediaTrouble, type MediaTrouble } from '../../../src/domain/files/media-trouble.ts';
import type { EntryId } from '../../../src/domain/ids.ts';
import { isMedia } from '../../../src/domain/messages/content.ts';
import { messageFacts } from '../../../src/services/deliveries/message-facts.ts';
import { policyStops } from '../../../src/services/files/policy-stops.ts';
import { isOldNews } from '../../../src/services/rooms/talk-again.ts';
import { readContent } from '../../../src/services/say/read-content.ts';
import { readMedia } from '../../../src/store/files/media.ts';
import { readFriendship } from '../../../src/store/line/line-users.ts';
import { errandOf, type OutboxRow } from '../../../src/store/queue/outbox.ts';
import { readRoom } from '../../../src/store/talks/talk-rooms.ts';
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
