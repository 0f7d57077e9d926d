import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { AuditOutcome } from '../../../src/domain/audit.ts';
import { AREA_OF } from '../../../src/domain/audit-areas.ts';
import { eachTermIn, findInBlock } from '../../../src/domain/audit-index/block.ts';
import { listOf, NO_IDS } from '../../../src/domain/audit-index/id-set.ts';
import { MOST_BLOCKS } from '../../../src/domain/audit-index/terms.ts';
import { type EntryId, talkRoomId } from '../../../src/domain/ids.ts';
import type { ContentKind } from '../../../src/domain/messages/content.ts';
import { normaliseForSearch } from '../../../src/domain/text/searched-text.ts';
import { createIndexKeeper } from '../../../src/services/audit/search/keep-index.ts';
import { type AuditQuery, everything } from '../../../src/services/audit/search/query.ts';
import { eraseContent } from '../../../src/store/audit/audit-log.ts';
import { groupSegments } from '../../../src/store/audit/index/group.ts';
import { sealSegment } from '../../../src/store/audit/index/seal.ts';
import {
  type Segment,
  wholeGroups,
  wholeSegments,
} from '../../../src/store/audit/index/segments.ts';
import { events, letters } from './happenings.ts';
import { KnownLog, memberOf, SIZE, userOf } from './known-log.ts';

/** A search finds the same as one who reads the whole log, whatever has happened to the index. */

const log = new KnownLog();
afterAll(() => log.remove());

const someOf = <Value>(...values: Value[]) =>
  fc.option(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }), {
    freq: 1,
  });
const rare = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 1 });
const queries = fc.record({
  phrases: fc.array(
    fc.array(letters, { minLength: 1, maxLength: 4 }).map((all) => all.join('')),
    { maxLength: 2 },
  ),
  fileNames: fc.array(letters, { maxLength: 1 }),
  from: rare(fc.integer({ min: 0, max: 3000 })),
  to: rare(fc.integer({ min: 0, max: 3000 })),
  members: someOf(...[0, 1, 2, 3, 4, 5].map(memberOf)),
  users: rare(
    fc.record({
      said: fc.array(fc.constantFrom('甲', '乙一', 'だれか'), { maxLength: 1 }),
      ids: fc.array(fc.constantFrom(...[0, 1, 2, 9].map(userOf)), { maxLength: 2 }),
    }),
  ),
  rooms: someOf(...[1, 2, 3, 8, 13, 99].map(talkRoomId)),
  directions: someOf('in' as const, 'out' as const),
  kinds: someOf<ContentKind>('text', 'file', 'video'),
  outcomes: someOf<AuditOutcome>('sent', 'relayed', 'exhausted', 'ok'),
  area: fc.constantFrom<AuditQuery['area']>('messages', 'messages', 'all', 'administration'),
  before: rare(fc.nat(400)),
  skip: fc.constantFrom(0, 0, 0, 2),
  limit: fc.constantFrom(1000, 1000, 3),
});

const started = log.clock.now();
type Wanted = typeof queries extends fc.Arbitrary<infer Each> ? Each : never;
const queryOf = (wanted: Wanted): AuditQuery => ({
  ...wanted,
  from: wanted.from === null ? null : started + wanted.from,
  to: wanted.to === null ? null : started + wanted.to,
  before: wanted.before === null ? null : (wanted.before as EntryId),
});

/** By reading everything. */
function expected(query: AuditQuery): EntryId[] {
  const any = (wanted: readonly unknown[] | null, there: readonly unknown[]) =>
    wanted === null || there.some((each) => wanted.includes(each));
  const has = (words: string | null, phrase: string) =>
    words !== null && normaliseForSearch(words).includes(normaliseForSearch(phrase));
  // Blanks say nothing.
  const words = (said: readonly string[]) => said.filter((each) => each.trim() !== '');
  const isCalled = (user: string) =>
    query.users?.said.some((word) =>
      [...(log.namesOf.get(user) ?? [])].some((name) => name.includes(word)),
    );
  const all = log.entries.filter(
    (each) =>
      (query.area === 'all' || AREA_OF[each.action] === query.area) &&
      (query.before === null || each.id < query.before) &&
      (query.from === null || each.at >= query.from) &&
      (query.to === null || each.at < query.to) &&
      any(query.members, each.members) &&
      (query.users === null ||
        each.users.some((user) => isCalled(user) || query.users?.ids.some((id) => id === user))) &&
      any(query.rooms, each.rooms) &&
      any(query.directions, [each.direction]) &&
      any(query.kinds, [each.kind]) &&
      any(query.outcomes, [each.outcome]) &&
      words(query.phrases).every((phrase) => has(each.text, phrase) || has(each.name, phrase)) &&
      words(query.fileNames).every((part) => has(each.name, part)),
  );
  return all
    .map(({ id }) => id)
    .reverse()
    .slice(query.skip, query.skip + query.limit);
}

