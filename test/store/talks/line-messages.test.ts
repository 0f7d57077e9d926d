import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SYSTEM } from '../../../src/domain/audit.ts';
import {
  channelId,
  type EntryId,
  entryId,
  lineUserId,
  talkRoomId,
} from '../../../src/domain/ids.ts';
import { appendEntry } from '../../../src/store/audit/audit-log.ts';
import { openNodeStore } from '../../../src/store/sqlite/node.ts';
import type { Store } from '../../../src/store/sqlite/store.ts';
import { lineMessage, saveLineMessage } from '../../../src/store/talks/line-messages.ts';

let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kakehashi-line-messages-'));
  store = openNodeStore(folder);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const HANAKO = {
  messageId: 'm1',
  channelId: channelId('1657000001'),
  lineUserId: lineUserId('Uhanako'),
};
const released = (aboutId: EntryId, room: number) =>
  store.transaction(() =>
    appendEntry(
      store.db,
      {
        action: 'message.release',
        actor: SYSTEM,
        outcome: 'relayed',
        roomId: talkRoomId(room),
        aboutId,
      },
      1,
      () => 'salt',
    ),
  );

test('a message id counts within its chat, and one without a known writer in a chat of its own', () => {
  expect(lineMessage(store.db, HANAKO)).toBeNull();
  const chats = [HANAKO, { ...HANAKO, channelId: channelId('2') }, { ...HANAKO, lineUserId: null }];
  for (const [index, name] of chats.entries()) {
    saveLineMessage(store.db, name, { entryId: entryId(index + 1), roomId: null, inboxId: 7 });
  }
  const kept = chats.map((name) => lineMessage(store.db, name)?.entryId);
  expect(kept).toEqual([1, 2, 3]);
  saveLineMessage(
    store.db,
    { ...HANAKO, messageId: '' },
    { entryId: entryId(9), roomId: null, inboxId: 7 },
  );
  const rows = (table: string) => store.db.all(sql.raw(`SELECT * FROM ${table}`)).length;
  expect([rows('line_messages'), rows('line_chats')]).toEqual([3, 3]);
});

test('a held message is in the room of its release, one that was handed over in that of the latest', () => {
  const said = { entryId: entryId(1), inboxId: 7 };
  saveLineMessage(store.db, HANAKO, { ...said, roomId: null });
  expect(lineMessage(store.db, HANAKO)).toEqual({ ...said, roomId: null });
  released(entryId(1), 3);
  released(entryId(2), 9);
  expect(lineMessage(store.db, HANAKO)?.roomId).toBe(3);
  released(entryId(1), 4);
  expect(lineMessage(store.db, HANAKO)?.roomId).toBe(4);
});
