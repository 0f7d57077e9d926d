import { z } from 'zod';

/** What the world's process is told, and what it answers; one order at a time. */

const way = z.enum(['line', 'works', 'mixed']);

export const order = z.discriminatedUnion('do', [
  /** Where webhooks go from now on, whether what is there answers with an echo, how many rooms talk. */
  z.object({ do: z.literal('aim'), port: z.number(), echoes: z.boolean(), rooms: z.number() }),
  z.object({
    do: z.literal('closed'),
    way,
    outstanding: z.number(),
    warmUpMs: z.number(),
    ms: z.number(),
    /** Longer than `ms` until so many have arrived, but at most four times as long. */
    least: z.number(),
  }),
  z.object({ do: z.literal('open'), way, perSecond: z.number(), ms: z.number() }),
  z.object({ do: z.literal('tell') }),
]);
export type Order = z.infer<typeof order>;

const arrivals = z.object({
  messages: z.number(),
  sends: z.number(),
  wrongRoom: z.number(),
  twice: z.number(),
  foreign: z.number(),
  invalid: z.number(),
});

export const opened = z.object({
  is: z.literal('opened'),
  lineUrl: z.string(),
  worksUrl: z.string(),
});
export const aimed = z.object({ is: z.literal('aimed') });
/** Warm: what is counted begins here. */
export const begun = z.object({ is: z.literal('begun') });
/** What is counted has ended; what is on its way is waited for. */
export const counted = z.object({
  is: z.literal('counted'),
  ms: z.number(),
  /** Between begin and end. */
  messages: z.number(),
  sends: z.number(),
  /** Processor time of the world's process meanwhile, ms. */
  worldMs: z.number(),
  p50: z.number(),
  p99: z.number(),
  /** Said and not arrived when it ended. */
  underWay: z.number(),
  /** Of these, what had not come some seconds later; only told where that was waited for. */
  left: z.number(),
});
export type Counted = z.infer<typeof counted>;

/** Nothing is on its way any more, or nobody waits for it. */
export const rested = z.object({ is: z.literal('rested') });

/** All since the start; what is still on its way after a while will not come. */
export const told = z.object({
  is: z.literal('told'),
  arrivals,
  refused: z.number(),
  underWay: z.number(),
  faults: z.array(z.string()),
});
export type Told = z.infer<typeof told>;
