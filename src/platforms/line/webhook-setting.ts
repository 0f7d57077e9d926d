import type { Outcome } from '../../domain/delivery/outcome.ts';
import type { ChannelId } from '../../domain/ids.ts';
import { SEND_DEADLINE_MS } from '../calls.ts';
import { accountCalls } from './account-calls.ts';
import type { LineClientOptions } from './api.ts';

const ENDPOINT_PATH = '/v2/bot/channel/webhook/endpoint';

/** Says to LINE where it sends an account's events. "Use webhook" stays as it is: only the console changes that (§6). */
export async function setWebhookEndpoint(
  options: LineClientOptions,
  channelId: ChannelId,
  endpoint: string,
): Promise<Outcome<true>> {
  const calls = accountCalls(options);
  return calls.read(channelId, ENDPOINT_PATH, () => true, {
    method: 'PUT',
    body: JSON.stringify({ endpoint }),
    deadlineMs: SEND_DEADLINE_MS,
  });
}
