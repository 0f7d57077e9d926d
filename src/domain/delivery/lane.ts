import {
  type BotId,
  type ChannelId,
  type EntryId,
  type LineUserId,
  type MemberId,
  type TalkRoomId,
  talkRoomId,
} from '../ids.ts';

/**
 * The name of an order-keeping queue: one room in one direction, or what the system itself says to
 * one person (DESIGN §3).
 */
export type Lane = string & { readonly __brand: 'Lane' };

const lane = (name: string) => name as Lane;

export const roomLane = (roomId: TalkRoomId, to: 'line' | 'line-works') =>
  lane(`room:${roomId}:${to}`);
/** The room whose lane this is; null: it is of another kind. */
export function roomOfLane(name: string): TalkRoomId | null {
  const id = /^room:(\d+):/.exec(name)?.[1];
  return id === undefined ? null : talkRoomId(Number(id));
}
export const lineUserLane = (channelId: ChannelId, lineUserId: LineUserId) =>
  lane(`line-user:${channelId}:${lineUserId}`);
export const memberLane = (botId: BotId, memberId: MemberId) => lane(`member:${botId}:${memberId}`);
/** What answers one message and nothing else, by its reply token. */
export const replyLane = (channelId: ChannelId, token: string) =>
  lane(`line-reply:${channelId}:${token}`);
export const lineChatLane = (channelId: ChannelId, chatId: string) =>
  lane(`line-chat:${channelId}:${chatId}`);
/** A picture for somebody whose upload takes its time, beside what is said to them. */
export const pictureLane = (botId: BotId, memberId: MemberId) =>
  lane(`picture:${botId}:${memberId}`);
/** A file's way to us, beside people's messages: it begins at once and holds up no words. */
export const mediaLane = (entryId: EntryId) => lane(`${MEDIA_LANE}${entryId}`);
/** What the names of all these begin with. */
export const MEDIA_LANE = 'media:';
export const isMediaLane = (name: string) => name.startsWith(MEDIA_LANE);
const UPLOAD_LANE = `${MEDIA_LANE}up:`;
/** A kept file's way to LINE WORKS, likewise: a storage that hangs holds up no words. */
export const uploadLane = (entryId: EntryId) => lane(`${UPLOAD_LANE}${entryId}`);
export const isUploadLane = (name: string) => name.startsWith(UPLOAD_LANE);
/** Where messages wait whose file is late, out of the way of what is said meanwhile. Nothing moves here. */
export const lateLane = (roomId: TalkRoomId, to: 'line' | 'line-works') =>
  lane(`${LATE_LANE}${roomId}:${to}`);
export const LATE_LANE = 'late:';
export const isLateLane = (name: string) => name.startsWith(LATE_LANE);
/** Where a lane leads, for counts: to a platform, or files to us or from us. */
export function sideOfLane(name: string): 'line' | 'line-works' | 'files' {
  if (isMediaLane(name)) return 'files';
  return name.startsWith('line-') || name.endsWith(':line') ? 'line' : 'line-works';
}
export const storedLane = (name: string) => lane(name);
