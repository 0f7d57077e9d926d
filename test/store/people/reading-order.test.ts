import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { channelId, lineUserId, memberId } from '../../../src/domain/ids.ts';
import type { LinkStatus } from '../../../src/domain/people/registration.ts';
import { foldedNames } from '../../../src/services/directory/to-member.ts';
import { foldNamesAgain } from '../../../src/services/members/fold-names.ts';
import {
  addLinkMember,
  listLinkMembers,
  removeLinkMemberRow,
} from '../../../src/store/people/link-members.ts';
import {
  allMembers,
  type Member,
  membersById,
  membersCalled,
  saveMember,
} from '../../../src/store/people/members.ts';
import { openNodeStore } from '../../../src/store/sqlite/node.ts';
import type { Store } from '../../../src/store/sqlite/store.ts';
import { listOpenRooms } from '../../../src/store/talks/room-list.ts';
import { insertRoom } from '../../../src/store/talks/talk-rooms.ts';

const PAGE = 4;
const LINK_STATUSES: readonly LinkStatus[] = ['pending', 'available', 'failed', 'retrying'];

let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kakehashi-order-'));
  store = openNodeStore(folder);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function person(id: string, fullName: string, phonetic: string | null): Member {
  const names = { email: `${id}@midori`, fullName, phonetic, nickName: null, otherNames: [] };
  const parts = { lastName: fullName.split(' ')[0] ?? null, firstName: null };
  return {
    ...names,
    ...parts,
    locale: null,
    memberId: memberId(id),
    department: null,
    position: null,
    isAdministrator: false,
    isSuspended: false,
    isWaiting: false,
    isDeleted: false,
    isOnLeave: false,
    ...foldedNames({ ...names, ...parts }),
    readAt: 1,
    refusedSender: null,
    refusedSenderAt: null,
  };
}

function link(id: string, status: LinkStatus): void {
  addLinkMember(store.db, {
    memberId: memberId(id),
    status,
    talkId: null,
    reason: null,
    requestedBy: null,
    addedAt: 1,
    changedAt: 1,
    roomMode: null,
  });
}

function pagesOf(status: LinkStatus | null): Member[] {
  const all: Member[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const page = listLinkMembers(store.db, { status, offset, limit: PAGE });
    all.push(...page);
    if (page.length < PAGE) return all;
  }
}

const bytes = (text: string | null) => Buffer.from(text ?? '');
/** By reading, then name, then id. */
const inOrder = (one: Member, other: Member) =>
  Buffer.compare(bytes(one.readingKey), bytes(other.readingKey)) ||
  Buffer.compare(bytes(one.fullName), bytes(other.fullName)) ||
  Buffer.compare(bytes(one.memberId), bytes(other.memberId));

const somebody = fc.record({
  name: fc.constantFrom('田中 花', '田中 一郎', '佐藤 健', '高橋 由美子', 'Emily Clark', 'さくら'),
  reading: fc.constantFrom(null, 'たなか', 'タナカ イチロウ', 'ｻﾄｳ', 'たかはし', 'だかはし', ''),
  status: fc.constantFrom<LinkStatus | null>(null, ...LINK_STATUSES),
});

test('the pages of a list contain everyone once, in order, whatever the status', () => {
  fc.assert(
    fc.property(fc.array(somebody, { maxLength: 14 }), (people) => {
      const members = people.map(({ name, reading }, at) => person(`m${at}`, name, reading));
      store.transaction(() => {
        for (const member of members) saveMember(store.db, member);
        for (const [at, { status }] of people.entries()) if (status) link(`m${at}`, status);
      });
      const sorted = members.toSorted(inOrder);
      const linked = sorted.filter((member) => people[members.indexOf(member)]?.status !== null);
      expect(pagesOf(null)).toEqual(linked);
      for (const status of LINK_STATUSES) {
        const those = linked.filter((each) => people[members.indexOf(each)]?.status === status);
        expect(pagesOf(status)).toEqual(those);
      }
      const ids = members.map((member) => member.memberId);
      expect(membersById(store.db, ids)).toEqual(sorted);
      expect(membersCalled(store.db, ids, []).map(({ talkId: _, ...member }) => member)).toEqual(
        sorted,
      );
      store.transaction(() => {
        for (const id of ids) removeLinkMemberRow(store.db, id);
      });
    }),
    { numRuns: 40 },
  );
});

