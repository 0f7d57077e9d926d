import { type Context, record } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import { ERRAND_CLASS } from '../../domain/delivery/errand.ts';
import { DAY_MS } from '../../domain/durations.ts';
import type { MemberId } from '../../domain/ids.ts';
import { readLinkMember } from '../../store/people/link-members.ts';
import { isBlockedBy } from '../../store/people/member-blocks.ts';
import { readMember } from '../../store/people/members.ts';
import { planJob } from '../../store/queue/jobs.ts';
import { beginRoomRun } from '../../store/talks/room-runs.ts';
import { roomsOfMember, type TalkRoom } from '../../store/talks/talk-rooms.ts';
import type { Words } from '../../words/words.ts';
import { wordsForMember } from '../say/reader.ts';
import { tellMember } from '../say/say.ts';
import { memberName, memberNameIn } from '../say/shown-name.ts';
import { handOverRoom } from './hand-over-room.ts';

const CLOSED_WITHIN_MS = 90 * DAY_MS;

/** A handover is about four times the work of a closing, so a turn takes this many rooms. */
export const HANDOVERS_PER_TURN = 10;

/** Whether this many rooms are handed over by a job, which reports when it is done. */
export const takesTurnsToHandOver = (rooms: number) => rooms > HANDOVERS_PER_TURN;

/** What can be handed over from a member. */
export interface Handover {
  readonly open: readonly TalkRoom[];
  /** Closed recently because the member was removed or left; the latest of each customer. */
  readonly closed: readonly TalkRoom[];
  /** Not moved: the new member has blocked the customer. Only that member may take a block back. */
  readonly blocked: readonly TalkRoom[];
}

/** The rooms that a handover would move; to whom, once that is known. */
export function handoverOf(context: Context, from: MemberId, to: MemberId | null = null): Handover {
  const isBlocked = (room: TalkRoom) => to !== null && isBlockedBy(context.db, to, room.lineUserId);
  const latest = latestOfEach(roomsOfMember(context.db, from));
  const allOpen = latest.filter((room) => room.state === 'open');
  const since = context.clock.now() - CLOSED_WITHIN_MS;
  const allClosed = latest.filter((room) => isClosedByRemoval(room, since));
  const open = allOpen.filter((room) => !isBlocked(room));
  const closed = allClosed.filter((room) => !isBlocked(room));
  const blocked = [...allOpen, ...allClosed].filter(isBlocked);
  return { open, closed, blocked };
}

/** The latest room with each customer has the current state; earlier ones are history. */
function latestOfEach(rooms: readonly TalkRoom[]): TalkRoom[] {
  const latest = new Map<string, TalkRoom>();
  for (const room of rooms.toSorted((one, other) => one.id - other.id)) {
    latest.set(`${room.channelId}:${room.lineUserId}`, room);
  }
  return [...latest.values()];
}

const isClosedByRemoval = ({ closedReason, closedAt, successorId }: TalkRoom, since: number) =>
  (closedReason === 'member-removed' || closedReason === 'account-gone') &&
  successorId === null &&
  (closedAt ?? 0) >= since;

/** What a handover has moved; with `later` a job moves the rest and reports. */
export interface HandoverBegun {
  readonly rooms: number;
  readonly moved: number;
  readonly unsent: number;
  /** Moved a few rooms at a time; the asker is told at the end. */
  readonly later: boolean;
}

/** Hands everything of one member over to another: at once, or a few rooms at a time. */
export function handOver(
  context: Context,
  actor: Actor,
  from: MemberId,
  to: MemberId,
): HandoverBegun {
  const { open, closed } = handoverOf(context, from, to);
  const rooms = [...open, ...closed];
  if (takesTurnsToHandOver(rooms.length)) {
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
  // At once: the customers' notices may take long. Each room's goodbye lists what is not sent.
  sayToBoth(
    context,
    [from, (words) => words.room.handingAway(memberNameIn(context, to, words), rooms.length)],
    [to, (words) => words.room.takingOver(memberNameIn(context, from, words), rooms.length)],
  );
}

/** Sends each of the two members one message about the whole handover. */
function tellBoth(
  context: Context,
  from: MemberId,
  to: MemberId,
  rooms: number,
  unsent: number,
): void {
  if (rooms === 0) return;
  sayToBoth(
    context,
    [from, (words) => words.room.handedAway(memberNameIn(context, to, words), rooms, unsent)],
    [to, (words) => words.room.takenOver(memberNameIn(context, from, words), rooms)],
  );
}

/** Both were told of all rooms at the start; some rooms have stayed where they were. */
export function tellBothOfRest(
  context: Context,
  from: MemberId,
  to: MemberId,
  moved: number,
  left: number,
): void {
  sayToBoth(
    context,
    [from, (words) => words.room.handedAwayInPart(memberNameIn(context, to, words), moved, left)],
    [to, (words) => words.room.takenOverInPart(memberNameIn(context, from, words), moved, left)],
  );
}

type Word = readonly [MemberId, (words: Words) => string];

function sayToBoth(context: Context, [from, away]: Word, [to, taken]: Word): void {
  const { bridgeBotId } = context.settings;
  const say = (memberId: MemberId, text: (words: Words) => string) => {
    const speech = { text: text(wordsForMember(context, memberId)) };
    tellMember(context, bridgeBotId, memberId, speech, { class: ERRAND_CLASS.notice });
  };
  // A member who has been removed since knows that it has ended.
  if (readLinkMember(context.db, to) !== null) say(to, taken);
  // An account that is gone has no reader.
  if (readMember(context.db, from)?.isDeleted === false) say(from, away);
}
