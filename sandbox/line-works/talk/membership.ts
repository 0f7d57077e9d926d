import type { BotRecord, RoomRecord } from '../tenant/records.ts';
import type { Delivered } from '../types.ts';
import { fire, fireIfPresent, newRoom, putRoom, type Talk } from './talk.ts';

/** Opens a room of several people with the bot. */
export function createRoom(
  talk: Talk,
  bot: BotRecord,
  members: readonly string[],
  title: string,
): RoomRecord {
  const room = newRoom(talk, {
    type: 'MULTI_USERS',
    title,
    botId: bot.botId,
    members: [...members],
  });
  void fire(talk, room, 'join');
  void fire(talk, room, 'joined', { rest: { members } });
  return room;
}

/** Opens a 1:1 room: `begin` on first contact, by either side. */
export function begin(talk: Talk, room: RoomRecord): Delivered {
  if (room.type !== 'SINGLE_USER' || room.begun) return Promise.resolve(null);
  room.begun = true;
  putRoom(talk, room);
  return fire(talk, room, 'begin', aboutOnlyMember(room));
}

function end(talk: Talk, room: RoomRecord): Delivered {
  room.begun = false;
  putRoom(talk, room);
  return fire(talk, room, 'end', aboutOnlyMember(room));
}

function aboutOnlyMember({ members: [userId] }: RoomRecord): { userId?: string } {
  return userId === undefined ? {} : { userId };
}

/** The bot leaves by API, or a member removes it. */
export function botGone(talk: Talk, room: RoomRecord): Delivered {
  if (room.type === 'SINGLE_USER') return end(talk, room);
  room.botPresent = false;
  putRoom(talk, room);
  return fire(talk, room, 'leave');
}

/** A member leaves; of a 1:1 room that is its end. */
export async function memberLeaves(talk: Talk, room: RoomRecord, userId: string): Delivered {
  if (room.type === 'SINGLE_USER') return end(talk, room);
  room.members = room.members.filter((m) => m !== userId);
  putRoom(talk, room);
  if (!room.botPresent) return null;
  const left = fire(talk, room, 'left', { rest: { members: [userId] } });
  // All others left: the bot then leaves on its own (line-works.md §2.2).
  if (room.members.length === 0) await botGone(talk, room);
  return left;
}

/** A member brings another in; throws where the platform has no button for that. */
export function memberInvites(talk: Talk, room: RoomRecord, userId: string): Delivered {
  if (room.type === 'SINGLE_USER') throw new Error('nobody can be invited to a 1:1 room');
  if (room.members.includes(userId)) throw new Error(`${userId} is in the room already`);
  room.members = [...room.members, userId];
  putRoom(talk, room);
  return fireIfPresent(talk, room, 'joined', { rest: { members: [userId] } });
}

/** A member brings the bot back. */
export function memberInvitesBot(talk: Talk, room: RoomRecord): Delivered {
  if (room.botPresent) throw new Error('the bot is in the room already');
  room.botPresent = true;
  putRoom(talk, room);
  return fire(talk, room, 'join');
}
