import { MINUTE_MS } from '../durations.ts';
import type { CallsLately } from '../limits/recent-calls.ts';
import type { Alert, Seen } from './alert.ts';

/** Words that wait this long at the head of their lane are late for a chat. */
export const STALLED_MS = 10 * MINUTE_MS;
/** The all-clear: no head waits longer. */
const FLOWING_MS = 2 * MINUTE_MS;
/** So many calls in ten minutes, all in vain, are no chance. */
const CALLS_IN_VAIN = 3;

/** Failures that say something about the platform or our access to it, not about one message. */
const OF_THE_PLATFORM: ReadonlySet<string> = new Set([
  ...['unauthorized', 'forbidden', 'rate-limit', 'no-token', 'unreachable', 'unavailable'],
  ...['timeout', 'cut-off', 'server-error', 'unreadable-answer'],
]);

export interface DeliveryFacts {
  readonly now: number;
  /** Since when the longest waiting head of a lane with people's words or answers waits; epoch ms. */
  readonly waitingSince: number | null;
  /** The last minutes' calls, by destination: an OA, LINE WORKS, the hosts of its files. */
  readonly calls: readonly CallsLately[];
}

/** Whether a platform takes what is delivered to it. The figure: since when words wait. */
export function judgeDelivery(
  known: Pick<Alert, 'stage'> | null,
  { now, waitingSince, calls }: DeliveryFacts,
): Seen {
  const waitedMs = waitingSince === null ? 0 : now - waitingSince;
  const figure = waitingSince;
  if (calls.some(isInVain)) return { stage: 'failing', figure };
  if (waitedMs >= (known === null ? STALLED_MS : FLOWING_MS)) {
    const isFailing = calls.some(({ isFailing: fails }) => fails);
    return { stage: isFailing ? 'failing' : (known?.stage ?? 'waiting'), figure };
  }
  // Silence is no all-clear: with nothing to send nothing fails. A restart forgets the calls, too.
  if (known?.stage === 'failing' && !calls.some(succeeds)) return 'unknown';
  return { stage: null, figure };
}

const isInVain = ({ made, failed, last }: CallsLately): boolean =>
  failed === made && made >= CALLS_IN_VAIN && last !== null && OF_THE_PLATFORM.has(last.reason);

const succeeds = ({ made, failed, isFailing }: CallsLately): boolean => made > failed && !isFailing;
