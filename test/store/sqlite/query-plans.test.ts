import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openNodeStore } from '../../../src/store/sqlite/node.ts';
import { readSources, readText } from '../../house/sources.ts';
import { clientOf, planOf, type Seen, watchStatements } from './seen-statements.ts';

const folder = mkdtempSync(join(tmpdir(), 'kakehashi-plans-'));
const store = openNodeStore(folder);
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Tables that grow with every message or customer: no statement may scan them. */
const GROWING = [
  ...[
    'inbox',
    'outbox',
    'audit_entry_rows',
    'audit_content_rows',
    'line_messages',
    'unsent_messages',
  ],
  ...['reply_tokens', 'media', 'blobs', 'held_messages', 'questions', 'talk_rooms', 'friendships'],
  ...['line_users', 'speakers', 'kept_notices', 'room_run_rooms', 'absence_notices', 'talk_ids'],
  ...['end_questions', 'seen_events', 'audit_people_rows', 'line_chats'],
  ...['undelivered', 'kept_requests'],
];

/** A full scan of a table or an index, or one from some row on. */
const WALK =
  /^(?:SCAN|SEARCH) (\w+)(?:$| USING (?:COVERING )?INDEX (\w+)$| USING INTEGER PRIMARY KEY \(rowid[<>])/u;

/** Statements that do, recognised by their text, with the reason. */
const MAY_WALK: readonly (readonly [words: string, why: string])[] = [
  ['select "id", "state", "body" from "inbox"', 'forgets a LINE user, a slice at a time'],
  ['"audit_contents"."entry_id" > ?', 'looks for what is too old, a slice at a time'],
  ['from "audit_contents" inner join', 'the same'],
  ['left join "audit_content_rows"', 'verifies the whole log, a slice at a time'],
  ['"audit_people_rows"."id" > ?', 'verifies all names, a slice at a time'],
  ['"audit_content_rows"."entry_id" > ?', 'looks into a gap, or behind the last entry'],
  ['"audit_entry_rows"."id" <= ?', 'reads a page of the log for a search, or a page'],
  ['select "id", "received_at", "state" from "inbox"', 'goes on where it ended, a slice at a time'],
  [
    'select "id" from "inbox" where "inbox"."received_at" < ?',
    'goes back from the newest, once a restoration',
  ],
  ['from "talk_rooms" order by "talk_rooms"."id" desc', 'reads the newest rooms and stops'],
  [`"outbox"."state" <> 'queued'`, 'goes from the oldest row on, a slice at a time'],
  ['delete from "kept_notices"', 'once an hour, over the few that are kept'],
  ['select max("id") from "outbox"', 'reads the last row and stops'],
  ['"outbox"."id" > ? and +"outbox"."lane"', 'looks at what was queued a moment ago'],
  ['"display_name" from "line_users"', 'an auditor names a LINE user: names are compared folded'],
  ['"kind", "name" from "audit_people"', 'goes on where it ended, a slice at a time'],
  [
    '"audit_content_rows"."entry_id" <= ?',
    'reads the newest entries for the search, some at a time',
  ],
  ['max(id), 0) from "audit_people"', 'reads the last row and stops'],
  ['delete from "kept_requests" where EXISTS', 'a LINE user is forgotten: the failures of a day'],
  ['from "undelivered" order by', 'one page of what an administrator looks through'],
  ['"undelivered"."row_id" > ', 'goes on where it ended, a slice at a time'],
  ['count(*) from "undelivered"', 'the failures of a week, when an administrator asks'],
  ['select "id", "platform" from "inbox"', 'once, at the first start from a copy'],
  [`+"outbox"."state" = 'queued'`, 'once, at the first start from a copy, a slice at a time'],
  [
    'OR EXISTS (SELECT 1 FROM kept_notices)',
    'looks whether there is a row, and stops at the first',
  ],
  ['SELECT min(at) AS at FROM audit_entry_rows', 'reads the first row and stops'],
  ['SELECT max(id) AS id FROM inbox', 'reads the last row and stops'],
  ['delete from "reply_tokens"', 'once an hour, over the tokens of the last one'],
];

/** Stands in for any argument of a statement. */
const ANYTHING: readonly unknown[] = [1, 'x', [1], { id: 1 }, null];

const SEGMENT = {
  ...{ id: 1, first: 1, last: 2, wordBlocks: 1 },
  ...{ times: new Float64Array(2), aliases: new Float64Array() },
};

/** Arguments of those that look at them before they ask the database. */
const GIVEN: Readonly<Record<string, readonly unknown[]>> = {
  addBlock: [1, new Uint8Array(1)],
  eraseContents: [[4711]],
  membersCalled: [['x'], ['x'], [['x']]],
  newestIds: [{ after: 0, last: 1, limit: 1 }],
  openSegment: [SEGMENT],
  writeOverBlock: [1, new Uint8Array(1)],
  writeSetting: [{ name: 'X', value: 'x', sealed: null, keyId: null, at: 0, by: 'x' }],
};

/** What a store file exports that takes the database first, and whether it asks the database itself. */
function queriesOf(path: string): { readonly name: string; readonly asks: boolean }[] {
  return readText(path)
    .split(/\n\n(?=\S)/u)
    .flatMap((declared) =>
      [...declared.matchAll(TAKES_DATABASE)].map(([, name = '']) => ({
        name,
        asks: ASKS.test(declared),
      })),
    );
}

const TAKES_DATABASE = /^export (?:function|const) (\w+)[^(\n]*\(\s*(?:db|\{ db \}): Database/gmu;
const ASKS = /\(db\)\.|\bdb\s*\.\w|= statements\(db\)/u;

/** What asks the database only once it goes on. */
const isRun = (made: unknown): made is { step(most: number): unknown } =>
  typeof made === 'object' && made !== null && 'step' in made && typeof made.step === 'function';

/** Calls a query with arguments of every kind; most runs fail, but each is prepared by then. */
function callAnyway(query: (...args: unknown[]) => unknown, given: readonly unknown[]): void {
  const row = new Proxy({}, { get: (_, name) => (name === 'then' ? undefined : 'x') });
  const alike = [...ANYTHING, row].map((one) => [one, one, one, one, one, one]);
  for (const some of [given, ...alike]) {
    try {
      const made = query(store.db, ...some);
      if (isRun(made)) made.step(1);
    } catch {
      // The database's reaction to such values is not the question.
    }
  }
}

async function statements(): Promise<{ seen: Seen[]; silent: string[] }> {
  const seen: Seen[] = [];
  const silent: string[] = [];
  let runs = 0;
  watchStatements(store, (each, isNew) => {
    runs += 1;
    if (isNew) seen.push(each);
  });
  for (const { path } of readSources(['src/store'])) {
    const queries = queriesOf(path);
    if (queries.length === 0) continue;
    const file: Record<string, unknown> = await import(
      new URL(`../../../${path}`, import.meta.url).href
    );
    for (const { name, asks } of queries) {
      const query = file[name];
      const before = runs;
      if (typeof query === 'function') callAnyway((...args) => query(...args), GIVEN[name] ?? []);
      if (asks && runs === before) silent.push(`${path}: ${name}`);
    }
  }
  return { seen, silent };
}

test('no statement of the store scans a growing table', async () => {
  const partial = clientOf(store)
    .prepare<[], { name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '%WHERE%'",
    )
    .all()
    .map(({ name }) => name);
  const { seen, silent } = await statements();
  const walks = seen.flatMap((each) =>
    planOf(store, each)
      .filter((step) => {
        const [, table = '', index] = WALK.exec(step) ?? [];
        return GROWING.includes(table) && !(index !== undefined && partial.includes(index));
      })
      .map((step) => `${step}: ${each.sql}`),
  );
  expect(
    new Set(walks.filter((walk) => !MAY_WALK.some(([words]) => walk.includes(words)))),
  ).toEqual(new Set());
  const needless = MAY_WALK.filter(([words]) => !walks.some((walk) => walk.includes(words)));
  expect(needless.map(([words]) => words)).toEqual([]);
  // Some write whole rows, by their key; others change only what is in memory, or find all of it there.
  expect(silent.length, silent.join('\n')).toBeLessThan(22);
  expect(seen.length).toBeGreaterThan(500);
});
