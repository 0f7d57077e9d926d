import type { ChannelId, MemberId } from '../../domain/ids.ts';
import type { Language } from '../../domain/language.ts';
import { flag, integer, primaryKey, sqliteTable, text } from './columns.ts';

/* The link, its accounts, roles and settings. migrations/ says what each table is for. */

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
  /** When a check last found something new. */
  checkedAt: integer('checked_at'),
  quotaRefusals: integer('quota_refusals').notNull().default(0),
  quotaResumesAt: integer('quota_resumes_at'),
  wishedMember: text('wished_member'),
  quotaLimit: integer('quota_limit'),
  quotaUsed: integer('quota_used'),
  quotaSeenAt: integer('quota_seen_at'),
  quotaCounted: integer('quota_counted').notNull().default(0),
  quotaCountedAt: integer('quota_counted_at').notNull().default(0),
});

export const languages = sqliteTable('languages', {
  memberId: text('member_id').$type<MemberId>().primaryKey(),
  language: text('language').$type<Language>().notNull(),
  /** False: only used; the next command in another language changes it. */
  chosen: flag('chosen'),
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

export const confirmations = sqliteTable('confirmations', {
  tokenHash: text('token_hash').primaryKey(),
  proposer: text('proposer').$type<MemberId>().notNull(),
  command: text('command').notNull(),
  proposedAt: integer('proposed_at').notNull(),
  settledAt: integer('settled_at'),
});

export const filePolicy = sqliteTable('file_policy', {
  id: integer('id').primaryKey(),
  inbound: text('inbound').$type<'allow' | 'deny'>().notNull().default('allow'),
  outbound: text('outbound').$type<'allow' | 'deny'>().notNull().default('allow'),
  blocked: text('blocked', { mode: 'json' }).$type<readonly string[]>().notNull().default([]),
  limitBytes: integer('limit_bytes'),
});

/** Copies that this database came out of. migrations/0046 says more. */
export const restorations = sqliteTable('restorations', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  source: text('source').$type<'backup' | 'export' | 'point-in-time'>().notNull(),
  /** Epoch ms. */
  madeAt: integer('made_at').notNull(),
  /** Null: what waited has not been ended yet. */
  settledAt: integer('settled_at'),
  /** Of `point-in-time` (src/store/restorations.ts). */
  noted: text('noted'),
});

export const secrets = sqliteTable('secrets', {
  name: text('name').primaryKey(),
  value: text('value').notNull(),
});

/** What a host that sleeps knows again when it wakes. migrations/0049 says more. */
export const keptStates = sqliteTable('kept_states', {
  subject: text('subject').primaryKey(),
  value: text('value').notNull(),
});
