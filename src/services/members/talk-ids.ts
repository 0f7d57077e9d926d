import type { Context } from '../../context.ts';
import { DAY_MS } from '../../domain/durations.ts';
import type { MemberId, TalkId } from '../../domain/ids.ts';
import {
  beginHolding,
  endHolding,
  endHoldingOf,
  holderOfTalkId,
  otherHolderUntil,
} from '../../store/people/talk-ids.ts';

/** How long a change of hands is announced to those who use the Talk ID (DESIGN §6.2). */
const NEW_HOLDER_MS = 180 * DAY_MS;

/**
 * Notes that a member now holds this Talk ID, and no other. Call it in the transaction that writes
 * the ID to the link member. A Talk ID has one holder: the previous one loses it here. Taking one's
 * own Talk ID again changes nothing.
 */
export function takeTalkId(context: Context, memberId: MemberId, talkId: TalkId): void {
  if (holderOfTalkId(context.db, talkId) === memberId) return;
  const now = context.clock.now();
  endHolding(context.db, memberId, now);
  endHoldingOf(context.db, talkId, now);
  beginHolding(context.db, talkId, memberId, now);
}

/** Notes that a member holds no Talk ID any more. Holding none is not an error. */
export function releaseTalkId(context: Context, memberId: MemberId): void {
  endHolding(context.db, memberId, context.clock.now());
}

/** Whether this Talk ID belonged to another member within the last 180 days. */
export function changedHandsLately(context: Context, talkId: TalkId, holder: MemberId): boolean {
  const since = context.clock.now() - NEW_HOLDER_MS;
  return otherHolderUntil(context.db, talkId, holder, since) !== null;
}
