import { buttonsOf, mentionKeys, withNames } from '../content/readable.ts';
import { findMember, fullName } from '../tenant/people.ts';
import type { RoomRecord } from '../tenant/records.ts';
import type { World } from '../tenant/world.ts';
import type { Content, Talk } from './talk.ts';

/** Shows a message of the bot: its mentions by name, its buttons below. */
export function addBotBubble(talk: Talk, room: RoomRecord, content: Content, text: string): void {
  const { world, clock } = talk;
  const nameOf = (key: string) => {
    if (key === 'all') return 'all';
    const member = findMember(world, key);
    return member === undefined ? null : fullName(member);
  };
  world.addBubble(room.channelId, {
    at: clock.now(),
    from: { kind: 'bot', botId: room.botId },
    content,
    text: withNames(text, nameOf),
    buttons: buttonsOf(content),
    mentions: mentioned(world, room, content),
  });
  talk.changed();
}

/** Shows a message of a member. */
export function addMemberBubble(
  talk: Talk,
  room: RoomRecord,
  userId: string,
  content: Content,
  text: string,
): void {
  talk.world.addBubble(room.channelId, {
    at: talk.clock.now(),
    from: { kind: 'member', userId },
    content,
    text,
    buttons: [],
    mentions: [],
  });
  talk.changed();
}

/** Whom the markup notifies; `all` works in rooms only (line-works.md §3.2). */
function mentioned(world: World, room: RoomRecord, content: Content): string[] {
  return mentionKeys(content).flatMap((key) => {
    if (key === 'all') return room.type === 'MULTI_USERS' ? ['all'] : [];
    const member = findMember(world, key);
    return member === undefined ? [] : [member.userId];
  });
}
