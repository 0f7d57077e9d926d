import type { FileRefusal } from '../files/file-policy.ts';
import type { MediaTrouble } from '../files/media-trouble.ts';

/** What is known of something that waits in the outbox, as far as it may forbid sending it. */
export type LeaveFacts =
  /** A person's message on its way to the other side of its talk. */
  | {
      readonly what: 'message';
      readonly roomOpen: boolean;
      /** Its words were taken back. */
      readonly erased: boolean;
      /** Why the file policy forbids its file as it stands now. */
      readonly refusal: FileRefusal | null;
      /** Towards LINE: its LINE user has blocked the account. */
      readonly blocked: boolean;
    }
  /** What the bridge says in a talk room. */
  | { readonly what: 'room-notice'; readonly roomOpen: boolean; readonly farewell: boolean }
  /** What the bridge says to a LINE user. */
  | {
      readonly what: 'line-notice';
      readonly blocked: boolean;
      /** It tells of the end of a talk that has begun again. */
      readonly oldNews: boolean;
    }
  /** A message's file is got from where it was sent. */
  | {
      readonly what: 'fetch';
      readonly erased: boolean;
      /** Its message has been refused: rules that have changed again since bring it back no more. */
      readonly refusedBefore: MediaTrouble | null;
      readonly refusal: FileRefusal | null;
    }
  /** A message's file goes to LINE WORKS; `wanted`: a message that may still be sent waits for it. */
  | { readonly what: 'upload'; readonly wanted: boolean }
  | { readonly what: 'anything-else' };

/** Why a notice is not said: the talk whose end it tells of has begun again. */
export const OLD_NEWS = 'talk-again';

export type StopReason = 'room-closed' | 'unsent' | 'blocked' | typeof OLD_NEWS | MediaTrouble;

/**
 * May this leave? Asked when a member's message is planned, when a request is made of it (`first`), when that is
 * to be repeated, and in the tick in which it leaves. What the bridge itself says is asked about at first only: once tried, it is tried to the end.
 *
 * @returns what forbids it; null: nothing
 */
export function judgeLeave(facts: LeaveFacts, first: boolean): StopReason | null {
  switch (facts.what) {
    case 'message':
      if (!facts.roomOpen) return 'room-closed';
      if (facts.erased) return 'unsent';
      return facts.blocked ? 'blocked' : facts.refusal;
    case 'room-notice':
      return first && !facts.roomOpen && !facts.farewell ? 'room-closed' : null;
    case 'line-notice':
      if (!first) return null;
      if (facts.blocked) return 'blocked';
      return facts.oldNews ? OLD_NEWS : null;
    case 'fetch':
      if (facts.erased) return 'unsent';
      return facts.refusedBefore ?? facts.refusal;
    case 'upload':
      return facts.wanted ? null : 'unsent';
    case 'anything-else':
      return null;
    default:
      return facts satisfies never;
  }
}

/** Why a row ends that is stopped before anything of it was tried. */
export type StopEnd = Exclude<StopReason, 'unsent'> | 'erased' | 'not-wanted';

/** How that is put on record: what was taken back or is over is cancelled, the rest is refused and told. */
export function endOfStop(
  what: LeaveFacts['what'],
  stop: StopReason,
): { readonly state: 'cancelled' | 'refused'; readonly reason: StopEnd } {
  switch (stop) {
    case 'unsent':
      return { state: 'cancelled', reason: what === 'upload' ? 'not-wanted' : 'erased' };
    case 'room-closed':
    case OLD_NEWS:
      return { state: 'cancelled', reason: stop };
    case 'blocked':
      // A notice is nobody's message: its end is told to nobody.
      return { state: what === 'message' ? 'refused' : 'cancelled', reason: stop };
    default:
      return { state: 'refused', reason: stop };
  }
}
