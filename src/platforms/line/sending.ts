import type { Outcome } from '../../domain/delivery/outcome.ts';
import type { ChannelId } from '../../domain/ids.ts';
import { SEND_DEADLINE_MS } from '../calls.ts';
import { type HttpAnswer, isSuccess, refused, sent } from '../failure.ts';
import type { AccountCalls } from './account-calls.ts';
import { lineDetail, messageOf, sentMessagesOf } from './answers.ts';
import type { LineClient, SentMessages } from './api.ts';
import { readQuota } from './lookups.ts';

/** LINE's texts may change (§2.10), so each only decides where the status leaves a choice. */
const BAD_REPLY_TOKEN = /invalid reply token/i;
const MONTHLY_LIMIT = /monthly limit/i;
const RATE_LIMIT = /rate limit/i;

const POST = { method: 'POST', carries: 'words', deadlineMs: SEND_DEADLINE_MS } as const;

/** Sends messages, as pushes and replies. */
export function lineSending(calls: AccountCalls): Pick<LineClient, 'push' | 'reply'> {
  return {
    async push(channelId, body, retryKey, permit) {
      const headers = { 'x-line-retry-key': retryKey };
      const rest = { ...POST, body, headers, permit };
      const result = await calls.call(channelId, '/v2/bot/message/push', rest);
      return result.kind === 'answered' ? pushed(calls, channelId, result.answer) : result;
    },

    async reply(channelId, body, permit) {
      const rest = { ...POST, body, permit };
      const result = await calls.call(channelId, '/v2/bot/message/reply', rest);
      if (result.kind !== 'answered') return result;
      const { answer } = result;
      if (isSuccess(answer)) return sent(sentMessagesOf(answer));
      if (answer.status === 400 && BAD_REPLY_TOKEN.test(messageOf(answer) ?? '')) {
        return refused('bad-reply-token', 400, lineDetail(answer));
      }
      return calls.failed(answer);
    },
  };
}

async function pushed(
  calls: AccountCalls,
  channelId: ChannelId,
  answer: HttpAnswer,
): Promise<Outcome<SentMessages>> {
  if (isSuccess(answer)) return sent(sentMessagesOf(answer));
  // The key was accepted before; this is what was sent then (§2.3).
  if (answer.status === 409) return sent(sentMessagesOf(answer), true);
  const failure = calls.failed(answer);
  if (answer.status !== 429) return failure;
  const message = messageOf(answer) ?? '';
  const overQuota =
    MONTHLY_LIMIT.test(message) || (!RATE_LIMIT.test(message) && (await usedUp(calls, channelId)));
  return overQuota ? refused('quota', 429, lineDetail(answer)) : failure;
}

/** A 429 that names neither cause: the month's figures tell (line.md §2.5). */
async function usedUp(calls: AccountCalls, channelId: ChannelId): Promise<boolean> {
  const numbers = await readQuota(calls, channelId);
  if (numbers.kind !== 'sent') return false;
  const { limit, used } = numbers.answer;
  return limit !== null && used >= limit;
}
