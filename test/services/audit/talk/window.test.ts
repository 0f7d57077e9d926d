import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lineUserId, talkRoomId } from '../../../../src/domain/ids.ts';
import {
  readWindow,
  type Window,
  type WindowAt,
} from '../../../../src/services/audit/talk/window.ts';
import { appendEntry } from '../../../../src/store/audit/audit-log.ts';
import { refsOfLineUser, type TalkSource } from '../../../../src/store/audit/talk-entries.ts';
import { openNodeStore } from '../../../../src/store/sqlite/node.ts';

const folder = mkdtempSync(join(tmpdir(), 'kakehashi-window-'));
const store = openNodeStore(folder);
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const tanaka = { kind: 'member', id: 'tanaka', name: '田中 花' } as const;
const hanako = lineUserId('Uhanako');
const ROOMS = [1, 2, 3].map(talkRoomId);
const ENTRIES = 120;
/** The entries of the talk, in order. */
const own: number[] = [];
let sources: readonly TalkSource[];

beforeAll(() => {
  store.transaction(() => {
    for (let id = 1; id <= ENTRIES; id += 1) {
      // By turns: three rooms of the talk, none of its rooms, and another customer.
      const turn = (id * id) % 7;
      const isOther = turn === 4;
      const isDelivery = id % 5 === 0;
      appendEntry(
        store.db,
        {
          action: isDelivery ? 'message.deliver' : 'message.receive',
          actor: tanaka,
          outcome: 'ok',
          roomId: isOther ? talkRoomId(9) : (ROOMS[turn] ?? null),
          lineUserId: isOther ? lineUserId('Utaro') : hanako,
          // A name that changes is another row among the people.
          lineUserName: id < 60 ? '花子' : 'はなこ',
        },
        id,
        () => 'salt',
      );
      if (!isOther && !isDelivery) own.push(id);
    }
  });
  const refs = refsOfLineUser(store.db, hanako, 50);
  expect(refs).toHaveLength(2);
  sources = [
    ...refs.map((lineUserRef) => ({ lineUserRef })),
    ...ROOMS.map((roomId) => ({ roomId })),
  ];
});

const read = (at: WindowAt, size: number) => readWindow(store.db, sources, at, size, () => true);
const idsOf = async (at: WindowAt, size: number) =>
  (await read(at, size)).entries.map(({ id }) => id);

test('a window holds what stands nearest, wherever it stands, each entry once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 130 }),
      fc.integer({ min: 2, max: 40 }),
      async (at, size) => {
        const before = own.filter((id) => id < at);
        const rest = own.filter((id) => id >= at);
        const half = Math.floor(size / 2);
        expect(await idsOf({ before: at }, size)).toEqual(before.slice(-size));
        expect(await idsOf({ after: at - 1 }, size)).toEqual(rest.slice(0, size));
        const around = [...before.slice(-(size - half)), ...rest.slice(0, half)];
        expect(await idsOf({ around: at }, size)).toEqual(around);
        expect(await read({ around: at }, size)).toMatchObject({
          hasEarlier: before.length > size - half,
          hasLater: rest.length > half,
        });
      },
    ),
    { numRuns: 60 },
  );
});

test('a talk is read whole by its cursors', async () => {
  const found: number[] = [];
  for (let at: number | null = 0; at !== null; ) {
    const { entries, hasLater }: Window = await read({ after: at }, 7);
    found.push(...entries.map(({ id }) => id));
    at = hasLater ? (found.at(-1) ?? null) : null;
  }
  expect(found).toEqual(own);
});
