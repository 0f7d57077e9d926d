import { type Context, record } from '../../context.ts';
import { type AuditAction, SYSTEM } from '../../domain/audit.ts';
import type { MemberId } from '../../domain/ids.ts';
import type { AccountChange } from '../../domain/people/plan-accounts.ts';
import type { DirectoryChanges } from '../../domain/people/plan-directory.ts';
import { removeAbsence } from '../../store/people/absences.ts';
import {
  forgetMissing,
  forgetNewcomer,
  markDeleted,
  noteMissing,
  noteNewcomer,
} from '../../store/people/directory.ts';
import { changeLinkMember, readLinkMember } from '../../store/people/link-members.ts';
import { membersInRuns } from '../../store/people/registrations.ts';
import { planJob } from '../../store/queue/jobs.ts';
import { offerHandover } from '../handover/offer.ts';
import { beginAbsences, endAbsence } from '../members/absence.ts';
import { addLinkMember } from '../members/add.ts';
import { MASS_FROM, startMassRegistration } from '../members/mass-registration.ts';
import { inviteLink, settleRegistration } from '../members/register.ts';
import { removeLinkMember } from '../members/remove.ts';
import { talkIdContent } from '../members/talk-id-content.ts';
import { releaseTalkId, takeTalkId } from '../members/talk-ids.ts';
import { wordsForMember } from '../say/reader.ts';
import { tellAdmins, tellMember } from '../say/say.ts';
import { memberName, memberNameIn } from '../say/shown-name.ts';

/** Writes the changes that come from a reading of the directory, in the caller's transaction. */
export function applyDirectory(context: Context, changes: DirectoryChanges): void {
  applyMissing(context, changes);
  removeGone(context, changes.gone);
  applyAccounts(context, changes.accounts);
  beginAbsences(context, changes.absent);
  for (const memberId of changes.present) endAbsence(context, memberId);
  const inRuns = membersInRuns(context.db);
  registerAgain(context, changes.register, inRuns);
  addNew(context, changes, inRuns);
}

function applyMissing(context: Context, { missing, back }: DirectoryChanges): void {
  for (const row of missing) {
    noteMissing(context.db, row);
    if (row.polls === 1) noteLink(context, 'link-member.missing', row.memberId);
  }
  for (const memberId of back) {
    forgetMissing(context.db, memberId);
    noteLink(context, 'link-member.back', memberId);
  }
}

function noteLink(context: Context, action: AuditAction, memberId: MemberId): void {
  if (readLinkMember(context.db, memberId) === null) return;
  const name = memberName(context, memberId);
  record(context, { action, actor: SYSTEM, outcome: 'ok', memberId, memberName: name });
}

/** Removes people missing for longer than LINE WORKS can reinstate them (line-works.md §6). */
function removeGone(context: Context, gone: readonly MemberId[]): void {
  const removed = gone.flatMap((memberId) => {
    forgetMissing(context.db, memberId);
    forgetNewcomer(context.db, memberId);
    removeAbsence(context.db, memberId);
    markDeleted(context.db, memberId);
    const done = removeLinkMember(context, SYSTEM, memberId, 'account-gone');
    return done === null ? [] : [{ memberId, ...done }];
  });
  if (removed.length === 0) return;
  tellAdmins(context, (words) => {
    const { admin } = words;
    const lines = removed.map(({ memberId, rooms, lost, maybe }) =>
      admin.memberGone(memberNameIn(context, memberId, words), rooms, lost, maybe),
    );
    const busy = removed.flatMap(({ memberId, rooms }) => (rooms > 0 ? [memberId] : []));
    return offerHandover(context, words, admin.membersGone(lines.join('\n')), busy);
  });
}

/** Releases every old Talk ID before taking any new one: two members may swap theirs. */
function applyAccounts(context: Context, accounts: readonly AccountChange[]): void {
  const before = accounts.map((change) => ({
    change,
    link: readLinkMember(context.db, change.memberId),
  }));
  for (const { memberId } of accounts) changeLinkMember(context.db, memberId, { talkId: null });
  for (const { change, link } of before) {
    if (link === null) continue;
    const { memberId } = change;
    if (change.kind === 'failed') {
      settleRegistration(context, link, { status: 'failed', reason: change.reason }, null);
      const { room, reasons } = wordsForMember(context, memberId);
      sayToMember(context, memberId, room.talkIdStopped(reasons[change.reason][0]));
      continue;
    }
    const { talkId } = change;
    releaseTalkId(context, memberId);
    takeTalkId(context, memberId, talkId);
    changeLinkMember(context.db, memberId, { talkId });
    record(context, {
      action: 'link-member.rename',
      actor: SYSTEM,
      outcome: 'ok',
      memberId,
      memberName: memberName(context, memberId),
      content: talkIdContent(talkId, link.talkId),
    });
    const { room } = wordsForMember(context, memberId);
    sayToMember(
      context,
      memberId,
      room.talkIdChanged(talkId, inviteLink(context, memberId, talkId)),
    );
  }
}

const sayToMember = (context: Context, memberId: MemberId, text: string) =>
  tellMember(context, context.settings.bridgeBotId, memberId, { text });

/** Registers people whose account has become usable or whose fault has been fixed. */
function registerAgain(
  context: Context,
  register: readonly MemberId[],
  inRuns: ReadonlySet<MemberId>,
): void {
  const now = context.clock.now();
  for (const memberId of register) {
    if (inRuns.has(memberId)) continue;
    const link = readLinkMember(context.db, memberId);
    if (link?.status === 'failed') {
      addLinkMember(context, SYSTEM, memberId, link.requestedBy);
      continue;
    }
    planJob(context.db, { kind: 'register', key: memberId, payload: { memberId }, dueAt: now });
  }
}

function addNew(
  context: Context,
  { add, newcomers, settled }: DirectoryChanges,
  inRuns: ReadonlySet<MemberId>,
): void {
  for (const memberId of newcomers) noteNewcomer(context.db, memberId);
  for (const memberId of settled) forgetNewcomer(context.db, memberId);
  const fresh = add.filter((memberId) => !inRuns.has(memberId));
  if (fresh.length >= MASS_FROM) startMassRegistration(context, fresh, null);
  else for (const memberId of fresh) addLinkMember(context, SYSTEM, memberId, null);
}
