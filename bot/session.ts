import type { Context } from '../src/context.ts';
import type { MemberId } from '../src/domain/ids.ts';
import { actingAdmin } from '../src/services/audit/actors.ts';
import { rolesOf } from '../src/services/roles/roles.ts';
import { wordsForMember } from '../src/services/say/reader.ts';
import type { Session } from './command.ts';

/** What a member may do, and the words that they read. */
export function openSession(context: Context, memberId: MemberId): Session {
  return {
    context,
    memberId,
    actor: actingAdmin(context, memberId),
    roles: rolesOf(context, memberId),
    words: wordsForMember(context, memberId),
  };
}
