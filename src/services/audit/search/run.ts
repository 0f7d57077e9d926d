import type { Context } from '../../../context.ts';
import { type EntryId, entryId } from '../../../domain/ids.ts';
import { latestEntry } from '../../../store/audit/audit-log.ts';
import { readNames } from '../../../store/audit/index/names.ts';
import { cutEntries, readDoc } from '../../../store/audit/index/read-docs.ts';
import { readDocs } from '../../../store/audit/index/read-many.ts';
import { readSegments } from '../../../store/audit/index/segments.ts';
import { readTail, tailOf } from '../../../store/audit/index/tail.ts';
import { shownEntries } from '../../../store/audit/shown-entries.ts';
import { type Candidate, candidates } from './candidates.ts';
import { type Conditions, conditionsOf } from './conditions.ts';
import { foundOne } from './found.ts';
import type { AuditQuery, FoundEntry, SearchResult } from './query.ts';

/** A search under way. Between two steps anything may happen to the log. */
export interface SearchRun {
  /**
   * Goes on with the search.
   *
   * @param budgetMs how long this step may take, of the machine's time
   * @returns null until it is done
   */
  step(budgetMs: number): SearchResult | null;
}

/** How long a step of a search may hold the event loop, ms. */
export const SLICE_MS = 4;
/**
 * A step also ends after so much work: on Workers the clock stands still meanwhile. A unit takes ten
 * microseconds or less.
 */
const UNITS_A_MS = 100;
const UNITS = {
  ...{ latest: 1, list: 100, names: 60, entries: 120, candidate: 3, shown: 5, cut: 3 },
  part: 1,
  /** The next part's statements are not prepared yet, which takes half of a slice or more: it gets one of its own. */
  coldPart: UNITS_A_MS * SLICE_MS,
};
/** Databases that have been searched since the start. */
const warm = new WeakSet<Context['db']>();

/** Begins a search; its steps may run inside a transaction or outside. */
export function beginSearch(context: Context, query: AuditQuery): SearchRun {
  const work = search(context, query);
  const go = (budgetMs: number): SearchResult | null => {
    const until = performance.now() + budgetMs;
    for (let units = budgetMs * UNITS_A_MS; ; ) {
      const next = work.next();
      if (next.done === true) return next.value;
      units -= next.value;
      if (units <= 0 || performance.now() >= until) return null;
    }
  };
  // In one transaction its reads cost less.
  return { step: (budgetMs) => context.store.transaction(() => go(budgetMs)) };
}

/** Searches in steps, with the event loop in between. Outside transactions. */
export async function searchInSlices(context: Context, query: AuditQuery): Promise<SearchResult> {
  const run = beginSearch(context, query);
  for (;;) {
    const result = run.step(SLICE_MS);
    if (result !== null) return result;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Each `yield` is a moment at which the search may rest, with the work since the last, in units. */
type Steps<Result> = Generator<number, Result, undefined>;

function* search(context: Context, query: AuditQuery): Steps<SearchResult> {
  const { db } = context;
  const part = warm.has(db) ? UNITS.part : UNITS.coldPart;
  const latest = latestEntry(db);
  yield warm.has(db) ? UNITS.latest : UNITS.coldPart;
  // Only after a start: the list is kept.
  while (readSegments(db)) yield UNITS.list;
  yield part;
  if (query.users !== null || query.rooms !== null) while (readNames(db)) yield UNITS.names;
  while (readTail(db, latest, () => true)) yield UNITS.entries;
  const conditions = conditionsOf(context, query);
  if (conditions === null) return { found: [], next: null, cut: false };
  yield part;
  const ids = yield* matches(context, conditions, {
    top: query.before ?? entryId(latest + 1),
    latest,
    enough: query.skip + query.limit + 1,
  });
  yield part;
  const page = yield* shownPage(context, query, ids, part);
  warm.add(db);
  const cut = query.phrases.length > 0 && (yield* isCutSomewhere(context, query));
  return { ...page, cut };
}

/** The page of what was found. */
function* shownPage(
  context: Context,
  query: AuditQuery,
  ids: readonly EntryId[],
  part: number,
): Steps<Pick<SearchResult, 'found' | 'next'>> {
  const page = ids.slice(query.skip, query.skip + query.limit);
  const all: FoundEntry[] = [];
  for (let at = 0; at < page.length; at += SHOWN_A_STEP) {
    const some = page.slice(at, at + SHOWN_A_STEP);
    const entries = shownEntries(context.db, some);
    yield part;
    all.push(...entries.map((shown) => foundOne(context, shown)));
    yield UNITS.shown * some.length;
  }
  const isMore = ids.length > query.skip + query.limit;
  return { found: all, next: isMore ? (all.at(-1)?.id ?? null) : null };
}

const SHOWN_A_STEP = 25;
/**
 * Candidates are read this many at a time, or once so much work (in units) brought too few more: twice as much each time
 * that none of those that were read was what is looked for.
 */
const JUDGED = { most: 32, work: 30, mostWork: 240 };

/** What is looked for, the newest first: `enough` of it, or all. */
function* matches(
  { db }: Context,
  conditions: Conditions,
  { top, latest, enough }: { top: EntryId; latest: EntryId; enough: number },
): Steps<EntryId[]> {
  const ids: EntryId[] = [];
  const waiting: Candidate[] = [];
  /** Since the first that waits. */
  let work = 0;
  /** Doubles as long as few of them are what is looked for. */
  let atOnce = 1;
  let patience = JUDGED.work;
  for (const step of candidates(db, conditions, top, latest)) {
    if (typeof step === 'number') {
      yield step;
      work += step;
    } else if (step.isSure && waiting.length === 0) {
      ids.push(step.id);
      if (ids.length === enough) return ids;
      continue;
    } else {
      if (waiting.length === 0) work = 0;
      waiting.push(step);
    }
    const { length } = waiting;
    if (length === 0) continue;
    const isEnough = length >= Math.min(JUDGED.most, Math.max(atOnce, enough - ids.length));
    if (!isEnough && work < patience) continue;
    const hits = judged(db, conditions, waiting.splice(0));
    ids.push(...hits);
    if (ids.length >= enough) return ids.slice(0, enough);
    atOnce *= 2;
    patience = hits.length === 0 ? Math.min(JUDGED.mostWork, patience * 2) : JUDGED.work;
    yield UNITS.candidate * length;
  }
  ids.push(...judged(db, conditions, waiting));
  return ids.slice(0, enough);
}

function judged(
  db: Context['db'],
  conditions: Conditions,
  waiting: readonly Candidate[],
): EntryId[] {
  const unsure = waiting.filter(({ isSure }) => !isSure).map(({ id }) => id);
  const docs = readDocs(db, unsure, conditions.mayHold);
  return waiting.flatMap(({ id, isSure }) => {
    const doc = docs.get(id);
    return isSure || (doc !== undefined && conditions.holds(doc)) ? id : [];
  });
}

/** Whether an entry that may hold the words is longer than the part that is searched. */
function* isCutSomewhere(context: Context, query: AuditQuery): Steps<boolean> {
  const { docs, cut } = tailOf(context.db);
  const older = cutEntries(context.db);
  if (cut === 0 && older.length === 0) return false;
  const conditions = conditionsOf(context, { ...query, phrases: [], fileNames: [] });
  if (conditions === null) return false;
  if (cut > 0 && docs.some((doc) => doc.isCut && conditions.holds(doc))) return true;
  for (const id of older) {
    yield UNITS.cut;
    const doc = readDoc(context.db, id);
    if (doc !== null && conditions.holds(doc)) return true;
  }
  return false;
}
