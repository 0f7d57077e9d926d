import type { Context } from '../../context.ts';
import { membersToFold, saveMember } from '../../store/people/members.ts';
import { foldedNames } from '../directory/to-member.ts';

/**
 * Folds people's names again for search and sorting if an earlier version folded them differently.
 * Runs in the caller's transaction, before the first search.
 */
export function foldNamesAgain({ db }: Pick<Context, 'db'>): void {
  for (const member of membersToFold(db)) saveMember(db, { ...member, ...foldedNames(member) });
}
