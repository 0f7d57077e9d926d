import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { AuditOutcome } from '../../../src/domain/audit.ts';
import { AREA_OF } from '../../../src/domain/audit-areas.ts';
import { eachTermIn } from '../../../src/domain/audit-index/block.ts';
import { hasStayed, segmentsOf, setOf } from '../../../src/domain/audit-index/group-sets.ts';
import { listOf, readIds, type StoredSet } from '../../../src/domain/audit-index/id-set.ts';
import {
  blockOf,
  FIRST_FIELD_BLOCK,
  MOST_GROUP_BLOCKS,
} from '../../../src/domain/audit-index/terms.ts';
import { type EntryId, talkRoomId } from '../../../src/domain/ids.ts';
import type { ContentKind } from '../../../src/domain/messages/content.ts';
import { normaliseForSearch } from '../../../src/domain/text/searched-text.ts';
import { createIndexKeeper } from '../../../src/services/audit/search/keep-index.ts';
import { type AuditQuery, everything } from '../../../src/services/audit/search/query.ts';
import { eraseContents } from '../../../src/store/audit/audit-log.ts';
import { rowOf, rowOfWords } from '../../../src/store/audit/index/blocks.ts';
import { eachWordTerm } from '../../../src/store/audit/index/docs.ts';
import { groupSegments } from '../../../src/store/audit/index/group.ts';
import { readDoc } from '../../../src/store/audit/index/read-docs.ts';
import { sealSegment } from '../../../src/store/audit/index/seal.ts';
import {
  buildingGroup,
  segmentsIn,
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

/** Where the index has a word's term: the term and the place of the entry. */
function* wordsInIndex(): Generator<readonly [number, number]> {
  const { db } = log.store;
  for (const segment of wholeSegments(db)) {
    for (const [term, stored] of termsBetween(
      rowOf(segment, 0),
      rowOf(segment, FIRST_FIELD_BLOCK) - 1,
    )) {
      for (const id of listOf(readIds(stored))) yield [term, segment.first + id];
    }
  }
  for (const group of [...wholeGroups(db), ...[buildingGroup(db) ?? []].flat()]) {
    const segments = segmentsIn(db, group);
    for (const [term, stored] of termsBetween(
      rowOfWords(group, MOST_GROUP_BLOCKS - 1),
      rowOfWords(group, 0),
    )) {
      for (const number of segmentsOf(stored)) {
        const segment = segments[number];
        const set = setOf(stored, number);
        if (segment === undefined || set === null) throw new Error('of no segment');
        if (hasStayed(set)) {
          const row = rowOf(segment, blockOf(term, segment.wordBlocks));
          // What stands for a set in the segment goes with it.
          if (!termsBetween(row, row).some(([one]) => one === term)) yield [term, 0];
          continue;
        }
        for (const id of listOf(readIds(set))) yield [term, segment.first + id];
      }
    }
  }
}

function termsBetween(lowest: number, highest: number): [number, StoredSet][] {
  const blocks = log.store.db.values<[Uint8Array]>(
    `SELECT bytes FROM audit_blocks WHERE id BETWEEN ${lowest} AND ${highest}`,
  );
  const found: [number, StoredSet][] = [];
  for (const [bytes] of blocks) eachTermIn(bytes, (term, stored) => found.push([term, stored]));
  return found;
}

/** What has been erased must stand nowhere: each term in the index belongs to words that its entry has. */
function strays(): string[] {
  const { db } = log.store;
  const messages = new Map<number, EntryId>();
  for (const { aliases } of wholeSegments(db)) {
    for (let at = 0; at < aliases.length; at += 2) {
      messages.set(aliases[at] ?? 0, aliases[at + 1] as EntryId);
    }
  }
  const terms = new Map<number, Set<number>>();
  const termsAt = (place: number) => {
    const known = terms.get(place) ?? new Set<number>();
    if (terms.has(place)) return known;
    const doc = readDoc(db, messages.get(place) ?? (place as EntryId));
    if (doc !== null) eachWordTerm(doc, (term) => known.add(term));
    terms.set(place, known);
    return known;
  };
  return [...wordsInIndex()].flatMap(([term, place]) =>
    termsAt(place).has(term) ? [] : `${term} of entry ${place}`,
  );
}

test('a search finds what reading the whole log finds, through segments, crashes, erasures and restarts', () => {
  const happenings = fc.sample(events, { numRuns: 600, seed: 11 });
  const wanted = fc.sample(queries, { numRuns: 300, seed: 12 });
  for (const [at, event] of happenings.entries()) {
    log.happen(event);
    if (at % 200 === 199) {
      log.reopen();
    }
    if (at % 50 !== 49) continue;
    expect(strays()).toEqual([]);
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

test('what is erased while a group is being written is in neither the group nor its segments', () => {
  const { db } = log.store;
  const after = log.entries.at(-1)?.id ?? 0;
  const say = { does: 'say', name: null, member: 0, user: 0, called: 0, direction: 'in' } as const;
  for (let n = 0; n < 3 * SIZE.entries; n += 1) {
    log.happen({ ...say, kind: 'text', at: 1, text: `文${String.fromCodePoint(0x4e00 + n)}` });
  }
  log.find({});
  while ([...sealSegment(log.store, SIZE)].length > 1);
  const erased: string[] = [];
  const eraseOne = () => {
    const group = buildingGroup(db);
    const known = log.entries.find(
      ({ id, text }) =>
        group !== null && id > after && id >= group.first && id <= group.last && text !== null,
    );
    if (known === undefined) return;
    log.store.transaction(() => eraseContents(db, [known.id]));
    erased.push(known.text ?? '');
    known.text = null;
  };
  // What was begun is gone on with, from where it was left.
  for (let [isDone, most] = [false, 4]; !isDone; most += 4) {
    const work = groupSegments(log.store, { ...SIZE, group: 1 });
    for (let step = 0; step < most && !isDone; step += 1) {
      eraseOne();
      const next = work.next();
      expect(strays()).toEqual([]);
      if (next.done === true && next.value) break;
      isDone = next.done === true;
    }
  }
  expect(erased.length).toBeGreaterThan(20);
  expect(strays()).toEqual([]);
  expect(wholeGroups(db).at(-1)?.last).toBe(wholeSegments(db).at(-1)?.last);
  for (const text of erased) {
    expect(log.find({ phrases: [text] }).found).toEqual([]);
  }
});

test('a word stands in the index once: in a group, or in its segment', () => {
  const { db } = log.store;
  const places = new Set<string>();
  let count = 0;
  for (const [term, place] of wordsInIndex()) {
    places.add(`${term} ${place}`);
    count += 1;
  }
  expect(count).toBeGreaterThan(1000);
  expect(places.size).toBe(count);
  const stayed = wholeSegments(db).flatMap((segment) =>
    termsBetween(rowOf(segment, 0), rowOf(segment, FIRST_FIELD_BLOCK) - 1)
      .filter(() => segment.last <= (wholeGroups(db).at(-1)?.last ?? 0))
      .map(([, { bytes }]) => bytes.length),
  );
  expect(Math.min(...stayed)).toBeLessThanOrEqual(SIZE.stays + 1);
  expect(stayed.length).toBeGreaterThan(10);
});
