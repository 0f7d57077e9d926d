import type { OutboxState } from '../../../src/store/schema.ts';

/** How an outbox row has ended. */
export type EndState = Exclude<OutboxState, 'queued'>;
