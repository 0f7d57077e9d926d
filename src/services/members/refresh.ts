import type { Context } from '../../context.ts';
import { MINUTE_MS } from '../../domain/durations.ts';
import type { MemberId } from '../../domain/ids.ts';
import type { WorksClient } from '../../platforms/line-works/client.ts';
import { isMissing } from '../../store/people/directory.ts';
import { readDirectoryPace } from '../../store/people/directory-pace.ts';
import { readLinkMember } from '../../store/people/link-members.ts';
import { type Member, readMember, saveMember } from '../../store/people/members.ts';
import { storeUser } from '../directory/to-member.ts';
import { faultOf, settleReach } from './register.ts';

/** A directory entry this young needs no new call. */
const FRESH_MS = 10 * MINUTE_MS;
/** An entry this young counts as read just now. */
const JUST_READ_MS = 5000;

/**
 * Makes sure that a member's directory entry is fresh enough to judge a registration by. An older
 * reading never refuses a member: its fault may have been mended since. `anew`: the asker says that
 * it has.
 *
 * @returns `later` when LINE WORKS cannot be asked right now
 */
export async function refreshMember(
  context: Context,
  works: Pick<WorksClient, 'getUser'>,
  memberId: MemberId,
  anew: boolean,
): Promise<'fresh' | 'later'> {
  const known = readMember(context.db, memberId);
  const age =
    known === null ? Number.POSITIVE_INFINITY : context.clock.now() - seenAt(context, known);
  const enough = anew ? 0 : faultOf(context, memberId) === null ? FRESH_MS : JUST_READ_MS;
  if (age < enough) return 'fresh';
  const outcome = await works.getUser(memberId);
  return context.store.transaction(() => {
    if (outcome.kind === 'sent') {
      storeUser(context, outcome.answer);
      return 'fresh';
    }
    if (outcome.kind === 'refused' && outcome.reason === 'not-found') {
      if (known !== null) saveMember(context.db, { ...known, isDeleted: true });
      return 'fresh';
    }
    if (readLinkMember(context.db, memberId)?.status === 'pending') {
      settleReach(context, memberId, 'not-yet');
    }
    return 'later';
  });
}

/** A reading of the directory writes the rows that differ; the others, too, were seen then. Epoch ms. */
function seenAt({ db }: Context, { memberId, readAt }: Member): number {
  if (isMissing(db, memberId)) return readAt;
  return Math.max(readAt, readDirectoryPace(db)?.readAt ?? 0);
}
