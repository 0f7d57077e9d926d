import type { UndeliveredState } from '../../domain/delivery/judge-resend.ts';
import type { EventResult } from '../../domain/event-result.ts';
import type { ChannelId, EntryId, LineUserId, MemberId, TalkRoomId } from '../../domain/ids.ts';
import { anyValue, flag, index, integer, primaryKey, sqliteTable, text } from './columns.ts';

/*
 * What has come in, what goes out, and what is to be done. migrations/ says what each table is for.
 */

export const inbox = sqliteTable('inbox', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  platform: text('platform').$type<Platform>().notNull(),
  account: text('account').notNull(),
  verdict: text('verdict').$type<Verdict>().notNull(),
  body: text('body'),
  receivedAt: integer('received_at').notNull(),
  state: text('state').$type<'waiting' | 'done' | 'failed'>().notNull().default('waiting'),
  notBefore: integer('not_before').notNull().default(0),
  attempts: integer('attempts').notNull().default(0),
  result: text('result').$type<EventResult | 'fault' | 'restored'>(),
  /** Whose event it is, while it waits. */
  speaker: text('speaker'),
  turn: integer('turn').notNull().default(0),
  /** A code of what we stumbled over. */
  fault: text('fault'),
  /** The administrator who had it processed again. */
  replayedBy: text('replayed_by').$type<MemberId>(),
});

/** An event's key: an id from its platform, or the digest of its bytes. */
export const seenEvents = sqliteTable(
  'seen_events',
  { account: text('account').notNull(), key: anyValue('key').$type<EventKey>().notNull() },
  (table) => [primaryKey({ columns: [table.account, table.key] })],
);

export type EventKey = string | Uint8Array;

export const PLATFORMS = ['line', 'line-works'] as const;
export type Platform = (typeof PLATFORMS)[number];

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
    /** How often a fault of ours stopped it. */
    faults: integer('faults').notNull().default(0),
    /** The event that it follows from; null: none, or it is from before this was noted. */
    inboxId: integer('inbox_id'),
  },
  (table) => [index('outbox_queued').on(table.lane, table.id)],
);

export type OutboxState = 'queued' | 'sent' | 'refused' | 'uncertain' | 'exhausted' | 'cancelled';

export const lanes = sqliteTable('lanes', {
  lane: text('lane').primaryKey(),
  platform: text('platform').$type<Platform>().notNull(),
  class: integer('class').notNull(),
  dueAt: integer('due_at').notNull(),
  /** For words: when they were last served, epoch ms. For files: their turn. */
  turn: integer('turn').notNull().default(0),
  /** Whose file it carries; null for words. */
  owner: text('owner'),
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

/** People's messages that did not arrive, or may not have. */
export const undelivered = sqliteTable('undelivered', {
  rowId: integer('row_id').primaryKey(),
  roomId: integer('room_id').$type<TalkRoomId>().notNull(),
  entryId: integer('entry_id').$type<EntryId>().notNull(),
  quotedEntryId: integer('quoted_entry_id').$type<EntryId>(),
  side: text('side').$type<Platform>().notNull(),
  state: text('state').$type<UndeliveredState>().notNull(),
  reason: text('reason'),
  progress: integer('progress').notNull(),
  queuedAt: integer('queued_at').notNull(),
  endedAt: integer('ended_at').notNull(),
  /** Without words; null: known by the columns. */
  errand: text('errand'),
  requestId: integer('request_id'),
});

/** The bytes of their last requests, for a day. */
export const keptRequests = sqliteTable('kept_requests', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  step: text('step').notNull(),
  rowIds: text('row_ids', { mode: 'json' }).$type<readonly number[]>().notNull(),
  address: text('address').notNull(),
  target: text('target').notNull(),
  body: text('body'),
  retryKey: text('retry_key'),
  unclear: integer('unclear').notNull(),
  firstAttemptAt: integer('first_attempt_at').notNull(),
});

export const jobs = sqliteTable('jobs', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  kind: text('kind').notNull(),
  key: text('key').notNull(),
  payload: text('payload').notNull(),
  dueAt: integer('due_at').notNull(),
  attempts: integer('attempts').notNull().default(0),
  /** How often it was planned: by this an end sees that it was planned again while it ran. */
  plans: integer('plans').notNull().default(1),
});

/** A message id counts within this: one OA and one LINE user. */
const chat = {
  channelId: text('channel_id').$type<ChannelId>().notNull(),
  /** Empty where LINE did not tell the writer. */
  lineUserId: text('line_user_id').$type<LineUserId | ''>().notNull(),
};

export const lineChats = sqliteTable('line_chats', { id: integer('id').primaryKey(), ...chat });

export const lineMessages = sqliteTable(
  'line_messages',
  {
    messageId: text('message_id').notNull(),
    chatId: integer('chat_id').notNull(),
    entryId: integer('entry_id').$type<EntryId>().notNull(),
    /** The room it was first said in; null: it was held. */
    roomId: integer('room_id').$type<TalkRoomId>(),
    /** The event that brought it; null for messages we sent. */
    inboxId: integer('inbox_id'),
  },
  (table) => [primaryKey({ columns: [table.messageId, table.chatId] })],
);

export const unsentMessages = sqliteTable(
  'unsent_messages',
  { messageId: text('message_id').notNull(), ...chat, unsentAt: integer('unsent_at').notNull() },
  (table) => [primaryKey({ columns: [table.messageId, table.channelId, table.lineUserId] })],
);

export const housekeeping = sqliteTable('housekeeping', {
  id: integer('id').primaryKey(),
  bodiesForgottenTo: integer('bodies_forgotten_to').notNull(),
});

export const eventAlarm = sqliteTable('event_alarm', {
  id: integer('id').primaryKey(),
  untold: integer('untold').notNull().default(0),
  toldAt: integer('told_at'),
});
