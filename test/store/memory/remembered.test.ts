import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ERRAND_CLASS } from '../../../src/domain/delivery/errand.ts';
import { storedLane } from '../../../src/domain/delivery/lane.ts';
import {
  channelId,
  lineUserId,
  memberId,
  talkRoomId,
  worksChannelId,
} from '../../../src/domain/ids.ts';
import {
  forgetTurnedAway,
  noteMessageAt,
  readFriendship,
  readLineUser,
  saveFriendship,
  saveProfile,
} from '../../../src/store/line/line-users.ts';
import {
  changeAccount,
  readAccount,
  registerAccount,
} from '../../../src/store/line/official-accounts.ts';
import { savePushCount } from '../../../src/store/line/pushes.ts';
import { changeLink, readLink } from '../../../src/store/link.ts';
import { parseOnce } from '../../../src/store/memory/parse-once.ts';
import { forgetEverything, remember } from '../../../src/store/memory/remembered.ts';
import { readAbsence, removeAbsence, saveAbsence } from '../../../src/store/people/absences.ts';
import { forgetEndedRows } from '../../../src/store/queue/ended-rows.ts';
import {
  endRows,
  moveToLane,
  queueErrand,
  rowsById,
  updateRow,
} from '../../../src/store/queue/outbox.ts';
import { dropRequest, putRequest, requestOf } from '../../../src/store/queue/requests.ts';
import { openNodeStore } from '../../../src/store/sqlite/node.ts';
import type { Store } from '../../../src/store/sqlite/store.ts';
import {
  changeRoom,
  insertRoom,
  readRoom,
  roomByWorksChannel,
} from '../../../src/store/talks/talk-rooms.ts';

let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kakehashi-remembered-'));
  store = openNodeStore(folder);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const HANAKO = lineUserId(`U${'1'.repeat(32)}`);
const TANAKA = memberId('tanaka');
const REQUEST = {
  step: 'say-to-member',
  rowIds: [1, 2],
  address: '{}',
  body: 'words',
  retryKey: null,
  replyToken: null,
  replyReceivedAt: null,
  inFlight: false,
  attempts: 1,
  unclear: 0,
  firstAttemptAt: 1,
  lastAttemptAt: 1,
};
const nameOf = () => readLineUser(store.db, HANAKO)?.displayName ?? null;
const name = (displayName: string) =>
  saveProfile(store.db, HANAKO, { displayName, language: null, pictureUrl: null }, 1);
const undone = (work: () => void) =>
  expect(() =>
    store.transaction(() => {
      work();
      throw new Error('undone');
    }),
  ).toThrow('undone');

test('a written value is read back, however often it was read before', () => {
  expect(nameOf()).toBeNull();
  name('花子');
  expect(nameOf()).toBe('花子');
  changeLink(store.db, { enabled: true });
  expect(readLink(store.db).enabled).toBe(true);
});

test('a room that was requested before it existed is found once it does', () => {
  const pair = { channelId: channelId('1657000001'), memberId: memberId('tanaka') };
  expect(readRoom(store.db, talkRoomId(1))).toBeNull();
  const room = insertRoom(store.db, { ...pair, lineUserId: HANAKO, openedAt: 1 });
  expect(readRoom(store.db, room.id)?.memberId).toBe('tanaka');
});

test('what was read in an undone transaction is read again', () => {
  name('花子');
  undone(() => {
    name('太郎');
    expect(nameOf()).toBe('太郎');
  });
  expect(nameOf()).toBe('花子');
});

test('an undone savepoint in the middle takes back its own writes and no others', () => {
  store.transaction(() => {
    name('花子');
    changeLink(store.db, { enabled: true });
    undone(() => {
      name('太郎');
      changeLink(store.db, { enabled: false });
      expect([nameOf(), readLink(store.db).enabled]).toEqual(['太郎', false]);
    });
    expect([nameOf(), readLink(store.db).enabled]).toEqual(['花子', true]);
  });
  expect([nameOf(), readLink(store.db).enabled]).toEqual(['花子', true]);
});

test('whatever is read, written and undone, memory agrees with the database', () => {
  const step = fc.oneof(
    fc.constant('read'),
    fc.string({ maxLength: 3 }).map((to) => ({ to, isUndone: false })),
    fc.string({ maxLength: 3 }).map((to) => ({ to, isUndone: true })),
  );
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      for (const what of steps) {
        if (what === 'read') nameOf();
        else if (typeof what === 'string') continue;
        else if (what.isUndone) undone(() => [name(what.to), nameOf()]);
        else name(what.to);
        const [row] = store.db.all<{ display_name: string | null }>(
          'SELECT display_name FROM line_users',
        );
        expect(nameOf()).toBe(row?.display_name ?? null);
      }
    }),
    { numRuns: 30 },
  );
});

