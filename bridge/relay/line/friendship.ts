import { type Context, record } from '../../../src/context.ts';
import type { EventResult } from '../../../src/domain/event-result.ts';
import type { LineEvent } from '../../../src/domain/events.ts';
import type { ChannelId, LineUserId } from '../../../src/domain/ids.ts';
import { actingLineUser } from '../../../src/services/audit/actors.ts';
import { rereadProfile } from '../../../src/services/line-users/reread-profiles.ts';
import { mayOpenRoom, openRoom } from '../../../src/services/rooms/open.ts';
import { wordsForMember } from '../../../src/services/say/reader.ts';
import { tellLineUser, tellRoom } from '../../../src/services/say/say.ts';
import { lineUserName, nameForMember } from '../../../src/services/say/shown-name.ts';
import { readFriendship, saveFriendship } from '../../../src/store/line/line-users.ts';
import { readLink } from '../../../src/store/link.ts';
import { roomsOfLineUser } from '../../../src/store/talks/talk-rooms.ts';
import type { Words } from '../../../src/words/words.ts';
import { dedicatedMember } from './opening-facts.ts';

/** Notes a follow or unfollow. The latest event timestamp wins: redelivery can be late (§6.5). */
export function noteFriendship(
  context: Context,
  channelId: ChannelId,
  lineUserId: LineUserId,
  event: LineEvent,
): EventResult {
  const following = event.what.kind === 'follow';
  const known = readFriendship(context.db, channelId, lineUserId);
  const late = event.occurredAt < Math.max(known.changedAt, following ? 0 : known.lastMessageAt);
  record(context, {
    action: following ? 'friend.follow' : 'friend.unfollow',
    actor: actingLineUser(context, lineUserId),
    outcome: late ? 'recorded' : 'ok',
    reason: late ? 'late' : null,
    channelId,
    lineUserId,
    lineUserName: lineUserName(context, lineUserId),
  });
  if (late) return 'late';
  const state = following ? 'friend' : 'blocked';
  saveFriendship(context.db, { ...known, state, changedAt: event.occurredAt });
  const told = tellMembers(context, channelId, lineUserId, following);
  if (!following || !readLink(context.db).enabled) return state;
  const opens = told === 0 && welcome(context, channelId, lineUserId);
  // An opening room asks for the name itself.
  if (!opens) rereadProfile(context, { channelId, lineUserId });
  return state;
}

function tellMembers(
  context: Context,
  channelId: ChannelId,
  lineUserId: LineUserId,
  following: boolean,
): number {
  const open = roomsOfLineUser(context.db, channelId, lineUserId).filter(
    (room) => room.state === 'open',
  );
  for (const room of open) {
    const words = wordsForMember(context, room.memberId).room;
    const name = nameForMember(context, room);
    tellRoom(context, room.id, { text: following ? words.followed(name) : words.blocked(name) });
  }
  return open.length;
}

/** @returns whether a talk opens */
function welcome(context: Context, channelId: ChannelId, lineUserId: LineUserId): boolean {
  const memberId = dedicatedMember(context, channelId, lineUserId);
  if (memberId !== null && mayOpenRoom(context, lineUserId)) {
    openRoom(context, { channelId, lineUserId, memberId });
    return true;
  }
  const { companyName } = context.settings;
  const speech = ({ line }: Words) => ({ text: line.welcome(companyName) });
  tellLineUser(context, { channelId, lineUserId }, 'welcome', speech, { replyOnly: true });
  return false;
}
