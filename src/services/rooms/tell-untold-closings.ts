import type { Context } from '../../context.ts';
import type { ChannelId, LineUserId } from '../../domain/ids.ts';
import { untoldClosings } from '../../store/talks/talk-rooms.ts';
import { sayWithdrawn, tellUnheard } from './close.ts';
import { talkAgain } from './talk-again.ts';

/**
 * Closings and handovers that found no quota are told when the LINE user next writes, to any
 * member: once, and free of charge (DESIGN §6.6).
 */
export function tellUntoldClosings(
  context: Context,
  { channelId, lineUserId }: { readonly channelId: ChannelId; readonly lineUserId: LineUserId },
): void {
  for (const room of untoldClosings(context.db, channelId, lineUserId)) {
    // The two talk with each other again: that it had ended is no news.
    if (talkAgain(context, room)) tellUnheard(context, room, { replyOnly: true });
    else sayWithdrawn(context, room, { replyOnly: true });
  }
}
