import { type Context, record } from '../../context.ts';
import { SYSTEM } from '../../domain/audit.ts';
import type { MemberId } from '../../domain/ids.ts';
import type { AbsenceKind } from '../../domain/people/directory-facts.ts';
import {
  noteAbsenceTold,
  readAbsence,
  removeAbsence,
  saveAbsence,
} from '../../store/people/absences.ts';
import { openRoomsOfMember, type TalkRoom } from '../../store/talks/talk-rooms.ts';
import { offerHandover } from '../handover/offer.ts';
import { lineReader } from '../say/reader.ts';
import { tellAdmins, tellLineUser } from '../say/say.ts';
import { memberName, memberNameFor, memberNameIn } from '../say/shown-name.ts';

export interface NewAbsence {
  readonly memberId: MemberId;
  readonly kind: AbsenceKind;
}

/**
 * Notes that link members cannot answer for now, and tells the administrators once per absence, in
 * one message for all of them (DESIGN §6.2).
 */
export function beginAbsences(context: Context, absences: readonly NewAbsence[]): void {
  const fresh = absences.filter(({ memberId }) => readAbsence(context.db, memberId) === null);
  for (const { memberId, kind } of absences) {
    saveAbsence(context.db, { memberId, kind, since: context.clock.now() });
  }
  for (const { memberId, kind } of fresh) {
    recordAbsence(context, 'link-member.absent', memberId, kind);
  }
  if (fresh.length === 0) return;
  tellAdmins(context, (words) => {
    const { admin } = words;
    const lines = fresh.map(({ memberId, kind }) =>
      admin.absence(
        memberNameIn(context, memberId, words),
        admin.absenceKinds[kind],
        openRoomsOfMember(context.db, memberId).length,
      ),
    );
    const busy = fresh
      .map(({ memberId }) => memberId)
      .filter((memberId) => openRoomsOfMember(context.db, memberId).length > 0);
    return offerHandover(context, words, admin.absences(lines.join('\n')), busy);
  });
}

/** The member is back: the next absence is told again. */
export function endAbsence(context: Context, memberId: MemberId): void {
  const absence = readAbsence(context.db, memberId);
  if (absence === null) return;
  removeAbsence(context.db, memberId);
  recordAbsence(context, 'link-member.present', memberId, absence.kind);
}

/** LINE WORKS refuses the bot's messages to this member, 1:1 and in rooms. */
export function noteUnreachable(context: Context, memberId: MemberId): void {
  if (readAbsence(context.db, memberId) !== null) return;
  beginAbsences(context, [{ memberId, kind: 'unreachable' }]);
}

/** A message arrived. A suspended member, or one on leave, stays so until the directory changes. */
export function noteReached(context: Context, memberId: MemberId): void {
  if (readAbsence(context.db, memberId)?.kind === 'unreachable') endAbsence(context, memberId);
}

/** Announces a message to a member who is suspended or on leave: it is relayed all the same. */
export function tellAway(context: Context, room: TalkRoom): void {
  const kind = readAbsence(context.db, room.memberId)?.kind ?? 'unreachable';
  // Whether the bot reaches them is for each delivery to find out.
  if (kind !== 'unreachable') tellAbsence(context, room);
}

/**
 * Tells a LINE user who wrote, once per absence, that the member does not answer for now.
 *
 * @returns whether the user was told
 */
export function tellAbsence(context: Context, room: TalkRoom): boolean {
  const absence = readAbsence(context.db, room.memberId);
  if (absence === null || !noteAbsenceTold(context.db, room.memberId, room)) return false;
  const reader = lineReader(context, room.lineUserId);
  const { line } = reader.words;
  const name = memberNameFor(context, room.memberId, reader);
  const text = absence.kind === 'unreachable' ? line.unreachable(name) : line.absent(name);
  tellLineUser(context, room, 'absent', { text }, { roomId: room.id });
  return true;
}

function recordAbsence(
  context: Context,
  action: 'link-member.absent' | 'link-member.present',
  memberId: MemberId,
  kind: AbsenceKind,
): void {
  record(context, {
    action,
    actor: SYSTEM,
    outcome: 'ok',
    reason: kind,
    memberId,
    memberName: memberName(context, memberId),
  });
}
