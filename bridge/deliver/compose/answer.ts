import type { Context } from '../../../src/context.ts';
import type { AnswerMessageErrand } from '../../../src/domain/delivery/errand.ts';
import { buildReplyBody } from '../../../src/platforms/line/outbound.ts';
import { replyTokenOf, spendReplyToken } from '../../../src/store/line/line-users.ts';
import type { OutboxRow } from '../../../src/store/queue/outbox.ts';
import { endHead, type NextMove } from '../loop/next-move.ts';
import { wholeRow } from '../loop/platform-call.ts';
import { composeSpeechForLine } from './line/compose.ts';
import { isFreshToken } from './line/reply-window.ts';

/**
 * Answers one message of a user whom LINE does not name. A push has no addressee: without the
 * message's own reply token there is no answer.
 */
export function fillAnswerRequest(
  context: Context,
  row: OutboxRow,
  { channelId, token, speech }: AnswerMessageErrand,
): NextMove {
  const kept = replyTokenOf(context.db, token);
  if (kept === null || !isFreshToken(kept, context.clock.now())) {
    return endHead(row, 'cancelled', 'no-reply-token');
  }
  const built = buildReplyBody(token, composeSpeechForLine(speech));
  if (!built.ok) return endHead(row, 'refused', 'unbuildable', built.fault);
  spendReplyToken(context.db, token);
  return {
    kind: 'request',
    call: { step: 'line-answer', channelId, covers: wholeRow(row.id) },
    body: built.body,
    retryKey: null,
    reply: { token, receivedAt: kept.receivedAt },
  };
}
