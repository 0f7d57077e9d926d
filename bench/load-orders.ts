import * as z from 'zod';

/** The messages to and from the load of receipt. */

export const ready = z.object({ is: z.literal('ready') });
export const aim = z.object({ port: z.number() });
/** The warm-up is over. */
export const warm = z.object({ is: z.literal('warm') });
export const fired = z.object({
  is: z.literal('fired'),
  answered: z.number(),
  ms: z.number(),
  p50: z.number(),
  p99: z.number(),
  /** Answers other than 200. */
  failed: z.number(),
});
export type Fired = z.infer<typeof fired>;