test('the number of remembered rows is limited, the oldest go first, and no caller may change one', () => {
  const loaded: number[] = [];
  const rows = remember((_db, key: number) => {
    loaded.push(key);
    return { key };
  }, 2);
  for (const key of [1, 2, 1, 3, 1]) rows.of(store.db, key);
  expect(loaded).toEqual([1, 2, 3, 1]);
  expect(Object.isFrozen(rows.of(store.db, 1))).toBe(true);
});

test('a room that is changed is changed in memory, too, and back again where that is undone', () => {
  const pair = { channelId: channelId('1657000001'), memberId: memberId('tanaka') };
  const { id } = insertRoom(store.db, { ...pair, lineUserId: HANAKO, openedAt: 1 });
  const works = worksChannelId('room-of-hanako');
  expect(roomByWorksChannel(store.db, works)).toBeNull();
  expect(readRoom(store.db, id)?.lineUserSpokeEntry).toBe(0);
  undone(() => {
    changeRoom(store.db, id, { lineUserSpokeEntry: 7, worksChannelId: works });
    expect(readRoom(store.db, id)?.lineUserSpokeEntry).toBe(7);
    expect(roomByWorksChannel(store.db, works)?.id).toBe(id);
  });
  expect(readRoom(store.db, id)?.lineUserSpokeEntry).toBe(0);
  expect(roomByWorksChannel(store.db, works)).toBeNull();
  changeRoom(store.db, id, { worksChannelId: works });
  expect(roomByWorksChannel(store.db, works)?.id).toBe(id);
  changeRoom(store.db, id, { worksChannelId: null });
  expect(roomByWorksChannel(store.db, works)).toBeNull();
  expect(readRoom(store.db, id)?.worksChannelId).toBeNull();
});

test('what leaves and its chat are in memory as they are in the database, whoever wrote last', () => {
  const { db } = store;
  const lane = storedLane('member:1:tanaka');
  const errand = { do: 'introduce-room' } as const;
  const chat = { channelId: channelId('1657000001'), lineUserId: HANAKO };
  const queue = () =>
    queueErrand(db, { lane, platform: 'line-works', class: ERRAND_CLASS.answer, errand }, 1);
  const told = () => ({
    rows: rowsById(db, [1, 2, 3]),
    request: requestOf(db, lane),
    friendship: readFriendship(db, chat.channelId, chat.lineUserId),
    absence: readAbsence(db, TANAKA),
    account: readAccount(db, chat.channelId),
    room: readRoom(db, talkRoomId(1)),
  });
  const writes = [
    () => registerAccount(db, chat.channelId, true, null),
    () => savePushCount(db, chat.channelId, { pushes: 3, at: 1 }),
    () => changeAccount(db, chat.channelId, { quotaUsed: 2 }),
    () => insertRoom(db, { ...chat, memberId: TANAKA, openedAt: 1 }),
    () => changeRoom(db, talkRoomId(1), { givenName: '花子さん', withdrawnTold: false }),
    queue,
    queue,
    () => updateRow(db, 1, { progress: 1 }),
    () => moveToLane(db, 2, storedLane('late:1:line')),
    () => endRows(db, [1], 'sent', null),
    () => putRequest(db, { ...REQUEST, lane, inFlight: true }),
    () => putRequest(db, { ...REQUEST, lane, body: 'other' }),
    () => dropRequest(db, lane),
    () => saveFriendship(db, { ...told().friendship, state: 'friend', turnedAwayWhy: 'link-off' }),
    () => forgetTurnedAway(db, chat.channelId, chat.lineUserId),
    () => noteMessageAt(db, chat.channelId, chat.lineUserId, 5),
    () => saveFriendship(db, { ...told().friendship, state: 'blocked', changedAt: 7 }),
    () => noteMessageAt(db, chat.channelId, chat.lineUserId, 6),
    () => noteMessageAt(db, chat.channelId, chat.lineUserId, 8),
    () => noteMessageAt(db, chat.channelId, chat.lineUserId, 3),
    () => endRows(db, [2], 'sent', null),
    () => void forgetEndedRows(db, 2),
    () => saveAbsence(db, { memberId: TANAKA, kind: 'unreachable', since: 1 }),
    () => saveAbsence(db, { memberId: TANAKA, kind: 'suspended', since: 2 }),
    () => removeAbsence(db, TANAKA),
  ];
  for (const write of writes) {
    const before = told();
    undone(() => {
      write();
      told();
    });
    expect(told()).toEqual(before);
    write();
    const remembered = told();
    forgetEverything(db);
    expect(told()).toEqual(remembered);
  }
});

test('what is packed in a row is read once of each', () => {
  let times = 0;
  const read = parseOnce(({ packed }: { packed: string }) => {
    times += 1;
    return JSON.parse(packed);
  });
  const row = { packed: '[1]' };
  expect(read(row)).toBe(read(row));
  expect(read({ packed: '[2]' })).toEqual([2]);
  expect(times).toBe(2);
});
