import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Actor } from '../domain/audit.ts';
import type {
  ChannelId,
  EntryId,
  LineUserId,
  MemberId,
  TalkId,
  TalkRoomId,
  WorksChannelId,
} from '../domain/ids.ts';
import type { Language } from '../domain/language.ts';
import type { AbsenceKind } from '../domain/plan-directory.ts';
import type { FailureReason, LinkStatus } from '../domain/registration.ts';

/** The tables of migrations/, typed. What each is for is said there. */

const flag = (name: string) => integer(name, { mode: 'boolean' }).notNull().default(false);

export const identity = sqliteTable('identity', {
  id: integer('id').primaryKey(),
  owner: text('owner').notNull(),
});

export const link = sqliteTable('link', {
  id: integer('id').primaryKey(),
  enabled: flag('enabled'),
  scope: text('scope').$type<'selected' | 'all'>().notNull().default('selected'),
  autoAdd: flag('auto_add'),
  language: text('language').$type<Language>().notNull().default('ja'),
  changedAt: integer('changed_at').notNull().default(0),
});

export const officialAccounts = sqliteTable('official_accounts', {
  channelId: text('channel_id').$type<ChannelId>().primaryKey(),
  shared: flag('shared'),
  botUserId: text('bot_user_id'),
  basicId: text('basic_id'),
  displayName: text('display_name'),
  memberId: text('member_id').$type<MemberId>(),
  fault: text('fault'),
  checkedAt: integer('checked_at'),
  quotaRefusals: integer('quota_refusals').notNull().default(0),
  quotaResumesAt: integer('quota_resumes_at'),
  wishedMember: text('wished_member'),
  quotaLimit: integer('quota_limit'),
  quotaUsed: integer('quota_used'),
  quotaSeenAt: integer('quota_seen_at'),
});

export const lineUsers = sqliteTable('line_users', {
  lineUserId: text('line_user_id').$type<LineUserId>().primaryKey(),
  displayName: text('display_name'),
  language: text('language'),
  pictureUrl: text('picture_url'),
  profileAt: integer('profile_at'),
});

export const friendships = sqliteTable(
  'friendships',
  {
    channelId: text('channel_id').$type<ChannelId>().notNull(),
    lineUserId: text('line_user_id').$type<LineUserId>().notNull(),
    state: text('state').$type<'unknown' | 'friend' | 'blocked'>().notNull(),
    changedAt: integer('changed_at').notNull(),
    lastMessageAt: integer('last_message_at').notNull().default(0),
    refusedToldAt: integer('refused_told_at').notNull().default(0),
    unaddressedToldAt: integer('unaddressed_told_at').notNull().default(0),
    guessToldAt: integer('guess_told_at').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.channelId, table.lineUserId] })],
);

export const replyTokens = sqliteTable('reply_tokens', {
  token: text('token').primaryKey(),
  channelId: text('channel_id').$type<ChannelId>().notNull(),
  lineUserId: text('line_user_id').$type<LineUserId>().notNull(),
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
  readAt: integer('read_at').notNull(),
});

export const languages = sqliteTable('languages', {
  memberId: text('member_id').$type<MemberId>().primaryKey(),
  language: text('language').$type<Language>().notNull(),
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

export type CloseReason =
  | 'link-off'
  | 'member-removed'
  | 'account-gone'
  | 'left-by-user'
  | 'closed-by-member'
  | 'blocked-by-member'
  | 'handed-over'
  | 'closed-by-admin';

export const talkRooms = sqliteTable('talk_rooms', {
  id: integer('id').$type<TalkRoomId>().primaryKey({ autoIncrement: true }),
  channelId: text('channel_id').$type<ChannelId>().notNull(),
  lineUserId: text('line_user_id').$type<LineUserId>().notNull(),
  memberId: text('member_id').$type<MemberId>().notNull(),
  state: text('state').$type<'open' | 'closed'>().notNull(),
  worksChannelId: text('works_channel_id').$type<WorksChannelId>(),
  creatingSince: integer('creating_since'),
  openedAt: integer('opened_at').notNull(),
  closedAt: integer('closed_at'),
  closedReason: text('closed_reason').$type<CloseReason>(),
  withdrawnTold: flag('withdrawn_told'),
  openedEntry: integer('opened_entry').notNull().default(0),
  closedEntry: integer('closed_entry').notNull().default(0),
  memberSpokeEntry: integer('member_spoke_entry').notNull().default(0),
  lineUserSpokeEntry: integer('line_user_spoke_entry').notNull().default(0),
  givenName: text('given_name'),
  /** The room that took this one over. */
  successorId: integer('successor_id').$type<TalkRoomId>(),
});

export const roomRuns = sqliteTable('room_runs', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  kind: text('kind').$type<'close' | 'hand-over'>().notNull(),
  actor: text('actor', { mode: 'json' }).$type<Actor>().notNull(),
  reason: text('reason').$type<CloseReason>(),
  fromMember: text('from_member').$type<MemberId>(),
  toMember: text('to_member').$type<MemberId>(),
  undelivered: integer('undelivered').notNull().default(0),
  moved: integer('moved').notNull().default(0),
  startedAt: integer('started_at').notNull(),
});

export const roomRunRooms = sqliteTable(
  'room_run_rooms',
  {
    runId: integer('run_id').notNull(),
    roomId: integer('room_id').$type<TalkRoomId>().notNull(),
    state: text('state').$type<'waiting' | 'done' | 'dropped'>().notNull().default('waiting'),
    notice: text('notice').$type<'waiting' | 'sent' | 'later'>(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.roomId] })],
);

