import { randomUUID } from 'node:crypto';
import type { Callbacks } from './callbacks.ts';
import { findMember, fullName } from './people.ts';
import { buttonsOf, mentionKeys, readableText, withNames } from './readable.ts';
import type { BotRecord, RoomRecord } from './records.ts';
import type { Settings } from './settings.ts';
import type { Delivered, WorksBubble, WorksClock } from './types.ts';
import type { World } from './world.ts';

type Content = Record<string, unknown>;

/** What happens in talk rooms, with the callbacks it causes (line-works.md §2.2). */
export interface TalkRooms {
  directRoom(bot: BotRecord, userId: string): RoomRecord;
  createRoom(bot: BotRecord, members: string[], title: string): RoomRecord;
  /** Opens a 1:1 room: `begin` on first contact, by either side. */
  begin(room: RoomRecord): Delivered;
  botSends(room: RoomRecord, content: Content): void;
  memberSends(room: RoomRecord, userId: string, content: Content, shown?: string): Delivered;
  memberPostsBack(room: RoomRecord, userId: string, data: string, shown?: string): Delivered;
  memberInvites(room: RoomRecord, userId: string): Delivered;
  memberInvitesBot(room: RoomRecord): Delivered;
  memberLeaves(room: RoomRecord, userId: string): Delivered;
  /** The bot leaves by API, or a member removes it. */
  botGone(room: RoomRecord): Delivered;
}

/** Makes the talk rooms of the tenant. */
export function talkRooms(o: {
  world: World;
  clock: WorksClock;
  settings: Settings;
  callbacks: Callbacks;
  changed: () => void;
}): TalkRooms {
  const { world, clock, callbacks } = o;

  function write(room: RoomRecord): RoomRecord {
    world.rooms.put(room);
    o.changed();
    return room;
  }

  function fire(
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
      domainId: o.settings.domainId,
    };
    const event = { type, source };
    return callbacks.deliver(bot, room, about.rest ? { ...event, rest: about.rest } : event);
  }

  function addBubble(room: RoomRecord, from: WorksBubble['from'], content: Content, text: string) {
    const mentions = from.kind === 'bot' ? mentioned(room, content) : [];
    const nameOf = (key: string) => {
      if (key === 'all') return 'all';
      const member = findMember(world, key);
      return member === undefined ? null : fullName(member);
    };
    world.addBubble(room.channelId, {
      at: clock.now(),
      from,
      content,
      text: from.kind === 'bot' ? withNames(text, nameOf) : text,
      buttons: from.kind === 'bot' ? buttonsOf(content) : [],
      mentions,
    });
    o.changed();
  }

  /** Whom the markup notifies; `all` works in rooms only (line-works.md §3.2). */
  function mentioned(room: RoomRecord, content: Content): string[] {
    return mentionKeys(content).flatMap((key) => {
      if (key === 'all') return room.type === 'MULTI_USERS' ? ['all'] : [];
      const member = findMember(world, key);
      return member === undefined ? [] : [member.userId];
    });
  }

  function newRoom(fields: Pick<RoomRecord, 'type' | 'title' | 'botId' | 'members'>): RoomRecord {
    const room = { ...fields, seq: world.nextSeq(), channelId: randomUUID(), begun: false };
    return write({ ...room, botPresent: true });
  }

  function begin(room: RoomRecord): Delivered {
    if (room.type !== 'SINGLE_USER' || room.begun) return Promise.resolve(null);
    room.begun = true;
    write(room);
    const [userId] = room.members;
    return fire(room, 'begin', userId === undefined ? {} : { userId });
  }

  function botGone(room: RoomRecord): Delivered {
    if (room.type === 'SINGLE_USER') return end(room);
    room.botPresent = false;
    write(room);
    return fire(room, 'leave');
  }

  function end(room: RoomRecord): Delivered {
    room.begun = false;
    write(room);
    const [userId] = room.members;
    return fire(room, 'end', userId === undefined ? {} : { userId });
  }

  async function memberLeaves(room: RoomRecord, userId: string): Delivered {
    if (room.type === 'SINGLE_USER') return end(room);
    room.members = room.members.filter((m) => m !== userId);
    write(room);
    if (!room.botPresent) return null;
    const left = fire(room, 'left', { rest: { members: [userId] } });
    // All others left: the bot then leaves by itself (line-works.md §2.2).
    if (room.members.length === 0) await botGone(room);
    return left;
  }

  return {
    begin,
    botGone,
    memberLeaves,
    directRoom: (bot, userId) =>
      world.rooms
        .all()
        .find(
          (r) => r.type === 'SINGLE_USER' && r.botId === bot.botId && r.members[0] === userId,
        ) ?? newRoom({ type: 'SINGLE_USER', title: bot.name, botId: bot.botId, members: [userId] }),
    createRoom: (bot, members, title) => {
      const room = newRoom({ type: 'MULTI_USERS', title, botId: bot.botId, members: [...members] });
      void fire(room, 'join');
      void fire(room, 'joined', { rest: { members } });
      return room;
    },
    botSends: (room, content) => {
      void begin(room);
      addBubble(room, { kind: 'bot', botId: room.botId }, content, readableText(content));
    },
    memberSends: (room, userId, content, shown) => {
      void begin(room);
      addBubble(room, { kind: 'member', userId }, content, shown ?? readableText(content));
      if (!room.botPresent) return Promise.resolve(null);
      const hideChannel = room.type === 'SINGLE_USER';
      return fire(room, 'message', { userId, rest: { content }, hideChannel });
    },
    memberPostsBack: (room, userId, data, shown) => {
      void begin(room);
      if (shown !== undefined) {
        addBubble(room, { kind: 'member', userId }, { type: 'text', text: shown }, shown);
      }
      if (!room.botPresent) return Promise.resolve(null);
      return fire(room, 'postback', { userId, rest: { data } });
    },
    memberInvites: (room, userId) => {
      if (room.type === 'SINGLE_USER') throw new Error('nobody can be invited to a 1:1 room');
      if (room.members.includes(userId)) throw new Error(`${userId} is in the room already`);
      room.members = [...room.members, userId];
      write(room);
      if (!room.botPresent) return Promise.resolve(null);
      return fire(room, 'joined', { rest: { members: [userId] } });
    },
    memberInvitesBot: (room) => {
      if (room.botPresent) throw new Error('the bot is in the room already');
      room.botPresent = true;
      write(room);
      return fire(room, 'join');
    },
  };
}
