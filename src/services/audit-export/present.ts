import type { Context } from '../../context.ts';
import {
  type LineUserId,
  lineUserId,
  type MemberId,
  memberId,
  type TalkRoomId,
} from '../../domain/ids.ts';
import { readLinkMember } from '../../store/people/link-members.ts';
import { readMember } from '../../store/people/members.ts';
import { channelsThatTalksLeft } from '../../store/talks/left-rooms.ts';
import { readRoom } from '../../store/talks/talk-rooms.ts';
import { lineUserInLog } from '../audit/names.ts';

/**
 * What a table takes from today, for each row. It is kept with the export: among the rows that the
 * bridge keeps in memory, those of all customers would drive out those of the talks under way.
 */
export interface Present {
  /** A name that was not known then; null: nor is it now. */
  nameOf(person: string): string | null;
  emailOf(person: string): string | null;
  talkOf(person: string): string | null;
  /** The LINE WORKS room of a talk, also of one that has ended. */
  channelOf(roomId: TalkRoomId): string | null;
}

const MOST_KEPT = 20_000;

export function createPresent(context: Context): Present {
  const { db } = context;
  const nameOf = (id: LineUserId) =>
    lineUserInLog(context, { lineUserId: id, lineUserName: null }).name;
  const emailOf = (id: MemberId) => readMember(db, id)?.email ?? null;
  const talkOf = (id: MemberId) => readLinkMember(db, id)?.talkId ?? null;
  return {
    nameOf: keeping((person: string) => nameOf(lineUserId(person))),
    emailOf: keeping((person: string) => emailOf(memberId(person))),
    talkOf: keeping((person: string) => talkOf(memberId(person))),
    channelOf: keeping(
      (roomId: TalkRoomId) =>
        readRoom(db, roomId)?.worksChannelId ?? channelsThatTalksLeft(db, [roomId]).at(-1) ?? null,
    ),
  };
}

function keeping<Key>(read: (key: Key) => string | null): (key: Key) => string | null {
  const known = new Map<Key, string | null>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= MOST_KEPT) known.clear();
    const now = read(key);
    known.set(key, now);
    return now;
  };
}
