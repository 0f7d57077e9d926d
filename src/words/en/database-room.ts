import type { Words } from '../ja.ts';

export const databaseRoom: Words['databaseRoom'] = {
  nearlyFull: (used) =>
    `[Alert] The database is nearly full (${used} so far). Once it is, no message can be received. Keep messages for fewer days with AUDIT_RETENTION_DAYS.`,
  cleared: '[Resolved] The database has enough room again.',
};
