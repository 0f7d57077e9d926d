import type { ChannelId, LineUserId, MemberId, TalkId, WorksChannelId } from '../../domain/ids.ts';
import type { TurnedAway } from '../../domain/messages/turn-away.ts';
import type { AbsenceKind } from '../../domain/people/directory-facts.ts';
import type { FailureReason, LinkStatus } from '../../domain/people/registration.ts';
import { blob, flag, integer, primaryKey, sqliteTable, text } from './columns.ts';

/* LINE users, the directory and the link members. migrations/ says what each table is for. */

export const lineUsers = sqliteTable('line_users', {
  lineUserId: text('line_user_id').$type<LineUserId>().primaryKey(),
  displayName: text('display_name'),
  language: text('language'),
  pictureUrl: text('picture_url'),
  /** When LINE was last asked, whatever the answer; null: never. */
  profileAt: integer('profile_at'),
  /** The OA to read the profile through again; null: no need. */
  rereadVia: text('reread_via').$type<ChannelId>(),
  rereadTries: integer('reread_tries').notNull().default(0),
});

export const friendships = sqliteTable(
  'friendships',
  {
    channelId: text('channel_id').$type<ChannelId>().notNull(),
    lineUserId: text('line_user_id').$type<LineUserId>().notNull(),
    state: text('state').$type<'unknown' | 'friend' | 'blocked'>().notNull(),
    changedAt: integer('changed_at').notNull(),
    lastMessageAt: integer('last_message_at').notNull().default(0),
    /** The last notice about an undeliverable message; null: none arrived. */
    turnedAwayWhy: text('turned_away_why').$type<TurnedAway>(),
    turnedAwayAt: integer('turned_away_at').notNull().default(0),
    turnedAwayEntry: integer('turned_away_entry').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.channelId, table.lineUserId] })],
);

export const talkIdTries = sqliteTable('talk_id_tries', {
  id: integer('id').primaryKey(),
  lineUserId: text('line_user_id').$type<LineUserId>().notNull(),
  at: integer('at').notNull(),
});

export const replyTokens = sqliteTable('reply_tokens', {
  token: text('token').primaryKey(),
  channelId: text('channel_id').$type<ChannelId>().notNull(),
  /** Empty where LINE did not tell the writer: such a token answers its own message only. */
  lineUserId: text('line_user_id').$type<LineUserId | ''>().notNull(),
  receivedAt: integer('received_at').notNull(),
  occurredAt: integer('occurred_at').notNull(),
});

export const members = sqliteTable('members', {
  memberId: text('member_id').$type<MemberId>().primaryKey(),
  email: text('email'),
  fullName: text('full_name').notNull(),
  lastName: text('last_name'),
  firstName: text('first_name'),
  phonetic: text('phonetic'),
  nickName: text('nick_name'),
  otherNames: text('other_names', { mode: 'json' })
    .$type<readonly { language: string; name: string }[]>()
    .notNull(),
  department: text('department'),
  position: text('position'),
  isAdministrator: flag('is_administrator'),
  isSuspended: flag('is_suspended'),
  isWaiting: flag('is_waiting'),
  isDeleted: flag('is_deleted'),
  isOnLeave: flag('is_on_leave'),
  searchText: text('search_text').notNull(),
  /** Sort key of lists; null: this key and the text above are to be made again. */
  readingKey: text('reading_key'),
  readAt: integer('read_at').notNull(),
  /** Names that LINE refused, one per line, and when it last did. */
  refusedSender: text('refused_sender'),
  refusedSenderAt: integer('refused_sender_at'),
  locale: text('locale'),
});

export const directRooms = sqliteTable(
  'direct_rooms',
  {
    botId: text('bot_id').notNull(),
    worksChannelId: text('works_channel_id').$type<WorksChannelId>().notNull(),
    memberId: text('member_id').$type<MemberId>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.botId, table.worksChannelId] })],
);

export const linkMembers = sqliteTable('link_members', {
  memberId: text('member_id').$type<MemberId>().primaryKey(),
  status: text('status').$type<LinkStatus>().notNull(),
  talkId: text('talk_id').$type<TalkId>().unique(),
  reason: text('reason').$type<FailureReason>(),
  requestedBy: text('requested_by').$type<MemberId>(),
  addedAt: integer('added_at').notNull(),
  changedAt: integer('changed_at').notNull(),
  roomMode: text('room_mode').$type<'room' | 'direct'>(),
});

export const talkIds = sqliteTable('talk_ids', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  talkId: text('talk_id').$type<TalkId>().notNull(),
  memberId: text('member_id').$type<MemberId>().notNull(),
  takenAt: integer('taken_at').notNull(),
  releasedAt: integer('released_at'),
});

export const memberPhotos = sqliteTable('member_photos', {
  memberId: text('member_id').$type<MemberId>().primaryKey(),
  sourceHash: text('source_hash'),
  pngHash: text('png_hash'),
  png: blob('png', { mode: 'buffer' }).$type<Uint8Array>(),
  checkedAt: integer('checked_at').notNull(),
});

export const missingMembers = sqliteTable('missing_members', {
  memberId: text('member_id').$type<MemberId>().primaryKey(),
  since: integer('since').notNull(),
  polls: integer('polls').notNull(),
});

export const newcomers = sqliteTable('newcomers', {
  memberId: text('member_id').$type<MemberId>().primaryKey(),
});

export const directoryAlarms = sqliteTable('directory_alarms', {
  id: integer('id').primaryKey(),
  known: integer('known').notNull(),
  active: integer('active').notNull(),
  tokenHash: text('token_hash').notNull(),
  reportedAt: integer('reported_at').notNull(),
  acceptedAt: integer('accepted_at'),
});

export const memberAbsences = sqliteTable('member_absences', {
  memberId: text('member_id').$type<MemberId>().primaryKey(),
  kind: text('kind').$type<AbsenceKind>().notNull(),
  since: integer('since').notNull(),
});

export const absenceNotices = sqliteTable(
  'absence_notices',
  {
    memberId: text('member_id').$type<MemberId>().notNull(),
    channelId: text('channel_id').$type<ChannelId>().notNull(),
    lineUserId: text('line_user_id').$type<LineUserId>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.memberId, table.channelId, table.lineUserId] })],
);

export const registrationResults = sqliteTable('registration_results', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  requestedBy: text('requested_by').notNull(),
  memberId: text('member_id').$type<MemberId>().notNull(),
  status: text('status').$type<LinkStatus>().notNull(),
  reason: text('reason').$type<FailureReason>(),
  talkId: text('talk_id').$type<TalkId>(),
});

export const massRegistrations = sqliteTable('mass_registrations', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  requestedBy: text('requested_by').$type<MemberId>(),
  total: integer('total').notNull(),
  quartersTold: integer('quarters_told').notNull().default(0),
});

export const massRegistrationMembers = sqliteTable('mass_registration_members', {
  memberId: text('member_id').$type<MemberId>().primaryKey(),
  runId: integer('run_id').notNull(),
  state: text('state').$type<'waiting' | 'started' | 'done'>().notNull().default('waiting'),
  status: text('status').$type<LinkStatus>(),
  reason: text('reason').$type<FailureReason>(),
});

/** Pages of readings that had to wait. */
export const directoryPages = sqliteTable(
  'directory_pages',
  {
    pass: text('pass').notNull(),
    page: integer('page').notNull(),
    users: text('users').notNull(),
    nextCursor: text('next_cursor').notNull(),
    readAt: integer('read_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.pass, table.page] })],
);
