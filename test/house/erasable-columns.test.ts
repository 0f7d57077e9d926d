import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNodeStore } from '../../src/store/sqlite/node.ts';
import { readText } from './sources.ts';

/*
 * A column that can take a customer's words has to be one that forgetting a LINE user empties. So
 * each column of text or bytes stands in one of these lists: whoever adds one has to decide.
 */

/** Names and words of customers stand here: forgetting erases them (docs/design.md says how). */
const FORGOTTEN: Readonly<Record<string, string>> = {
  audit_blocks: 'bytes',
  audit_content_rows: 'text detail salt',
  audit_links: 'leads_to',
  audit_people_rows: 'name salt',
  confirmations: 'command',
  forgettings: 'names',
  inbox: 'body',
  jobs: 'payload',
  kept_notices: 'text',
  kept_requests: 'body',
  line_users: 'display_name language picture_url',
  media: 'file_name sha256 preview_sha256',
  outbox: 'payload',
  requests: 'body',
  talk_rooms: 'given_name',
};

/** Ids, codes, digests, addresses of calls, words of ours and of members: nothing of customers. */
const NOTHING_OF_CUSTOMERS: Readonly<Record<string, string>> = {
  absence_notices: 'member_id channel_id line_user_id',
  alerts: 'subject stage',
  audit_checkpoints: 'note',
  audit_entry_rows: 'action channel_id direction kind outcome reason facts content_digest hash',
  audit_exports: 'form file_name state day',
  audit_holds: 'kind subject',
  audit_keys: 'verifier_key',
  audit_links: 'token_hash member_id',
  audit_people_rows: 'kind person digest',
  audit_segments: 'state times aliases',
  audit_sessions: 'token_hash member_id language looked',
  blobs: 'sha256 place',
  confirmations: 'token_hash proposer',
  dead_blobs: 'sha256',
  direct_rooms: 'bot_id works_channel_id member_id',
  directory_alarms: 'token_hash',
  directory_pages: 'pass users next_cursor',
  end_questions: 'place ending',
  file_policy: 'inbound outbound blocked',
  forgettings: 'line_user_id asked_by stage',
  friendships: 'channel_id line_user_id state turned_away_why',
  hosting: 'name salt standing by',
  identity: 'owner',
  import_pieces: 'bytes',
  imports: 'progress',
  inbox: 'platform account verdict state result speaker fault replayed_by',
  jobs: 'kind key',
  kept_notices: 'channel_id line_user_id notice',
  kept_states: 'subject value',
  kept_requests: 'step row_ids address target retry_key',
  lanes: 'lane platform owner',
  languages: 'member_id language',
  left_rooms: 'works_channel_id',
  line_chats: 'channel_id line_user_id',
  line_messages: 'message_id',
  line_users: 'line_user_id reread_via',
  link: 'scope language',
  link_members: 'member_id status talk_id reason requested_by room_mode',
  mass_registration_members: 'member_id state status reason',
  mass_registrations: 'requested_by',
  media: 'content_type state reason set_id',
  member_absences: 'member_id kind',
  member_blocks: 'member_id line_user_id',
  member_photos: 'member_id source_hash png_hash png',
  members: `member_id email full_name last_name first_name phonetic nick_name other_names department
    position search_text refused_sender reading_key locale`,
  migrations: 'name',
  missing_members: 'member_id',
  newcomers: 'member_id',
  official_accounts: `channel_id bot_user_id basic_id display_name member_id fault wished_member`,
  outbox: 'lane state reason',
  pinned_admins: 'entry member_id',
  questions: 'speaker token state numbered',
  registration_results: 'requested_by member_id status reason talk_id',
  reply_tokens: 'token channel_id line_user_id',
  requests: 'lane step row_ids address retry_key reply_token',
  restorations: 'source noted',
  retentions: 'what',
  role_grants: 'member_id role granted_by',
  room_run_rooms: 'state notice',
  room_runs: 'kind actor reason from_member to_member',
  secrets: 'name value',
  seen_events: 'account key',
  // Names and secrets of the company and its own people, and keys of operators.
  settings: 'name value sealed key_id by',
  silences: 'platform',
  speakers: 'speaker',
  talk_id_tries: 'line_user_id',
  talk_ids: 'talk_id member_id',
  talk_rooms: 'channel_id line_user_id member_id state works_channel_id closed_reason',
  undelivered: 'side state reason errand',
  unsent_messages: 'message_id channel_id line_user_id',
};

const listed = (columns: Readonly<Record<string, string>>): string[] =>
  Object.entries(columns).flatMap(([table, names]) =>
    names.split(/\s+/).map((name) => `${table}.${name}`),
  );

const folder = mkdtempSync(join(tmpdir(), 'kakehashi-columns-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(() => openNodeStore(folder).close());

/** Every column that takes more than numbers. */
function columnsOfWords(): string[] {
  const database = new Sqlite(join(folder, 'kakehashi.db'), { readonly: true });
  try {
    return database
      .prepare<[], { column: string }>(
        `SELECT tables.name || '.' || columns.name AS column
          FROM sqlite_schema AS tables JOIN pragma_table_info(tables.name) AS columns
          WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite_%'
            AND columns.type NOT IN ('INTEGER', 'REAL')`,
      )
      .all()
      .map(({ column }) => column);
  } finally {
    database.close();
  }
}

test('of each column it is known whether forgetting a LINE user has to empty it', () => {
  const known = [...listed(FORGOTTEN), ...listed(NOTHING_OF_CUSTOMERS)];
  expect(columnsOfWords().sort()).toEqual(known.sort());
});

test.each(Object.keys(FORGOTTEN))('docs/design.md says what forgetting does with %s', (table) => {
  const rows = readText('docs/design.md').match(
    /^\| where \| what of a customer[\s\S]*?\n\n/mu,
  )?.[0];
  expect(rows).toMatch(new RegExp(`\`${table}[.\`]`, 'u'));
});
