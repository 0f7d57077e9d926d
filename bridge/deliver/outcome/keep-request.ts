import type { Context } from '../../../src/context.ts';
import { keepRequest, readUndelivered } from '../../../src/store/queue/undelivered.ts';
import type { Claim } from '../loop/claim.ts';
import type { PlatformCall } from '../loop/platform-call.ts';

/**
 * Keeps the bytes and the key of a request whose messages have ended without being sent, for an
 * administrator's retry. A reply token is not worth keeping: it lives a minute.
 */
export function keepEndedRequest({ db }: Context, { call, request }: Claim): void {
  const target = targetOf(call);
  const { step, rowIds, address, body, retryKey, unclear, firstAttemptAt } = request;
  if (target === null || body === null || request.replyToken !== null) return;
  // With a notice among them, the bytes say more than is to be said again.
  if (rowIds.length === 0 || rowIds.some((id) => readUndelivered(db, id) === null)) return;
  keepRequest(db, { step, rowIds, address, target, body, retryKey, unclear, firstAttemptAt });
}

/** Whom the words of a call reach; null: it says none. */
function targetOf(call: PlatformCall): string | null {
  switch (call.step) {
    case 'line-say':
      return call.lineUserId;
    case 'say-in-channel':
      return call.worksChannelId;
    case 'say-to-member':
      return call.memberId;
    default:
      return null;
  }
}
