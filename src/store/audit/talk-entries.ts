import type { AuditAction } from '../../domain/audit.ts';
import type { ChannelId, EntryId, LineUserId, TalkRoomId } from '../../domain/ids.ts';
import { auditEntries, auditEntryRows, auditPeopleRows } from '../schema.ts';
import { and, asc, desc, eq, gt, lt, notInArray, type SQL, sql } from '../sqlite/drizzle.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';

/** Where entries of a talk stand: in one of its rooms, or under one of its LINE user's names. */
export type TalkSource = { readonly roomId: TalkRoomId } | { readonly lineUserRef: number };

/** An entry in its place. */
export interface PlacedEntry {
  readonly id: EntryId;
  readonly action: AuditAction;
  readonly channelId: ChannelId | null;
}

/** They tell what became of a message, and stand with it. */
const OF_MESSAGES: AuditAction[] = ['message.deliver', 'message.expire'];
const OF_FILES: AuditAction[] = ['media.keep', 'media.refuse', 'media.forget'];

const isOwn = notInArray(auditEntryRows.action, [...OF_MESSAGES, ...OF_FILES]);
const columns = {
  id: auditEntryRows.id,
  action: auditEntryRows.action,
  channelId: auditEntryRows.channelId,
};
const inRoom = eq(auditEntryRows.roomId, sql.placeholder('source'));
// The index of entries without a room takes only its own condition, word for word.
const ofPerson = and(
  eq(auditEntryRows.lineUserRef, sql.placeholder('source')),
  sql`${auditEntryRows.roomId} IS NULL AND ${auditEntryRows.lineUserRef} IS NOT NULL`,
);

const reading = (db: Database, where: SQL | undefined, way: 'earlier' | 'later') => {
  const { id } = auditEntryRows;
  const from = sql.placeholder('from');
  return db
    .select(columns)
    .from(auditEntryRows)
    .where(and(where, way === 'earlier' ? lt(id, from) : gt(id, from), isOwn))
    .orderBy(way === 'earlier' ? desc(id) : asc(id))
    .limit(sql.placeholder('limit'))
    .prepare();
};

const statements = prepareOnce((db) => ({
  roomEarlier: reading(db, inRoom, 'earlier'),
  roomLater: reading(db, inRoom, 'later'),
  personEarlier: reading(db, ofPerson, 'earlier'),
  personLater: reading(db, ofPerson, 'later'),
  about: db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.aboutId, sql.placeholder('entryId')))
    .orderBy(asc(auditEntries.id))
    .limit(sql.placeholder('limit'))
    .prepare(),
}));

/** Entries of a source before or after this one, the nearest first. */
export function entriesOfSource(
  db: Database,
  source: TalkSource,
  way: 'earlier' | 'later',
  from: number,
  limit: number,
): readonly PlacedEntry[] {
  const { roomEarlier, roomLater, personEarlier, personLater } = statements(db);
  if ('roomId' in source) {
    const statement = way === 'earlier' ? roomEarlier : roomLater;
    return statement.all({ source: source.roomId, from, limit });
  }
  const statement = way === 'earlier' ? personEarlier : personLater;
  return statement.all({ source: source.lineUserRef, from, limit });
}

/** The entries about one, in order; of a message those that tell what became of it. */
export const entriesAboutAny = (
  db: Database,
  entryId: EntryId,
  limit: number,
): (typeof auditEntries.$inferSelect)[] => statements(db).about.all({ entryId, limit });

/** A LINE user's rows among the people of the log: one for each name. */
export const refsOfLineUser = (db: Database, lineUserId: LineUserId, limit: number): number[] =>
  db
    .select({ id: auditPeopleRows.id })
    .from(auditPeopleRows)
    .where(and(eq(auditPeopleRows.person, lineUserId), eq(auditPeopleRows.kind, 'line-user')))
    .orderBy(desc(auditPeopleRows.id))
    .limit(limit)
    .all()
    .map(({ id }) => id);
