import { recordSearch } from '../../src/services/audit/search/record-search.ts';
import { beginSearch } from '../../src/services/audit/search/run.ts';
import { planJob } from '../../src/store/queue/jobs.ts';
import { readSearch } from '../audit/asked-search.ts';
import { describeResult } from '../audit/search-answer.ts';
import { command } from '../command.ts';
import { aLine } from '../reading/a-line.ts';

/** A search that takes longer is made by a job, in steps: others wait for this transaction. Ms. */
const AT_ONCE_MS = 6;

export const auditSearch = command({
  name: 'audit search',
  group: 'audit',
  aliases: ['監査 検索', '監査ログ 検索'],
  roles: ['auditor'],
  args: aLine,
  takesLine: true,
  run: (session, line) => {
    const { context, actor, memberId } = session;
    const asked = readSearch(session, line);
    if ('text' in asked) return asked;
    const result = beginSearch(context, asked.query).step(AT_ONCE_MS);
    if (result === null) {
      const key = context.chance.token(12);
      const dueAt = context.clock.now();
      planJob(context.db, { kind: 'search-audit', key, payload: { memberId, line }, dueAt });
      return 'later';
    }
    recordSearch(context, actor, asked.query, result);
    return describeResult(session, asked, result);
  },
});
