import type { AuditAction } from '../../domain/audit.ts';
import type { EntryId, LineUserId } from '../../domain/ids.ts';
import { auditContents, auditEntries, auditPeople, media, talkRooms } from '../schema.ts';
import { and, asc, eq, gt, lte, sql } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';

const RECEIVED: AuditAction = 'message.receive';

/** Messages of a LINE user's talks, and those that reached nobody. */
const messagesOf = (lineUserId: LineUserId) => sql`(
  SELECT id FROM audit_entry_rows WHERE action = ${RECEIVED}
    AND room_id IN (SELECT id FROM talk_rooms WHERE line_user_id = ${lineUserId})
  UNION ALL
  SELECT id FROM audit_entry_rows WHERE action = ${RECEIVED} AND room_id IS NULL
    AND line_user_ref IN (SELECT id FROM audit_people WHERE person = ${lineUserId} AND kind = 'line-user'))`;

/** How many messages with their words there are of a LINE user's talks, up to `most`. */
export function countMessagesWith(db: Database, lineUserId: LineUserId, most: number): number {
  return db
    .select({ id: auditContents.entryId })
    .from(auditContents)
    .where(sql`${auditContents.entryId} IN ${messagesOf(lineUserId)}`)
    .limit(most)
    .all().length;
}

/** How many of their files are kept, up to `most`. */
export function countFilesWith(db: Database, lineUserId: LineUserId, most: number): number {
  return db
    .select({ id: media.entryId })
    .from(media)
    .where(and(eq(media.state, 'kept'), sql`${media.entryId} IN ${messagesOf(lineUserId)}`))
    .limit(most)
    .all().length;
}

/** Entries up to `to`, as far as it takes to tell whom they are about. */
export function entriesBehind(
  db: Database,
  range: { readonly behind: EntryId; readonly to: EntryId; readonly limit: number },
) {
  const { id, action, direction, roomId, lineUserId, actorId } = auditEntries;
  return db
    .select({
      ...{ id, action, direction, roomId, lineUserId, actorId },
      ...{ text: auditContents.text, detail: auditContents.detail },
    })
    .from(auditEntries)
    .leftJoin(auditContents, eq(auditContents.entryId, id))
    .where(and(gt(id, range.behind), lte(id, range.to)))
    .orderBy(asc(id))
    .limit(range.limit)
    .all();
}

/** A LINE user's rows in the log's list of people, under every name. */
export function peopleRowsOf(
  db: Database,
  lineUserId: LineUserId,
): { readonly id: number; readonly name: string | null }[] {
  const { id, name, person, kind } = auditPeople;
  return db
    .select({ id, name })
    .from(auditPeople)
    .where(and(eq(person, lineUserId), eq(kind, 'line-user')))
    .all();
}

/** The members' own names for a LINE user. */
export function givenNamesOf(db: Database, lineUserId: LineUserId): string[] {
  return db
    .select({ givenName: talkRooms.givenName })
    .from(talkRooms)
    .where(eq(talkRooms.lineUserId, lineUserId))
    .all()
    .flatMap(({ givenName }) => givenName ?? []);
}

const NAMING: AuditAction = 'room.name';

/** Names that members gave a LINE user before, as far as they are still in the log. */
export function namesGivenBefore(db: Database, lineUserId: LineUserId): string[] {
  return db
    .select({ text: auditContents.text })
    .from(auditEntries)
    .innerJoin(auditContents, eq(auditContents.entryId, auditEntries.id))
    .where(
      and(
        eq(auditEntries.action, NAMING),
        sql`${auditEntries.roomId} IN (SELECT id FROM talk_rooms WHERE line_user_id = ${lineUserId})`,
      ),
    )
    .all()
    .map(({ text }) => text);
}
