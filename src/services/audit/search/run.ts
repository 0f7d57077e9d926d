import type { Context } from '../../../context.ts';
import { type EntryId, entryId } from '../../../domain/ids.ts';
import { latestEntry } from '../../../store/audit/audit-log.ts';
import { readNames } from '../../../store/audit/index/names.ts';
import { cutEntries, readDoc, wordsAt } from '../../../store/audit/index/read-docs.ts';
import { readTail, tailOf } from '../../../store/audit/index/tail.ts';
import { candidates } from './candidates.ts';
import { type Conditions, conditionsOf } from './conditions.ts';
import { found } from './found.ts';
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
const SLICE_MS = 6;

/** Begins a search; its steps may run inside a transaction or outside. */
export function beginSearch(context: Context, query: AuditQuery): SearchRun {
  const work = search(context, query);
  return {
    step: (budgetMs) => {
      const until = performance.now() + budgetMs;
      for (;;) {
        const next = work.next();
        if (next.done === true) return next.value;
        if (performance.now() >= until) return null;
      }
    },
  };
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

/** Each `yield` is a moment at which the search may rest. */
function* search(
  context: Context,
  query: AuditQuery,
): Generator<undefined, SearchResult, undefined> {
  const { db } = context;
  const latest = latestEntry(db);
  if (query.users !== null || query.rooms !== null) while (readNames(db)) yield;
  while (readTail(db, latest, () => true)) yield;
  const conditions = conditionsOf(context, query);
  if (conditions === null) return { found: [], next: null, cut: false };
  const page = yield* collect(context, conditions, query, latest);
  const cut = query.phrases.length > 0 && (yield* isCutSomewhere(context, query));
  return { ...page, cut };
}

function* collect(
  context: Context,
  conditions: Conditions,
  query: AuditQuery,
  latest: EntryId,
): Generator<undefined, Pick<SearchResult, 'found' | 'next'>, undefined> {
  const top = query.before ?? entryId(latest + 1);
  const all: FoundEntry[] = [];
  let toSkip = query.skip;
  for (const id of candidates(context.db, conditions, top, latest)) {
    yield;
    if (id === null) continue;
    if (conditions.mayHold?.(wordsAt(context.db, id)) === false) continue;
    const doc = readDoc(context.db, id);
    if (doc === null || !conditions.holds(doc)) continue;
    if (toSkip > 0) {
      toSkip -= 1;
      continue;
    }
    const last = all.at(-1);
    if (all.length === query.limit) return { found: all, next: last?.id ?? null };
    const entry = found(context, id);
    if (entry !== null) all.push(entry);
  }
  return { found: all, next: null };
}

/** Whether an entry that may hold the words is longer than the part that is searched. */
function* isCutSomewhere(
  context: Context,
  query: AuditQuery,
): Generator<undefined, boolean, undefined> {
  const { docs, cut } = tailOf(context.db);
  const older = cutEntries(context.db);
  if (cut === 0 && older.length === 0) return false;
  const conditions = conditionsOf(context, { ...query, phrases: [], fileNames: [] });
  if (conditions === null) return false;
  if (cut > 0 && docs.some((doc) => doc.isCut && conditions.holds(doc))) return true;
  for (const id of older) {
    yield;
    const doc = readDoc(context.db, id);
    if (doc !== null && conditions.holds(doc)) return true;
  }
  return false;
}
