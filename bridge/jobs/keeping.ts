import { createForgetter } from '../../src/services/audit/forget/continue.ts';
import { createRetention } from '../../src/services/audit/keep/retain.ts';
import { againAfter, type JobParts, type JobTable, plannedWith } from './parts.ts';

/** Erases what is too old, and LINE users who are forgotten. */
export function keepingJobs({ context }: JobParts): JobTable {
  const retention = createRetention(context);
  const forgetter = createForgetter(context);
  return {
    retain: async () => ({ kind: 'again', afterMs: retention.next() }),
    forget: async (payload) => {
      const afterMs = forgetter.next(plannedWith<{ id: number }>(payload).id);
      context.reached?.('erase.commit');
      return againAfter(afterMs);
    },
  };
}
