import type { Context } from '../../../src/context.ts';
import type { WorksEvent } from '../../../src/domain/events.ts';
import type { MemberId, WorksChannelId } from '../../../src/domain/ids.ts';
import { directRoomOwner } from '../../../src/store/people/members.ts';
import { roomByWorksChannel, type TalkRoom } from '../../../src/store/talks/talk-rooms.ts';

/** A callback that a member caused. */
export type FromMember = WorksEvent & { readonly userId: MemberId };

/** Where on LINE WORKS a member wrote or pressed. */
export type EventPlace =
  /** The bot's own room with this member. */
  | { readonly kind: 'one-to-one' }
  /** A room the bridge made for a talk, open or closed. */
  | { readonly kind: 'talk-room'; readonly room: TalkRoom }
  /** A group that has taken the bot in, or an unknown room. */
  | { readonly kind: 'elsewhere'; readonly worksChannelId: WorksChannelId };

/**
 * The place of an event. A message of the 1:1 room names no room; a postback names it, so the room
 * is looked up: `begin` has told its owner (line-works.md §0 row 8). Only the bridge bot has talk
 * rooms.
 */
export function placeOf(context: Context, { botId, channelId, userId }: FromMember): EventPlace {
  if (channelId === null) return { kind: 'one-to-one' };
  const isBridge = botId === context.settings.bridgeBotId;
  const room = isBridge ? roomByWorksChannel(context.db, channelId) : null;
  if (room !== null) return { kind: 'talk-room', room };
  const isOwn = directRoomOwner(context.db, botId, channelId) === userId;
  return isOwn ? { kind: 'one-to-one' } : { kind: 'elsewhere', worksChannelId: channelId };
}
