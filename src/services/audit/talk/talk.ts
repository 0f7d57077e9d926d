import type { Context } from '../../../context.ts';
import type { ChannelId, EntryId, LineUserId } from '../../../domain/ids.ts';
import { entryOf } from '../../../store/audit/audit-log.ts';
import {
  entriesAboutAny,
  refsOfLineUser,
  type TalkSource,
} from '../../../store/audit/talk-entries.ts';
import type { auditEntries } from '../../../store/schema.ts';
import { roomsOfLineUser, type TalkRoom } from '../../../store/talks/talk-rooms.ts';

/** An entry as it is read. */
export type Entry = typeof auditEntries.$inferSelect;

/** All that one customer and the company said to one another on one OA, over all members. */
export interface Talk {
  readonly channelId: ChannelId;
  readonly lineUserId: LineUserId;
  /** In the order in which they opened. */
  readonly rooms: readonly TalkRoom[];
  /** Where its entries stand. */
  readonly sources: readonly TalkSource[];
}

/** A customer with more rooms or names is shown with the latest ones. */
const MOST_SOURCES = 300;
const MOST_NAMES = 50;
const MOST_ABOUT = 50;

/** The talk that an entry belongs to, by itself or by what it is about; null: none. */
export function talkAround(context: Context, entryId: EntryId): Talk | null {
  const entry = entryOf(context.db, entryId);
  if (entry === null) return null;
  const about = entry.aboutId === null ? null : entryOf(context.db, entry.aboutId);
  // A member's held message learns its LINE user from its release.
  const named = [entry, about, ...entriesAboutAny(context.db, entryId, MOST_ABOUT)].find(
    (each) => each !== null && each.channelId !== null && each.lineUserId !== null,
  );
  if (named?.channelId == null || named.lineUserId === null) return null;
  return talkOf(context, named.channelId, named.lineUserId);
}

/** The talk of a LINE user on an OA. */
export function talkOf(context: Context, channelId: ChannelId, lineUserId: LineUserId): Talk {
  const rooms = [...roomsOfLineUser(context.db, channelId, lineUserId)].sort((a, b) => a.id - b.id);
  const refs = refsOfLineUser(context.db, lineUserId, MOST_NAMES);
  const sources = [
    ...refs.map((lineUserRef) => ({ lineUserRef })),
    ...rooms.slice(-MOST_SOURCES).map(({ id }) => ({ roomId: id })),
  ];
  return { channelId, lineUserId, rooms, sources };
}
