import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { DAY_MS } from '../src/domain/durations.ts';
import { createIndexKeeper } from '../src/services/audit/search/keep-index.ts';
import { openNodeStore } from '../src/store/sqlite/node.ts';
import { CHANNEL, type Company, lineUserOf, memberOf } from './company.ts';

/**
 * A past of any number of messages, made from a few that a bridge has really relayed: every row
 * they left for good is copied again and again, with ids, rooms and instants moved. Columns not
 * named here are copied as they are. The chain of hashes is as long as a real one but does not
 * verify.
 */

/**
 * `t`: a row of the template; `copies.n`: the copy's number. Braces stand for the run's numbers.
 */
const ENTRY = (column: string) => `{entries} + copies.n * {entrySpan} + t.${column}`;
/** One room in a hundred thousand talks far more than the others. */
const ROOM =
  'CASE WHEN copies.n % 10 = 0 THEN 1 ELSE 1 + (t.room_id - 1 + copies.n * 97) % {rooms} END';
const LINE_USER_REF = `{users} + (${ROOM}) - 1`;
const MEMBER_REF = `{staff} + ((${ROOM}) - 1) % {members}`;
const AT = (id: string) => `{from} + (${id}) * {stepMs}`;
const ofRoom = (column: string, moved: string) =>
  `CASE WHEN t.room_id IS NULL THEN t.${column} ELSE ${moved} END`;

const MOVED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  audit_entry_rows: {
    id: ENTRY('id'),
    about_id: ENTRY('about_id'),
    at: AT(ENTRY('id')),
    room_id: ofRoom('room_id', ROOM),
    line_user_ref: ofRoom('line_user_ref', LINE_USER_REF),
    member_ref: ofRoom('member_ref', MEMBER_REF),
    actor_ref: `CASE t.actor_ref WHEN t.line_user_ref THEN ${LINE_USER_REF}
      WHEN t.member_ref THEN ${MEMBER_REF} ELSE {others} + t.actor_ref END`,
  },
  audit_content_rows: { entry_id: ENTRY('entry_id'), text: `bench_text(${ENTRY('entry_id')})` },
  seen_events: {
    key: `CASE typeof(t.key) WHEN 'text' THEN printf('01J%09d', copies.n) || substr(t.key, 4, 14)
      ELSE randomblob(32) END`,
  },
  line_messages: {
    message_id: `printf('3%014d', copies.n * 1000000 + CAST(substr(t.message_id, -6) AS INTEGER)
      + 500000 * (t.message_id LIKE '5%'))`,
    chat_id: ofRoom('chat_id', `{chats} + (${ROOM}) - 1`),
    entry_id: ENTRY('entry_id'),
    room_id: ofRoom('room_id', ROOM),
    inbox_id: `t.inbox_id`,
  },
};

const SPOKEN = ['配送', '見積', '予約', '請求書', '修理', '返品', '会員証', '保証', '納期', '在庫'];
const textOfEntry = (id: number) => `${SPOKEN[id % SPOKEN.length]}の件、${id}番でお願いします。`;
const YEAR_MS = 365 * DAY_MS;

/**
 * Puts this many messages behind a company seeded in `folder`.
 *
 * @param template a database where a bridge of the bench has relayed a few hundred, both ways
 */
