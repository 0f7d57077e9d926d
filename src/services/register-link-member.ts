import { adminBotOf, type Context, record } from '../context.ts';
import { SYSTEM } from '../domain/audit.ts';
import { ERRAND_CLASS } from '../domain/errand.ts';
import type { MemberId, TalkId } from '../domain/ids.ts';
import { type FailureReason, type LinkStatus, registrationFault } from '../domain/registration.ts';
import { invitePath, talkIdOf } from '../domain/talk-id.ts';
import {
  changeLinkMember,
  type LinkMember,
  linkMemberByTalkId,
  readLinkMember,
} from '../store/link-members.ts';
import { type Member, readMember } from '../store/members.ts';
import { listAccounts } from '../store/official-accounts.ts';
import type { Words } from '../words/words.ts';
import { memberName, wordsForMember } from './people.ts';
import { tellMember } from './say.ts';

/**
 * Judges a pending link member by the directory and, when nothing stands in the way, takes the Talk ID
 * and tells the member: that message is the proof that the bot can reach them (DESIGN §6.2).
 */
export function registerLinkMember(context: Context, memberId: MemberId): void {
  const link = readLinkMember(context.db, memberId);
  if (link === null || link.status === 'available') return;
  const member = readMember(context.db, memberId);
  const talkId = talkIdOf(member?.email ?? null);
  const holder = talkId && linkMemberByTalkId(context.db, talkId);
  const fault = registrationFault({
    member: member && { ...member, otherNames: namesBesides(member) },
    companyName: context.settings.companyName,
    talkIdTakenByOther: Boolean(holder && holder.memberId !== memberId),
  });
  if (fault !== null || talkId === null) {
    settleRegistration(context, link, { status: 'failed', reason: fault ?? 'no-login-id' });
    return;
  }
  changeLinkMember(context.db, memberId, { talkId, changedAt: context.clock.now() });
  announce(context, memberId, talkId);
}

const namesBesides = (member: Member) =>
  [...member.otherNames.map((other) => other.name), member.nickName ?? ''].filter(Boolean);

function announce(context: Context, memberId: MemberId, talkId: TalkId): void {
  const words = wordsForMember(context, memberId).room;
  const text = words.available(talkId, inviteLink(context, memberId, talkId));
  tellMember(context, context.settings.bridgeBotId, memberId, { text }, { provesReach: true });
}

/** The link that opens LINE with the Talk ID typed in, on the member's own OA or the shared one. */
export function inviteLink(context: Context, memberId: MemberId, talkId: TalkId): string | null {
  const accounts = listAccounts(context.db);
  const own = accounts.find((account) => account.memberId === memberId && account.basicId);
  const basicId = (own ?? accounts.find((account) => account.shared && account.basicId))?.basicId;
  return basicId ? invitePath(basicId, talkId) : null;
}

/** What became of the message that tells a member they are linked. */
export function settleReach(
  context: Context,
  memberId: MemberId,
  reached: 'yes' | 'no' | 'not-yet',
): void {
  const link = readLinkMember(context.db, memberId);
  if (link === null || link.status === 'available' || link.status === 'failed') return;
  switch (reached) {
    case 'yes':
      settleRegistration(context, link, { status: 'available', reason: null });
      return;
    case 'no':
      settleRegistration(context, link, { status: 'failed', reason: 'not-released' });
      return;
    case 'not-yet':
      if (link.status !== 'retrying') {
        settleRegistration(context, link, { status: 'retrying', reason: null });
      }
      return;
    default:
      reached satisfies never;
  }
}

const ACTION_OF = {
  available: 'link-member.available',
  failed: 'link-member.fail',
  retrying: 'link-member.retrying',
} as const;

function settleRegistration(
  context: Context,
  link: LinkMember,
  end: {
    readonly status: Exclude<LinkStatus, 'pending'>;
    readonly reason: FailureReason | null;
  },
): void {
  const talkId = end.status === 'failed' ? null : link.talkId;
  changeLinkMember(context.db, link.memberId, {
    ...end,
    talkId,
    changedAt: context.clock.now(),
  });
  record(context, {
    action: ACTION_OF[end.status],
    actor: SYSTEM,
    outcome: end.status,
    reason: end.reason,
    memberId: link.memberId,
    memberName: memberName(context, link.memberId),
    facts: { before: link.status, after: end.status, talkId },
  });
  if (link.requestedBy === null) return;
  const words = wordsForMember(context, link.requestedBy);
  const text = describeEnd(words, memberName(context, link.memberId), talkId, end);
  tellMember(
    context,
    adminBotOf(context.settings),
    link.requestedBy,
    { text },
    { class: ERRAND_CLASS.answer },
  );
}

function describeEnd(
  words: Words,
  name: string,
  talkId: TalkId | null,
  end: { readonly status: Exclude<LinkStatus, 'pending'>; readonly reason: FailureReason | null },
): string {
  switch (end.status) {
    case 'available':
      return words.admin.nowAvailable(name, talkId ?? '');
    case 'retrying':
      return words.admin.nowRetrying(name);
    case 'failed': {
      const [reason, fix] = words.reasons[end.reason ?? 'not-found'];
      return words.admin.nowFailed(name, reason, fix);
    }
    default:
      return end.status satisfies never;
  }
}
