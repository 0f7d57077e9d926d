import { type Context, record } from '../../context.ts';
import type { AuditDraft } from '../../domain/audit.ts';
import type { EntryId } from '../../domain/ids.ts';
import { rangesOf, shareOut } from '../../proof/erasures.ts';
import { anyContentBetween, contentOf, eraseContents } from '../../store/audit/audit-log.ts';
import { erasePeople, isNamed } from '../../store/audit/audit-people.ts';
import { forgetUndelivered } from '../../store/queue/undelivered.ts';
import { planScrub } from './scrub.ts';

/** A longer gap between two erased contents is not searched for others: it parts their ranges. */
const LONGEST_GAP = 1000;

/**
 * Erases contents and names for good, and writes the entry that says so: the log verifies only with
 * an entry that lists them. Call it in a transaction, even if there may be nothing left to erase.
 *
 * @param erased contents by their entries, names by their rows in `audit_people`; what has gone
 *   before is not listed again
 * @param draft names people as they are called from here on: with a name that is being erased it
 *   would write that down again
 * @returns the entries written; several where one can't list all
 */
export function eraseEntries(
  context: Context,
  erased: { readonly contents: readonly EntryId[]; readonly names: readonly number[] },
  draft: AuditDraft,
): readonly EntryId[] {
  const { db } = context;
  const contents = erased.contents.filter((id) => contentOf(db, id) !== null);
  const names = erased.names.filter((id) => isNamed(db, id));
  eraseContents(db, contents);
  forgetUndelivered(db, contents);
  if (names.length > 0) erasePeople(db, names);
  if (contents.length + names.length === 0) return [record(context, draft)];
  planScrub(context);
  // Where no content is left in between, one range covers more: none could vanish under it later.
  const mayJoin = (before: number, after: number) =>
    after - before <= LONGEST_GAP && !anyContentBetween(db, before, after);
  const shares = shareOut({ contents: rangesOf(contents, mayJoin), names: rangesOf(names) });
  return shares.map((share) =>
    record(context, { ...draft, facts: { ...draft.facts, erased: { ...share } } }),
  );
}
