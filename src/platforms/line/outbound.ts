import type { messagingApi } from '@line/bot-sdk';
import * as z from 'zod';
import { type BuildResult, buildBody, units } from '../outbound.ts';
import { type LineMessage, lineMessageSchema } from './message-schema.ts';
import type { BuiltFields } from './sdk-fields.ts';

export { type LineAction, type LineMessage, lineMessageSchema } from './message-schema.ts';

/** A LINE request has at most 2 MB (line.md §2.1), else 413. */
const MAX_BODY_BYTES = 2_000_000;

/** One request carries 1–5 messages and is accepted or refused as a whole (§2.1). */
export const MESSAGES_PER_REQUEST = 5;

const messages = z.array(lineMessageSchema).min(1).max(MESSAGES_PER_REQUEST);
const replySchema = z.strictObject({
  replyToken: units(1000),
  messages,
} satisfies BuiltFields<messagingApi.ReplyMessageRequest>);
const pushSchema = z.strictObject({
  to: units(100),
  messages,
} satisfies BuiltFields<messagingApi.PushMessageRequest>);

/** The body of `POST /v2/bot/message/reply`. */
export function buildReplyBody(replyToken: string, messages: readonly LineMessage[]): BuildResult {
  return buildBody(replySchema, { replyToken, messages }, MAX_BODY_BYTES);
}

const sentSchema = z.object({
  messages: z.array(
    z.object({ sender: z.object({ name: z.string(), iconUrl: z.string() }).partial().optional() }),
  ),
});

/** The names and icons on messages of our body; messages without either are left out. */
export function sendersIn(
  body: string,
): { readonly name: string | null; readonly icon: boolean }[] {
  return sentSchema
    .parse(JSON.parse(body))
    .messages.flatMap(({ sender }) =>
      sender ? { name: sender.name ?? null, icon: sender.iconUrl !== undefined } : [],
    );
}

/** The body of `POST /v2/bot/message/push`; `to` is a user id. */
export function buildPushBody(to: string, messages: readonly LineMessage[]): BuildResult {
  return buildBody(pushSchema, { to, messages }, MAX_BODY_BYTES);
}
