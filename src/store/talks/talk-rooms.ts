import type {
  ChannelId,
  LineUserId,
  MemberId,
  TalkRoomId,
  WorksChannelId,
} from '../../domain/ids.ts';
import { remember } from '../memory/remembered.ts';
import { readLinkMember } from '../people/link-members.ts';
import { linkMembers, talkRooms } from '../schema.ts';
import { and, count, desc, eq, gt, inArray, sql } from '../sqlite/drizzle.ts';
import { bound, fixedLimit, someColumns } from '../sqlite/placeholders.ts';
import { type Database, prepareByColumns, prepareOnce } from '../sqlite/store.ts';

export type TalkRoom = typeof talkRooms.$inferSelect;

/** The entry that last spoke in a room, or opened it. */
export const lastSpoken = sql`max(${talkRooms.memberSpokeEntry}, ${talkRooms.lineUserSpokeEntry}, ${talkRooms.openedEntry})`;

const isThisRoom = eq(talkRooms.id, sql.placeholder('id'));
export const isThisMembers = eq(talkRooms.memberId, bound('memberId'));
/** In the chat that `channelId` and `lineUserId` are bound to. */
export const isOfThisChat = and(
  eq(talkRooms.lineUserId, bound('lineUserId')),
  eq(talkRooms.channelId, bound('channelId')),
);

const statements = prepareOnce((db) => ({
  room: db.select().from(talkRooms).where(isThisRoom).prepare(),
  byWorksChannel: db
    .select({ id: talkRooms.id })
    .from(talkRooms)
    .where(eq(talkRooms.worksChannelId, sql.placeholder('worksChannelId')))
    .prepare(),
  ofLineUser: db
    .select()
    .from(talkRooms)
    .where(isOfThisChat)
    .orderBy(desc(lastSpoken), desc(talkRooms.id))
    .prepare(),
  ofMember: db
    .select()
    .from(talkRooms)
    .where(isThisMembers)
    .orderBy(desc(lastSpoken), desc(talkRooms.id))
    .prepare(),
  openOfMember: db
    .select()
    .from(talkRooms)
    .where(and(isThisMembers, sql`${talkRooms.state} = 'open'`))
    .orderBy(desc(lastSpoken), desc(talkRooms.id))
    .prepare(),
  closedSince: db
    .select({ id: talkRooms.id })
    .from(talkRooms)
    .where(
      and(
        isThisMembers,
        sql`${talkRooms.state} = 'closed'`,
        gt(talkRooms.closedEntry, bound('entry')),
      ),
    )
    .limit(fixedLimit(1))
    .prepare(),
  untold: db
    .select()
    .from(talkRooms)
    .where(
      and(isOfThisChat, sql`${talkRooms.state} = 'closed'`, sql`${talkRooms.withdrawnTold} = 0`),
    )
    .orderBy(talkRooms.id)
    .prepare(),
}));

const change = prepareByColumns((db, columns) =>
  db
    .update(talkRooms)
    .set(someColumns(talkRooms, columns))
    .where(eq(talkRooms.id, sql.placeholder('where')))
    .prepare(),
);

export function readRoom(db: Database, id: TalkRoomId): TalkRoom | null {
  return known.of(db, id);
}

const known = remember(
  (db, id: TalkRoomId): TalkRoom | null => statements(db).room.get({ id }) ?? null,
);

/** Remembers rooms that a join has just read. */
export function keepInMemory(db: Database, rooms: readonly TalkRoom[]): void {
  for (const room of rooms) known.put(db, room.id, room);
}

export function roomByWorksChannel(db: Database, channel: WorksChannelId): TalkRoom | null {
  const id = idByWorksChannel.of(db, channel);
  return id === null ? null : readRoom(db, id);
}

/** Read for each message of a member; a talk rarely changes its LINE WORKS room. */
const idByWorksChannel = remember(
  (db, worksChannelId: WorksChannelId): TalkRoomId | null =>
    statements(db).byWorksChannel.get({ worksChannelId })?.id ?? null,
);

/** The rooms of one LINE user on one OA, the one last spoken in first. */
export function roomsOfLineUser(
  db: Database,
  channelId: ChannelId,
  lineUserId: LineUserId,
): TalkRoom[] {
  return statements(db).ofLineUser.all({ channelId, lineUserId });
}

/** The rooms of a member, the one last spoken in first. */
export function roomsOfMember(db: Database, memberId: MemberId): TalkRoom[] {
  return statements(db).ofMember.all({ memberId });
}

export function openRoomsOfMember(db: Database, memberId: MemberId): TalkRoom[] {
  return statements(db).openOfMember.all({ memberId });
}

/** A LINE user's open rooms, on every OA. */
export function openRoomsWith(db: Database, lineUserId: LineUserId): TalkRoom[] {
  return db
    .select()
    .from(talkRooms)
    .where(and(eq(talkRooms.lineUserId, lineUserId), eq(talkRooms.state, 'open')))
    .all();
}

/** All rooms of a LINE user, on every OA, open or closed. */
export function roomsWith(db: Database, lineUserId: LineUserId): TalkRoom[] {
  return db.select().from(talkRooms).where(eq(talkRooms.lineUserId, lineUserId)).all();
}