export async function seedHistory(
  folder: string,
  company: Company,
  template: string,
  messages: number,
): Promise<void> {
  const sqlite = new Sqlite(join(folder, 'kakehashi.db'));
  sqlite.pragma('synchronous = OFF');
  sqlite.pragma('cache_size = -400000');
  sqlite.pragma('foreign_keys = OFF');
  sqlite.function('bench_text', (id) => textOfEntry(Number(id)));
  sqlite.prepare('ATTACH ? AS template').run(template);
  const one = (sql: string) => Number(sqlite.prepare(sql).pluck().get() ?? 0);
  const highest = (name: string) => one(`SELECT max(id) FROM ${name}`);
  const relayed = one(`SELECT count(*) FROM template.outbox WHERE state = 'sent'`);
  const copies = Math.ceil(messages / relayed);
  const people = highest('main.audit_people_rows');
  const numbers: Readonly<Record<string, number>> = {
    rooms: company.rooms,
    members: company.members,
    entries: highest('main.audit_entry_rows'),
    entrySpan: highest('template.audit_entry_rows'),
    chats: highest('main.line_chats') + 1,
    others: people,
    users: people + highest('template.audit_people_rows') + 1,
    staff: people + highest('template.audit_people_rows') + company.rooms + 1,
    from: Date.now() - YEAR_MS,
    stepMs: Math.floor(YEAR_MS / (copies * highest('template.audit_entry_rows') + 1)),
  };
  sqlite.transaction(() => {
    sqlite.exec('CREATE TEMP TABLE copies (n INTEGER PRIMARY KEY)');
    sqlite
      .prepare(
        `INSERT INTO copies WITH RECURSIVE counting (n) AS
          (SELECT 0 UNION ALL SELECT n + 1 FROM counting WHERE n + 1 < ?) SELECT n FROM counting`,
      )
      .run(copies);
    copyPeople(sqlite, company, numbers);
    for (const [name, moved] of Object.entries(MOVED)) copyTable(sqlite, name, moved, numbers);
  })();
  sqlite.exec('DETACH template');
  sqlite.pragma('wal_checkpoint(TRUNCATE)');
  sqlite.close();
  await indexHistory(folder);
}

/** As the bridge's job does it while messages come. */
async function indexHistory(folder: string): Promise<void> {
  const store = openNodeStore(folder);
  const index = createIndexKeeper({ db: store.db, store });
  while (await index.keepUp(true));
  store.close();
}

/**
 * Copies people: those of the template, then each room's LINE user, with a chat, and each member.
 */
function copyPeople(
  sqlite: Sqlite.Database,
  { rooms, members }: Company,
  { chats = 0, others = 0, users = 0, staff = 0 }: Readonly<Record<string, number>>,
): void {
  sqlite
    .prepare(
      `INSERT OR IGNORE INTO main.audit_people_rows (id, kind, person, name, salt, digest)
        SELECT ? + id, kind, person, name, salt, digest FROM template.audit_people_rows WHERE kind IN ('system', 'admin')`,
    )
    .run(others);
  const add = sqlite.prepare(
    `INSERT INTO audit_people_rows (id, kind, person, name, salt, digest)
      VALUES (?, ?, ?, ?, '0123456789abcdefghijkl', randomblob(32))`,
  );
  for (let n = 0; n < rooms; n += 1) add.run(users + n, 'line-user', lineUserOf(n), `客${n}`);
  const chat = sqlite.prepare(
    'INSERT INTO line_chats (id, channel_id, line_user_id) VALUES (?, ?, ?)',
  );
  for (let n = 0; n < rooms; n += 1) chat.run(chats + n, CHANNEL, lineUserOf(n));
  for (let n = 0; n < members; n += 1) add.run(staff + n, 'member', memberOf(n), `田中 花${n}`);
}

function copyTable(
  sqlite: Sqlite.Database,
  name: string,
  moved: Readonly<Record<string, string>>,
  numbers: Readonly<Record<string, number>>,
): void {
  const columns = sqlite
    .prepare<[string], string>('SELECT name FROM pragma_table_info(?)')
    .pluck()
    .all(name);
  if (columns.length === 0) throw new Error(`The bench copies ${name}, which is no more.`);
  const values = columns.map((column) => moved[column] ?? `t."${column}"`).join(', ');
  const filled = values.replace(/\{(\w+)\}/g, (_, key: string) => String(numbers[key]));
  // Copies are the outer loop, so that every table is filled in the order of its ids.
  sqlite.exec(
    `INSERT INTO main.${name} (${columns.map((column) => `"${column}"`).join(', ')})
      SELECT ${filled} FROM copies CROSS JOIN template.${name} AS t ORDER BY copies.n`,
  );
}
