import { type Context, record } from '../../context.ts';
import { SYSTEM } from '../../domain/audit.ts';
import { noteLeftRoom } from '../../store/talks/left-rooms.ts';
import { changeRoom, type TalkRoom } from '../../store/talks/talk-rooms.ts';

/** Forgets a room's LINE WORKS side: its next message makes a new one (DESIGN §6.3). */
export function detachRoom(context: Context, room: TalkRoom, reason: string): void {
  changeRoom(context.db, room.id, { worksChannelId: null });
  if (room.worksChannelId !== null) noteLeftRoom(context.db, room.worksChannelId, room.id);
  if (room.state !== 'open') return;
  record(context, {
    action: 'room.detach',
    actor: SYSTEM,
    outcome: 'ok',
    reason,
    roomId: room.id,
    channelId: room.channelId,
    lineUserId: room.lineUserId,
    memberId: room.memberId,
    facts: { worksChannelId: room.worksChannelId },
  });
}