export const memberBlocks = sqliteTable(
  'member_blocks',
  {
    memberId: text('member_id').$type<MemberId>().notNull(),
    lineUserId: text('line_user_id').$type<LineUserId>().notNull(),
    blockedAt: integer('blocked_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.memberId, table.lineUserId] })],
);

export const speakers = sqliteTable('speakers', {
  speaker: text('speaker').primaryKey(),
  currentRoomId: integer('current_room_id').$type<TalkRoomId>(),
  currentEntry: integer('current_entry').notNull().default(0),
  lastMessageEntry: integer('last_message_entry').notNull().default(0),
});

export const questions = sqliteTable('questions', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  speaker: text('speaker').notNull(),
  token: text('token').notNull().unique(),
  state: text('state').$type<'open' | 'answered' | 'expired'>().notNull(),
  askedAt: integer('asked_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  /** The rooms in the order of their numbers: a number keeps its meaning while the question is open. */
  numbered: text('numbered', { mode: 'json' }).$type<readonly TalkRoomId[]>().notNull().default([]),
});

export const heldMessages = sqliteTable('held_messages', {
  entryId: integer('entry_id').$type<EntryId>().primaryKey(),
  questionId: integer('question_id').notNull(),
  quotedEntryId: integer('quoted_entry_id').$type<EntryId>(),
});

export const confirmations = sqliteTable('confirmations', {
  tokenHash: text('token_hash').primaryKey(),
  proposer: text('proposer').$type<MemberId>().notNull(),
  command: text('command').notNull(),
  proposedAt: integer('proposed_at').notNull(),
  settledAt: integer('settled_at'),
});

export const pinnedAdmins = sqliteTable('pinned_admins', {
  entry: text('entry').primaryKey(),
  memberId: text('member_id').$type<MemberId>().notNull(),
  pinnedAt: integer('pinned_at').notNull(),
});

export const roleGrants = sqliteTable(
  'role_grants',
  {
    memberId: text('member_id').$type<MemberId>().notNull(),
    role: text('role').$type<'link-admin' | 'auditor'>().notNull(),
    grantedBy: text('granted_by').$type<MemberId>().notNull(),
    grantedAt: integer('granted_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.memberId, table.role] })],
);

export const talkIds = sqliteTable('talk_ids', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  talkId: text('talk_id').$type<TalkId>().notNull(),
  memberId: text('member_id').$type<MemberId>().notNull(),
  takenAt: integer('taken_at').notNull(),
  releasedAt: integer('released_at'),
});

export const inbox = sqliteTable('inbox', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  dedupeKey: text('dedupe_key').notNull().unique(),
  platform: text('platform').$type<Platform>().notNull(),
  account: text('account').notNull(),
  verdict: text('verdict').$type<Verdict>().notNull(),
  body: text('body'),
  receivedAt: integer('received_at').notNull(),
  state: text('state').$type<'waiting' | 'done' | 'failed'>().notNull().default('waiting'),
  notBefore: integer('not_before').notNull().default(0),
  attempts: integer('attempts').notNull().default(0),
  result: text('result'),
});

export type Platform = 'line' | 'line-works';
/** Whether an event is acted on, or only recorded, and why. */
export type Verdict = 'act' | 'stale' | 'not-ours';

export const outbox = sqliteTable(
  'outbox',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    lane: text('lane').notNull(),
    class: integer('class').notNull(),
    roomId: integer('room_id').$type<TalkRoomId>(),
    entryId: integer('entry_id').$type<EntryId>(),
    payload: text('payload'),
    progress: integer('progress').notNull().default(0),
    moves: integer('moves').notNull().default(0),
    state: text('state').$type<OutboxState>().notNull().default('queued'),
    reason: text('reason'),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [index('outbox_queued').on(table.lane, table.id)],
);

export type OutboxState = 'queued' | 'sent' | 'refused' | 'uncertain' | 'exhausted' | 'cancelled';

export const lanes = sqliteTable('lanes', {
  lane: text('lane').primaryKey(),
  platform: text('platform').$type<Platform>().notNull(),
  class: integer('class').notNull(),
  dueAt: integer('due_at').notNull(),
});

export const requests = sqliteTable('requests', {
  lane: text('lane').primaryKey(),
  step: text('step').notNull(),
  rowIds: text('row_ids', { mode: 'json' }).$type<readonly number[]>().notNull(),
  address: text('address').notNull(),
  body: text('body'),
  retryKey: text('retry_key'),
  replyToken: text('reply_token'),
  replyReceivedAt: integer('reply_received_at'),
  inFlight: flag('in_flight'),
  attempts: integer('attempts').notNull(),
  unclear: integer('unclear').notNull().default(0),
  firstAttemptAt: integer('first_attempt_at').notNull(),
  lastAttemptAt: integer('last_attempt_at').notNull(),
});

export const jobs = sqliteTable('jobs', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  kind: text('kind').notNull(),
  key: text('key').notNull(),
  payload: text('payload').notNull(),
  dueAt: integer('due_at').notNull(),
  attempts: integer('attempts').notNull().default(0),
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

export const lineMessages = sqliteTable('line_messages', {
  messageId: text('message_id').primaryKey(),
  entryId: integer('entry_id').$type<EntryId>().notNull(),
  roomId: integer('room_id').$type<TalkRoomId>(),
});

export const unsentMessages = sqliteTable('unsent_messages', {
  messageId: text('message_id').primaryKey(),
  unsentAt: integer('unsent_at').notNull(),
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
});

export const deadBlobs = sqliteTable('dead_blobs', {
  sha256: text('sha256').primaryKey(),
});

export const auditEntries = sqliteTable('audit_entries', {
  id: integer('id').$type<EntryId>().primaryKey(),
  at: integer('at').notNull(),
  action: text('action').notNull(),
  actorKind: text('actor_kind').notNull(),
  actorId: text('actor_id').notNull(),
  actorName: text('actor_name').notNull(),
  roomId: integer('room_id').$type<TalkRoomId>(),
  channelId: text('channel_id').$type<ChannelId>(),
  lineUserId: text('line_user_id').$type<LineUserId>(),
  lineUserName: text('line_user_name'),
  memberId: text('member_id').$type<MemberId>(),
  memberName: text('member_name'),
  direction: text('direction').$type<'in' | 'out'>(),
  kind: text('kind'),
  outcome: text('outcome').notNull(),
  reason: text('reason'),
  aboutId: integer('about_id').$type<EntryId>(),
  facts: text('facts').notNull(),
  contentDigest: text('content_digest').notNull(),
  previousHash: text('previous_hash').notNull(),
  hash: text('hash').notNull(),
});

export const auditContents = sqliteTable('audit_contents', {
  entryId: integer('entry_id').$type<EntryId>().primaryKey(),
  text: text('text').notNull(),
  detail: text('detail'),
  salt: text('salt').notNull(),
});

export const memberPhotos = sqliteTable('member_photos', {
  memberId: text('member_id').$type<MemberId>().primaryKey(),
  sourceHash: text('source_hash'),
  pngHash: text('png_hash'),
  png: blob('png', { mode: 'buffer' }).$type<Uint8Array>(),
  checkedAt: integer('checked_at').notNull(),
});

export const filePolicy = sqliteTable('file_policy', {
  id: integer('id').primaryKey(),
  inbound: text('inbound').$type<'allow' | 'deny'>().notNull().default('allow'),
  outbound: text('outbound').$type<'allow' | 'deny'>().notNull().default('allow'),
  blocked: text('blocked', { mode: 'json' }).$type<readonly string[]>().notNull().default([]),
  limitBytes: integer('limit_bytes'),
});

export const secrets = sqliteTable('secrets', {
  name: text('name').primaryKey(),
  value: text('value').notNull(),
});
