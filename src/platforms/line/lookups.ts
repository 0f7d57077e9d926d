import type { Outcome } from '../../domain/delivery/outcome.ts';
import type { ChannelId } from '../../domain/ids.ts';
import { LOOKUP_DEADLINE_MS, pathWith, SEND_DEADLINE_MS } from '../calls.ts';
import { sent } from '../failure.ts';
import type { AccountCalls } from './account-calls.ts';
import { botInfoOf, endpointOf, limitOf, profileOf, usedOf, webhookTestOf } from './answers.ts';
import type { LineClient, LineQuota } from './api.ts';

const QUOTA_PATH = '/v2/bot/message/quota';
const WEBHOOK_PATH = '/v2/bot/channel/webhook';

/** The month's messages, from two answers (line.md §2.5). */
export async function readQuota(
  { read }: AccountCalls,
  channelId: ChannelId,
): Promise<Outcome<LineQuota>> {
  const limit = await read(channelId, QUOTA_PATH, limitOf);
  if (limit.kind !== 'sent') return limit;
  const used = await read(channelId, `${QUOTA_PATH}/consumption`, usedOf);
  if (used.kind !== 'sent') return used;
  return sent({ ...limit.answer, ...used.answer });
}

/**
 * Look-ups of people, the account and its webhook; and leaving a group, which has no answer body.
 */
export function lineLookups(
  calls: AccountCalls,
): Pick<LineClient, 'profile' | 'botInfo' | 'quota' | 'webhookEndpoint' | 'testWebhook' | 'leave'> {
  const { read } = calls;
  return {
    // The first words of a talk wait for the name.
    profile: (channelId, userId) =>
      read(channelId, pathWith`/v2/bot/profile/${userId}`, profileOf, {
        method: 'GET',
        carries: 'words',
        deadlineMs: LOOKUP_DEADLINE_MS,
      }),

    botInfo: (channelId) => read(channelId, '/v2/bot/info', botInfoOf),

    quota: (channelId) => readQuota(calls, channelId),

    webhookEndpoint: (channelId) => read(channelId, `${WEBHOOK_PATH}/endpoint`, endpointOf),

    testWebhook: (channelId) =>
      read(channelId, `${WEBHOOK_PATH}/test`, webhookTestOf, {
        method: 'POST',
        body: '{}',
        deadlineMs: SEND_DEADLINE_MS,
      }),

    async leave(channelId, kind, id) {
      const path =
        kind === 'group' ? pathWith`/v2/bot/group/${id}/leave` : pathWith`/v2/bot/room/${id}/leave`;
      const rest = { method: 'POST', deadlineMs: SEND_DEADLINE_MS } as const;
      const left = await read(channelId, path, () => true, rest);
      return left.kind === 'sent' ? sent(null) : left;
    },
  };
}
