import { type Context, record } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import type { LineUserId, MemberId } from '../../domain/ids.ts';
import { blockedBy, dropBlock, isBlockedBy, saveBlock } from '../../store/people/member-blocks.ts';
import { openRoomsOfMember, roomsOfMember, type TalkRoom } from '../../store/talks/talk-rooms.ts';
import { closeRoom } from '../rooms/close.ts';
import { lineUserName, memberName, nameForMember } from '../say/shown-name.ts';

/**
 * A member blocks a LINE user (DESIGN §6.5): their talks end, on every OA, and no talk opens again
 * until the block is taken back.
 *
 * @returns how many talks end
 */
export function blockLineUser(context: Context, actor: Actor, room: TalkRoom): number {
  const { memberId, lineUserId } = room;
  saveBlock(context.db, memberId, lineUserId, context.clock.now());
  recordBlock(context, actor, 'line-user.block', memberId, lineUserId);
  const open = openRoomsOfMember(context.db, memberId);
  const talks = open.filter((each) => each.lineUserId === lineUserId);
  for (const talk of talks) closeRoom(context, actor, talk, 'blocked-by-member');
  return talks.length;
}

/** @returns false, and nothing is written, when there was no block */
export function unblockLineUser(
  context: Context,
  actor: Actor,
  memberId: MemberId,
  lineUserId: LineUserId,
): boolean {
  if (!isBlockedBy(context.db, memberId, lineUserId)) return false;
  dropBlock(context.db, memberId, lineUserId);
  recordBlock(context, actor, 'line-user.unblock', memberId, lineUserId);
  return true;
}

function recordBlock(
  context: Context,
  actor: Actor,
  action: 'line-user.block' | 'line-user.unblock',
  memberId: MemberId,
  lineUserId: LineUserId,
): void {
  record(context, {
    action,
    actor,
    outcome: 'ok',
    memberId,
    memberName: memberName(context, memberId),
    lineUserId,
    lineUserName: lineUserName(context, lineUserId),
  });
}

/** A LINE user whom a member has blocked, under the name that the member knows. */
export interface Blocked {
  readonly lineUserId: LineUserId;
  readonly name: string;
  /** Other names the member may use: the name without its tag, and the one on LINE. */
  readonly alsoNamed: readonly string[];
}

/** The LINE users a member has blocked, the latest first; equal names carry a tag. */
export function blockedNames(context: Context, memberId: MemberId): Blocked[] {
  const rooms = roomsOfMember(context.db, memberId);
  const named = blockedBy(context.db, memberId).map((lineUserId) => {
    const room = rooms.find((each) => each.lineUserId === lineUserId);
    const name = room ? nameForMember(context, room) : lineUserName(context, lineUserId);
    const alsoNamed = [name, lineUserName(context, lineUserId)];
    return { lineUserId, name, alsoNamed, tag: room ? ` #${room.id}` : '' };
  });
  return named.map(({ lineUserId, name, alsoNamed, tag }) => {
    const isShared = named.filter((other) => other.name === name).length > 1;
    return { lineUserId, name: isShared ? `${name}${tag}` : name, alsoNamed };
  });
}
