import type { Context } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import type { LineUserId, MemberId } from '../../domain/ids.ts';
import { type LineUser, readLineUser } from '../../store/line/line-users.ts';
import type { TalkRoom } from '../../store/talks/talk-rooms.ts';
import { lineUserName, memberName, nameOfLineUser } from '../say/shown-name.ts';

/* Who did something, and whom it is about, as an entry of the audit log names them. */

export const actingLineUser = (context: Context, id: LineUserId): Actor =>
  lineUserActor(context, id, readLineUser(context.db, id));

/** The same for callers who have the LINE user's row at hand. */
export const lineUserActor = (context: Context, id: LineUserId, user: LineUser | null): Actor => ({
  kind: 'line-user',
  id,
  name: nameOfLineUser(context, user),
});

export const actingMember = (context: Context, id: MemberId): Actor => ({
  kind: 'member',
  id,
  name: memberName(context, id),
});

export const actingAdmin = (context: Context, id: MemberId): Actor => ({
  kind: 'admin',
  id,
  name: memberName(context, id),
});

/** The people an entry about a room is about. */
export const roomParties = (
  context: Context,
  room: Pick<TalkRoom, 'id' | 'channelId' | 'lineUserId' | 'memberId'>,
) => ({
  roomId: room.id,
  channelId: room.channelId,
  lineUserId: room.lineUserId,
  lineUserName: lineUserName(context, room.lineUserId),
  memberId: room.memberId,
  memberName: memberName(context, room.memberId),
});
