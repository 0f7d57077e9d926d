import type { Context } from '../../../context.ts';
import {
  type EntryId,
  entryId,
  type LineUserId,
  type MemberId,
  type TalkRoomId,
} from '../../../domain/ids.ts';
import { entriesAbout, entryOf } from '../../../store/audit/audit-log.ts';
import { type Hold, standingHolds } from '../../../store/audit/holds.ts';
import { readRoom, roomsWith } from '../../../store/talks/talk-rooms.ts';
import { wholeTalk } from '../../handover/whole-talk.ts';

/** Who and where an entry is about, as far as holds ask for it. */
export interface HeldParties {
  readonly id: EntryId;
  readonly roomId: TalkRoomId | null;
  readonly lineUserId: LineUserId | null;
  readonly memberId: MemberId | null;
  /** Who did it. */
  readonly actorId: string | null;
}

/**
 * Tells which hold keeps an entry; null: none does. A talk belongs to everybody who has had it: a
 * hold on a member keeps what was said in their talks before and after a handover, too. The answers
 * are good for one turn, as rooms and holds change.
 */
export function createHoldJudge(context: Context): (entry: HeldParties) => Hold | null {
  const holds = standingHolds(context.db);
  if (holds.length === 0) return () => null;
  const of = (kind: Hold['kind'], subject: string | number | null) =>
    subject === null
      ? null
      : (holds.find((hold) => hold.kind === kind && hold.subject === `${subject}`) ?? null);
  const known = new Map<TalkRoomId, Hold | null>();
  const ofRoom = (roomId: TalkRoomId): Hold | null => {
    const judged = known.get(roomId);
    if (judged !== undefined) return judged;
    const room = readRoom(context.db, roomId);
    const talk = room === null ? [] : wholeTalk(context, room);
    const found = talk.map((each) => of('room', each.id) ?? of('member', each.memberId));
    const hold =
      of('room', roomId) ??
      of('line-user', room?.lineUserId ?? null) ??
      found.find((each) => each !== null) ??
      null;
    for (const id of [roomId, ...talk.map((each) => each.id)]) known.set(id, hold);
    return hold;
  };
  return (entry) =>
    of('line-user', entry.lineUserId) ??
    of('line-user', entry.actorId) ??
    of('member', entry.memberId) ??
    of('member', entry.actorId) ??
    firstOf(roomsOf(context, entry), ofRoom);
}

/** A held message learns its room from its release, and one handed over has another. */
function roomsOf(context: Context, { id, roomId }: HeldParties): TalkRoomId[] {
  const releases = entriesAbout(context.db, id, 'message.release');
  const rooms = releases.map((release) => entryOf(context.db, release)?.roomId ?? null);
  return [roomId, ...rooms].flatMap((each) => each ?? []);
}

function firstOf<Item>(items: readonly Item[], judge: (item: Item) => Hold | null): Hold | null {
  for (const item of items) {
    const hold = judge(item);
    if (hold !== null) return hold;
  }
  return null;
}

/** The hold that keeps anything of a LINE user; null: they can be forgotten. */
export function holdOnLineUser(context: Context, lineUserId: LineUserId): Hold | null {
  const judge = createHoldJudge(context);
  const nothing = { id: entryId(0), memberId: null, actorId: null };
  const own = judge({ ...nothing, roomId: null, lineUserId });
  return (
    own ??
    firstOf(roomsWith(context.db, lineUserId), (room) =>
      judge({ ...nothing, roomId: room.id, lineUserId: null }),
    )
  );
}
