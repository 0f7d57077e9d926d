import * as z from 'zod';
import type { MemberId } from '../../domain/ids.ts';
import { type BuildResult, buildBody } from '../outbound.ts';
import { type WorksContent, worksChannelSchema, worksContentSchema } from './content-schema.ts';

export { type WorksAction, type WorksContent, worksContentSchema } from './content-schema.ts';

/** Far above the sum of one message's limits; LINE WORKS documents no limit of its own. */
const MAX_BODY_BYTES = 1_000_000;

const messageSchema = z.strictObject({ content: worksContentSchema });

/** The body of a send to a user or a room: one message a call (line-works.md §3.1). */
export function buildContentBody(content: WorksContent): BuildResult {
  return buildBody(messageSchema, { content }, MAX_BODY_BYTES);
}

const titleSchema = z.object({ title: z.string() });

/** The title in our body for `POST /bots/{botId}/channels`. */
export const titleIn = (body: string): string | null =>
  titleSchema.safeParse(body === '' ? null : JSON.parse(body)).data?.title ?? null;

/** The body of `POST /bots/{botId}/channels` (§5.1): 1–100 different members and a title. */
export function buildChannelBody(room: {
  readonly members: readonly MemberId[];
  readonly title: string;
}): BuildResult {
  return buildBody(worksChannelSchema, room, MAX_BODY_BYTES);
}
