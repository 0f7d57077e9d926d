import type { Migration } from './store.ts';

/** The files of migrations/ as a Worker carries them. Written by `npm run docs`. */
export const MIGRATIONS: readonly Migration[] = [
  {
    name: '0001_core.sql',
    sql: `CREATE TABLE identity ( id INTEGER PRIMARY KEY CHECK (id = 1), owner TEXT NOT NULL ) STRICT; CREATE TABLE link ( id INTEGER PRIMARY KEY CHECK (id = 1), enabled INTEGER NOT NULL DEFAULT 0, scope TEXT NOT NULL DEFAULT 'selected' CHECK (scope IN ('selected', 'all')), auto_add INTEGER NOT NULL DEFAULT 0, language TEXT NOT NULL DEFAULT 'ja' CHECK (language IN ('ja', 'en')), changed_at INTEGER NOT NULL DEFAULT 0 ) STRICT; INSERT INTO link (id) VALUES (1); CREATE TABLE official_accounts ( channel_id TEXT PRIMARY KEY, shared INTEGER NOT NULL, bot_user_id TEXT, basic_id TEXT, display_name TEXT, member_id TEXT, fault TEXT, checked_at INTEGER, quota_refusals INTEGER NOT NULL DEFAULT 0, quota_resumes_at INTEGER ) STRICT; CREATE TABLE line_users ( line_user_id TEXT PRIMARY KEY, display_name TEXT, language TEXT, picture_url TEXT, profile_at INTEGER ) STRICT; CREATE TABLE friendships ( channel_id TEXT NOT NULL, line_user_id TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('unknown', 'friend', 'blocked')), changed_at INTEGER NOT NULL, last_message_at INTEGER NOT NULL DEFAULT 0, refused_told_at INTEGER NOT NULL DEFAULT 0, unaddressed_told_at INTEGER NOT NULL DEFAULT 0, guess_told_at INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (channel_id, line_user_id) ) STRICT, WITHOUT ROWID; CREATE TABLE reply_tokens ( token TEXT PRIMARY KEY, channel_id TEXT NOT NULL, line_user_id TEXT NOT NULL, received_at INTEGER NOT NULL, occurred_at INTEGER NOT NULL ) STRICT, WITHOUT ROWID; CREATE INDEX reply_tokens_by_chat ON reply_tokens (channel_id, line_user_id, received_at); CREATE TABLE members ( member_id TEXT PRIMARY KEY, email TEXT, full_name TEXT NOT NULL, last_name TEXT, first_name TEXT, phonetic TEXT, nick_name TEXT, other_names TEXT NOT NULL DEFAULT '[]', department TEXT, position TEXT, is_administrator INTEGER NOT NULL DEFAULT 0, is_suspended INTEGER NOT NULL DEFAULT 0, is_waiting INTEGER NOT NULL DEFAULT 0, is_deleted INTEGER NOT NULL DEFAULT 0, is_on_leave INTEGER NOT NULL DEFAULT 0, search_text TEXT NOT NULL, read_at INTEGER NOT NULL ) STRICT; CREATE INDEX members_by_email ON members (email); CREATE TABLE languages ( member_id TEXT PRIMARY KEY, language TEXT NOT NULL CHECK (language IN ('ja', 'en')) ) STRICT, WITHOUT ROWID; CREATE TABLE direct_rooms ( bot_id TEXT NOT NULL, works_channel_id TEXT NOT NULL, member_id TEXT NOT NULL, PRIMARY KEY (bot_id, works_channel_id) ) STRICT, WITHOUT ROWID; CREATE TABLE link_members ( member_id TEXT PRIMARY KEY, status TEXT NOT NULL CHECK (status IN ('pending', 'available', 'failed', 'retrying')), talk_id TEXT UNIQUE, reason TEXT, requested_by TEXT, added_at INTEGER NOT NULL, changed_at INTEGER NOT NULL, room_mode TEXT CHECK (room_mode IN ('room', 'direct')) ) STRICT; CREATE TABLE talk_rooms ( id INTEGER PRIMARY KEY AUTOINCREMENT, channel_id TEXT NOT NULL, line_user_id TEXT NOT NULL, member_id TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('open', 'closed')), works_channel_id TEXT, creating_since INTEGER, opened_at INTEGER NOT NULL, closed_at INTEGER, closed_reason TEXT, withdrawn_told INTEGER NOT NULL DEFAULT 0, opened_entry INTEGER NOT NULL DEFAULT 0, closed_entry INTEGER NOT NULL DEFAULT 0, member_spoke_entry INTEGER NOT NULL DEFAULT 0, line_user_spoke_entry INTEGER NOT NULL DEFAULT 0 ) STRICT; CREATE UNIQUE INDEX talk_rooms_open ON talk_rooms (channel_id, line_user_id, member_id) WHERE state = 'open'; CREATE INDEX talk_rooms_by_member ON talk_rooms (member_id, state); CREATE INDEX talk_rooms_by_line_user ON talk_rooms (line_user_id, channel_id); CREATE UNIQUE INDEX talk_rooms_by_works ON talk_rooms (works_channel_id) WHERE works_channel_id IS NOT NULL; CREATE TABLE speakers ( speaker TEXT PRIMARY KEY, current_room_id INTEGER, current_entry INTEGER NOT NULL DEFAULT 0, last_message_entry INTEGER NOT NULL DEFAULT 0 ) STRICT, WITHOUT ROWID; CREATE TABLE questions ( id INTEGER PRIMARY KEY AUTOINCREMENT, speaker TEXT NOT NULL, token TEXT NOT NULL UNIQUE, state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'expired')), asked_at INTEGER NOT NULL, expires_at INTEGER NOT NULL ) STRICT; CREATE UNIQUE INDEX questions_open ON questions (speaker) WHERE state = 'open'; CREATE TABLE held_messages ( entry_id INTEGER PRIMARY KEY, question_id INTEGER NOT NULL REFERENCES questions (id), quoted_entry_id INTEGER ) STRICT; CREATE INDEX held_messages_by_question ON held_messages (question_id, entry_id); CREATE TABLE confirmations ( token_hash TEXT PRIMARY KEY, proposer TEXT NOT NULL, command TEXT NOT NULL, proposed_at INTEGER NOT NULL, settled_at INTEGER ) STRICT, WITHOUT ROWID; CREATE INDEX confirmations_by_proposer ON confirmations (proposer) WHERE settled_at IS NULL; CREATE TABLE pinned_admins ( entry TEXT PRIMARY KEY, member_id TEXT NOT NULL, pinned_at INTEGER NOT NULL ) STRICT, WITHOUT ROWID;`,
  },
  {
    name: '0002_queue.sql',
    sql: `CREATE TABLE inbox ( id INTEGER PRIMARY KEY AUTOINCREMENT, dedupe_key TEXT NOT NULL UNIQUE, platform TEXT NOT NULL CHECK (platform IN ('line', 'line-works')), account TEXT NOT NULL, verdict TEXT NOT NULL CHECK (verdict IN ('act', 'stale', 'not-ours')), body TEXT, received_at INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'failed')), not_before INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0, result TEXT ) STRICT; CREATE INDEX inbox_waiting ON inbox (id) WHERE state = 'waiting'; CREATE INDEX inbox_bodies ON inbox (received_at) WHERE body IS NOT NULL; CREATE TABLE outbox ( id INTEGER PRIMARY KEY AUTOINCREMENT, lane TEXT NOT NULL, class INTEGER NOT NULL, room_id INTEGER, entry_id INTEGER, payload TEXT, progress INTEGER NOT NULL DEFAULT 0, moves INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'refused', 'uncertain', 'exhausted', 'cancelled')), reason TEXT, created_at INTEGER NOT NULL ) STRICT; CREATE INDEX outbox_queued ON outbox (lane, id) WHERE state = 'queued'; CREATE INDEX outbox_by_entry ON outbox (entry_id) WHERE entry_id IS NOT NULL; CREATE INDEX outbox_by_room ON outbox (room_id) WHERE state = 'queued'; CREATE TABLE lanes ( lane TEXT PRIMARY KEY, platform TEXT NOT NULL, class INTEGER NOT NULL, due_at INTEGER NOT NULL ) STRICT, WITHOUT ROWID; CREATE INDEX lanes_due ON lanes (platform, class, due_at); CREATE INDEX lanes_next ON lanes (platform, due_at); CREATE TABLE requests ( lane TEXT PRIMARY KEY, step TEXT NOT NULL, row_ids TEXT NOT NULL, address TEXT NOT NULL, body TEXT, retry_key TEXT, reply_token TEXT, reply_received_at INTEGER, in_flight INTEGER NOT NULL, attempts INTEGER NOT NULL, unclear INTEGER NOT NULL DEFAULT 0, first_attempt_at INTEGER NOT NULL, last_attempt_at INTEGER NOT NULL ) STRICT, WITHOUT ROWID; CREATE TABLE jobs ( id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, key TEXT NOT NULL, payload TEXT NOT NULL, due_at INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, UNIQUE (kind, key) ) STRICT; CREATE INDEX jobs_due ON jobs (due_at); CREATE TABLE line_messages ( message_id TEXT PRIMARY KEY, entry_id INTEGER NOT NULL, room_id INTEGER ) STRICT, WITHOUT ROWID; CREATE INDEX line_messages_by_entry ON line_messages (entry_id); CREATE TABLE unsent_messages ( message_id TEXT PRIMARY KEY, unsent_at INTEGER NOT NULL ) STRICT, WITHOUT ROWID;`,
  },
  {
    name: '0003_audit.sql',
    sql: `CREATE TABLE audit_entries ( id INTEGER PRIMARY KEY, at INTEGER NOT NULL, action TEXT NOT NULL, actor_kind TEXT NOT NULL, actor_id TEXT NOT NULL, actor_name TEXT NOT NULL, room_id INTEGER, channel_id TEXT, line_user_id TEXT, line_user_name TEXT, member_id TEXT, member_name TEXT, direction TEXT, kind TEXT, outcome TEXT NOT NULL, reason TEXT, about_id INTEGER, facts TEXT NOT NULL, content_digest TEXT NOT NULL, previous_hash TEXT NOT NULL, hash TEXT NOT NULL ) STRICT; CREATE INDEX audit_entries_at ON audit_entries (at); CREATE INDEX audit_entries_about ON audit_entries (about_id) WHERE about_id IS NOT NULL; CREATE INDEX audit_entries_room ON audit_entries (room_id) WHERE room_id IS NOT NULL; CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END; CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END; CREATE TABLE audit_contents ( entry_id INTEGER PRIMARY KEY REFERENCES audit_entries (id), text TEXT NOT NULL, detail TEXT, salt TEXT NOT NULL ) STRICT; CREATE VIRTUAL TABLE audit_index USING fts5(grams, content='', contentless_delete=1, tokenize='unicode61');`,
  },
  {
    name: '0004_directory.sql',
    sql: `CREATE TABLE missing_members ( member_id TEXT PRIMARY KEY, since INTEGER NOT NULL, polls INTEGER NOT NULL ) STRICT, WITHOUT ROWID; CREATE TABLE newcomers ( member_id TEXT PRIMARY KEY ) STRICT, WITHOUT ROWID; CREATE TABLE directory_alarms ( id INTEGER PRIMARY KEY CHECK (id = 1), known INTEGER NOT NULL, active INTEGER NOT NULL, token_hash TEXT NOT NULL, reported_at INTEGER NOT NULL, accepted_at INTEGER ) STRICT; CREATE TABLE member_absences ( member_id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('suspended', 'on-leave', 'unreachable')), since INTEGER NOT NULL ) STRICT, WITHOUT ROWID; CREATE TABLE absence_notices ( member_id TEXT NOT NULL, channel_id TEXT NOT NULL, line_user_id TEXT NOT NULL, PRIMARY KEY (member_id, channel_id, line_user_id) ) STRICT, WITHOUT ROWID; CREATE TABLE registration_results ( id INTEGER PRIMARY KEY AUTOINCREMENT, requested_by TEXT NOT NULL, member_id TEXT NOT NULL, status TEXT NOT NULL, reason TEXT, talk_id TEXT ) STRICT; CREATE INDEX registration_results_by_asker ON registration_results (requested_by, id); CREATE TABLE mass_registrations ( id INTEGER PRIMARY KEY AUTOINCREMENT, requested_by TEXT, total INTEGER NOT NULL, quarters_told INTEGER NOT NULL DEFAULT 0 ) STRICT; CREATE TABLE mass_registration_members ( member_id TEXT PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES mass_registrations (id), state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'started', 'done')), status TEXT, reason TEXT ) STRICT, WITHOUT ROWID; CREATE INDEX mass_registration_members_by_run ON mass_registration_members (run_id, state); CREATE INDEX link_members_by_asker ON link_members (requested_by, status);`,
  },
  {
    name: '0005_roles.sql',
    sql: `CREATE TABLE role_grants ( member_id TEXT NOT NULL, role TEXT NOT NULL CHECK (role IN ('link-admin', 'auditor')), granted_by TEXT NOT NULL, granted_at INTEGER NOT NULL, PRIMARY KEY (member_id, role) ) STRICT, WITHOUT ROWID; CREATE TABLE talk_ids ( id INTEGER PRIMARY KEY AUTOINCREMENT, talk_id TEXT NOT NULL, member_id TEXT NOT NULL, taken_at INTEGER NOT NULL, released_at INTEGER ) STRICT; CREATE INDEX talk_ids_by_id ON talk_ids (talk_id, released_at); CREATE UNIQUE INDEX talk_ids_held ON talk_ids (talk_id) WHERE released_at IS NULL; CREATE INDEX talk_ids_by_member ON talk_ids (member_id) WHERE released_at IS NULL; INSERT INTO talk_ids (talk_id, member_id, taken_at) SELECT talk_id, member_id, changed_at FROM link_members WHERE talk_id IS NOT NULL; ALTER TABLE official_accounts ADD COLUMN wished_member TEXT;`,
  },
  {
    name: '0006_pictures.sql',
    sql: `CREATE TABLE member_photos ( member_id TEXT PRIMARY KEY, source_hash TEXT, png_hash TEXT, png BLOB, checked_at INTEGER NOT NULL ) STRICT; CREATE INDEX member_photos_by_hash ON member_photos (png_hash) WHERE png_hash IS NOT NULL; CREATE INDEX member_photos_by_check ON member_photos (checked_at); CREATE TABLE secrets ( name TEXT PRIMARY KEY, value TEXT NOT NULL ) STRICT, WITHOUT ROWID;`,
  },
  {
    name: '0007_question_numbers.sql',
    sql: `ALTER TABLE questions ADD COLUMN numbered TEXT NOT NULL DEFAULT '[]';`,
  },
  {
    name: '0008_media.sql',
    sql: `CREATE TABLE media ( entry_id INTEGER PRIMARY KEY, sha256 TEXT, size INTEGER, content_type TEXT, file_name TEXT, duration_ms INTEGER, preview_sha256 TEXT, width INTEGER, height INTEGER, state TEXT NOT NULL, reason TEXT, kept_at INTEGER ) STRICT; CREATE INDEX media_by_sha256 ON media (sha256) WHERE sha256 IS NOT NULL; CREATE INDEX media_by_preview ON media (preview_sha256) WHERE preview_sha256 IS NOT NULL; CREATE INDEX media_by_kept_at ON media (kept_at) WHERE kept_at IS NOT NULL; CREATE TABLE dead_blobs ( sha256 TEXT PRIMARY KEY ) STRICT, WITHOUT ROWID;`,
  },
  {
    name: '0009_file_policy.sql',
    sql: `CREATE TABLE file_policy ( id INTEGER PRIMARY KEY CHECK (id = 1), inbound TEXT NOT NULL DEFAULT 'allow' CHECK (inbound IN ('allow', 'deny')), outbound TEXT NOT NULL DEFAULT 'allow' CHECK (outbound IN ('allow', 'deny')), blocked TEXT NOT NULL DEFAULT '[]', limit_bytes INTEGER ) STRICT; INSERT INTO file_policy (id) VALUES (1);`,
  },
  {
    name: '0010_member_words.sql',
    sql: `ALTER TABLE talk_rooms ADD COLUMN given_name TEXT; CREATE TABLE member_blocks ( member_id TEXT NOT NULL, line_user_id TEXT NOT NULL, blocked_at INTEGER NOT NULL, PRIMARY KEY (member_id, line_user_id) ) STRICT, WITHOUT ROWID;`,
  },
  {
    name: '0011_handover.sql',
    sql: `ALTER TABLE talk_rooms ADD COLUMN successor_id INTEGER; CREATE INDEX talk_rooms_by_successor ON talk_rooms (successor_id) WHERE successor_id IS NOT NULL; CREATE TABLE room_runs ( id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL CHECK (kind IN ('close', 'hand-over')), actor TEXT NOT NULL, reason TEXT, from_member TEXT, to_member TEXT, undelivered INTEGER NOT NULL DEFAULT 0, moved INTEGER NOT NULL DEFAULT 0, started_at INTEGER NOT NULL ) STRICT; CREATE TABLE room_run_rooms ( run_id INTEGER NOT NULL, room_id INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'dropped')), notice TEXT CHECK (notice IN ('waiting', 'sent', 'later')), PRIMARY KEY (run_id, room_id) ) STRICT, WITHOUT ROWID; CREATE INDEX room_run_rooms_by_room ON room_run_rooms (room_id);`,
  },
  {
    name: '0012_quota_seen.sql',
    sql: `ALTER TABLE official_accounts ADD COLUMN quota_limit INTEGER; ALTER TABLE official_accounts ADD COLUMN quota_used INTEGER; ALTER TABLE official_accounts ADD COLUMN quota_seen_at INTEGER;`,
  },
  {
    name: '0013_blobs.sql',
    sql: `CREATE TABLE blobs ( sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, place TEXT ) STRICT, WITHOUT ROWID; CREATE INDEX blobs_by_place ON blobs (place) WHERE place IS NOT NULL; CREATE TABLE blob_store ( id INTEGER PRIMARY KEY CHECK (id = 1), bytes INTEGER NOT NULL DEFAULT 0, told_nearly_full INTEGER NOT NULL DEFAULT 0, told_full INTEGER NOT NULL DEFAULT 0, full_told_at INTEGER, floor_told_at INTEGER ) STRICT; INSERT INTO blob_store (id) VALUES (1); CREATE TRIGGER blobs_added AFTER INSERT ON blobs BEGIN UPDATE blob_store SET bytes = bytes + NEW.size; END; CREATE TRIGGER blobs_changed AFTER UPDATE OF size ON blobs BEGIN UPDATE blob_store SET bytes = bytes - OLD.size + NEW.size; END; CREATE TRIGGER blobs_removed AFTER DELETE ON blobs BEGIN UPDATE blob_store SET bytes = bytes - OLD.size; END; INSERT INTO blobs (sha256, size) SELECT sha256, max(size) FROM media WHERE sha256 IS NOT NULL AND size IS NOT NULL GROUP BY sha256;`,
  },
  {
    name: '0014_quota_counted.sql',
    sql: `ALTER TABLE official_accounts ADD COLUMN quota_counted INTEGER NOT NULL DEFAULT 0; ALTER TABLE official_accounts ADD COLUMN quota_counted_at INTEGER NOT NULL DEFAULT 0; CREATE TABLE kept_notices ( id INTEGER PRIMARY KEY AUTOINCREMENT, channel_id TEXT NOT NULL, line_user_id TEXT NOT NULL, notice TEXT NOT NULL, text TEXT NOT NULL, room_id INTEGER, kept_at INTEGER NOT NULL, queued INTEGER NOT NULL DEFAULT 0 ) STRICT; CREATE INDEX kept_notices_by_line_user ON kept_notices (line_user_id, channel_id);`,
  },
  {
    name: '0015_inbox_bodies.sql',
    sql: `DROP INDEX inbox_bodies; ALTER TABLE line_messages ADD COLUMN inbox_id INTEGER; UPDATE line_messages SET inbox_id = brought.id FROM ( SELECT id, json_extract(body, '$.message.id') AS message_id FROM inbox WHERE platform = 'line' AND body IS NOT NULL ) AS brought WHERE brought.message_id = line_messages.message_id; CREATE TABLE housekeeping ( id INTEGER PRIMARY KEY CHECK (id = 1), bodies_forgotten_to INTEGER NOT NULL ) STRICT; INSERT INTO housekeeping (id, bodies_forgotten_to) VALUES (1, 0);`,
  },
  {
    name: '0016_outbox_faults.sql',
    sql: `ALTER TABLE outbox ADD COLUMN faults INTEGER NOT NULL DEFAULT 0; CREATE INDEX outbox_faulty ON outbox (id) WHERE reason = 'fault';`,
  },
  {
    name: '0017_room_run_tries.sql',
    sql: `ALTER TABLE room_run_rooms ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;`,
  },
  {
    name: '0018_jobs_waiting.sql',
    sql: `ALTER TABLE jobs ADD COLUMN waits INTEGER NOT NULL DEFAULT 1;`,
  },
  {
    name: '0020_left_rooms.sql',
    sql: `CREATE TABLE left_rooms ( works_channel_id TEXT PRIMARY KEY, room_id INTEGER NOT NULL ) STRICT, WITHOUT ROWID;`,
  },
  {
    name: '0021_closed_direct.sql',
    sql: `ALTER TABLE talk_rooms ADD COLUMN closed_direct INTEGER NOT NULL DEFAULT 0; UPDATE talk_rooms SET closed_direct = 1 WHERE state = 'closed' AND member_id IN (SELECT member_id FROM link_members WHERE room_mode = 'direct');`,
  },
  {
    name: '0021_refused_sender.sql',
    sql: `ALTER TABLE members ADD COLUMN refused_sender TEXT; ALTER TABLE members ADD COLUMN refused_sender_at INTEGER;`,
  },
  {
    name: '0022_sets_and_uploads.sql',
    sql: `ALTER TABLE media ADD COLUMN set_id TEXT; CREATE INDEX media_by_set ON media (set_id) WHERE set_id IS NOT NULL; DELETE FROM requests WHERE step = 'upload-media';`,
  },
  {
    name: '0023_turns_and_faults.sql',
    sql: `CREATE TABLE audit_index_cut ( entry_id INTEGER PRIMARY KEY ) STRICT; ALTER TABLE inbox ADD COLUMN speaker TEXT; ALTER TABLE inbox ADD COLUMN turn INTEGER NOT NULL DEFAULT 0; DROP INDEX inbox_waiting; CREATE INDEX inbox_turns ON inbox (turn, not_before) WHERE state = 'waiting'; CREATE INDEX inbox_put_off ON inbox (not_before) WHERE state = 'waiting' AND not_before > 0; ALTER TABLE lanes ADD COLUMN turn INTEGER NOT NULL DEFAULT 0; ALTER TABLE lanes ADD COLUMN owner TEXT; UPDATE lanes SET owner = '' WHERE lane LIKE 'media:%'; DROP INDEX lanes_due; CREATE INDEX lanes_due ON lanes (platform, class, due_at, turn) WHERE owner IS NULL; CREATE INDEX lanes_files ON lanes (platform, turn, due_at) WHERE owner IS NOT NULL; UPDATE friendships SET changed_at = min(changed_at, unixepoch() * 1000), last_message_at = min(last_message_at, unixepoch() * 1000); CREATE TABLE event_alarm ( id INTEGER PRIMARY KEY CHECK (id = 1), untold INTEGER NOT NULL DEFAULT 0, told_at INTEGER ) STRICT; INSERT INTO event_alarm (id) VALUES (1);`,
  },
  {
    name: '0024_line_chats.sql',
    sql: `CREATE TABLE chat_messages ( message_id TEXT NOT NULL, channel_id TEXT NOT NULL, line_user_id TEXT NOT NULL, entry_id INTEGER NOT NULL, room_id INTEGER, inbox_id INTEGER, PRIMARY KEY (message_id, channel_id, line_user_id) ) STRICT, WITHOUT ROWID; INSERT INTO chat_messages SELECT known.message_id, coalesce(room.channel_id, entry.channel_id), coalesce(room.line_user_id, entry.line_user_id), known.entry_id, known.room_id, known.inbox_id FROM line_messages AS known LEFT JOIN talk_rooms AS room ON room.id = known.room_id LEFT JOIN audit_entries AS entry ON entry.id = known.entry_id WHERE coalesce(room.channel_id, entry.channel_id) IS NOT NULL AND coalesce(room.line_user_id, entry.line_user_id) IS NOT NULL; CREATE TABLE chat_unsends ( message_id TEXT NOT NULL, channel_id TEXT NOT NULL, line_user_id TEXT NOT NULL, unsent_at INTEGER NOT NULL, PRIMARY KEY (message_id, channel_id, line_user_id) ) STRICT, WITHOUT ROWID; INSERT INTO chat_unsends SELECT unsent.message_id, said.channel_id, said.line_user_id, unsent.unsent_at FROM unsent_messages AS unsent JOIN chat_messages AS said ON said.message_id = unsent.message_id; INSERT OR IGNORE INTO chat_unsends SELECT unsent.message_id, event.account, event.line_user_id, unsent.unsent_at FROM unsent_messages AS unsent JOIN ( SELECT account, json_extract(body, '$.unsend.messageId') AS message_id, json_extract(body, '$.source.userId') AS line_user_id FROM inbox WHERE platform = 'line' AND body IS NOT NULL AND verdict = 'act' ) AS event ON event.message_id = unsent.message_id WHERE event.line_user_id IS NOT NULL; DROP TABLE line_messages; DROP TABLE unsent_messages; ALTER TABLE chat_messages RENAME TO line_messages; ALTER TABLE chat_unsends RENAME TO unsent_messages; CREATE INDEX line_messages_by_entry ON line_messages (entry_id); ALTER TABLE friendships ADD COLUMN turned_away_why TEXT; ALTER TABLE friendships ADD COLUMN turned_away_at INTEGER NOT NULL DEFAULT 0; ALTER TABLE friendships ADD COLUMN turned_away_entry INTEGER NOT NULL DEFAULT 0; ALTER TABLE friendships DROP COLUMN refused_told_at; ALTER TABLE friendships DROP COLUMN unaddressed_told_at; ALTER TABLE friendships DROP COLUMN guess_told_at; CREATE TABLE talk_id_tries ( id INTEGER PRIMARY KEY, line_user_id TEXT NOT NULL, at INTEGER NOT NULL ) STRICT; CREATE INDEX talk_id_tries_by_line_user ON talk_id_tries (line_user_id, at); CREATE INDEX talk_id_tries_at ON talk_id_tries (at); ALTER TABLE line_users ADD COLUMN reread_via TEXT; ALTER TABLE line_users ADD COLUMN reread_tries INTEGER NOT NULL DEFAULT 0; CREATE INDEX line_users_to_reread ON line_users (reread_tries, line_user_id) WHERE reread_via IS NOT NULL;`,
  },
  {
    name: '0025_erasable_words.sql',
    sql: `CREATE TABLE audit_content_rows ( entry_id INTEGER PRIMARY KEY REFERENCES audit_entries (id), text TEXT NOT NULL, detail TEXT, salt TEXT NOT NULL, erased INTEGER NOT NULL DEFAULT 0 CHECK (erased IN (0, 1)) ) STRICT; INSERT INTO audit_content_rows (entry_id, text, detail, salt) SELECT entry_id, text, detail, salt FROM audit_contents ORDER BY entry_id; CREATE TABLE audit_index_missing ( entry_id INTEGER PRIMARY KEY ) STRICT; INSERT INTO audit_index_missing (entry_id) SELECT indexed.id FROM audit_index_docsize AS indexed JOIN audit_contents AS said ON said.entry_id = indexed.id; DROP TABLE audit_index; CREATE VIRTUAL TABLE audit_index USING fts5(grams, content='', tokenize='unicode61'); INSERT INTO audit_index (audit_index, rank) VALUES ('secure-delete', 1); DROP TABLE audit_contents; CREATE VIEW audit_contents AS SELECT entry_id, text, detail, salt FROM audit_content_rows WHERE erased = 0; CREATE TRIGGER audit_contents_insert INSTEAD OF INSERT ON audit_contents BEGIN INSERT INTO audit_content_rows (entry_id, text, detail, salt) VALUES (NEW.entry_id, NEW.text, NEW.detail, NEW.salt); END; CREATE TRIGGER audit_contents_update INSTEAD OF UPDATE ON audit_contents BEGIN UPDATE audit_content_rows SET text = NEW.text, detail = NEW.detail, salt = NEW.salt WHERE entry_id = OLD.entry_id; END; CREATE TRIGGER audit_contents_erase INSTEAD OF DELETE ON audit_contents BEGIN UPDATE audit_content_rows SET erased = 1, text = replace(hex(zeroblob(length(CAST(text AS BLOB)))), '00', ' '), detail = iif(detail IS NULL, NULL, replace(hex(zeroblob(length(CAST(detail AS BLOB)))), '00', ' ')), salt = replace(hex(zeroblob(length(CAST(salt AS BLOB)))), '00', ' ') WHERE entry_id = OLD.entry_id; END;`,
  },
  {
    name: '0026_asked_indexes.sql',
    sql: `CREATE INDEX inbox_by_platform ON inbox (platform); CREATE INDEX inbox_failed ON inbox (id) WHERE state = 'failed'; CREATE INDEX outbox_relays ON outbox (room_id, id) WHERE entry_id IS NOT NULL; CREATE INDEX talk_rooms_creating ON talk_rooms (creating_since) WHERE creating_since IS NOT NULL; CREATE INDEX blobs_without_place ON blobs (sha256) WHERE place IS NULL;`,
  },
  {
    name: '0027_reading_order.sql',
    sql: `ALTER TABLE members ADD COLUMN reading_key TEXT; CREATE INDEX members_by_reading ON members (reading_key, full_name, member_id); CREATE INDEX members_to_fold ON members (member_id) WHERE reading_key IS NULL;`,
  },
  {
    name: '0028_file_names.sql',
    sql: `CREATE VIRTUAL TABLE audit_names USING fts5(grams, content='', tokenize='unicode61'); INSERT INTO audit_names (audit_names, rank) VALUES ('secure-delete', 1); INSERT OR IGNORE INTO audit_index_missing (entry_id) SELECT kept.id FROM audit_entries AS kept JOIN audit_contents AS name ON name.entry_id = kept.id JOIN audit_contents AS message ON message.entry_id = kept.about_id WHERE kept.action = 'media.keep' AND json_extract(name.detail, '$.fileName') IS NOT NULL AND json_extract(message.detail, '$.fileName') IS NULL; CREATE INDEX audit_releases_by_member ON audit_entries (member_id, about_id) WHERE action = 'message.release'; CREATE INDEX audit_releases_by_line_user ON audit_entries (line_user_id, about_id) WHERE action = 'message.release';`,
  },
  {
    name: '0029_languages.sql',
    sql: `ALTER TABLE languages ADD COLUMN chosen INTEGER NOT NULL DEFAULT 1 CHECK (chosen IN (0, 1)); ALTER TABLE members ADD COLUMN locale TEXT;`,
  },
  {
    name: '0030_end_questions.sql',
    sql: `CREATE TABLE end_questions ( place TEXT PRIMARY KEY, ending TEXT NOT NULL CHECK (ending IN ('leave', 'close', 'block')), room_id INTEGER NOT NULL, asked_at INTEGER, asked_entry INTEGER NOT NULL ) STRICT, WITHOUT ROWID;`,
  },
  {
    name: '0031_seen_events.sql',
    sql: `CREATE TABLE seen_events ( account TEXT NOT NULL, key ANY NOT NULL, PRIMARY KEY (account, key) ) STRICT, WITHOUT ROWID; INSERT INTO seen_events (account, key) SELECT account, iif(length(name) = 64, coalesce(unhex(name), name), name) FROM ( SELECT account, iif(instr(dedupe_key, prefix) = 1, substr(dedupe_key, length(prefix) + 1), dedupe_key) AS name FROM ( SELECT account, dedupe_key, iif(platform = 'line', 'line:', 'works:') || account || ':' AS prefix FROM inbox ) ) ORDER BY 1, 2; CREATE TABLE inbox_events ( id INTEGER PRIMARY KEY AUTOINCREMENT, platform TEXT NOT NULL CHECK (platform IN ('line', 'line-works')), account TEXT NOT NULL, verdict TEXT NOT NULL CHECK (verdict IN ('act', 'stale', 'not-ours')), body TEXT, received_at INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'failed')), not_before INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0, result TEXT, speaker TEXT, turn INTEGER NOT NULL DEFAULT 0 ) STRICT; INSERT INTO inbox_events SELECT id, platform, account, verdict, body, received_at, state, not_before, attempts, result, speaker, turn FROM inbox WHERE state <> 'done' OR body IS NOT NULL OR id IN (SELECT id FROM inbox WHERE platform = 'line' ORDER BY id DESC LIMIT 10) OR id IN (SELECT id FROM inbox WHERE platform = 'line-works' ORDER BY id DESC LIMIT 10) ORDER BY id; DROP TABLE inbox; ALTER TABLE inbox_events RENAME TO inbox; CREATE INDEX inbox_turns ON inbox (turn, not_before) WHERE state = 'waiting'; CREATE INDEX inbox_put_off ON inbox (not_before) WHERE state = 'waiting' AND not_before > 0; CREATE INDEX inbox_by_platform ON inbox (platform); CREATE INDEX inbox_failed ON inbox (id) WHERE state = 'failed';`,
  },
  {
    name: '0032_audit_rows.sql',
    sql: `CREATE TABLE audit_people ( id INTEGER PRIMARY KEY, kind TEXT NOT NULL, person TEXT, name TEXT ) STRICT; INSERT INTO audit_people (kind, person, name) SELECT actor_kind, actor_id, actor_name FROM audit_entries UNION SELECT 'line-user', line_user_id, line_user_name FROM audit_entries WHERE line_user_id IS NOT NULL OR line_user_name IS NOT NULL UNION SELECT 'member', member_id, member_name FROM audit_entries WHERE member_id IS NOT NULL OR member_name IS NOT NULL; CREATE UNIQUE INDEX audit_people_known ON audit_people (person, kind, name); CREATE TABLE audit_entry_rows ( id INTEGER PRIMARY KEY, at INTEGER NOT NULL, action TEXT NOT NULL, actor_ref INTEGER NOT NULL, room_id INTEGER, channel_id TEXT, line_user_ref INTEGER, member_ref INTEGER, direction TEXT, kind TEXT, outcome TEXT NOT NULL, reason TEXT, about_id INTEGER, facts TEXT, content_digest BLOB, hash BLOB NOT NULL ) STRICT; INSERT INTO audit_entry_rows SELECT entry.id, at, action, actor.id, room_id, channel_id, (SELECT id FROM audit_people WHERE person IS entry.line_user_id AND kind = 'line-user' AND name IS entry.line_user_name), (SELECT id FROM audit_people WHERE person IS entry.member_id AND kind = 'member' AND name IS entry.member_name), direction, entry.kind, outcome, reason, about_id, nullif(facts, '{}'), iif(content_digest = '', NULL, coalesce(unhex(content_digest), CAST(content_digest AS BLOB))), coalesce(unhex(hash), CAST(hash AS BLOB)) FROM audit_entries AS entry JOIN audit_people AS actor ON actor.person = entry.actor_id AND actor.kind = entry.actor_kind AND actor.name = entry.actor_name ORDER BY entry.id; DROP VIEW audit_contents; ALTER TABLE audit_content_rows RENAME TO audit_contents_before; CREATE TABLE audit_content_rows ( entry_id INTEGER PRIMARY KEY REFERENCES audit_entry_rows (id), text TEXT NOT NULL, detail TEXT, salt TEXT NOT NULL, erased INTEGER NOT NULL DEFAULT 0 CHECK (erased IN (0, 1)) ) STRICT; INSERT INTO audit_content_rows SELECT entry_id, text, detail, salt, erased FROM audit_contents_before ORDER BY entry_id; DROP TABLE audit_contents_before; DROP TABLE audit_entries; CREATE INDEX audit_entries_at ON audit_entry_rows (at); CREATE INDEX audit_entries_about ON audit_entry_rows (about_id) WHERE about_id IS NOT NULL; CREATE INDEX audit_entries_room ON audit_entry_rows (room_id) WHERE room_id IS NOT NULL; CREATE INDEX audit_releases_by_member ON audit_entry_rows (member_ref, about_id) WHERE action = 'message.release'; CREATE INDEX audit_releases_by_line_user ON audit_entry_rows (line_user_ref, about_id) WHERE action = 'message.release'; CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entry_rows BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END; CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entry_rows BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END; CREATE TRIGGER audit_people_no_update BEFORE UPDATE ON audit_people BEGIN SELECT RAISE(ABORT, 'entries keep the name that was true then'); END; CREATE TRIGGER audit_people_no_delete BEFORE DELETE ON audit_people BEGIN SELECT RAISE(ABORT, 'entries keep the name that was true then'); END; CREATE VIEW audit_entries AS SELECT entry.id, entry.at, entry.action, (SELECT kind FROM audit_people WHERE id = entry.actor_ref) AS actor_kind, (SELECT person FROM audit_people WHERE id = entry.actor_ref) AS actor_id, (SELECT name FROM audit_people WHERE id = entry.actor_ref) AS actor_name, entry.room_id, entry.channel_id, (SELECT person FROM audit_people WHERE id = entry.line_user_ref) AS line_user_id, (SELECT name FROM audit_people WHERE id = entry.line_user_ref) AS line_user_name, (SELECT person FROM audit_people WHERE id = entry.member_ref) AS member_id, (SELECT name FROM audit_people WHERE id = entry.member_ref) AS member_name, entry.direction, entry.kind, entry.outcome, entry.reason, entry.about_id, coalesce(entry.facts, '{}') AS facts, coalesce(lower(hex(entry.content_digest)), '') AS content_digest, lower(hex(entry.hash)) AS hash, entry.actor_ref, entry.line_user_ref, entry.member_ref FROM audit_entry_rows AS entry; CREATE VIEW audit_contents AS SELECT entry_id, text, detail, salt FROM audit_content_rows WHERE erased = 0; CREATE TRIGGER audit_contents_insert INSTEAD OF INSERT ON audit_contents BEGIN INSERT INTO audit_content_rows (entry_id, text, detail, salt) VALUES (NEW.entry_id, NEW.text, NEW.detail, NEW.salt); END; CREATE TRIGGER audit_contents_update INSTEAD OF UPDATE ON audit_contents BEGIN UPDATE audit_content_rows SET text = NEW.text, detail = NEW.detail, salt = NEW.salt WHERE entry_id = OLD.entry_id; END; CREATE TRIGGER audit_contents_erase INSTEAD OF DELETE ON audit_contents BEGIN UPDATE audit_content_rows SET erased = 1, text = replace(hex(zeroblob(length(CAST(text AS BLOB)))), '00', ' '), detail = iif(detail IS NULL, NULL, replace(hex(zeroblob(length(CAST(detail AS BLOB)))), '00', ' ')), salt = replace(hex(zeroblob(length(CAST(salt AS BLOB)))), '00', ' ') WHERE entry_id = OLD.entry_id; END;`,
  },
  {
    name: '0033_line_message_chats.sql',
    sql: `CREATE TABLE line_chats ( id INTEGER PRIMARY KEY, channel_id TEXT NOT NULL, line_user_id TEXT NOT NULL, UNIQUE (channel_id, line_user_id) ) STRICT; INSERT INTO line_chats (channel_id, line_user_id) SELECT DISTINCT channel_id, line_user_id FROM line_messages; CREATE TABLE line_messages_in_chats ( message_id TEXT NOT NULL, chat_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, room_id INTEGER, inbox_id INTEGER, PRIMARY KEY (message_id, chat_id) ) STRICT, WITHOUT ROWID; INSERT INTO line_messages_in_chats SELECT message_id, chat.id, entry_id, room_id, inbox_id FROM line_messages AS message JOIN line_chats AS chat ON chat.channel_id = message.channel_id AND chat.line_user_id = message.line_user_id ORDER BY message_id; DROP TABLE line_messages; ALTER TABLE line_messages_in_chats RENAME TO line_messages;`,
  },
  {
    name: '0034_opened_words.sql',
    sql: `DELETE FROM audit_contents WHERE entry_id IN (SELECT id FROM audit_entries WHERE action = 'room.open');`,
  },
  {
    name: '0035_creations.sql',
    sql: `DROP INDEX talk_rooms_creating; ALTER TABLE talk_rooms DROP COLUMN creating_since; CREATE INDEX requests_creating ON requests (lane) WHERE step IN ('create-room', 'check-room');`,
  },
  {
    name: '0036_audit_names.sql',
    sql: `DROP VIEW audit_entries; DROP TABLE audit_people; CREATE TABLE audit_people_rows ( id INTEGER PRIMARY KEY, kind TEXT NOT NULL, person TEXT, name TEXT, salt TEXT NOT NULL, digest BLOB NOT NULL, erased INTEGER NOT NULL DEFAULT 0 CHECK (erased IN (0, 1)) ) STRICT; CREATE INDEX audit_people_known ON audit_people_rows (person, kind); CREATE TRIGGER audit_people_no_update BEFORE UPDATE ON audit_people_rows WHEN NEW.erased = 0 OR NEW.id IS NOT OLD.id OR NEW.kind IS NOT OLD.kind OR NEW.person IS NOT OLD.person OR NEW.digest IS NOT OLD.digest OR trim(NEW.salt) <> '' OR trim(coalesce(NEW.name, '')) <> '' BEGIN SELECT RAISE(ABORT, 'entries keep the name that was true then'); END; CREATE TRIGGER audit_people_no_delete BEFORE DELETE ON audit_people_rows BEGIN SELECT RAISE(ABORT, 'entries keep the name that was true then'); END; CREATE VIEW audit_people AS SELECT id, kind, person, iif(erased, NULL, name) AS name, iif(erased, NULL, salt) AS salt, digest, erased FROM audit_people_rows; CREATE TRIGGER audit_people_erase INSTEAD OF DELETE ON audit_people BEGIN UPDATE audit_people_rows SET erased = 1, name = iif(name IS NULL, NULL, replace(hex(zeroblob(length(CAST(name AS BLOB)))), '00', ' ')), salt = replace(hex(zeroblob(length(CAST(salt AS BLOB)))), '00', ' ') WHERE id = OLD.id AND erased = 0; END; CREATE INDEX audit_entries_erasing ON audit_entry_rows (id) WHERE instr(facts, '"erased":') > 0; CREATE VIEW audit_entries AS SELECT entry.id, entry.at, entry.action, (SELECT kind FROM audit_people_rows WHERE id = entry.actor_ref) AS actor_kind, (SELECT person FROM audit_people_rows WHERE id = entry.actor_ref) AS actor_id, (SELECT iif(erased, NULL, name) FROM audit_people_rows WHERE id = entry.actor_ref) AS actor_name, entry.room_id, entry.channel_id, (SELECT person FROM audit_people_rows WHERE id = entry.line_user_ref) AS line_user_id, (SELECT iif(erased, NULL, name) FROM audit_people_rows WHERE id = entry.line_user_ref) AS line_user_name, (SELECT person FROM audit_people_rows WHERE id = entry.member_ref) AS member_id, (SELECT iif(erased, NULL, name) FROM audit_people_rows WHERE id = entry.member_ref) AS member_name, entry.direction, entry.kind, entry.outcome, entry.reason, entry.about_id, coalesce(entry.facts, '{}') AS facts, coalesce(lower(hex(entry.content_digest)), '') AS content_digest, lower(hex(entry.hash)) AS hash, entry.actor_ref, entry.line_user_ref, entry.member_ref FROM audit_entry_rows AS entry;`,
  },
  {
    name: '0037_audit_index.sql',
    sql: `DROP TABLE audit_index; DROP TABLE audit_names; DROP TABLE audit_index_missing; DELETE FROM audit_index_cut; CREATE TABLE audit_segments ( id INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('building', 'whole', 'dropped')), word_blocks INTEGER NOT NULL, times BLOB NOT NULL, aliases BLOB NOT NULL ) STRICT; CREATE TABLE audit_blocks ( id INTEGER PRIMARY KEY, bytes BLOB NOT NULL ) STRICT;`,
  },
  {
    name: '0038_checkpoints.sql',
    sql: `CREATE TABLE audit_checkpoints ( entries INTEGER PRIMARY KEY, note TEXT NOT NULL ) STRICT; CREATE TABLE audit_keys ( verifier_key TEXT PRIMARY KEY, since INTEGER NOT NULL ) STRICT, WITHOUT ROWID;`,
  },
  {
    name: '0039_audit_access.sql',
    sql: `CREATE TABLE audit_links ( token_hash TEXT PRIMARY KEY, member_id TEXT NOT NULL, leads_to TEXT NOT NULL, made_at INTEGER NOT NULL, ends_at INTEGER NOT NULL, used_at INTEGER, refusals INTEGER NOT NULL DEFAULT 0 ) WITHOUT ROWID; CREATE TABLE audit_sessions ( token_hash TEXT PRIMARY KEY, member_id TEXT NOT NULL UNIQUE, ends_at INTEGER NOT NULL, language TEXT, looked TEXT ) WITHOUT ROWID;`,
  },
  {
    name: '0040_keep_and_forget.sql',
    sql: `CREATE TABLE audit_holds ( id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL CHECK (kind IN ('member', 'line-user', 'room')), subject TEXT NOT NULL, entry_id INTEGER NOT NULL, held_at INTEGER NOT NULL, released_at INTEGER ) STRICT; CREATE UNIQUE INDEX audit_holds_standing ON audit_holds (kind, subject) WHERE released_at IS NULL; CREATE TABLE retentions ( what TEXT PRIMARY KEY CHECK (what IN ('content', 'files')), in_force_ms INTEGER, announced_ms INTEGER, announced_for INTEGER, seen_to INTEGER NOT NULL DEFAULT 0 ) STRICT; CREATE TABLE forgettings ( id INTEGER PRIMARY KEY AUTOINCREMENT, line_user_id TEXT NOT NULL, asked_by TEXT NOT NULL, asked_at INTEGER NOT NULL, asked_entry INTEGER NOT NULL, stage TEXT NOT NULL CHECK (stage IN ('ending', 'contents', 'traces', 'done')), names TEXT, up_to INTEGER, seen_to INTEGER NOT NULL DEFAULT 0, contents INTEGER NOT NULL DEFAULT 0, files INTEGER NOT NULL DEFAULT 0, since INTEGER NOT NULL ) STRICT; CREATE INDEX forgettings_of ON forgettings (line_user_id); CREATE INDEX audit_entries_roomless ON audit_entry_rows (line_user_ref) WHERE room_id IS NULL AND line_user_ref IS NOT NULL; CREATE INDEX left_rooms_by_talk ON left_rooms (room_id);`,
  },
  {
    name: '0041_audit_exports.sql',
    sql: `CREATE TABLE audit_exports ( entry_id INTEGER PRIMARY KEY, begun_at INTEGER NOT NULL, form TEXT NOT NULL, file_name TEXT NOT NULL, from_at INTEGER, to_at INTEGER, state TEXT NOT NULL DEFAULT 'begun', ended_at INTEGER, bytes INTEGER NOT NULL DEFAULT 0, day TEXT UNIQUE ) STRICT; CREATE INDEX audit_exports_begun ON audit_exports (entry_id) WHERE state = 'begun';`,
  },
  {
    name: '0042_last_verification.sql',
    sql: `CREATE INDEX audit_entries_verifying ON audit_entry_rows (id) WHERE action = 'audit.verify';`,
  },
  {
    name: '0043_undelivered.sql',
    sql: `CREATE TABLE undelivered ( row_id INTEGER PRIMARY KEY, room_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, quoted_entry_id INTEGER, side TEXT NOT NULL, state TEXT NOT NULL, reason TEXT, progress INTEGER NOT NULL, queued_at INTEGER NOT NULL, ended_at INTEGER NOT NULL, errand TEXT, request_id INTEGER ) STRICT; CREATE INDEX undelivered_by_room ON undelivered (room_id, row_id); CREATE INDEX undelivered_by_entry ON undelivered (entry_id); CREATE INDEX undelivered_by_quote ON undelivered (quoted_entry_id) WHERE quoted_entry_id IS NOT NULL; CREATE INDEX undelivered_by_end ON undelivered (ended_at); CREATE TABLE kept_requests ( id INTEGER PRIMARY KEY AUTOINCREMENT, step TEXT NOT NULL, row_ids TEXT NOT NULL, address TEXT NOT NULL, target TEXT NOT NULL, body TEXT, retry_key TEXT, unclear INTEGER NOT NULL, first_attempt_at INTEGER NOT NULL ) STRICT; CREATE INDEX kept_requests_by_attempt ON kept_requests (first_attempt_at); INSERT INTO undelivered (row_id, room_id, entry_id, side, state, reason, progress, queued_at, ended_at) SELECT id, room_id, entry_id, CASE WHEN lane LIKE '%:line' THEN 'line' ELSE 'line-works' END, state, reason, progress, created_at, created_at FROM outbox WHERE state IN ('refused', 'uncertain', 'exhausted') AND entry_id IS NOT NULL AND room_id IS NOT NULL; ALTER TABLE inbox ADD COLUMN fault TEXT; ALTER TABLE inbox ADD COLUMN replayed_by TEXT;`,
  },
  {
    name: '0044_watch.sql',
    sql: `CREATE TABLE heartbeat ( id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL ) STRICT; CREATE TABLE gaps ( id INTEGER PRIMARY KEY AUTOINCREMENT, from_at INTEGER NOT NULL, to_at INTEGER NOT NULL, admins_told INTEGER NOT NULL DEFAULT 0 ) STRICT; CREATE TABLE gap_rooms ( gap_id INTEGER NOT NULL, room_id INTEGER NOT NULL, PRIMARY KEY (gap_id, room_id) ) STRICT, WITHOUT ROWID; CREATE TABLE alerts ( subject TEXT PRIMARY KEY, stage TEXT NOT NULL, since INTEGER NOT NULL, figure INTEGER, told INTEGER NOT NULL DEFAULT 0 ) STRICT, WITHOUT ROWID; CREATE TABLE silences ( platform TEXT NOT NULL, day INTEGER NOT NULL, longest_ms INTEGER NOT NULL, PRIMARY KEY (platform, day) ) STRICT, WITHOUT ROWID;`,
  },
  {
    name: '0045_measured.sql',
    sql: `ALTER TABLE outbox ADD COLUMN inbox_id INTEGER; ALTER TABLE blob_store ADD COLUMN count INTEGER NOT NULL DEFAULT 0; UPDATE blob_store SET count = (SELECT count(*) FROM blobs); DROP TRIGGER blobs_added; CREATE TRIGGER blobs_added AFTER INSERT ON blobs BEGIN UPDATE blob_store SET bytes = bytes + NEW.size, count = count + 1; END; DROP TRIGGER blobs_removed; CREATE TRIGGER blobs_removed AFTER DELETE ON blobs BEGIN UPDATE blob_store SET bytes = bytes - OLD.size, count = count - 1; END;`,
  },
  {
    name: '0046_restorations.sql',
    sql: `CREATE TABLE restorations ( id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL CHECK (source IN ('backup', 'export')), made_at INTEGER NOT NULL, settled_at INTEGER ) STRICT;`,
  },
  {
    name: '0048_audit_index_runs.sql',
    sql: `DELETE FROM audit_blocks; DELETE FROM audit_segments; DELETE FROM audit_index_cut;`,
  },
  {
    name: '0049_kept_states.sql',
    sql: `CREATE TABLE kept_states ( subject TEXT PRIMARY KEY, value TEXT NOT NULL ) STRICT, WITHOUT ROWID; CREATE TABLE directory_pages ( pass TEXT NOT NULL, page INTEGER NOT NULL, users TEXT NOT NULL, next_cursor TEXT NOT NULL, read_at INTEGER NOT NULL, PRIMARY KEY (pass, page) ) STRICT, WITHOUT ROWID;`,
  },
  {
    name: '0050_settings.sql',
    sql: `CREATE TABLE settings ( name TEXT PRIMARY KEY, value TEXT, sealed BLOB, key_id TEXT, at INTEGER NOT NULL, by TEXT NOT NULL, CHECK ((value IS NULL) <> (sealed IS NULL)), CHECK ((sealed IS NULL) = (key_id IS NULL)) ) STRICT; CREATE TABLE hosting ( id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT, salt BLOB, standing TEXT NOT NULL DEFAULT 'live' CHECK (standing IN ('live', 'paused', 'leaving')), since INTEGER NOT NULL DEFAULT 0, by TEXT ) STRICT; INSERT INTO hosting (id) VALUES (1);`,
  },
  {
    name: '0051_audit_groups.sql',
    sql: `ALTER TABLE audit_segments ADD COLUMN level INTEGER NOT NULL DEFAULT 0 CHECK (level IN (0, 1));`,
  },
  {
    name: '0052_imports.sql',
    sql: `CREATE TABLE imports ( id INTEGER PRIMARY KEY CHECK (id = 1), progress TEXT NOT NULL ) STRICT; CREATE TABLE import_pieces ( id INTEGER PRIMARY KEY, bytes BLOB NOT NULL ) STRICT;`,
  },
  {
    name: '0053_point_in_time.sql',
    sql: `CREATE TABLE restorations_new ( id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL CHECK (source IN ('backup', 'export', 'point-in-time')), made_at INTEGER NOT NULL, settled_at INTEGER, noted TEXT ) STRICT; INSERT INTO restorations_new (id, source, made_at, settled_at) SELECT id, source, made_at, settled_at FROM restorations; DROP TABLE restorations; ALTER TABLE restorations_new RENAME TO restorations;`,
  },
  {
    name: '0054_job_plans.sql',
    sql: `ALTER TABLE jobs RENAME COLUMN waits TO plans;`,
  },
  {
    name: '0055_audit_group_words.sql',
    sql: `UPDATE audit_blocks SET bytes = zeroblob(length(bytes)) WHERE id IN ( SELECT block.id FROM audit_segments AS made CROSS JOIN audit_blocks AS block ON block.id BETWEEN made.id * 4096 AND made.id * 4096 + 4095 WHERE made.level = 1 AND block.id > ifnull(:after, 0) ORDER BY block.id LIMIT 500 ) RETURNING id; UPDATE audit_segments SET state = 'dropped' WHERE level = 1;`,
  },
];
