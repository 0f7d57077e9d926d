import { MINUTE_MS } from '../../../../src/domain/durations.ts';

/** A reply token lives a minute from its webhook (line.md §1.7); some of it goes on the way. */
const FRESH_MS = 50_000;
/** However late its event was delivered, 20 minutes after it the token is dead. */
const OLDEST_MS = 19 * MINUTE_MS;

/** Since when (epoch ms) a token must have come, and its event have happened, to be surely good now. */
export const goodSince = (now: number) => ({
  receivedAfter: now - FRESH_MS,
  occurredAfter: now - OLDEST_MS,
});

/** Whether one reply token is surely good. */
export function isFreshToken(
  token: { readonly receivedAt: number; readonly occurredAt: number },
  now: number,
): boolean {
  const { receivedAfter, occurredAfter } = goodSince(now);
  return token.receivedAt > receivedAfter && token.occurredAt > occurredAfter;
}
