import { judgeLeave } from '../delivery/may-leave.ts';
import type { FileRefusal } from '../files/file-policy.ts';

/** The facts that decide what happens to a member's message to the bridge bot. */
export interface MemberMessageFacts {
  readonly linkOn: boolean;
  /** The talk room it was written in; null in the bot's 1:1 room and in rooms that are not ours. */
  readonly room: {
    readonly open: boolean;
    readonly isOwner: boolean;
    /** The LINE user blocked the OA: LINE would answer 200 and drop the message (line.md §2.2). */
    readonly blocked: boolean;
  } | null;
  readonly relayable: boolean;
  /** The message is a text that shows nothing. */
  readonly blank: boolean;
  /** Why the file policy forbids it; null when it is allowed, or no file. */
  readonly fileRefusal: FileRefusal | null;
}

export type MemberMessagePlan =
  | 'relay'
  | 'refuse-link-off'
  | 'refuse-colleague'
  | 'refuse-closed'
  | 'refuse-blocked'
  | 'refuse-blank'
  | 'refuse-kind'
  | 'refuse-file';

/**
 * Plans a message written in a talk room. Only the room's own member is relayed (§6.3). What forbids passing it on
 * is judged as it is when it goes out (may-leave.ts).
 */
export function planMemberMessage(facts: MemberMessageFacts): MemberMessagePlan {
  const { room, fileRefusal: refusal } = facts;
  if (room !== null && !room.isOwner) return 'refuse-colleague';
  if (!facts.linkOn) return 'refuse-link-off';
  if (room === null) return 'refuse-closed';
  const { open: roomOpen, blocked } = room;
  const stop = judgeLeave({ what: 'message', roomOpen, erased: false, refusal, blocked }, true);
  if (stop === 'room-closed') return 'refuse-closed';
  if (stop === 'blocked') return 'refuse-blocked';
  if (facts.blank) return 'refuse-blank';
  if (!facts.relayable) return 'refuse-kind';
  return stop === null ? 'relay' : 'refuse-file';
}
