/**
 * Branded identifiers: the platforms' own ids are plain strings, and confusing two of them sends a
 * message to the wrong person. A brand costs nothing at run time.
 */
type Brand<Name extends string> = string & { readonly __brand: Name };

/** LINE channel id of an OA, decimal digits. */
export type ChannelId = Brand<'ChannelId'>;
/** LINE user id, `U` and 32 hex digits, per provider (contracts line.md §1.4). */
export type LineUserId = Brand<'LineUserId'>;
/** LINE WORKS user id, immutable (line-works.md §6). */
export type MemberId = Brand<'MemberId'>;
/** LINE WORKS bot id: an int64, kept as a string (line-works.md §3.1). */
export type BotId = Brand<'BotId'>;
/** LINE WORKS room id, called `channelId` there. */
export type WorksChannelId = Brand<'WorksChannelId'>;
/** Our own id of a talk room. */
export type TalkRoomId = number & { readonly __brand: 'TalkRoomId' };
/** Our own id of an audit entry. */
export type EntryId = number & { readonly __brand: 'EntryId' };
/** The word a LINE user types to find a member. */
export type TalkId = Brand<'TalkId'>;

/** Brands a string as an id of the wanted kind. The caller vouches for its origin. */
export const channelId = (value: string) => value as ChannelId;
export const lineUserId = (value: string) => value as LineUserId;
export const memberId = (value: string) => value as MemberId;
export const botId = (value: string) => value as BotId;
export const worksChannelId = (value: string) => value as WorksChannelId;
export const talkRoomId = (value: number) => value as TalkRoomId;
export const entryId = (value: number) => value as EntryId;
export const talkId = (value: string) => value as TalkId;
