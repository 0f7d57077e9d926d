import { randomUUID } from 'node:crypto';
import type { Settings } from '../settings.ts';
import type { BotRecord, RoomRecord } from '../tenant/records.ts';
import type { World } from '../tenant/world.ts';
import type { Delivered, WorksClock } from '../types.ts';
import type { Callbacks } from './callbacks.ts';

export type Content = Record<string, unknown>;

/** What every act in a talk room works with. */
export interface Talk {
  readonly world: World;
  readonly clock: WorksClock;
  readonly settings: Settings;
  readonly callbacks: Callbacks;
  readonly changed: () => void;
}

/** Stores the room. */
export function putRoom(talk: Talk, room: RoomRecord): RoomRecord {
  talk.world.rooms.put(room);
  talk.changed();
  return room;
}

/** Opens a room of the bot without telling it. */
export function newRoom(
  talk: Talk,
  fields: Pick<RoomRecord, 'type' | 'title' | 'botId' | 'members'>,
): RoomRecord {
  const room = { ...fields, seq: talk.world.nextSeq(), channelId: randomUUID(), begun: false };
  return putRoom(talk, { ...room, botPresent: true });
}

/** The 1:1 room of a bot and a member, opened where there is none. */
export function directRoom(talk: Talk, bot: BotRecord, userId: string): RoomRecord {
  const known = talk.world.rooms
    .all()
    .find((r) => r.type === 'SINGLE_USER' && r.botId === bot.botId && r.members[0] === userId);
  const { botId, name } = bot;
  return known ?? newRoom(talk, { type: 'SINGLE_USER', title: name, botId, members: [userId] });
}

/** Calls the room's bot back about something that happened there. */
export function fire(
  { world, settings, callbacks }: Talk,
  room: RoomRecord,
  type: string,
  about: { userId?: string; rest?: Content; hideChannel?: boolean } = {},
): Delivered {
  const bot = world.bots.get(room.botId);
  if (bot === undefined) return Promise.resolve(null);
  const source = {
    ...(about.userId === undefined ? {} : { userId: about.userId }),
    // A message of the 1:1 room has no channelId (line-works.md §2.2).
    ...(about.hideChannel === true ? {} : { channelId: room.channelId }),
    domainId: settings.domainId,
  };
  const event = { type, source };
  return callbacks.deliver(bot, room, about.rest ? { ...event, rest: about.rest } : event);
}

/** The same, while the bot is in the room. */
export function fireIfPresent(
  talk: Talk,
  room: RoomRecord,
  type: string,
  about: Parameters<typeof fire>[3],
): Delivered {
  return room.botPresent ? fire(talk, room, type, about) : Promise.resolve(null);
}
