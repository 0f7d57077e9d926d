import { DAY_MS, MINUTE_MS } from '../durations.ts';

/** How long a message waits for its speaker to say whom it is for (DESIGN §6.4). */
export const HELD_MS = DAY_MS;
/** Messages held within this time of each other expire together, so that their speaker is told once. */
const TOGETHER_MS = 10 * MINUTE_MS;

/**
 * When the next held messages expire: each message a day after it was held, together with those
 * held soon after it. Epoch ms; null: no message is held.
 */
export function nextExpiry(heldAt: readonly number[]): number | null {
  if (heldAt.length === 0) return null;
  const first = Math.min(...heldAt);
  return Math.max(...heldAt.filter((at) => at <= first + TOGETHER_MS)) + HELD_MS;
}
