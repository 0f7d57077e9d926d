import type { Context } from '../../context.ts';
import type { RelayErrand } from '../../domain/delivery/errand.ts';
import type { LeaveFacts } from '../../domain/delivery/may-leave.ts';
import { readFriendship } from '../../store/line/line-users.ts';
import type { OutboxRow } from '../../store/queue/outbox.ts';
import { readRoom } from '../../store/talks/talk-rooms.ts';
import { policyStops } from '../files/policy-stops.ts';
import { readContent } from '../say/read-content.ts';

/** What may forbid that a person's message goes to the other side of its talk. */
export function messageFacts(
  { db }: Context,
  { roomId, entryId }: Pick<OutboxRow, 'roomId' | 'entryId'>,
  { to }: Pick<RelayErrand, 'to'>,
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
