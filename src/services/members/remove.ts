import { type Context, record } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import { ERRAND_CLASS } from '../../domain/delivery/errand.ts';
import type { MemberId } from '../../domain/ids.ts';
import { removeAbsence } from '../../store/people/absences.ts';
import { readLinkMember, removeLinkMemberRow } from '../../store/people/link-members.ts';
import { forgetPhoto } from '../../store/people/member-photos.ts';
import type { CloseReason } from '../../store/schema.ts';
import { openRoomsOfMember } from '../../store/talks/talk-rooms.ts';
import { type Closed, closeRooms } from '../rooms/close-many.ts';
import { wordsForMember } from '../say/reader.ts';
import { tellMember } from '../say/say.ts';
import { memberName } from '../say/shown-name.ts';
import { talkIdContent } from './talk-id-content.ts';
import { releaseTalkId } from './talk-ids.ts';

/** Messages lost when a link membership ends. */
export type Removed = Closed;

/**
 * Ends a link membership: the member's rooms close, the Talk ID is free, the member is told.
 *
 * @returns null when the person is no link member
 */
export function removeLinkMember(
  context: Context,
  actor: Actor,
  memberId: MemberId,
  reason: CloseReason = 'member-removed',
): Removed | null {
  const link = readLinkMember(context.db, memberId);
  if (link === null) return null;
  const rooms = openRoomsOfMember(context.db, memberId);
  const closed = closeRooms(context, actor, rooms, reason);
  record(context, {
    action: 'link-member.remove',
    actor,
    outcome: 'ok',
    reason,
    memberId,
    memberName: memberName(context, memberId),
    facts: { before: link.status, rooms: rooms.length, undelivered: closed.lost },
    content: talkIdContent(link.talkId),
  });
  // Rooms note their retention as they close, so the row goes last.
  removeLinkMemberRow(context.db, memberId);
  removeAbsence(context.db, memberId);
  forgetPhoto(context.db, memberId);
  releaseTalkId(context, memberId);
  const knew = link.status === 'available' || link.status === 'retrying';
  // An account that is gone has no reader.
  if (knew && reason !== 'account-gone') tellRemoved(context, memberId, reason);
  return closed;
}

function tellRemoved(context: Context, memberId: MemberId, reason: CloseReason): void {
  const words = wordsForMember(context, memberId).room;
  const text = reason === 'link-off' ? words.linkTurnedOff : words.removed;
  tellMember(
    context,
    context.settings.bridgeBotId,
    memberId,
    { text },
    { class: ERRAND_CLASS.notice },
  );
}