test('a person added or removed meanwhile moves no one to an earlier page', () => {
  for (const [at, reading] of ['ア', 'イ', 'ウ', 'エ', 'オ', 'カ'].entries()) {
    saveMember(store.db, person(`m${at}`, `名${at}`, reading));
    link(`m${at}`, 'available');
  }
  saveMember(store.db, person('late', '遅', 'キ'));
  const first = listLinkMembers(store.db, { status: null, offset: 0, limit: PAGE });
  link('late', 'failed');
  expect(listLinkMembers(store.db, { status: null, offset: 0, limit: PAGE })).toEqual(first);
  const second = listLinkMembers(store.db, { status: null, offset: PAGE, limit: PAGE });
  expect(second.map((each) => each.memberId)).toEqual(['m4', 'm5', 'late']);
});

test('the pages of the room list go by the member’s reading, newest first for each member', () => {
  for (const [id, reading] of [
    ['c', 'さとう'],
    ['a', 'タナカ'],
    ['b', 'ｲﾄｳ'],
  ] as const) {
    saveMember(store.db, person(id, '名', reading));
  }
  for (const [at, owner] of ['a', 'b', 'c', 'a', 'b', 'a', 'c'].entries()) {
    const room = { channelId: channelId('1'), memberId: memberId(owner), openedAt: at };
    insertRoom(store.db, { ...room, lineUserId: lineUserId(`U${at}`) });
  }
  const page = (owner: string | null, offset: number) =>
    listOpenRooms(store.db, {
      memberId: owner === null ? null : memberId(owner),
      offset,
      limit: PAGE,
    }).map((room) => `${room.memberId}${room.openedAt}`);
  expect([...page(null, 0), ...page(null, PAGE)]).toEqual([
    'b4',
    'b1',
    'c6',
    'c2',
    'a5',
    'a3',
    'a0',
  ]);
  expect(page('a', 0)).toEqual(['a5', 'a3', 'a0']);
});

test('a database of the previous version is searched and ordered by reading once opened', () => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
  folder = mkdtempSync(join(tmpdir(), 'kakehashi-order-'));
  const migrations = new URL('../../../migrations/', import.meta.url);
  const sql = new SQLite(join(folder, 'kakehashi.db'));
  sql.exec('CREATE TABLE migrations (name TEXT PRIMARY KEY) STRICT');
  for (const name of readdirSync(migrations).sort()) {
    if (name >= '0027') break;
    sql.exec(readFileSync(new URL(name, migrations), 'utf8'));
    sql.prepare('INSERT INTO migrations (name) VALUES (?)').run(name);
  }
  const insert = sql.prepare(
    `INSERT INTO members (member_id, email, full_name, last_name, first_name, phonetic, search_text, read_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, 1)`,
  );
  insert.run(
    'h',
    'h@midori',
    '田中 花',
    '田中',
    '花',
    'たなか はな',
    '田中 花\nたなか はな\nh@midori',
  );
  insert.run(
    's',
    's@midori',
    '佐藤 健',
    '佐藤',
    '健',
    'サトウ ケン',
    '佐藤 健\nサトウ ケン\ns@midori',
  );
  insert.run('n', 'n@midori', '伊藤 蘭', '伊藤', '蘭', null, '伊藤 蘭\nn@midori');
  sql.close();

  store = openNodeStore(folder);
  store.transaction(() => foldNamesAgain(store));
  const found = (needle: string) =>
    membersCalled(store.db, [], [needle]).map((member) => member.memberId);
  expect(found('タナカ')).toEqual(['h']);
  expect(found('田中ハナ')).toEqual(['h']);
  expect(found('midori')).toEqual(['s', 'h', 'n']);
  const before = allMembers(store.db);
  store.transaction(() => foldNamesAgain(store));
  expect(allMembers(store.db)).toEqual(before);
});
