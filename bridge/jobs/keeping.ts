import type { Context } from '../../src/context.ts';
import { createForgetter } from '../../src/services/audit/forget/continue.ts';
import { createRetention } from '../../src/services/audit/keep/retain.ts';
import { CLOCK_AGAIN_MS, ClockDisagrees } from '../../src/services/clock-check.ts';
import { readRetention } from '../../src/store/audit/retentions.ts';
import { againAfter, type JobParts, type JobTable, plannedWith } from './parts.ts';

/** Erases what is too old, and LINE users who are forgotten. */
export function keepingJobs({ context, clockCheck, onFault }: JobParts): JobTable {
  const retention = createRetention(context);
  const forgetter = createForgetter(context);
  return {
    retain: async () => {
      // What is erased is gone for good: a clock that is a year ahead for a minute must not erase a year.
      if (erasesByAge(context) && !(await clockCheck.agrees())) {
        onFault('retain', new ClockDisagrees());
        return { kind: 'again', afterMs: CLOCK_AGAIN_MS };
      }
      return { kind: 'again', afterMs: retention.next() };
    },
    forget: async (payload) => {
      const afterMs = forgetter.next(plannedWith<{ id: number }>(payload).id);
      context.reached?.('erase.commit');
      return againAfter(afterMs);
    },
  };
}

const erasesByAge = ({ db, settings }: Context): boolean =>
  settings.auditRetentionMs !== null ||
  settings.mediaRetentionMs !== null ||
  readRetention(db, 'content').inForceMs !== null ||
  readRetention(db, 'files').inForceMs !== null;
