import type { Context } from '../../context.ts';
import { ERRAND_CLASS } from '../../domain/delivery/errand.ts';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../../domain/durations.ts';
import type { TalkRoomId } from '../../domain/ids.ts';
import { formatTime } from '../../domain/jst.ts';
import { modeOfRoom, readRoom } from '../../store/talks/talk-rooms.ts';
import {
  countGapRooms,
  dropGapRoom,
  dropGapRoomsOf,
  type GapRow,
  isStillToBeTold,
  nextGapRooms,
  noteAdminsTold,
  readGap,
} from '../../store/watch/gaps.ts';
import type { Words } from '../../words/words.ts';
import { adminsToAlert } from '../roles/roles.ts';
import { wordsForMember } from '../say/reader.ts';
import { tellAdmins, tellMember, tellRoom } from '../say/say.ts';

/** Rooms told in one transaction. How fast the notices leave is the rate book's business. */
const ROOMS_PER_TURN = 50;
const NEXT_TURN_MS = SECOND_MS;
/** How long an administrator is waited for, where none is known yet. */
const PATIENCE_MS = 7 * DAY_MS;

/**
 * One turn of telling the administrators and the rooms of a gap that nothing could be received, in
 * the caller's transaction.
 *
 * @returns when to come back, ms; null: all have been told
 */
export function tellGap(context: Context, gapId: number): number | null {
  const gap = readGap(context.db, gapId);
  if (gap === null) return null;
  const told = gap.adminsTold || tellOurAdmins(context, gap);
  const rooms = nextGapRooms(context.db, gapId, ROOMS_PER_TURN);
  for (const roomId of rooms) {
    tellOneRoom(context, gap, roomId);
    dropGapRoom(context.db, gapId, roomId);
  }
  if (rooms.length === ROOMS_PER_TURN) return NEXT_TURN_MS;
  return told || context.clock.now() - gap.toAt > PATIENCE_MS ? null : HOUR_MS;
}

/** False: there is no administrator to tell. */
function tellOurAdmins(context: Context, gap: GapRow): boolean {
  if (adminsToAlert(context).length === 0) return false;
  const rooms = countGapRooms(context.db, gap.id);
  tellAdmins(context, ({ watch }) => watch.gap.toAdmins(...timesOf(context, gap), rooms));
  noteAdminsTold(context.db, gap.id);
  return true;
}

function tellOneRoom(context: Context, gap: GapRow, roomId: TalkRoomId): void {
  const room = readRoom(context.db, roomId);
  if (room === null || room.state !== 'open') return;
  const { memberId } = room;
  const say = ({ watch }: Words) => ({ text: watch.gap.toRoom(...timesOf(context, gap)) });
  const speech = say(wordsForMember(context, memberId));
  const urgency = { class: ERRAND_CLASS.notice };
  if (modeOfRoom(context.db, room) === 'direct') {
    // All talks of the member stand in one room: it is said there once.
    if (!isStillToBeTold(context.db, gap.id, roomId)) return;
    tellMember(context, context.settings.bridgeBotId, memberId, speech, urgency);
    dropGapRoomsOf(context.db, gap.id, memberId);
    return;
  }
  // Nobody has written in a room that is still to be made.
  if (room.worksChannelId !== null) tellRoom(context, roomId, speech, urgency);
}

const timesOf = ({ clock }: Context, { fromAt, toAt }: GapRow) =>
  [formatTime(fromAt, clock.now()), formatTime(toAt, clock.now())] as const;
