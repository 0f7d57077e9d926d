import * as z from 'zod';
import { latestEntry } from '../../src/store/audit/audit-log.ts';
import { planJob } from '../../src/store/queue/jobs.ts';
import { command } from '../command.ts';

export const auditVerify = command({
  name: 'audit verify',
  group: 'audit',
  aliases: ['監査 検証', '監査ログ 検証'],
  roles: ['auditor'],
  args: z.tuple([]),
  run: ({ context, memberId, words }) => {
    const dueAt = context.clock.now();
    planJob(context.db, { kind: 'verify-audit', key: memberId, payload: { memberId }, dueAt });
    return { text: words.auditVerify.started(latestEntry(context.db)) };
  },
});
