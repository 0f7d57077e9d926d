import { type Context, record } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import type { MemberId } from '../../domain/ids.ts';
import { isActive } from '../../domain/people/directory-facts.ts';
import { changeLink, readLink } from '../../store/link.ts';
import { forgetNewcomers } from '../../store/people/directory.ts';
import { allLinkMembers } from '../../store/people/link-members.ts';
import { allMembers } from '../../store/people/members.ts';
import { countWaitingInRuns, dropWaiting } from '../../store/people/registrations.ts';
import { planJob } from '../../store/queue/jobs.ts';
import { toPerson } from '../directory/to-member.ts';
import { startMassRegistration } from '../members/mass-registration.ts';

/** Active people whom the scope "all" would add: no link members yet, or failed before. */
export function everyoneElse(context: Context): MemberId[] {
  const linked = new Set(
    allLinkMembers(context.db)
      .filter((link) => link.status !== 'failed')
      .map((link) => link.memberId),
  );
  return allMembers(context.db)
    .filter((member) => !linked.has(member.memberId) && isActive(toPerson(member)))
    .map((member) => member.memberId);
}

/** What a change of the scope would do, in numbers. */
export function previewScope(context: Context): {
  readonly members: number;
  readonly added: number;
  readonly waiting: number;
} {
  return {
    members: allLinkMembers(context.db).length,
    added: everyoneElse(context).length,
    waiting: countWaitingInRuns(context.db),
  };
}

/**
 * Makes everyone a link member, now if the link is on, otherwise when it is switched on.
 *
 * @returns how many people are being registered
 */
export function setScopeAll(context: Context, actor: Actor, requestedBy: MemberId): number {
  changeScope(context, actor, 'all');
  return readLink(context.db).enabled ? registerEveryone(context, requestedBy) : 0;
}

/** Registers everyone who is no link member; the requester gets the numbers. */
export function registerEveryone(context: Context, requestedBy: MemberId): number {
  const people = everyoneElse(context);
  if (people.length > 0) startMassRegistration(context, people, requestedBy);
  // Read the directory now, so that people who joined since the last poll follow.
  planJob(context.db, { kind: 'directory', key: '', payload: {}, dueAt: context.clock.now() });
  return people.length;
}

/** Link members stay; people whose registration has not begun are not added. */
export function setScopeSelected(context: Context, actor: Actor): void {
  dropWaiting(context.db);
  changeScope(context, actor, 'selected');
}

function changeScope(context: Context, actor: Actor, scope: 'all' | 'selected'): void {
  const before = readLink(context.db).scope;
  changeLink(context.db, { scope, changedAt: context.clock.now() });
  record(context, { action: 'link.scope', actor, outcome: 'ok', facts: { before, after: scope } });
}

/** Switches autoAdd; switching it on triggers a reading of the directory. */
export function setAutoAdd(context: Context, actor: Actor, autoAdd: boolean): void {
  const now = context.clock.now();
  changeLink(context.db, { autoAdd, changedAt: now });
  const facts = { before: autoAdd ? 'off' : 'on', after: autoAdd ? 'on' : 'off' } as const;
  record(context, { action: 'link.auto-add', actor, outcome: 'ok', facts });
  if (autoAdd) planJob(context.db, { kind: 'directory', key: '', payload: {}, dueAt: now });
  else forgetNewcomers(context.db);
}
