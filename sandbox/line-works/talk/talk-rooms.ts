import type { BotRecord, RoomRecord } from '../tenant/records.ts';
import type { Delivered } from '../types.ts';
import {
  begin,
  botGone,
  createRoom,
  memberInvites,
  memberInvitesBot,
  memberLeaves,
} from './membership.ts';
import { botSends, memberPostsBack, memberSends } from './messages.ts';
import { type Content, directRoom, type Talk } from './talk.ts';

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
export function talkRooms(talk: Talk): TalkRooms {
  return {
    directRoom: (...about) => directRoom(talk, ...about),
    createRoom: (...about) => createRoom(talk, ...about),
    begin: (room) => begin(talk, room),
    botSends: (...about) => botSends(talk, ...about),
    memberSends: (...about) => memberSends(talk, ...about),
    memberPostsBack: (...about) => memberPostsBack(talk, ...about),
    memberInvites: (...about) => memberInvites(talk, ...about),
    memberInvitesBot: (room) => memberInvitesBot(talk, room),
    memberLeaves: (...about) => memberLeaves(talk, ...about),
    botGone: (room) => botGone(talk, room),
  };
}
