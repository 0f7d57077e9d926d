import {
  type ChannelId,
  channelId,
  type LineUserId,
  lineUserId,
  type MemberId,
  memberId,
} from './ids.ts';

/** Someone who may have several rooms behind one chat: a LINE user on an OA, a member in direct mode. */
export type Speaker = string & { readonly __brand: 'Speaker' };

/** The same with what tells who that is. */
export type Asked = LineAsked | MemberAsked;

/** A LINE user's one-to-one chat with an OA. */
export interface LineAsked {
  readonly side: 'line';
  readonly channelId: ChannelId;
  readonly lineUserId: LineUserId;
}

/** A member's 1:1 room with the bridge bot. */
export interface MemberAsked {
  readonly side: 'line-works';
  readonly memberId: MemberId;
}

export const lineSpeaker = (channel: ChannelId, user: LineUserId) =>
  `line:${channel}:${user}` as Speaker;
export const memberSpeaker = (member: MemberId) => `works:${member}` as Speaker;

export const speakerOf = (asked: Asked): Speaker =>
  asked.side === 'line'
    ? lineSpeaker(asked.channelId, asked.lineUserId)
    : memberSpeaker(asked.memberId);

/** Who a speaker is. A channel's id is digits; what follows the colon behind it is the user's, colons and all. */
export function whoSpeaks(speaker: Speaker): Asked {
  const [, channel, user] = /^line:([^:]*):(.*)$/s.exec(speaker) ?? [];
  if (channel === undefined || user === undefined) {
    return { side: 'line-works', memberId: memberId(speaker.slice(speaker.indexOf(':') + 1)) };
  }
  return { side: 'line', channelId: channelId(channel), lineUserId: lineUserId(user) };
}
