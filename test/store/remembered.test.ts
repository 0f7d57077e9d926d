import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  channelId,
  lineUserId,
  memberId,
  talkRoomId,
  worksChannelId,
} from '../../src/domain/ids.ts';
import { readLineUser, saveProfile } from '../../src/store/line-users.ts';
import { changeLink, readLink } from '../../src/store/link.ts';
import { openNodeStore } from '../../src/store/node.ts';
import { remember } from '../../src/store/remembered.ts';
import type { Store } from '../../src/store/store.ts';
import {
  changeRoom,
  insertRoom,
  readRoom,
  roomByWorksChannel,
} from '../../src/store/talk-rooms.ts';

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
