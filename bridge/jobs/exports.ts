import { againAfter, type JobParts, type JobTable } from './parts.ts';

/** Takes each day's part of the audit log out of the house. */
export const exportJobs = ({ exports }: Pick<JobParts, 'exports'>): JobTable => ({
  'export-audit': async () => againAfter(await exports.run()),
});
