import type { Context } from '../../context.ts';
import type { Errand } from '../../domain/delivery/errand.ts';
import { openRoomOf, readRoom, type TalkRoom } from '../../store/talks/talk-rooms.ts';

/** Whether the pair of a closed room has an open one again: the earlier end is no news then. */
export const talkAgain = (context: Context, room: TalkRoom): boolean =>
  openRoomOf(context.db, room) !== null;

/**
 * Whether a waiting notice reports the end of a talk that has begun again. A notice that answers
 * the LINE user's own command or quote is still said.
 */
export function isOldNews(context: Context, errand: Errand | null): boolean {
  if (errand?.do !== 'tell-line-user' || errand.notice !== 'withdrawn') return false;
  if (errand.replyOnly || errand.aboutRoomId === null) return false;
  const room = readRoom(context.db, errand.aboutRoomId);
  if (room === null || room.closedReason === 'left-by-user') return false;
  return talkAgain(context, room);
}
