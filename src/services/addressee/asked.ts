import type { ChannelId, LineUserId, MemberId, TalkRoomId } from '../../domain/ids.ts';

/** Someone with several rooms behind one chat, on either side. */
export type Asked =
  | { readonly side: 'line'; readonly channelId: ChannelId; readonly lineUserId: LineUserId }
  | { readonly side: 'line-works'; readonly memberId: MemberId };

/** One choice: a room, and the name its button carries. */
export interface Choice {
  readonly roomId: TalkRoomId;
  readonly name: string;
  /** What stands on its button: the name, told apart from every other where that is cut. */
  readonly label: string;
  /** From 1; kept as long as the question is open, whoever speaks or leaves meanwhile. */
  readonly number: number;
}
