import { type Context, record } from '../../../context.ts';
import type { Actor } from '../../../domain/audit.ts';
import { codeOf } from '../../../domain/audit-facts.ts';
import { lineUserId, memberId, talkRoomId } from '../../../domain/ids.ts';
import {
  endHold,
  type Hold,
  type HoldSubject,
  holdAbout,
  insertHold,
} from '../../../store/audit/holds.ts';
import { lookAgain } from '../../../store/audit/retentions.ts';
import { readRoom } from '../../../store/talks/talk-rooms.ts';
import { lineUserName, memberName } from '../../say/shown-name.ts';
import { roomParties } from '../actors.ts';
import { planRetention } from './retain.ts';

/** What became of a wish to hold something: `before` is the hold that stands already. */
export type Held =
  | { readonly kind: 'held'; readonly id: number }
  | { readonly kind: 'before'; readonly id: number };

/**
 * Keeps what a subject is about from erasure by age and from forgetting, from now on until it is
 * released. The reason may name people: it stands in the erasable part of the entry.
 */
export function hold(
  context: Context,
  actor: Actor,
  subject: HoldSubject,
  reason: string | null,
): Held {
  const known = holdAbout(context.db, subject);
  if (known !== null) return { kind: 'before', id: known.id };
  const entryId = record(context, {
    action: 'audit.hold',
    actor,
    outcome: 'ok',
    ...partiesOf(context, subject),
    facts: { kind: codeOf(subject.kind) },
    content: reason === null ? null : { text: reason, detail: null },
  });
  const { kind, subject: whom } = subject;
  const heldAt = context.clock.now();
  return { kind: 'held', id: insertHold(context.db, { kind, subject: whom, entryId, heldAt }) };
}

/** Ends a hold: what it kept is erased like all else from now on. */
export function release(context: Context, actor: Actor, held: Hold): void {
  endHold(context.db, held.id, context.clock.now());
  record(context, {
    action: 'audit.release',
    actor,
    outcome: 'ok',
    ...partiesOf(context, held),
    aboutId: held.entryId,
    facts: { hold: held.id },
  });
  // What has passed its term meanwhile lies behind.
  lookAgain(context.db);
  planRetention(context);
}

function partiesOf(context: Context, { kind, subject }: HoldSubject) {
  switch (kind) {
    case 'member': {
      const id = memberId(subject);
      return { memberId: id, memberName: memberName(context, id) };
    }
    case 'line-user': {
      const id = lineUserId(subject);
      return { lineUserId: id, lineUserName: lineUserName(context, id) };
    }
    case 'room': {
      const roomId = talkRoomId(Number(subject));
      const room = readRoom(context.db, roomId);
      return room === null ? { roomId } : roomParties(context, room);
    }
    default:
      return kind satisfies never;
  }
}
