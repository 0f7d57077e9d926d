import type { Context } from '../../context.ts';
import { allLinkMembers } from '../../store/people/link-members.ts';
import { settleRegistration } from '../members/register.ts';

/**
 * Registrations under way would greet their members again: they fail with a reason of their own, and `member retry`
 * takes them up. Returns how many there were.
 */
export function endRegistrations(context: Context): number {
  const underWay = allLinkMembers(context.db).filter(
    ({ status }) => status === 'pending' || status === 'retrying',
  );
  for (const link of underWay) {
    // Nobody is told of a single one: the result that is kept for the administrators goes with the queue.
    settleRegistration(context, link, { status: 'failed', reason: 'restored' }, null);
  }
  return underWay.length;
}
