import type { Context } from '../../src/context.ts';
import { contentOf } from '../../src/store/audit-log.ts';
import { readFriendship } from '../../src/store/line-users.ts';
import { errandOf, type OutboxRow } from '../../src/store/outbox.ts';
import { readRoom } from '../../src/store/talk-rooms.ts';

/**
 * What has happened to a person's waiting message since its request was written that forbids sending
 * it: its bytes would still say it (DESIGN §6.5 unsend, §6.6). Null: nothing.
 */
export function whatStops(
  context: Context,
  row: OutboxRow,
): 'room-closed' | 'unsent' | 'blocked' | null {
  const errand = errandOf(row);
  if (errand?.do !== 'relay' || row.roomId === null) return null;
  const room = readRoom(context.db, row.roomId);
  if (room?.state !== 'open') return 'room-closed';
  if (row.entryId === null || contentOf(context.db, row.entryId) === null) return 'unsent';
  if (errand.to !== 'line') return null;
  const { state } = readFriendship(context.db, room.channelId, room.lineUserId);
  return state === 'blocked' ? 'blocked' : null;
}
