import { MINUTE_MS } from '../../../../src/domain/durations.ts';

/** A reply token lives a minute from its webhook (line.md §1.7); some of that passes on the way. */
const FRESH_MS = 50_000;
/** 20 minutes after its event a token is dead, however late the event was delivered. */
const OLDEST_MS = 19 * MINUTE_MS;

/** The earliest arrival and event time (epoch ms) of a token that is surely good now. */
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
