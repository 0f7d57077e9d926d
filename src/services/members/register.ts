import { type Context, record } from '../../context.ts';
import { invitePath, talkIdOf } from '../../domain/addressee/talk-id.ts';
import { SYSTEM } from '../../domain/audit.ts';
import { ERRAND_CLASS, type ErrandClass } from '../../domain/delivery/errand.ts';
import { memberLane } from '../../domain/delivery/lane.ts';
import { MINUTE_MS } from '../../domain/durations.ts';
import type { MemberId, TalkId } from '../../domain/ids.ts';
import {
  type FailureReason,
  type LinkStatus,
  registrationFault,
} from '../../domain/people/registration.ts';
import { listAccounts } from '../../store/line/official-accounts.ts';
import {
  changeLinkMember,
  type LinkMember,
  linkMemberByTalkId,
  readLinkMember,
} from '../../store/people/link-members.ts';
import { readMember } from '../../store/people/members.ts';
import { planJob } from '../../store/queue/jobs.ts';
import { rescheduleLane } from '../../store/queue/lanes.ts';
import { headRows, knownErrandOf } from '../../store/queue/outbox.ts';
import { toPerson } from '../directory/to-member.ts';
import { wordsForMember } from '../say/reader.ts';
import { tellMember } from '../say/say.ts';
import { memberName } from '../say/shown-name.ts';
import { invitationOf } from './invitation.ts';
import { reportResult } from './registration-results.ts';
import { talkIdContent } from './talk-id-content.ts';
import { releaseTalkId, takeTalkId } from './talk-ids.ts';
import { welcomeLinkMember } from './welcome.ts';

/**
 * Judges a pending link member by the directory and, unless something stands in the way, takes the
 * Talk ID and tells the member: that message proves that the bot can reach them (DESIGN §6.2). A
 * person who cannot use LINE WORKS yet stays pending until the directory changes.
 */
export function registerLinkMember(
  context: Context,
  memberId: MemberId,
  urgency: ErrandClass = ERRAND_CLASS.answer,
): void {
  const link = readLinkMember(context.db, memberId);
  if (link === null || link.status === 'available' || link.status === 'failed') return;
  if (link.talkId !== null && hurryAnnouncement(context, memberId)) return;
  const member = readMember(context.db, memberId);
  const talkId = talkIdOf(member?.email ?? null);
  const fault = faultOf(context, memberId);
  if (fault !== null || talkId === null) {
    settleRegistration(context, link, { status: 'failed', reason: fault ?? 'no-login-id' });
    return;
  }
  if (member?.isWaiting) {
    const waits = { memberId, status: 'pending', reason: null, talkId: null } as const;
    reportResult(context, waits, link.requestedBy);
    return;
  }
  // A retry keeps the time of the first one: the pauses grow with it.
  const changedAt = link.status === 'retrying' ? link.changedAt : context.clock.now();
  changeLinkMember(context.db, memberId, { talkId, changedAt });
  takeTalkId(context, memberId, talkId);
  announce(context, memberId, talkId, urgency);
}

/** The fault in the last directory reading that keeps a person from being linked, or null. */
export function faultOf(context: Context, memberId: MemberId): FailureReason | null {
  const member = readMember(context.db, memberId);
  const talkId = talkIdOf(member?.email ?? null);
  const holder = talkId && linkMemberByTalkId(context.db, talkId);
  return registrationFault({
    member: member && toPerson(member),
    companyName: context.settings.companyName,
    talkIdTakenByOther: Boolean(holder && holder.memberId !== memberId),
  });
}

/** An announcement that waits already is sent at once, not doubled. */
function hurryAnnouncement(context: Context, memberId: MemberId): boolean {
  const lane = memberLane(context.settings.bridgeBotId, memberId);
  const waits = headRows(context.db, lane, ROWS_AHEAD).some((row) => {
    const errand = knownErrandOf(row);
    return errand?.do === 'tell-member' && errand.provesReach;
  });
  if (waits) rescheduleLane(context.db, lane, context.clock.now());
  return waits;
}

const ROWS_AHEAD = 20;

function announce(
  context: Context,
  memberId: MemberId,
  talkId: TalkId,
  urgency: ErrandClass,
): void {
  const words = wordsForMember(context, memberId);
  const link = inviteLink(context, memberId, talkId);
  const invitation = invitationOf(context, words, memberId, link);
  const text = words.room.available(talkId, link, invitation);
  const { bridgeBotId } = context.settings;
  tellMember(context, bridgeBotId, memberId, { text }, { provesReach: true, class: urgency });
}

/** The link that opens LINE with the Talk ID typed in, on the member's own OA or the shared one. */
export function inviteLink(context: Context, memberId: MemberId, talkId: TalkId): string | null {
  const accounts = listAccounts(context.db);
  const own = accounts.find((account) => account.memberId === memberId && account.basicId);
  const basicId = (own ?? accounts.find((account) => account.shared && account.basicId))?.basicId;
  return basicId ? invitePath(basicId, talkId) : null;
}

/** Settles the message that tells a member they are linked. */
export function settleReach(
  context: Context,
  memberId: MemberId,
  reached: 'yes' | 'no' | 'not-yet' | 'gave-up',
): void {
  const link = readLinkMember(context.db, memberId);
  if (link === null || link.status === 'available' || link.status === 'failed') return;
  switch (reached) {
    case 'yes':
      settleRegistration(context, link, { status: 'available', reason: null });
      welcomeLinkMember(
        context,
        memberId,
        link.talkId && inviteLink(context, memberId, link.talkId),
      );
      return;
    case 'no':
      settleRegistration(context, link, { status: 'failed', reason: 'not-released' });
      return;
    case 'not-yet':
      if (link.status !== 'retrying') {
        settleRegistration(context, link, { status: 'retrying', reason: null });
      }
      return;
    case 'gave-up':
      if (link.status !== 'retrying') {
        settleRegistration(context, link, { status: 'retrying', reason: null });
      }
      tryAgainLater(context, link);
      return;
    default:
      reached satisfies never;
  }
}

const SHORTEST_PAUSE_MS = 10 * MINUTE_MS;
const LONGEST_PAUSE_MS = 6 * 60 * MINUTE_MS;

/** The pause is as long as the trouble has lasted, so it doubles each time. */
function tryAgainLater(context: Context, { memberId, changedAt }: LinkMember): void {
  const now = context.clock.now();
  const pause = Math.min(Math.max(now - changedAt, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS);
  planJob(context.db, {
    kind: 'register',
    key: memberId,
    payload: { memberId },
    dueAt: now + pause,
  });
}

const ACTION_OF = {
  available: 'link-member.available',
  failed: 'link-member.fail',
  retrying: 'link-member.retrying',
} as const;

/** Records how a registration ended and passes it on to the asker. */
export function settleRegistration(
  context: Context,
  link: LinkMember,
  end: {
    readonly status: Exclude<LinkStatus, 'pending'>;
    readonly reason: FailureReason | null;
  },
  tell: MemberId | null = link.requestedBy,
): void {
  const { memberId } = link;
  const talkId = end.status === 'failed' ? null : link.talkId;
  changeLinkMember(context.db, memberId, { ...end, talkId, changedAt: context.clock.now() });
  if (talkId === null) releaseTalkId(context, memberId);
  record(context, {
    action: ACTION_OF[end.status],
    actor: SYSTEM,
    outcome: end.status,
    reason: end.reason,
    memberId,
    memberName: memberName(context, memberId),
    facts: { before: link.status, after: end.status },
    content: talkIdContent(talkId),
  });
  reportResult(context, { memberId, ...end, talkId }, tell);
}
