import { type Context, record } from '../../context.ts';
import { SYSTEM } from '../../domain/audit.ts';
import type { WorksChannelId } from '../../domain/ids.ts';
import { forgetLeftRoom } from '../../store/talks/left-rooms.ts';
import { changeRoom, type TalkRoom } from '../../store/talks/talk-rooms.ts';
import { roomParties } from '../audit/actors.ts';
import { leaveRoom } from '../say/say.ts';

/**
 * Keeps the LINE WORKS room made for a talk room; if the talk has closed meanwhile, the bot leaves.
 */
export function storeCreatedRoom(
  context: Context,
  room: TalkRoom,
  worksChannelId: WorksChannelId,
): void {
  changeRoom(context.db, room.id, { worksChannelId });
  forgetLeftRoom(context.db, worksChannelId);
  record(context, {
    action: 'room.create',
    actor: SYSTEM,
    outcome: 'ok',
    ...roomParties(context, room),
    facts: { worksChannelId },
  });
  if (room.state === 'closed') leaveRoom(context, room.id, worksChannelId);
}
