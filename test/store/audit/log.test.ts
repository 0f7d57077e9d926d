import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lineUserId } from '../../../src/domain/ids.ts';
import { appendEntry, entryOf } from '../../../src/store/audit/audit-log.ts';
import { erasePeople } from '../../../src/store/audit/audit-people.ts';
import { verifyChain } from '../../../src/store/audit/verify-log.ts';
import { forgetEverything } from '../../../src/store/memory/remembered.ts';
import { openNodeStore } from '../../../src/store/sqlite/node.ts';
import type { Store } from '../../../src/store/sqlite/store.ts';
import { RARE, tracesOf } from '../../helpers/traces.ts';

let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kakehashi-log-'));
  store = openNodeStore(folder);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

let salts = 0;
const newSalt = () => {
  salts += 1;
  return `salt ${salts}`;
};
const tanaka = { kind: 'member', id: 'tanaka', name: '田中 花' } as const;
const write = (name: string | null = null) =>
  store.transaction(() =>
    appendEntry(
      store.db,
      {
        ...{ action: 'friend.follow', actor: tanaka, outcome: 'ok' },
        lineUserId: lineUserId('Uhanako'),
        lineUserName: name,
      },
      1,
      newSalt,
    ),
  );
const people = () =>
  store.db.all<{ name: string | null; erased: number }>(
    sql`SELECT name, erased FROM audit_people WHERE kind = 'line-user' ORDER BY id`,
  );

test('an entry that is undone takes its people and its place in the chain with it', () => {
  expect(() =>
    store.transaction(() => {
      write('花子');
      throw new Error('undone');
    }),
  ).toThrow('undone');
  expect([write('花子'), write('花子')]).toEqual([1, 2]);
  forgetEverything(store.db);
  expect(write('花子')).toBe(3);
  expect(people()).toEqual([{ name: '花子', erased: 0 }]);
  expect(verifyChain(store.db)).toMatchObject({ ok: true, entries: 3 });
});

test('a name is erased from every file; named again, the person gets a new row', () => {
  const id = write(RARE);
  write(null);
  const row = store.db.get<{ id: number }>(sql`SELECT id FROM audit_people WHERE name = ${RARE}`);
  store.transaction(() => erasePeople(store.db, [row?.id ?? 0]));
  expect(store.scrub()).toBe(true);
  expect(tracesOf(folder, RARE)).toEqual([]);
  expect(entryOf(store.db, id)).toMatchObject({ lineUserId: 'Uhanako', lineUserName: null });
  write(RARE);
  write(null);
  expect(people()).toEqual([
    { name: null, erased: 1 },
    { name: null, erased: 0 },
    { name: RARE, erased: 0 },
  ]);
});

test('entries and names change by no statement; a name may only be erased', () => {
  write('花子');
  for (const change of [
    'UPDATE audit_entry_rows SET at = 1',
    'DELETE FROM audit_entry_rows',
    `UPDATE audit_people_rows SET name = '次郎'`,
    `UPDATE audit_people_rows SET erased = 1, name = '次郎', salt = ''`,
    `UPDATE audit_people_rows SET erased = 1, name = '', salt = '', digest = x'00'`,
    `UPDATE audit_people_rows SET erased = 1, name = '', salt = '', person = 'Utaro'`,
    'DELETE FROM audit_people_rows',
  ]) {
    expect(() => store.db.run(sql.raw(change)), change).toThrow();
  }
  expect(verifyChain(store.db)).toMatchObject({ ok: true });
});
