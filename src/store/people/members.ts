import type { MemberId, WorksChannelId } from '../../domain/ids.ts';
import { remember } from '../memory/remembered.ts';
import { directRooms, linkMembers, members, pinnedAdmins } from '../schema.ts';
import { and, asc, eq, getTableColumns, isNull, or, sql } from '../sqlite/drizzle.ts';
import { asInserted, everyColumn } from '../sqlite/placeholders.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';

export type Member = typeof members.$inferSelect;

/** Lists are in order of reading, then of name; every person has a place of their own. */
export const inReadingOrder = [
  asc(members.readingKey),
  asc(members.fullName),
  asc(members.memberId),
] as const;

export function readMember(db: Database, memberId: MemberId): Member | null {
  return known.of(db, memberId);
}

const known = remember(
  (db, memberId: MemberId): Member | null => statements(db).member.get({ memberId }) ?? null,
);

/** Forgets remembered rows: the directory was written elsewhere. */
export const forgetMembers = known.forgetAll;

export function memberByEmail(db: Database, email: string): Member | null {
  return (
    db
      .select()
      .from(members)
      .where(eq(sql`lower(${members.email})`, email.toLowerCase()))
      .get() ?? null
  );
}

const statements = prepareOnce((db) => ({
  member: db
    .select()
    .from(members)
    .where(eq(members.memberId, sql.placeholder('memberId')))
    .prepare(),
  save: db
    .insert(members)
    .values(everyColumn(members))
    .onConflictDoUpdate({ target: members.memberId, set: asInserted(members) })
    .prepare(),
}));

export function saveMember(db: Database, member: Member): void {
  known.forget(db, member.memberId);
  statements(db).save.run(member);
}

export function noteRefusedSender(
  db: Database,
  memberId: MemberId,
  refusedSender: string,
  refusedSenderAt: number,
): void {
  known.forget(db, memberId);
  db.update(members)
    .set({ refusedSender, refusedSenderAt })
    .where(eq(members.memberId, memberId))
    .run();
}

export function allMembers(db: Database): Member[] {
  return db.select().from(members).all();
}

/** A member, with the Talk ID if linked. */
export type KnownMember = Member & { readonly talkId: string | null };

/**
 * Everyone whose userId is among `ids`, whose Talk ID is among the folded `needles`, or whose
 * names, account or phonetic reading contain a needle, in order of reading. `each` lists words,
 * each in its forms: of every word, one form must be contained, too.
 */
export function membersCalled(
  db: Database,
  ids: readonly string[],
  needles: readonly string[],
  each: readonly (readonly string[])[] = [],
): KnownMember[] {
  const anyId = sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
  const any = JSON.stringify(needles);
  // instr, not LIKE: no wildcard to escape, and a Durable Object caps LIKE patterns at 50 bytes.
  return (
    db
      .select({ ...getTableColumns(members), talkId: linkMembers.talkId })
      .from(members)
      .leftJoin(linkMembers, eq(linkMembers.memberId, members.memberId))
      .where(
        sql`${members.memberId} IN ${anyId}
        OR ${linkMembers.talkId} IN (SELECT value FROM json_each(${any}))
        OR (EXISTS (SELECT 1 FROM json_each(${any}) AS needle
                    WHERE instr(${members.searchText}, needle.value) > 0)
            AND ${and(...each.map(contains)) ?? sql`1`})`,
      )
      // The plus: sorting the few found people beats walking thousands in order.
      .orderBy(sql`+${members.readingKey}`, asc(members.fullName), asc(members.memberId))
      .all()
  );
}

const contains = (forms: readonly string[]) =>
  or(...forms.map((form) => sql`instr(${members.searchText}, ${form}) > 0`));

/** Those of `ids` that the directory has shown, in order of reading. */
export function membersById(db: Database, ids: readonly MemberId[]): Member[] {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(members)
    .where(sql`${members.memberId} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`)
    .orderBy(...inReadingOrder)
    .all();
}

/** Members whose names were folded in another way than now, or never. */
export function membersToFold(db: Database): Member[] {
  return db.select().from(members).where(isNull(members.readingKey)).all();
}

export function saveDirectRoom(
  db: Database,
  botId: string,
  worksChannelId: WorksChannelId,
  memberId: MemberId,
): void {
  db.insert(directRooms).values({ botId, worksChannelId, memberId }).onConflictDoNothing().run();
}

/** The owner of this 1:1 room with the bot, or null. */
export function directRoomOwner(
  db: Database,
  botId: string,
  worksChannelId: WorksChannelId,
): MemberId | null {
  return (
    db
      .select()
      .from(directRooms)
      .where(
        sql`${directRooms.botId} = ${botId} AND ${directRooms.worksChannelId} = ${worksChannelId}`,
      )
      .get()?.memberId ?? null
  );
}

/** The userId an `ADMIN_USERS` entry was resolved to, for good (DESIGN §6.9). */
export function pinnedAdmin(db: Database, entry: string): MemberId | null {
  return (
    db.select().from(pinnedAdmins).where(eq(pinnedAdmins.entry, entry)).get()?.memberId ?? null
  );
}

export function pinAdmin(db: Database, entry: string, memberId: MemberId, at: number): void {
  db.insert(pinnedAdmins).values({ entry, memberId, pinnedAt: at }).onConflictDoNothing().run();
}
