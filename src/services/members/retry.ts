import { type Context, record } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import type { MemberId } from '../../domain/ids.ts';
import type { LinkStatus } from '../../domain/people/registration.ts';
import {
  allLinkMembers,
  changeLinkMember,
  readLinkMember,
} from '../../store/people/link-members.ts';
import { planJob } from '../../store/queue/jobs.ts';
import { memberName } from '../say/shown-name.ts';
import { MASS_FROM, startMassRegistration } from './mass-registration.ts';

export type Retried =
  | { readonly kind: 'started' }
  | { readonly kind: 'needless'; readonly status: LinkStatus }
  | { readonly kind: 'not-linked' };

/** Starts a failed or retrying registration again at once; the asker hears how it ends. */
export function retryRegistration(
  context: Context,
  actor: Actor,
  memberId: MemberId,
  requestedBy: MemberId,
): Retried {
  const link = readLinkMember(context.db, memberId);
  if (link === null) return { kind: 'not-linked' };
  const { status } = link;
  if (status !== 'failed' && status !== 'retrying') return { kind: 'needless', status };
  const now = context.clock.now();
  const again =
    status === 'failed' ? ({ status: 'pending', reason: null, changedAt: now } as const) : {};
  changeLinkMember(context.db, memberId, { ...again, requestedBy });
  record(context, {
    action: 'link-member.retry',
    actor,
    outcome: 'ok',
    memberId,
    memberName: memberName(context, memberId),
    facts: { before: status },
  });
  // The asker says that something has been mended since the last poll.
  const payload = { memberId, anew: true };
  planJob(context.db, { kind: 'register', key: memberId, payload, dueAt: now });
  return { kind: 'started' };
}

/** The same for all who failed or are retrying; many are reported in numbers. */
export function retryAll(
  context: Context,
  actor: Actor,
  requestedBy: MemberId,
): { readonly people: number; readonly inNumbers: boolean } {
  const links = allLinkMembers(context.db);
  const retrying = links.filter((link) => link.status === 'retrying');
  const failed = links.filter((link) => link.status === 'failed');
  const inNumbers = failed.length >= MASS_FROM;
  const oneByOne = inNumbers ? retrying : [...retrying, ...failed];
  for (const { memberId } of oneByOne) retryRegistration(context, actor, memberId, requestedBy);
  if (inNumbers) {
    const ids = failed.map((link) => link.memberId);
    startMassRegistration(context, ids, requestedBy, { anew: true });
  }
  return { people: retrying.length + failed.length, inNumbers };
}
