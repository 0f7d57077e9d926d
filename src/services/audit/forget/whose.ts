import type { Context } from '../../../context.ts';
import { type Lane, lateLane, lineUserLane, roomLane } from '../../../domain/delivery/lane.ts';
import type { ChannelId, LineUserId, TalkRoomId } from '../../../domain/ids.ts';
import type { Forgetting } from '../../../store/audit/forgettings.ts';
import { listAccounts } from '../../../store/line/official-accounts.ts';
import { channelsThatTalksLeft } from '../../../store/talks/left-rooms.ts';
import { modeOfRoom, roomsWith, type TalkRoom } from '../../../store/talks/talk-rooms.ts';
import { marksOf } from './names.ts';

/** What tells that something is about the LINE user who is forgotten. */
export interface Whose {
  readonly forgetting: Forgetting;
  readonly lineUserId: LineUserId;
  readonly rooms: readonly TalkRoom[];
  readonly roomIds: ReadonlySet<TalkRoomId>;
  readonly channelIds: readonly ChannelId[];
  readonly names: readonly string[];
  /** The id and the names, in every form in which stored JSON holds them. */
  readonly marks: readonly string[];
}

export function whoseOf(context: Context, forgetting: Forgetting): Whose {
  const { lineUserId } = forgetting;
  const names = forgetting.names ?? [];
  const rooms = roomsWith(context.db, lineUserId);
  const accounts = listAccounts(context.db).map(({ channelId }) => channelId);
  return {
    forgetting,
    lineUserId,
    rooms,
    roomIds: new Set(rooms.map(({ id }) => id)),
    channelIds: [...new Set([...accounts, ...rooms.map(({ channelId }) => channelId)])],
    names,
    marks: marksOf(lineUserId, names),
  };
}

/** Where words of their talks, or to them, go out. */
export const lanesOf = ({ rooms, channelIds, lineUserId }: Whose): Lane[] => [
  ...rooms.flatMap(({ id }) =>
    (['line', 'line-works'] as const).flatMap((to) => [roomLane(id, to), lateLane(id, to)]),
  ),
  ...channelIds.map((channelId) => lineUserLane(channelId, lineUserId)),
];

/** What tells an event of their talks: the LINE WORKS rooms, and the members' 1:1 rooms. */
export function isEventOf(context: Context, whose: Whose): (body: string) => boolean {
  const channels = [
    ...whose.rooms.flatMap(({ worksChannelId }) => worksChannelId ?? []),
    ...channelsThatTalksLeft(context.db, [...whose.roomIds]),
  ];
  const marks = [...whose.marks, ...channels.map((channel) => JSON.stringify(channel))];
  const direct = whose.rooms.filter((room) => modeOfRoom(context.db, room) === 'direct');
  const members = new Set(direct.map(({ memberId }) => JSON.stringify(memberId)));
  return (body) =>
    marks.some((mark) => body.includes(mark)) ||
    // What a member wrote in the 1:1 room does not say for whom: all of it goes a few days early.
    [...members].some((member) => body.includes(member) && !body.includes('"channelId"'));
}
