import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { DAY_MS } from '../src/domain/durations.ts';
import { memberId, talkId } from '../src/domain/ids.ts';
import { readDirectoryUser } from '../src/platforms/line-works/directory.ts';
import { toMember } from '../src/services/directory/to-member.ts';
import { changeAccount, registerAccount } from '../src/store/line/official-accounts.ts';
import { changeLink } from '../src/store/link.ts';
import { addLinkMember } from '../src/store/people/link-members.ts';
import { saveMember } from '../src/store/people/members.ts';
import { beginHolding } from '../src/store/people/talk-ids.ts';
import { openNodeStore } from '../src/store/sqlite/node.ts';
import type { Store } from '../src/store/sqlite/store.ts';
import {
  BOT_USER,
  CHANNEL,
  type Company,
  directoryEntryOf,
  lineUserOf,
  memberOf,
  ownerOf,
  worksChannelOf,
} from './company.ts';

/** The rooms have been open for long: too many new ones make the bridge refuse more. */
const OPENED_AGO_MS = 90 * DAY_MS;

/**
 * Makes the database of a company in `folder`: the link is on, every member is a link member, every
 * LINE user a friend with a talk room that exists on both sides. Its queues are empty.
 */
export function seedCompany(folder: string, company: Company): void {
  const store = openNodeStore(folder);
  store.transaction(() => seedMembers(store, company));
  store.close();
  const sqlite = new Sqlite(join(folder, 'kakehashi.db'));
  sqlite.pragma('synchronous = OFF');
  sqlite.transaction(() => seedRooms(sqlite, company))();
  sqlite.close();
}

function seedMembers({ db }: Store, { members }: Company): void {
  const now = Date.now();
  changeLink(db, { enabled: true });
  registerAccount(db, CHANNEL, true, null);
  changeAccount(db, CHANNEL, { botUserId: BOT_USER, basicId: '@123midori' });
  for (let n = 0; n < members; n += 1) {
    const user = readDirectoryUser(directoryEntryOf(n));
    if (user === null) throw new Error('The bench has a member without an id.');
    saveMember(db, toMember(user, null, now));
    const since = now - OPENED_AGO_MS;
    beginHolding(db, talkId(`staff${n}`), memberId(user.userId), since);
    addLinkMember(db, {
      memberId: memberOf(n),
      status: 'available',
      talkId: talkId(`staff${n}`),
      reason: null,
      requestedBy: null,
      addedAt: since,
      changedAt: since,
      roomMode: 'room',
    });
  }
}

/** In SQL: there may be a hundred thousand. Room `n` has the id `n + 1`. */
function seedRooms(sqlite: Sqlite.Database, company: Company): void {
  const openedAt = Date.now() - OPENED_AGO_MS;
  const insertUser = sqlite.prepare(
    'INSERT INTO line_users (line_user_id, display_name, language, profile_at) VALUES (?, ?, ?, ?)',
  );
  const insertFriend = sqlite.prepare(
    `INSERT INTO friendships (channel_id, line_user_id, state, changed_at) VALUES (?, ?, 'friend', ?)`,
  );
  const insertRoom = sqlite.prepare(
    `INSERT INTO talk_rooms (id, channel_id, line_user_id, member_id, state, works_channel_id, opened_at)
      VALUES (?, ?, ?, ?, 'open', ?, ?)`,
  );
  const insertSpeaker = sqlite.prepare(
    'INSERT INTO speakers (speaker, current_room_id) VALUES (?, ?)',
  );
  for (let n = 0; n < company.rooms; n += 1) {
    const user = lineUserOf(n);
    insertUser.run(user, `客${n}`, 'ja', Date.now());
    insertFriend.run(CHANNEL, user, openedAt);
    const member = memberOf(ownerOf(company, n));
    insertRoom.run(n + 1, CHANNEL, user, member, worksChannelOf(n), openedAt);
    insertSpeaker.run(`line:${CHANNEL}:${user}`, n + 1);
  }
}
