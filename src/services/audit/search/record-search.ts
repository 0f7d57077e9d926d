import { type Context, record } from '../../../context.ts';
import type { Actor } from '../../../domain/audit.ts';
import { codeOf } from '../../../domain/audit-facts.ts';
import type { AuditQuery, SearchResult } from './query.ts';

/** Records a look into the log. What was looked for stands in the erasable part. */
export function recordSearch(
  context: Context,
  actor: Actor,
  query: AuditQuery,
  result: SearchResult,
): void {
  const { phrases, fileNames, members, users, rooms } = query;
  const { from, to, directions, kinds, outcomes, area, before, skip } = query;
  record(context, {
    action: 'audit.search',
    actor,
    outcome: 'ok',
    facts: {
      hits: result.found.length,
      ...{ from, to, rooms, kinds, before, skip },
      directions: directions?.map((each) => codeOf(each)) ?? null,
      outcomes: outcomes?.map((each) => codeOf(each)) ?? null,
      area: codeOf(area),
      members,
      users: users?.ids ?? null,
    },
    content: {
      text: [...phrases, ...fileNames, ...(users?.said ?? [])].join(' '),
      detail: { phrases, fileNames, users: users?.said ?? null },
    },
  });
}
