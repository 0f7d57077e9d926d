import { prepareOnce } from './store.ts';

/** What the engine takes its work from. */
export type Queue = 'inbox' | 'lanes' | 'jobs';

/**
 * How often each queue has been written to since the start. Whoever knows what is due next asks the
 * database again only when this has grown. A write that was rolled back counts too: asking once too
 * often does no harm.
 */
export const queueChanges = prepareOnce(
  (): Record<Queue, number> => ({
    inbox: 0,
    lanes: 0,
    jobs: 0,
  }),
);
