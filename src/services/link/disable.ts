import { type Context, record } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import { changeLink, readLink } from '../../store/link.ts';
import { allLinkMembers } from '../../store/people/link-members.ts';
import { allOpenRooms } from '../../store/talks/talk-rooms.ts';
import { removeLinkMember } from '../members/remove.ts';
import { type Closed, closeRooms, lossOutlook } from '../rooms/close-many.ts';

/** What switching the link off costs. */
export interface Disabled extends Closed {
  readonly members: number;
}

const holdersOfTalkIds = (context: Context) =>
  allLinkMembers(context.db).filter((link) => link.talkId !== null).length;

/** What switching off would do, in numbers. */
export function previewDisable(context: Context): Disabled {
  const rooms = allOpenRooms(context.db);
  const members = holdersOfTalkIds(context);
  return { rooms: rooms.length, members, ...lossOutlook(context, rooms) };
}

/**
 * Switches the link off: every room closes, every Talk ID is released, members are told. Switching
 * it on again restores nothing (DESIGN §6.1).
 *
 * @returns null when it is already off
 */
export function disableLink(context: Context, actor: Actor): Disabled | null {
  if (!readLink(context.db).enabled) return null;
  const linked = allLinkMembers(context.db);
  const members = holdersOfTalkIds(context);
  const closed = closeRooms(context, actor, allOpenRooms(context.db), 'link-off');
  const { rooms, lost } = closed;
  for (const link of linked) removeLinkMember(context, actor, link.memberId, 'link-off');
  changeLink(context.db, { enabled: false, changedAt: context.clock.now() });
  record(context, {
    action: 'link.disable',
    actor,
    outcome: 'ok',
    facts: { before: 'on', after: 'off', rooms, members, undelivered: lost },
  });
  return { ...closed, members };
}
