import * as z from 'zod';

/** The orders to the world's process and its answers; one order at a time. */

const way = z.enum(['line', 'works', 'mixed']);

export const order = z.discriminatedUnion('do', [
  /** Where webhooks go from now on, whether that server echoes, how many rooms talk, how often with a file. */
  z.object({
    do: z.literal('aim'),
    port: z.number(),
    echoes: z.boolean(),
    rooms: z.number(),
    filesEvery: z.number().nullable(),
  }),
  z.object({
    do: z.literal('closed'),
    way,
    outstanding: z.number(),
    warmUpMs: z.number(),
    ms: z.number(),
    /** Runs beyond `ms` until this many have arrived, but at most four times as long. */
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
/** Warm: counting begins here. */
export const begun = z.object({ is: z.literal('begun') });
/** Counting has ended; messages on their way are waited for. */
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
  /** Said but not arrived at the end. */
  underWay: z.number(),
  /** Of these, messages still missing some seconds later; only where they were waited for. */
  left: z.number(),
});
export type Counted = z.infer<typeof counted>;

/** No message is on its way any more, or the rest is given up. */
export const rested = z.object({ is: z.literal('rested') });

/** Totals since the start; messages still on their way after a while will not come. */
export const told = z.object({
  is: z.literal('told'),
  arrivals,
  refused: z.number(),
  underWay: z.number(),
  faults: z.array(z.string()),
});
export type Told = z.infer<typeof told>;
