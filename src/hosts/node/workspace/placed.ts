import * as z from 'zod';
import type { PlacedBody } from '../../../domain/operator/bodies.ts';

const placedBody = z.object({
  publicUrl: z.string(),
  lineWebhook: z.string(),
  worksCallback: z.string(),
  domainId: z.string(),
  channelIds: z.array(z.string()),
  lineApiBaseUrl: z.string(),
});
const withPlaced = z.object({ placed: placedBody });

/** Where the platforms find a workspace, as its answer says; null: it does not say. */
export function placedIn(body: unknown): PlacedBody | null {
  return withPlaced.safeParse(body).data?.placed ?? null;
}
