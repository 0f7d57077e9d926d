import type { ChannelId, LineUserId, MemberId } from './ids.ts';

/** Someone who may have several rooms behind one chat: a LINE user on an OA, a member in direct mode. */
export type Speaker = string & { readonly __brand: 'Speaker' };

export const lineSpeaker = (channelId: ChannelId, lineUserId: LineUserId) =>
  `line:${channelId}:${lineUserId}` as Speaker;
export const memberSpeaker = (memberId: MemberId) => `works:${memberId}` as Speaker;
