import { type Context, record } from '../../context.ts';
import { type Actor, SYSTEM } from '../../domain/audit.ts';
import { asCode } from '../../domain/audit-facts.ts';
import { type MemberId, memberId as toMemberId } from '../../domain/ids.ts';
import {
  changeAccount,
  listAccounts,
  type OfficialAccount,
} from '../../store/line/official-accounts.ts';
import { readLinkMember } from '../../store/people/link-members.ts';
import { type Member, memberByEmail, readMember } from '../../store/people/members.ts';
import { inviteLink } from '../members/register.ts';
import { wordsForMember } from '../say/reader.ts';
import { tellMember } from '../say/say.ts';
import { memberName } from '../say/shown-name.ts';

export type Assigned =
  | { readonly kind: 'assigned' }
  | { readonly kind: 'already' }
  /** The OA is shared by all members. */
  | { readonly kind: 'shared' }
  /** Another member owns it and must give it up first. */
  | { readonly kind: 'held'; readonly holder: MemberId };

/** Makes an OA a member's own: people who add it as a friend talk with this member. */
export function assignAccount(
  context: Context,
  actor: Actor,
  account: OfficialAccount,
  memberId: MemberId,
): Assigned {
  if (account.shared) return { kind: 'shared' };
  if (account.memberId === memberId) return { kind: 'already' };
  if (account.memberId !== null) return { kind: 'held', holder: account.memberId };
  changeAccount(context.db, account.channelId, { memberId, wishedMember: null });
  recordChange(context, actor, 'account.assign', account, memberId, {
    before: null,
    after: memberId,
  });
  tellInvite(context, memberId, 'given', account);
  return { kind: 'assigned' };
}

export type Released =
  | { readonly kind: 'released'; readonly memberId: MemberId }
  /** Only the configuration's wish, not yet fulfilled by the directory, was dropped. */
  | { readonly kind: 'wish-dropped' }
  | { readonly kind: 'free' }
  | { readonly kind: 'shared' };

/** Takes an OA from its member. Talks already open on it go on. */
export function releaseAccount(context: Context, actor: Actor, account: OfficialAccount): Released {
  if (account.shared) return { kind: 'shared' };
  const { memberId, wishedMember } = account;
  if (memberId === null && wishedMember === null) return { kind: 'free' };
  changeAccount(context.db, account.channelId, { memberId: null, wishedMember: null });
  recordChange(context, actor, 'account.release', account, memberId, {
    before: memberId,
    after: null,
    wished: memberId === null,
  });
  if (memberId === null) return { kind: 'wish-dropped' };
  tellInvite(context, memberId, 'taken', account);
  return { kind: 'released', memberId };
}

/**
 * Makes the first assignments that the configuration asks for, as soon as the directory knows their
 * members. An administrator's later decision stands.
 */
export function assignWishedAccounts(context: Context): void {
  for (const account of listAccounts(context.db)) {
    if (account.wishedMember === null || account.memberId !== null) continue;
    const member = memberWished(context, account.wishedMember);
    if (member !== null) assignAccount(context, SYSTEM, account, member.memberId);
  }
}

/** A userId or an account, as in `ADMIN_USERS`. */
function memberWished(context: Context, wish: string): Member | null {
  const member = wish.includes('@')
    ? memberByEmail(context.db, wish)
    : readMember(context.db, toMemberId(wish));
  return member === null || member.isDeleted ? null : member;
}

function recordChange(
  context: Context,
  actor: Actor,
  action: 'account.assign' | 'account.release',
  account: OfficialAccount,
  memberId: MemberId | null,
  facts: { readonly before: MemberId | null; readonly after: MemberId | null; wished?: boolean },
): void {
  record(context, {
    action,
    actor,
    outcome: 'ok',
    channelId: account.channelId,
    memberId,
    memberName: memberId && memberName(context, memberId),
    facts: { ...facts, basicId: account.basicId === null ? null : asCode(account.basicId) },
  });
}

/** The member's invite link has changed; a member who cannot be invited yet is told later. */
function tellInvite(
  context: Context,
  memberId: MemberId,
  what: 'given' | 'taken',
  account: OfficialAccount,
): void {
  const link = readLinkMember(context.db, memberId);
  if (link?.status !== 'available' || link.talkId === null) return;
  const { room } = wordsForMember(context, memberId);
  const name = account.basicId ?? account.channelId;
  const invite = inviteLink(context, memberId, link.talkId);
  const text = what === 'given' ? room.accountGiven(name, invite) : room.accountTaken(name, invite);
  tellMember(context, context.settings.bridgeBotId, memberId, { text });
}
