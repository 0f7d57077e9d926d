import type { LineUser } from '../../line/platform.ts';
import type { RoomView, WorksMember } from '../../line-works/platform.ts';
import type { Stage } from '../stage.ts';
import type { BubbleView } from './bubble-view.ts';
import { invitationIn } from './invitation.ts';
import { phoneBubbles } from './phone-bubbles.ts';
import { roomBubbles } from './room-bubbles.ts';

/** Which people and which room the page shows; an absent or unknown one is the first. */
export interface Selection {
  readonly user?: string;
  readonly member?: string;
  readonly room?: string;
  readonly admin?: string;
}

/** Everything the page draws, but for the audit log. */
export interface PageView {
  readonly users: readonly (Named & {
    readonly language: string | null;
    readonly friend: boolean;
    readonly blocked: boolean;
    readonly mark: string;
  })[];
  readonly members: readonly (Named & {
    readonly account: string;
    readonly administrator: boolean;
    readonly mark: string;
  })[];
  /** Of members a LINE user can add now. */
  readonly invitations: readonly (Named & { readonly text: string })[];
  readonly phone: { readonly user: string; readonly bubbles: readonly BubbleView[] } | null;
  readonly works: {
    readonly member: string;
    readonly rooms: readonly RoomLine[];
    readonly room: OpenRoom | null;
  } | null;
  readonly admin: { readonly member: string; readonly room: OpenRoom } | null;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

interface RoomLine {
  readonly id: string;
  readonly title: string;
  readonly direct: boolean;
  readonly botPresent: boolean;
  readonly last: string;
  /** Differs when something was written since. */
  readonly mark: string;
}

interface OpenRoom {
  readonly id: string;
  readonly title: string;
  readonly direct: boolean;
  readonly botPresent: boolean;
  readonly members: readonly string[];
  readonly bubbles: readonly BubbleView[];
}

/** What the platforms show at this moment; `invitable` are the members whom a LINE user can add now. */
export function viewOf(stage: Stage, invitable: readonly string[], selection: Selection): PageView {
  const users = stage.line.users();
  const members = stage.works.members().filter((member) => !member.isDeleted);
  const admins = members.filter((member) => member.isAdministrator);
  const user = chosen(users, selection.user);
  const staff = members.filter((member) => !member.isAdministrator);
  const member =
    members.find(({ userId }) => userId === selection.member) ?? staff[0] ?? members[0];
  const admin = chosen(admins.length > 0 ? admins : members, selection.admin);
  return {
    users: users.map((one) => userLine(stage, one)),
    members: members.map((one) => memberLine(stage, one)),
    invitations: members
      .filter(({ userId }) => invitable.includes(userId))
      .flatMap((one) => invitationOf(stage, one)),
    phone: user === undefined ? null : { user: user.userId, bubbles: chatOf(stage, user) },
    works: member === undefined ? null : clientOf(stage, member, selection.room),
    admin: admin === undefined ? null : adminChat(stage, admin),
  };
}

function chosen<One extends { readonly userId: string }>(
  all: readonly One[],
  id: string | undefined,
): One | undefined {
  return all.find((one) => one.userId === id) ?? all[0];
}

function chatOf({ company }: Stage, user: LineUser): BubbleView[] {
  return phoneBubbles(user.chat(company.account.channelId));
}

function userLine({ company }: Stage, user: LineUser): PageView['users'][number] {
  const oa = company.account.channelId;
  return {
    id: user.userId,
    name: user.displayName,
    language: user.language,
    friend: user.isFriend(oa),
    blocked: user.isBlocked(oa),
    mark: user.chat(oa).findLast((bubble) => bubble.from === 'oa')?.id ?? '',
  };
}

function memberLine(stage: Stage, member: WorksMember): PageView['members'][number] {
  return {
    id: member.userId,
    name: member.name,
    account: member.email,
    administrator: member.isAdministrator,
    mark: roomsOf(stage, member).map(markOf).join(' '),
  };
}

function invitationOf({ works, company }: Stage, member: WorksMember) {
  const { messages } = works.member(member.userId).directRoom(company.bridgeBot.botId);
  const text = invitationIn(messages);
  return text === null ? [] : [{ id: member.userId, name: member.name, text }];
}

/** Talk rooms, the newest first, then the bots' 1:1 rooms. */
function roomsOf({ company }: Stage, member: WorksMember): RoomView[] {
  const bots = [company.bridgeBot, company.adminBot];
  return [...member.rooms(), ...bots.map(({ botId }) => member.directRoom(botId))];
}

function clientOf(stage: Stage, member: WorksMember, wanted: string | undefined) {
  const rooms = roomsOf(stage, member);
  const room = rooms.find(({ channelId }) => channelId === wanted) ?? rooms[0];
  return {
    member: member.userId,
    rooms: rooms.map(roomLine),
    room: room === undefined ? null : openRoom(stage, room, member),
  };
}

function adminChat(stage: Stage, admin: WorksMember) {
  const room = admin.directRoom(stage.company.adminBot.botId);
  return { member: admin.userId, room: openRoom(stage, room, admin) };
}

function roomLine(room: RoomView): RoomLine {
  return {
    id: room.channelId ?? '',
    title: room.title,
    direct: room.type === 'SINGLE_USER',
    botPresent: room.botPresent,
    last: (room.messages.at(-1)?.text ?? '').slice(0, 200),
    mark: markOf(room),
  };
}

function markOf(room: RoomView): string {
  const last = room.messages.findLast((bubble) => bubble.from.kind === 'bot');
  return `${room.channelId}#${last?.id ?? 0}`;
}

function openRoom({ works }: Stage, room: RoomView, member: WorksMember): OpenRoom {
  return {
    id: room.channelId ?? '',
    title: room.title,
    direct: room.type === 'SINGLE_USER',
    botPresent: room.botPresent,
    members: room.members,
    bubbles: roomBubbles(room, member.userId, works),
  };
}
