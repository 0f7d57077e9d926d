import { listOf } from '../../../domain/audit-index/id-set.ts';
import type { EntryId } from '../../../domain/ids.ts';
import { newestIds } from '../../../store/audit/index/read-range.ts';
import { createTermReader, type TermReader } from '../../../store/audit/index/read-terms.ts';
import {
  groupOf,
  indexedThrough,
  numberInGroup,
  type Segment,
  segmentOf,
  TIMED,
  wholeSegments,
} from '../../../store/audit/index/segments.ts';
import { countUpTo, tailOf } from '../../../store/audit/index/tail.ts';
import type { Database } from '../../../store/sqlite/store.ts';
import type { Conditions } from './conditions.ts';
import { evaluate, evaluateGroup } from './evaluate.ts';
import { Pending } from './pending.ts';

/** An entry that may be what is looked for. */
export interface Candidate {
  readonly id: EntryId;
  /** It is: it was read as a whole. */
  readonly isSure: boolean;
}

/** A candidate; or a moment at which the search may rest: what was done since the last, in units of work. */
type Step = Candidate | number;

const DOCS_A_STEP = 200;
const ENTRIES_A_STEP = 50;
/** What takes about ten microseconds. */
const UNITS = { tail: 1, group: 12, segment: 2, passed: 0.1, unread: 10 };

/**
 * Entries below `top` that may meet the conditions, the newest first: from entries that were not
 * read yet, from the tail, then from segment after segment. Where it rested, the log may have
 * changed: it goes on by the id it has come to.
 */
export function* candidates(
  db: Database,
  conditions: Conditions,
  top: EntryId,
  latest: EntryId,
): Generator<Step, void, undefined> {
  const pending = new Pending();
  const isWhole = tailOf(db).through >= latest;
  const search = { db, conditions, terms: createTermReader(db) };
  const mayHave = choosingByGroup(search);
  yield* newerAliases(search, mayHave, { top, latest, pending });
  let cursor: number = top;
  while (cursor > 1) {
    const last = cursor - 1;
    const at = { last, pending };
    const segment = segmentOf(db, last);
    if (segment !== null && (isBeside(segment, conditions) || !(yield* mayHave(segment)))) {
      yield UNITS.passed;
      yield* taken(pending, segment.first);
      cursor = segment.first;
    } else if (segment !== null) cursor = yield* inSegment(search, segment, at);
    else if (last > tailOf(db).through) cursor = yield* inUnread(db, at);
    else cursor = yield* inTail(db, conditions, isWhole, at);
  }
}

/** What is looked for, and where. */
interface Search {
  readonly db: Database;
  readonly conditions: Conditions;
  readonly terms: TermReader;
}

/** Whether a segment may have what is looked for, as far as its group tells. */
type MayHave = (segment: Segment) => Generator<number, boolean, undefined>;

/** A group is asked once while its segments come in turn. */
function choosingByGroup({ db, conditions, terms }: Search): MayHave {
  let asked: { readonly groupId: number; readonly numbers: Set<number> | null } | null = null;
  return function* (segment) {
    const group = groupOf(db, segment.first);
    if (group === null) return true;
    if (asked?.groupId !== group.id) {
      const found = evaluateGroup(terms, group, segment, conditions.clauses);
      asked = { groupId: group.id, numbers: found === null ? null : new Set(listOf(found)) };
      yield UNITS.group;
    }
    return asked.numbers?.has(numberInGroup(db, group, segment)) !== false;
  };
}

/** Where the search has come to. */
interface Place {
  /** The newest entry that is still to be looked at. */
  readonly last: number;
  readonly pending: Pending;
}

/** Of entries newer than the search goes: those that stand for older messages. */
function* newerAliases(
  search: Search,
  mayHave: MayHave,
  { top, latest, pending }: { top: EntryId; latest: EntryId; pending: Pending },
): Generator<Step, void, undefined> {
  if (top > latest) return;
  const { db, conditions } = search;
  for (const doc of tailOf(db).docs) {
    if (doc.place >= top && doc.id < top && conditions.holds(doc)) pending.add(doc.id);
  }
  yield UNITS.tail;
  for (const segment of wholeSegments(db)) {
    if (segment.last < top || !(yield* mayHave(segment))) continue;
    const aliases = aliasesOf(segment, (place, message) => place >= top && message < top);
    for (const message of matching(search, segment, aliases)) pending.add(message);
    yield UNITS.segment;
  }
}

