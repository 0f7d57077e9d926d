import type { messagingApi } from '@line/bot-sdk';
import * as z from 'zod';
import { detailOf, jsonOf, retryAfterMs } from '../answers.ts';
import { type Failure, type HttpAnswer, refusalOf, refused } from '../failure.ts';
import * as lenient from '../lenient.ts';
import type {
  BotInfo,
  LineProfile,
  SentMessages,
  Transcoding,
  WebhookEndpoint,
  WebhookTest,
} from './api.ts';
import type { ReadFields } from './sdk-fields.ts';

const errorSchema = z.object({
  message: lenient.text,
  details: lenient.list,
} satisfies ReadFields<messagingApi.ErrorResponse>);
const detailSchema = z.object({
  message: lenient.text,
  property: lenient.text,
} satisfies ReadFields<messagingApi.ErrorDetail>);
const sentSchema = z.object({
  sentMessages: lenient.list,
} satisfies ReadFields<messagingApi.PushMessageResponse>);
const sentMessageSchema = z.object({
  id: lenient.messageId,
} satisfies ReadFields<messagingApi.SentMessage>);

/** LINE's message in an answer that is no success; null when the body has none. */
export function messageOf(answer: HttpAnswer): string | null {
  return errorSchema.safeParse(jsonOf(answer)).data?.message ?? null;
}

/** The accepted messages. An unreadable body does not change that they were (line.md §8). */
export function sentMessagesOf(answer: HttpAnswer): SentMessages {
  const entries = sentSchema.safeParse(jsonOf(answer)).data?.sentMessages ?? [];
  const messageIds = entries.flatMap((entry) => sentMessageSchema.safeParse(entry).data?.id ?? []);
  const { headers } = answer;
  const requestId = headers['x-line-accepted-request-id'] ?? headers['x-line-request-id'] ?? null;
  return { messageIds, requestId };
}

/** The meaning of an answer other than 2xx (line.md §2.4), quota and retry keys aside. */
export function failedAnswer(answer: HttpAnswer, now: number): Failure {
  const { status } = answer;
  const detail = lineDetail(answer);
  if (status === 429) {
    const afterMs = retryAfterMs(answer, now);
    return { kind: 'retry', reason: 'rate-limit', afterMs, detail };
  }
  if (status >= 500) return { kind: 'unclear', reason: 'server-error', detail };
  // A redirect comes from a server in front of LINE, which has not seen the request.
  if (status < 400) return { kind: 'retry', reason: 'unavailable', afterMs: null, detail };
  return refused(refusalOf(status), status, detail);
}

/** For logs: the message and the fields it is about (line.md §2.10). */
export function lineDetail(answer: HttpAnswer): string {
  const said = errorSchema.safeParse(jsonOf(answer)).data;
  const places = (said?.details ?? []).flatMap((entry) => {
    const place = detailSchema.safeParse(entry).data;
    return place === undefined ? [] : [`${place.property ?? '?'}: ${place.message ?? '?'}`];
  });
  const words = [said?.message, ...places].filter(Boolean).join('; ');
  return detailOf(answer, words || null);
}

const profileSchema = z.object({
  displayName: z.string(),
  language: lenient.text,
  pictureUrl: lenient.text,
} satisfies ReadFields<messagingApi.UserProfileResponse>);

/** Null when it has not even a name. */
export function profileOf(answer: HttpAnswer): LineProfile | null {
  const { data } = profileSchema.safeParse(jsonOf(answer));
  if (data === undefined) return null;
  const { displayName, language, pictureUrl } = data;
  return { displayName, language: language || null, pictureUrl: pictureUrl || null };
}

const botInfoSchema = z.object({
  userId: lenient.id,
  basicId: lenient.id,
  displayName: lenient.text,
  chatMode: lenient.text,
  markAsReadMode: lenient.text,
} satisfies ReadFields<messagingApi.BotInfoResponse>);

/** Null without the ids that the link needs. */
export function botInfoOf(answer: HttpAnswer): BotInfo | null {
  const { data } = botInfoSchema.safeParse(jsonOf(answer));
  if (data?.userId == null || data.basicId == null) return null;
  const { userId, basicId, displayName } = data;
  return { userId, basicId, displayName: displayName ?? '', chatMode: chatModeOf(data) };
}

/** line.md §2.1: `bot` is without chat, and then every message is read at once. */
function chatModeOf(info: z.output<typeof botInfoSchema>): BotInfo['chatMode'] {
  if (info.chatMode === 'bot') return 'off';
  if (info.chatMode !== 'chat') return null;
  return info.markAsReadMode === 'manual' ? 'on-read-by-hand' : 'on';
}

const quotaSchema = z.object({
  type: z.string(),
  value: lenient.amount,
} satisfies ReadFields<messagingApi.MessageQuotaResponse>);
const consumptionSchema = z.object({
  totalUsage: z.int().nonnegative(),
} satisfies ReadFields<messagingApi.QuotaConsumptionResponse>);

/** The month's limit (line.md §2.5): `none` has none; null when it cannot be read. */
export function limitOf(answer: HttpAnswer): { readonly limit: number | null } | null {
  const { data } = quotaSchema.safeParse(jsonOf(answer));
  if (data === undefined) return null;
  if (data.type === 'none') return { limit: null };
  return data.value == null ? null : { limit: data.value };
}

/** Messages used this month; approximate, the OA Manager's included. */
export function usedOf(answer: HttpAnswer): { readonly used: number } | null {
  const { data } = consumptionSchema.safeParse(jsonOf(answer));
  return data === undefined ? null : { used: data.totalUsage };
}

const transcodingSchema = z.object({
  status: lenient.text,
} satisfies ReadFields<messagingApi.GetMessageContentTranscodingResponse>);

/** Unknown words count as `processing`. */
export function transcodingOf(answer: HttpAnswer): Transcoding {
  const status = transcodingSchema.safeParse(jsonOf(answer)).data?.status;
  return status === 'failed' || status === 'succeeded' ? status : 'processing';
}

const endpointSchema = z.object({
  endpoint: z.string(),
  active: lenient.flag,
} satisfies ReadFields<messagingApi.GetWebhookEndpointResponse>);

/** Null without an address; a missing switch counts as on. */
export function endpointOf(answer: HttpAnswer): WebhookEndpoint | null {
  const { data } = endpointSchema.safeParse(jsonOf(answer));
  return data === undefined ? null : { endpoint: data.endpoint, active: data.active ?? true };
}

const webhookTestSchema = z.object({
  success: z.boolean(),
  reason: lenient.text,
} satisfies ReadFields<messagingApi.TestWebhookEndpointResponse>);

export function webhookTestOf(answer: HttpAnswer): WebhookTest | null {
  const { data } = webhookTestSchema.safeParse(jsonOf(answer));
  return data === undefined ? null : { success: data.success, reason: data.reason ?? '' };
}
