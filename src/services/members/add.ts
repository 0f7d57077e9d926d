import { type Context, record } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import type { MemberId } from '../../domain/ids.ts';
import type { LinkStatus } from '../../domain/people/registration.ts';
import { forgetNewcomer } from '../../store/people/directory.ts';
import {
  changeLinkMember,
  addLinkMember as insertLinkMember,
  readLinkMember,
} from '../../store/people/link-members.ts';
import { planJob } from '../../store/queue/jobs.ts';
import { planPhotos } from '../photos/fetch.ts';
import { memberName } from '../say/shown-name.ts';

export type Added =
  | { readonly kind: 'pending' }
  | { readonly kind: 'already'; readonly status: LinkStatus };

/**
 * Makes a person a link member. Answers at once with `pending`; a job registers the member and
 * tells the asker how it ended. A failed registration is tried again.
 */
export function addLinkMember(
  context: Context,
  actor: Actor,
  memberId: MemberId,
  requestedBy: MemberId | null,
): Added {
  // An administrator who adds a failed member again has mended what the last reading reported.
  const anew = actor.kind === 'admin' && readLinkMember(context.db, memberId)?.status === 'failed';
  const made = makeLinkMember(context, actor, memberId, requestedBy);
  if (made.kind === 'pending') {
    const dueAt = context.clock.now();
    planJob(context.db, { kind: 'register', key: memberId, payload: { memberId, anew }, dueAt });
  }
  return made;
}

/** The same without the job: the caller registers. */
export function makeLinkMember(
  context: Context,
  actor: Actor,
  memberId: MemberId,
  requestedBy: MemberId | null,
): Added {
  const known = readLinkMember(context.db, memberId);
  if (known !== null && known.status !== 'failed') return { kind: 'already', status: known.status };
  const now = context.clock.now();
  forgetNewcomer(context.db, memberId);
  if (known === null) {
    insertLinkMember(context.db, {
      memberId,
      status: 'pending',
      talkId: null,
      reason: null,
      requestedBy,
      addedAt: now,
      changedAt: now,
      roomMode: null,
    });
    planPhotos(context);
  } else {
    changeLinkMember(context.db, memberId, {
      status: 'pending',
      reason: null,
      requestedBy,
      changedAt: now,
    });
  }
  record(context, {
    action: 'link-member.add',
    actor,
    outcome: 'pending',
    memberId,
    memberName: memberName(context, memberId),
    facts: { before: known?.status ?? null, after: 'pending' },
  });
  return { kind: 'pending' };
}