/** Whether a room of the member has closed after that entry. */
export function anyClosedSince(db: Database, memberId: MemberId, entry: number): boolean {
  return statements(db).closedSince.get({ memberId, entry }) !== undefined;
}

/** Every open room, for closing them all. */
export function allOpenRooms(db: Database): TalkRoom[] {
  return db.select().from(talkRooms).where(eq(talkRooms.state, 'open')).all();
}

export function countOpenRooms(db: Database): number {
  return db.select({ n: count() }).from(talkRooms).where(eq(talkRooms.state, 'open')).get()?.n ?? 0;
}

export function countRoomsOpenedSince(db: Database, lineUserId: LineUserId, since: number): number {
  return (
    db
      .select({ n: count() })
      .from(talkRooms)
      .where(and(eq(talkRooms.lineUserId, lineUserId), gt(talkRooms.openedAt, since)))
      .get()?.n ?? 0
  );
}

export function insertRoom(
  db: Database,
  room: Pick<TalkRoom, 'channelId' | 'lineUserId' | 'memberId' | 'openedAt'>,
): TalkRoom {
  const made = db
    .insert(talkRooms)
    .values({ ...room, state: 'open' })
    .returning()
    .get();
  // A press may have looked for it before it existed.
  known.forget(db, made.id);
  return made;
}

export function changeRoom(
  db: Database,
  id: TalkRoomId,
  changed: Partial<Omit<TalkRoom, 'id'>>,
): void {
  change(db, changed).run({ ...changed, where: id });
  known.change(db, id, (room) => (room === null ? null : { ...room, ...changed }));
  if ('worksChannelId' in changed) idByWorksChannel.forgetAll(db);
}

/** A member's room mode: a room per LINE user, all in the 1:1 room, or not known yet. */
export function roomModeOf(db: Database, memberId: MemberId): 'room' | 'direct' | null {
  return readLinkMember(db, memberId)?.roomMode ?? null;
}

/**
 * One talk's mode. A closed talk keeps its own: its member may have left the link, or joined again
 * with a mode that is not known yet.
 */
export function modeOfRoom(
  db: Database,
  room: Pick<TalkRoom, 'state' | 'memberId' | 'closedDirect'>,
): 'room' | 'direct' | null {
  if (room.state === 'open') return roomModeOf(db, room.memberId);
  return room.closedDirect ? 'direct' : 'room';
}

/** A LINE user's open room on an OA with this member. */
export function openRoomOf(
  db: Database,
  pair: Pick<TalkRoom, 'channelId' | 'lineUserId' | 'memberId'>,
): TalkRoom | null {
  return (
    db
      .select()
      .from(talkRooms)
      .where(
        and(
          eq(talkRooms.channelId, pair.channelId),
          eq(talkRooms.lineUserId, pair.lineUserId),
          eq(talkRooms.memberId, pair.memberId),
          eq(talkRooms.state, 'open'),
        ),
      )
      .get() ?? null
  );
}

/** A member's name for a LINE user in the latest of their rooms: it outlives the talk. */
export function nameGivenBefore(
  db: Database,
  pair: Pick<TalkRoom, 'channelId' | 'lineUserId' | 'memberId'>,
): string | null {
  const rooms = roomsOfLineUser(db, pair.channelId, pair.lineUserId);
  return rooms.find((room) => room.memberId === pair.memberId)?.givenName ?? null;
}

/** A Durable Object takes 100 bound values per statement. */
const ROOMS_AT_ONCE = 80;

const isMemberDirect = sql`EXISTS (SELECT 1 FROM ${linkMembers}
  WHERE ${linkMembers.memberId} = ${talkRooms.memberId} AND ${linkMembers.roomMode} = 'direct')`;

/** Closes a room, and notes its mode. */
export function markRoomClosed(
  db: Database,
  id: TalkRoomId,
  change: Pick<TalkRoom, 'closedAt' | 'closedReason'> & Partial<TalkRoom>,
): void {
  known.forget(db, id);
  if ('worksChannelId' in change) idByWorksChannel.forgetAll(db);
  db.update(talkRooms)
    .set({ ...change, state: 'closed', closedDirect: isMemberDirect })
    .where(eq(talkRooms.id, id))
    .run();
}

/** Marks many rooms as closed. */
export function markClosed(
  db: Database,
  ids: readonly TalkRoomId[],
  change: Pick<TalkRoom, 'closedAt' | 'closedReason' | 'closedEntry'>,
): void {
  known.forgetAll(db);
  for (let at = 0; at < ids.length; at += ROOMS_AT_ONCE) {
    db.update(talkRooms)
      .set({ ...change, state: 'closed', closedDirect: isMemberDirect })
      .where(inArray(talkRooms.id, ids.slice(at, at + ROOMS_AT_ONCE)))
      .run();
  }
}

/** A chat's closed rooms whose LINE user has not been told. */
export function untoldClosings(
  db: Database,
  channelId: ChannelId,
  lineUserId: LineUserId,
): TalkRoom[] {
  return statements(db).untold.all({ channelId, lineUserId });
}
