import * as z from 'zod';
import { messages } from './messages.ts';
import { list } from './primitives.ts';
import { type Read, read } from './read.ts';

type Json = Readonly<Record<string, unknown>>;

const notificationDisabled = z.boolean().optional();

const pushSchema = z.strictObject({
  to: z.string(),
  messages,
  notificationDisabled,
  customAggregationUnits: list(z.string().regex(/^\w{1,30}$/), 0, 1).optional(),
});
const replySchema = z.strictObject({ replyToken: z.string(), messages, notificationDisabled });
const validateSchema = z.strictObject({ messages });

/** A push as asked for; its messages are those of the body, untouched. */
export function readPush(
  body: unknown,
): Read<{ readonly to: string; readonly messages: readonly Json[] }> {
  return read(pushSchema, body);
}

export function readReply(
  body: unknown,
): Read<{ readonly replyToken: string; readonly messages: readonly Json[] }> {
  return read(replySchema, body);
}

export function readValidate(body: unknown): Read<{ readonly messages: readonly Json[] }> {
  return read(validateSchema, body);
}
