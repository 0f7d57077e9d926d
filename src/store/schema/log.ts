import type { Actor, AuditAction, AuditOutcome } from '../../domain/audit.ts';
import type { ChannelId, EntryId, LineUserId, MemberId, TalkRoomId } from '../../domain/ids.ts';
import type { Language } from '../../domain/language.ts';
import { blob, flag, integer, sqliteTable, text } from './columns.ts';

/* The audit log and the files of its messages. migrations/ says what each table is for. */

/** A view: the entries as they are read. */
export const auditEntries = sqliteTable('audit_entries', {
  id: integer('id').$type<EntryId>().primaryKey(),
  at: integer('at').notNull(),
  action: text('action').$type<AuditAction>().notNull(),
  actorKind: text('actor_kind').$type<Actor['kind']>().notNull(),
  actorId: text('actor_id').notNull(),
  /** Null: erased. */
  actorName: text('actor_name'),
  roomId: integer('room_id').$type<TalkRoomId>(),
  channelId: text('channel_id').$type<ChannelId>(),
  lineUserId: text('line_user_id').$type<LineUserId>(),
  lineUserName: text('line_user_name'),
  memberId: text('member_id').$type<MemberId>(),
  memberName: text('member_name'),
  direction: text('direction').$type<'in' | 'out'>(),
  kind: text('kind'),
  outcome: text('outcome').$type<AuditOutcome>().notNull(),
  reason: text('reason'),
  aboutId: integer('about_id').$type<EntryId>(),
  facts: text('facts').notNull(),
  /** Hex; empty without a content. */
  contentDigest: text('content_digest').notNull(),
  /** The head of the log at this entry, hex. */
  hash: text('hash').notNull(),
  actorRef: integer('actor_ref').notNull(),
  lineUserRef: integer('line_user_ref'),
  memberRef: integer('member_ref'),
});

/** The underlying table: people by their numbers in `audit_people`, hashes as bytes. */
export const auditEntryRows = sqliteTable('audit_entry_rows', {
  id: integer('id').$type<EntryId>().primaryKey(),
  at: integer('at').notNull(),
  action: text('action').$type<AuditAction>().notNull(),
  actorRef: integer('actor_ref').notNull(),
  roomId: integer('room_id').$type<TalkRoomId>(),
  channelId: text('channel_id').$type<ChannelId>(),
  lineUserRef: integer('line_user_ref'),
  memberRef: integer('member_ref'),
  direction: text('direction').$type<'in' | 'out'>(),
  kind: text('kind'),
  outcome: text('outcome').$type<AuditOutcome>().notNull(),
  reason: text('reason'),
  aboutId: integer('about_id').$type<EntryId>(),
  facts: text('facts'),
  contentDigest: blob('content_digest', { mode: 'buffer' }),
  hash: blob('hash', { mode: 'buffer' }).notNull(),
});

/** A view: people under the names of their times. Deleting a row erases its name and salt. */
export const auditPeople = sqliteTable('audit_people', {
  id: integer('id').primaryKey(),
  kind: text('kind').$type<Actor['kind']>().notNull(),
  person: text('person'),
  /** Null: not known then, or erased. */
  name: text('name'),
  /** Null: erased. */
  salt: text('salt'),
  digest: blob('digest', { mode: 'buffer' }).notNull(),
  erased: flag('erased'),
});

/** The underlying table: an erased name and its salt are blanks. */
export const auditPeopleRows = sqliteTable('audit_people_rows', {
  id: integer('id').primaryKey(),
  kind: text('kind').$type<Actor['kind']>().notNull(),
  person: text('person'),
  name: text('name'),
  salt: text('salt').notNull(),
  digest: blob('digest', { mode: 'buffer' }).notNull(),
  erased: flag('erased'),
});

const contentColumns = () => ({
  entryId: integer('entry_id').$type<EntryId>().primaryKey(),
  text: text('text').notNull(),
  detail: text('detail'),
  salt: text('salt').notNull(),
});

/** Contents not yet erased: a view; deleting a row overwrites it. */
export const auditContents = sqliteTable('audit_contents', contentColumns());

/** The underlying table, for new contents. */
export const auditContentRows = sqliteTable('audit_content_rows', {
  ...contentColumns(),
  erased: flag('erased'),
});

/** A run of entries, indexed as a whole; or a group of such runs. */
export const auditSegments = sqliteTable('audit_segments', {
  id: integer('id').primaryKey(),
  first: integer('first').$type<EntryId>().notNull(),
  last: integer('last').$type<EntryId>().notNull(),
  state: text('state').$type<'building' | 'whole' | 'dropped'>().notNull(),
  wordBlocks: integer('word_blocks').notNull(),
  times: blob('times', { mode: 'buffer' }).notNull(),
  aliases: blob('aliases', { mode: 'buffer' }).notNull(),
  level: integer('level').$type<0 | 1>().notNull(),
});

export const auditBlocks = sqliteTable('audit_blocks', {
  id: integer('id').primaryKey(),
  bytes: blob('bytes', { mode: 'buffer' }).notNull(),
});

/** Entries that are searched only in their beginning. */
export const auditIndexCut = sqliteTable('audit_index_cut', {
  entryId: integer('entry_id').$type<EntryId>().primaryKey(),
});

/** What became of a message's file. */
export type MediaState = 'fetching' | 'kept' | 'refused' | 'gone';

export const media = sqliteTable('media', {
  entryId: integer('entry_id').$type<EntryId>().primaryKey(),
  sha256: text('sha256'),
  size: integer('size'),
  contentType: text('content_type'),
  fileName: text('file_name'),
  durationMs: integer('duration_ms'),
  previewSha256: text('preview_sha256'),
  width: integer('width'),
  height: integer('height'),
  state: text('state').$type<MediaState>().notNull(),
  reason: text('reason'),
  keptAt: integer('kept_at'),
  /** The platform's name for images that were sent together. */
  setId: text('set_id'),
});

export const deadBlobs = sqliteTable('dead_blobs', {
  sha256: text('sha256').primaryKey(),
});

export const blobs = sqliteTable('blobs', {
  sha256: text('sha256').primaryKey(),
  size: integer('size').notNull(),
  place: text('place'),
});

export const blobStore = sqliteTable('blob_store', {
  id: integer('id').primaryKey(),
  bytes: integer('bytes').notNull().default(0),
  count: integer('count').notNull().default(0),
  toldNearlyFull: flag('told_nearly_full'),
  toldFull: flag('told_full'),
  fullToldAt: integer('full_told_at'),
  floorToldAt: integer('floor_told_at'),
});

export const auditLinks = sqliteTable('audit_links', {
  /** Hex of SHA-256. */
  tokenHash: text('token_hash').primaryKey(),
  memberId: text('member_id').$type<MemberId>().notNull(),
  /** A path below `/audit`. */
  leadsTo: text('leads_to').notNull(),
  madeAt: integer('made_at').notNull(),
  endsAt: integer('ends_at').notNull(),
  usedAt: integer('used_at'),
  /** How often it was refused: of these only the first few are entries. */
  refusals: integer('refusals').notNull().default(0),
});

export const auditSessions = sqliteTable('audit_sessions', {
  /** Hex of SHA-256. */
  tokenHash: text('token_hash').primaryKey(),
  memberId: text('member_id').$type<MemberId>().notNull(),
  endsAt: integer('ends_at').notNull(),
  /** Chosen on the page; null: the auditor's own. */
  language: text('language').$type<Language>(),
  looked: text('looked'),
});
