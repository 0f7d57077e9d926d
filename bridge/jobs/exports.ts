import { CLOCK_AGAIN_MS, ClockDisagrees } from '../../src/services/clock-check.ts';
import { againAfter, type JobParts, type JobTable } from './parts.ts';

/** Takes each day's part of the audit log out of the house. */
export const exportJobs = ({
  exports,
  clockCheck,
  onFault,
}: Pick<JobParts, 'exports' | 'clockCheck' | 'onFault'>): JobTable => ({
  'export-audit': async () => {
    // By a wrong clock a day would be exported before it has ended, and never again.
    if (exports.state() !== null && !(await clockCheck.agrees())) {
      onFault('daily export', new ClockDisagrees());
      return { kind: 'again', afterMs: CLOCK_AGAIN_MS };
    }
    return againAfter(await exports.run());
  },
});
