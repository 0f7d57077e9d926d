import type { Actor } from '../../domain/audit.ts';
import type { LineNotice } from '../../domain/delivery/errand.ts';
import type {
  ChannelId,
  EntryId,
  LineUserId,
  MemberId,
  TalkRoomId,
  WorksChannelId,
} from '../../domain/ids.ts';
import type { Ending } from '../../domain/messages/end-question.ts';
import type { Speaker } from '../../domain/speaker.ts';
import { flag, integer, primaryKey, sqliteTable, text } from './columns.ts';

/* Talk rooms and whom their speakers mean. migrations/ says what each table is for. */

export type CloseReason =
  | 'link-off'
  | 'member-removed'
  | 'account-gone'
  | 'left-by-user'
  | 'closed-by-member'
  | 'blocked-by-member'
  | 'handed-over'
  | 'closed-by-admin'
  | 'forgotten';

export const talkRooms = sqliteTable('talk_rooms', {
  id: integer('id').$type<TalkRoomId>().primaryKey({ autoIncrement: true }),
  channelId: text('channel_id').$type<ChannelId>().notNull(),
  lineUserId: text('line_user_id').$type<LineUserId>().notNull(),
  memberId: text('member_id').$type<MemberId>().notNull(),
  state: text('state').$type<'open' | 'closed'>().notNull(),
  worksChannelId: text('works_channel_id').$type<WorksChannelId>(),
  openedAt: integer('opened_at').notNull(),
  closedAt: integer('closed_at'),
  closedReason: text('closed_reason').$type<CloseReason>(),
  /** It was in the bot's 1:1 room when it closed. */
  closedDirect: flag('closed_direct'),
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
    tries: integer('tries').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.runId, table.roomId] })],
);

export const keptNotices = sqliteTable('kept_notices', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  channelId: text('channel_id').$type<ChannelId>().notNull(),
  lineUserId: text('line_user_id').$type<LineUserId>().notNull(),
  notice: text('notice').$type<LineNotice>().notNull(),
  text: text('text').notNull(),
  roomId: integer('room_id').$type<TalkRoomId>(),
  keptAt: integer('kept_at').notNull(),
  queued: flag('queued'),
});

export const memberBlocks = sqliteTable(
  'member_blocks',
  {
    memberId: text('member_id').$type<MemberId>().notNull(),
    lineUserId: text('line_user_id').$type<LineUserId>().notNull(),
    blockedAt: integer('blocked_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.memberId, table.lineUserId] })],
);

export const leftRooms = sqliteTable('left_rooms', {
  worksChannelId: text('works_channel_id').$type<WorksChannelId>().primaryKey(),
  roomId: integer('room_id').$type<TalkRoomId>().notNull(),
});

export const speakers = sqliteTable('speakers', {
  speaker: text('speaker').$type<Speaker>().primaryKey(),
  currentRoomId: integer('current_room_id').$type<TalkRoomId>(),
  currentEntry: integer('current_entry').notNull().default(0),
  lastMessageEntry: integer('last_message_entry').notNull().default(0),
});

export const questions = sqliteTable('questions', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  speaker: text('speaker').$type<Speaker>().notNull(),
  token: text('token').notNull().unique(),
  state: text('state').$type<'open' | 'answered' | 'expired'>().notNull(),
  askedAt: integer('asked_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  /** The rooms in the order of their numbers, which stay the same while the question is open. */
  numbered: text('numbered', { mode: 'json' }).$type<readonly TalkRoomId[]>().notNull().default([]),
});

export const heldMessages = sqliteTable('held_messages', {
  entryId: integer('entry_id').$type<EntryId>().primaryKey(),
  questionId: integer('question_id').notNull(),
  quotedEntryId: integer('quoted_entry_id').$type<EntryId>(),
});

export const endQuestions = sqliteTable('end_questions', {
  /** A speaker, or `room:` and the id of a talk room. */
  place: text('place').primaryKey(),
  ending: text('ending').$type<Ending>().notNull(),
  roomId: integer('room_id').$type<TalkRoomId>().notNull(),
  /** Null until it has been said. */
  askedAt: integer('asked_at'),
  askedEntry: integer('asked_entry').$type<EntryId>().notNull(),
});
