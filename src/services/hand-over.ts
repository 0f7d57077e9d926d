import { and, desc, eq, gte, inArray, isNull } from 'drizzle-orm';
import { type Context, record } from '../context.ts';
import type { Actor } from '../domain/audit.ts';
import { ERRAND_CLASS } from '../domain/errand.ts';
import type { MemberId } from '../domain/ids.ts';
import { planJob } from '../store/jobs.ts';
import { readMember } from '../store/members.ts';
import { countQueuedRelays } from '../store/outbox.ts';
import { beginRoomRun } from '../store/room-runs.ts';
import { talkRooms } from '../store/schema.ts';
import { openRoomsOfMember, type TalkRoom } from '../store/talk-rooms.ts';
import { handOverRoom } from './hand-over-room.ts';
import { memberName, wordsForMember } from './people.ts';
import { tellMember } from './say.ts';

const CLOSED_WITHIN_MS = 90 * 24 * 60 * 60 * 1000;

/** A handover is about four times the work of a closing; its rooms are seen to so many at a time. */
export const HANDOVERS_PER_TURN = 10;

/** What of a member's can be handed over. */
export interface Handover {
  readonly open: readonly TalkRoom[];
  /** Closed lately because the member was removed or left, the latest of each customer. */
  readonly closed: readonly TalkRoom[];
  /** Messages that have not gone out. */
  readonly waiting: number;
}

/** The rooms that a handover would move. */
export function handoverOf(context: Context, from: MemberId): Handover {
  const open = openRoomsOfMember(context.db, from);
  const known = new Set(open.map(customerOf));
  const closed: TalkRoom[] = [];
  for (const room of closedByRemoval(context, from)) {
    if (known.has(customerOf(room))) continue;
    known.add(customerOf(room));
    closed.push(room);
  }
  const ids = [...open, ...closed].map((room) => room.id);
  return { open, closed, waiting: countQueuedRelays(context.db, ids) };
}

const customerOf = (room: TalkRoom) => `${room.channelId}:${room.lineUserId}`;

function closedByRemoval(context: Context, from: MemberId): TalkRoom[] {
  const since = context.clock.now() - CLOSED_WITHIN_MS;
  return context.db
    .select()
    .from(talkRooms)
    .where(
      and(
        eq(talkRooms.memberId, from),
        eq(talkRooms.state, 'closed'),
        inArray(talkRooms.closedReason, ['member-removed', 'account-gone']),
        gte(talkRooms.closedAt, since),
        isNull(talkRooms.successorId),
      ),
    )
    .orderBy(desc(talkRooms.id))
    .all();
}

export interface HandoverBegun {
  readonly rooms: number;
  readonly moved: number;
  readonly unsent: number;
  /** Done a few rooms at a time; the asker is told at the end. */
  readonly later: boolean;
}

/** Hands everything of one member over to another: at once, or a few rooms at a time. */
export function handOver(
  context: Context,
  actor: Actor,
  from: MemberId,
  to: MemberId,
): HandoverBegun {
  const { open, closed } = handoverOf(context, from);
  const rooms = [...open, ...closed];
  if (rooms.length > HANDOVERS_PER_TURN) {
    begin(context, actor, from, to, rooms);
    return { rooms: rooms.length, moved: 0, unsent: 0, later: true };
  }
  let moved = 0;
  let unsent = 0;
  for (const room of rooms) {
    const done = handOverRoom(context, actor, room, to);
    moved += done.moved;
    unsent += done.unsent;
  }
  tellBoth(context, from, to, rooms.length, unsent);
  return { rooms: rooms.length, moved, unsent, later: false };
}

function begin(
  context: Context,
  actor: Actor,
  from: MemberId,
  to: MemberId,
  rooms: readonly TalkRoom[],
): void {
  record(context, {
    action: 'room.hand-over-many',
    actor,
    outcome: 'ok',
    memberId: from,
    memberName: memberName(context, from),
    facts: { to, rooms: rooms.length },
  });
  const startedAt = context.clock.now();
  const run = { kind: 'hand-over' as const, actor, reason: null, fromMember: from, toMember: to };
  const ids = rooms.map((room) => room.id);
  const runId = beginRoomRun(context.db, { ...run, undelivered: 0, startedAt }, ids);
  const payload = { runId };
  planJob(context.db, { kind: 'room-run', key: `${runId}`, payload, dueAt: startedAt });
}

/** One word to each of the two members about all of it. */
export function tellBoth(
  context: Context,
  from: MemberId,
  to: MemberId,
  rooms: number,
  unsent: number,
): void {
  if (rooms === 0) return;
  const { bridgeBotId } = context.settings;
  const options = { class: ERRAND_CLASS.notice };
  const taken = wordsForMember(context, to).room.takenOver(memberName(context, from), rooms);
  tellMember(context, bridgeBotId, to, { text: taken }, options);
  // Nobody reads at an account that is gone.
  if (readMember(context.db, from)?.isDeleted !== false) return;
  const away = wordsForMember(context, from).room.handedAway(
    memberName(context, to),
    rooms,
    unsent,
  );
  tellMember(context, bridgeBotId, from, { text: away }, options);
}
