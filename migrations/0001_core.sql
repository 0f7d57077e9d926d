-- Whose database this is: a start as anyone else is refused.
CREATE TABLE identity (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  owner TEXT NOT NULL
) STRICT;

CREATE TABLE link (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  enabled INTEGER NOT NULL DEFAULT 0,
  scope TEXT NOT NULL DEFAULT 'selected' CHECK (scope IN ('selected', 'all')),
  auto_add INTEGER NOT NULL DEFAULT 0,
  language TEXT NOT NULL DEFAULT 'ja' CHECK (language IN ('ja', 'en')),
  changed_at INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO link (id) VALUES (1);

CREATE TABLE official_accounts (
  channel_id TEXT PRIMARY KEY,
  shared INTEGER NOT NULL,
  -- `destination` of its webhooks; learnt, so that a restart needs no network
  bot_user_id TEXT,
  basic_id TEXT,
  display_name TEXT,
  -- the member a dedicated account belongs to
  member_id TEXT,
  -- last word of LINE about our token: null while it works
  fault TEXT,
  checked_at INTEGER,
  quota_refusals INTEGER NOT NULL DEFAULT 0,
  -- no pushes before this instant: the month's quota is used up
  quota_resumes_at INTEGER
) STRICT;

CREATE TABLE line_users (
  line_user_id TEXT PRIMARY KEY,
  display_name TEXT,
  language TEXT,
  picture_url TEXT,
  profile_at INTEGER
) STRICT;

-- One LINE user's standing with one OA.
CREATE TABLE friendships (
  channel_id TEXT NOT NULL,
  line_user_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('unknown', 'friend', 'blocked')),
  changed_at INTEGER NOT NULL,
  last_message_at INTEGER NOT NULL DEFAULT 0,
  -- what the LINE user was told lately, so that nobody is told the same thing all day
  refused_told_at INTEGER NOT NULL DEFAULT 0,
  unaddressed_told_at INTEGER NOT NULL DEFAULT 0,
  guess_told_at INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (channel_id, line_user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE reply_tokens (
  token TEXT PRIMARY KEY,
  channel_id TEXT NOT NULL,
  line_user_id TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  occurred_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX reply_tokens_by_chat ON reply_tokens (channel_id, line_user_id, received_at);

-- The company's directory as last read.
CREATE TABLE members (
  member_id TEXT PRIMARY KEY,
  email TEXT,
  full_name TEXT NOT NULL,
  last_name TEXT,
  first_name TEXT,
  phonetic TEXT,
  nick_name TEXT,
  other_names TEXT NOT NULL DEFAULT '[]',
  department TEXT,
  position TEXT,
  is_administrator INTEGER NOT NULL DEFAULT 0,
  is_suspended INTEGER NOT NULL DEFAULT 0,
  is_waiting INTEGER NOT NULL DEFAULT 0,
  is_deleted INTEGER NOT NULL DEFAULT 0,
  is_on_leave INTEGER NOT NULL DEFAULT 0,
  -- everything a search may hit, folded
  search_text TEXT NOT NULL,
  read_at INTEGER NOT NULL
) STRICT;
CREATE INDEX members_by_email ON members (email);

-- The language a person chose for the bot's answers.
CREATE TABLE languages (
  member_id TEXT PRIMARY KEY,
  language TEXT NOT NULL CHECK (language IN ('ja', 'en'))
) STRICT, WITHOUT ROWID;

-- The bots' 1:1 rooms, learnt from begin, end and postback.
CREATE TABLE direct_rooms (
  bot_id TEXT NOT NULL,
  works_channel_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  PRIMARY KEY (bot_id, works_channel_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE link_members (
  member_id TEXT PRIMARY KEY,
  status TEXT NOT NULL CHECK (status IN ('pending', 'available', 'failed', 'retrying')),
  talk_id TEXT UNIQUE,
  reason TEXT,
  requested_by TEXT,
  added_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  -- whether LINE WORKS gives this member a room per LINE user; null until tried
  room_mode TEXT CHECK (room_mode IN ('room', 'direct'))
) STRICT;

CREATE TABLE talk_rooms (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  channel_id TEXT NOT NULL,
  line_user_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  works_channel_id TEXT,
  -- the creation now under way, so that its join callback can settle an unclear answer
  creating_since INTEGER,
  opened_at INTEGER NOT NULL,
  closed_at INTEGER,
  closed_reason TEXT,
  withdrawn_told INTEGER NOT NULL DEFAULT 0,
  -- order of speaking and closing, by audit entry: clocks of three machines tie and drift
  opened_entry INTEGER NOT NULL DEFAULT 0,
  closed_entry INTEGER NOT NULL DEFAULT 0,
  member_spoke_entry INTEGER NOT NULL DEFAULT 0,
  line_user_spoke_entry INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX talk_rooms_open ON talk_rooms (channel_id, line_user_id, member_id) WHERE state = 'open';
CREATE INDEX talk_rooms_by_member ON talk_rooms (member_id, state);
CREATE INDEX talk_rooms_by_line_user ON talk_rooms (line_user_id, channel_id);
CREATE UNIQUE INDEX talk_rooms_by_works ON talk_rooms (works_channel_id) WHERE works_channel_id IS NOT NULL;

-- Whom a speaker with several rooms last spoke to. `speaker` is line:<channel>:<user> or works:<member>.
CREATE TABLE speakers (
  speaker TEXT PRIMARY KEY,
  current_room_id INTEGER,
  current_entry INTEGER NOT NULL DEFAULT 0,
  last_message_entry INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- An open "to whom?" and the messages it holds.
CREATE TABLE questions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  speaker TEXT NOT NULL,
  token TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'expired')),
  asked_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX questions_open ON questions (speaker) WHERE state = 'open';
CREATE TABLE held_messages (
  entry_id INTEGER PRIMARY KEY,
  question_id INTEGER NOT NULL REFERENCES questions (id),
  quoted_entry_id INTEGER
) STRICT;
CREATE INDEX held_messages_by_question ON held_messages (question_id, entry_id);

CREATE TABLE confirmations (
  token_hash TEXT PRIMARY KEY,
  proposer TEXT NOT NULL,
  command TEXT NOT NULL,
  proposed_at INTEGER NOT NULL,
  settled_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX confirmations_by_proposer ON confirmations (proposer) WHERE settled_at IS NULL;

CREATE TABLE pinned_admins (
  entry TEXT PRIMARY KEY,
  member_id TEXT NOT NULL,
  pinned_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
