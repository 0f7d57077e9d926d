import type { Context } from '../../context.ts';
import { membersToFold, saveMember } from '../../store/members.ts';
import { foldedNames } from '../directory/to-member.ts';

/**
 * Makes what people are found by and put in order by of their names again, where an earlier version made it
 * in another way. In the caller's transaction, before anybody is looked for.
 */
export function foldNamesAgain({ db }: Pick<Context, 'db'>): void {
  for (const member of membersToFold(db)) saveMember(db, { ...member, ...foldedNames(member) });
}