/** Entries of the log itself: the index has fallen behind so far that the tail is full. */
function* inUnread(db: Database, { last, pending }: Place): Generator<Step, number, undefined> {
  const after = tailOf(db).through;
  const { ids, messages, lowest } = newestIds(db, { after, last, limit: ENTRIES_A_STEP });
  for (const message of messages) pending.add(message);
  for (const id of ids) pending.add(id);
  const floor = lowest ?? after + 1;
  yield UNITS.unread;
  yield* taken(pending, floor);
  return floor;
}

function* taken(pending: Pending, floor: number): Generator<Step, void, undefined> {
  for (let id = pending.take(floor); id !== null; id = pending.take(floor)) {
    yield { id, isSure: false };
  }
}

/** @param isWhole whether all that is told of these entries has been read */
function* inTail(
  db: Database,
  conditions: Conditions,
  isWhole: boolean,
  { last, pending }: Place,
): Generator<Step, number, undefined> {
  const { docs } = tailOf(db);
  let at = countUpTo(docs, last) - 1;
  for (let steps = 1; at >= 0; at -= 1, steps += 1) {
    const doc = docs[at];
    if (doc === undefined) break;
    const { id, place } = doc;
    if (conditions.holds(doc)) {
      if (isWhole && id === place && !pending.has(place)) yield { id, isSure: true };
      else pending.add(id);
    }
    if (pending.has(place)) yield* taken(pending, place);
    if (steps % DOCS_A_STEP !== 0) continue;
    yield UNITS.tail;
    if (tailOf(db).docs !== docs) return place;
  }
  const floor = indexedThrough(db) + 1;
  yield* taken(pending, floor);
  return Math.min(last, floor);
}

function* inSegment(
  search: Search,
  segment: Segment,
  { last, pending }: Place,
): Generator<Step, number, undefined> {
  const { conditions, terms } = search;
  const { first } = segment;
  if (overlaps(segment, conditions)) {
    const places = listOf(evaluate(terms, segment, conditions.clauses, null));
    yield UNITS.segment;
    // Most segments have nothing of what is rare.
    const aliases = places.length === 0 ? NO_ALIASES : aliasesOf(segment, (place) => place <= last);
    for (let at = places.length - 1; at >= 0; at -= 1) {
      const place = first + (places[at] ?? 0);
      if (place > last) continue;
      const message = aliases.get(place);
      if (message !== undefined) pending.add(message);
      else if (isInPeriod(segment, place - first, conditions)) pending.add(entryAt(place));
      if (pending.has(place)) yield* taken(pending, place);
    }
  } else {
    const aliases = aliasesOf(segment, (place) => place <= last);
    for (const message of matching(search, segment, aliases)) pending.add(message);
    yield UNITS.segment;
  }
  yield* taken(pending, first);
  return first;
}

const NO_ALIASES: ReadonlyMap<number, EntryId> = new Map();

/** Guarantee: entries of a segment have ids without a gap. */
const entryAt = (place: number) => place as EntryId;

/** The older messages for which entries of a segment stand, by those entries' ids. */
function aliasesOf(
  { aliases }: Segment,
  counts: (place: number, message: number) => boolean,
): ReadonlyMap<number, EntryId> {
  const found = new Map<number, EntryId>();
  for (let at = 0; at < aliases.length; at += 2) {
    const [place = 0, message = 0] = [aliases[at], aliases[at + 1]];
    if (counts(place, message)) found.set(place, entryAt(message));
  }
  return found;
}

/** Those of the aliases that may meet the conditions. */
function matching(
  { conditions, terms }: Search,
  segment: Segment,
  aliases: ReadonlyMap<number, EntryId>,
): EntryId[] {
  if (aliases.size === 0) return [];
  const start = Uint16Array.from([...aliases.keys()].map((place) => place - segment.first)).sort();
  return [...listOf(evaluate(terms, segment, conditions.clauses, start))].flatMap(
    (id) => aliases.get(segment.first + id) ?? [],
  );
}

function overlaps({ times }: Segment, { from, to }: Conditions): boolean {
  for (let at = 0; at < times.length; at += 2) {
    if ((times[at] ?? 0) < to && (times[at + 1] ?? 0) >= from) return true;
  }
  return false;
}

/** Whether it holds nothing of the period, and nothing that was told later of it. */
const isBeside = (segment: Segment, conditions: Conditions): boolean =>
  segment.aliases.length === 0 && !overlaps(segment, conditions);

function isInPeriod({ times }: Segment, id: number, { from, to }: Conditions): boolean {
  const at = 2 * Math.floor(id / TIMED);
  return (times[at] ?? 0) < to && (times[at + 1] ?? 0) >= from;
}
