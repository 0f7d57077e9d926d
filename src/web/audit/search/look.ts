import type { AuditQuery, SearchResult } from '../../../services/audit/search/query.ts';
import { recordSearch } from '../../../services/audit/search/record-search.ts';
import { searchInSlices } from '../../../services/audit/search/run.ts';
import { noteLooked } from '../../../store/audit/audit-access.ts';
import type { AuditPageParts, Viewer } from '../viewer.ts';

/**
 * Makes a search for an auditor, and its entry. The next page of what they looked at last, or the
 * same page loaded again, is no new look. Nothing is shown of a search whose entry cannot be written.
 */
export async function look(
  { context }: AuditPageParts,
  viewer: Viewer,
  query: AuditQuery,
): Promise<SearchResult> {
  const result = await searchInSlices(context, query);
  const looked = viewer.digest(`look ${JSON.stringify({ ...query, before: null })}`);
  if (looked === viewer.looked) return result;
  context.store.transaction(() => {
    recordSearch(context, viewer.actor, query, result);
    noteLooked(context.db, viewer.sessionHash, looked);
  });
  return result;
}
