import { MINUTE_MS } from '../durations.ts';

/** Why a LINE user's message reaches nobody. */
export type TurnedAway = 'link-off' | 'unaddressed' | 'unknown-talk-id' | 'too-many-rooms';

/** The last notice to a LINE user about an undelivered message. */
export interface LastTold {
  /** Null: there was none, or it did not arrive. */
  readonly why: TurnedAway | null;
  /** Epoch ms. */
  readonly at: number;
  /** The audit entry of the message it answered. */
  readonly entry: number;
}

const SAME_AGAIN_MS = 10 * MINUTE_MS;

/**
 * Whether a LINE user is told (again) that a message is not delivered (DESIGN §6.1, §6.3): when the
 * reason has changed, and otherwise every ten minutes. A talk that opened or closed since counts as
 * a new reason, even where the words are the same. A wrong Talk ID is answered each time: the tries
 * themselves are limited.
 *
 * @param talksChangedEntry the audit entry by which one of their talks last opened or closed
 */
export function isToldAgain(
  why: TurnedAway,
  isTry: boolean,
  last: LastTold,
  talksChangedEntry: number,
  now: number,
): boolean {
  if (isTry || why !== last.why || talksChangedEntry > last.entry) return true;
  // A clock that was set back must not delay the notice.
  return now < last.at || now - last.at >= SAME_AGAIN_MS;
}