/** Each term of a segment, or of a group, with what it has there. */
function termsIn({ id }: Segment): Map<number, number[]> {
  const from = id * MOST_BLOCKS;
  const blocks = log.store.db.values<[Uint8Array]>(
    `SELECT bytes FROM audit_blocks WHERE id >= ${from} AND id < ${from + MOST_BLOCKS}`,
  );
  const terms = new Map<number, number[]>();
  for (const [bytes] of blocks) {
    eachTermIn(bytes, (term) => terms.set(term, [...listOf(findInBlock(bytes, term) ?? NO_IDS)]));
  }
  return terms;
}

const sorted = (terms: Map<number, number[]>) => [...terms].sort(([one], [other]) => one - other);

const groupsAsWritten = () => wholeGroups(log.store.db).map((group) => sorted(termsIn(group)));

/** What has been erased from all of a group's segments must not stand in the group. */
const groupsBySegments = () =>
  wholeGroups(log.store.db).map((group) => {
    const members = wholeSegments(log.store.db).filter(
      ({ first, last }) => first >= group.first && last <= group.last,
    );
    const terms = new Map<number, number[]>();
    for (const [at, member] of members.entries()) {
      for (const term of termsIn(member).keys()) terms.set(term, [...(terms.get(term) ?? []), at]);
    }
    return sorted(terms);
  });

test('a search finds what reading the whole log finds, through segments, crashes, erasures and restarts', () => {
  const happenings = fc.sample(events, { numRuns: 600, seed: 11 });
  const wanted = fc.sample(queries, { numRuns: 300, seed: 12 });
  for (const [at, event] of happenings.entries()) {
    log.happen(event);
    if (at % 200 === 199) {
      log.reopen();
    }
    if (at % 50 !== 49) continue;
    expect(groupsAsWritten()).toEqual(groupsBySegments());
    for (const each of wanted.splice(0, 25)) {
      const query = queryOf(each);
      const { found } = log.find(query);
      expect(
        found.map(({ id }) => id),
        JSON.stringify(query),
      ).toEqual(expected(query));
    }
  }
  expect(wholeSegments(log.store.db).length).toBeGreaterThan(10);
  expect(wholeGroups(log.store.db).length).toBeGreaterThan(3);
});

test('the job keeps up with the log', async () => {
  const keeper = createIndexKeeper(log.context, SIZE);
  expect(await keeper.keepUp(true)).toBe(false);
  const query = queryOf({ ...everything('messages', 1000), phrases: ['東'] } as unknown as Wanted);
  expect(log.find(query).found.map(({ id }) => id)).toEqual(expected(query));
});

test('no step writes much of a segment, and the last only says that it is whole', () => {
  const { db } = log.store;
  const [blocks] = db.values<[number]>('SELECT count(*) FROM audit_blocks')[0] ?? [0];
  const written = [blocks];
  const work = sealSegment(log.store, { ...SIZE, entries: 10, behind: 0 });
  for (let isDone = false; !isDone; ) {
    isDone = work.next().done === true;
    const [count] = db.values<[number]>('SELECT count(*) FROM audit_blocks')[0] ?? [0];
    written.push(count);
  }
  const added = written.slice(1).map((count, at) => count - (written[at] ?? 0));
  expect(added.at(-1)).toBe(0);
  expect(Math.max(...added)).toBeGreaterThan(0);
  expect(Math.max(...added)).toBeLessThanOrEqual(24);
});

test('what is erased while a group is being written is not in the group', () => {
  const { db } = log.store;
  const after = log.entries.length;
  const say = { does: 'say', name: null, member: 0, user: 0, called: 0, direction: 'in' } as const;
  for (let n = 0; n < 3 * SIZE.entries; n += 1) {
    log.happen({ ...say, kind: 'text', at: 1, text: `文${String.fromCodePoint(0x4e00 + n)}` });
  }
  log.find({});
  while ([...sealSegment(log.store, SIZE)].length > 1);
  const texts = log.entries.slice(after, after + SIZE.entries);
  for (let steps = 0; ; steps += 4) {
    const work = groupSegments(log.store, 1);
    for (let step = 0; step < steps && work.next().done !== true; step += 1);
    const known = texts.shift();
    if (known === undefined) break;
    log.store.transaction(() => eraseContent(db, known.id));
    known.text = null;
    const isDone = work.next().done === true;
    for (const _ of work);
    expect(groupsAsWritten()).toEqual(groupsBySegments());
    if (isDone) break;
  }
  while ([...groupSegments(log.store, 1)].length > 0);
  expect(groupsAsWritten()).toEqual(groupsBySegments());
  expect(wholeGroups(db).at(-1)?.last).toBe(wholeSegments(db).at(-1)?.last);
});
