import type { Context } from '../../../context.ts';
import { actionsIn } from '../../../domain/audit-areas.ts';
import { bigramQuery } from '../../../domain/text/bigrams.ts';
import { auditEntries, auditIndexCut } from '../../../store/schema.ts';
import {
  and,
  desc,
  eq,
  gte,
  inArray,
  lt,
  or,
  type SQL,
  sql,
} from '../../../store/sqlite/drizzle.ts';
import { hitOf } from '../hit.ts';
import { entryView } from './entry-view.ts';
import type { AuditQuery, FoundEntry, SearchResult, UsersCalled } from './query.ts';

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
const SLICE_MS = 8;

/** Begins a search; its steps may run inside a transaction or outside. */
export function beginSearch(context: Context, query: AuditQuery): SearchRun {
  return { step: () => searchAtOnce(context, query) };
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

function searchAtOnce(context: Context, query: AuditQuery): SearchResult {
  const found = context.db
    .select()
    .from(auditEntries)
    .where(and(...conditions(query)))
    .orderBy(desc(auditEntries.id))
    .limit(query.limit + 1)
    .offset(query.skip)
    .all();
  const shown = found
    .slice(0, query.limit)
    .map(
      (entry): FoundEntry =>
        entry.action === 'message.receive'
          ? { is: 'message', ...hitOf(context, entry) }
          : { is: 'entry', ...entryView(context, entry) },
    );
  const next = found.length > query.limit ? (shown.at(-1)?.id ?? null) : null;
  return { found: shown, next, cut: isSearchedInPart(context, query) };
}

/** Whether a message that may hold the words is longer than the part that is searched. */
function isSearchedInPart(context: Context, query: AuditQuery): boolean {
  if (query.phrases.length === 0) return false;
  return (
    context.db
      .select({ id: auditEntries.id })
      .from(auditIndexCut)
      .innerJoin(auditEntries, eq(auditEntries.id, auditIndexCut.entryId))
      .where(and(...conditions({ ...query, phrases: [] })))
      .limit(1)
      .get() !== undefined
  );
}

function conditions(query: AuditQuery): SQL[] {
  const { from, to, members, users, rooms, directions, kinds, outcomes, before } = query;
  const all: (SQL | undefined)[] = [
    inArray(auditEntries.action, [...actionsIn(query.area)]),
    matching(query.phrases),
    named(query.fileNames),
    from === null ? undefined : gte(auditEntries.at, from),
    to === null ? undefined : lt(auditEntries.at, to),
    before === null ? undefined : lt(auditEntries.id, before),
    members === null ? undefined : concerning(members),
    users === null ? undefined : withUsers(users),
    rooms === null ? undefined : inArray(auditEntries.roomId, [...rooms]),
    directions === null ? undefined : inArray(auditEntries.direction, [...directions]),
    kinds === null ? undefined : inArray(auditEntries.kind, [...kinds]),
    outcomes === null ? undefined : inArray(auditEntries.outcome, [...outcomes]),
  ];
  return all.filter((condition): condition is SQL => condition !== undefined);
}

/**
 * Messages in which each phrase occurs. The name of a file that came with a message is indexed on
 * its own, so one half of the words may match it: `ファイル メモ`. People's text never reaches the query
 * syntax (see `bigramQuery`).
 */
function matching(phrases: readonly string[]): SQL | undefined {
  const queries = phrases.map(bigramQuery).filter((query) => query !== null);
  if (queries.length === 0) return undefined;
  const isThere = (query: string) => sql`AND (
    named.id IN (SELECT rowid FROM audit_names WHERE audit_names MATCH ${query})
    OR named.about_id IN (SELECT rowid FROM audit_index WHERE audit_index MATCH ${query}))`;
  const each = queries.length > 1 ? queries.map(isThere) : [];
  return sql`${auditEntries.id} IN (
    SELECT rowid FROM audit_index WHERE audit_index MATCH ${queries.join(' AND ')}
    UNION
    SELECT named.about_id FROM audit_entries AS named
    WHERE named.id IN (SELECT rowid FROM audit_names WHERE audit_names MATCH ${queries.join(' OR ')})
      ${sql.join(each, sql` `)})`;
}

function named(fileNames: readonly string[]): SQL | undefined {
  const query = fileNames.map(bigramQuery).filter((each) => each !== null);
  if (query.length === 0) return undefined;
  return sql`${auditEntries.id} IN (SELECT about_id FROM audit_entries
    WHERE id IN (SELECT rowid FROM audit_names WHERE audit_names MATCH ${query.join(' AND ')}))`;
}

/** As one JSON value: a Durable Object takes 100 bound values. */
const anyOf = (ids: readonly string[]) =>
  sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;

/**
 * The partial index of releases covers only them, so the statement repeats its action literally.
 */
const released = (whose: SQL) => sql`${auditEntries.id} IN (
  SELECT about_id FROM audit_entries WHERE action = 'message.release' AND ${whose})`;

function concerning(members: readonly string[]): SQL | undefined {
  const ids = anyOf(members);
  const refs = sql`(SELECT id FROM audit_people WHERE person IN ${ids} AND kind = 'member')`;
  return or(sql`audit_entries.member_ref IN ${refs}`, released(sql`member_ref IN ${refs}`));
}

function withUsers({ said, ids }: UsersCalled): SQL | undefined {
  const refs = sql`(SELECT id FROM audit_people WHERE person IN ${anyOf(ids)} AND kind = 'line-user')`;
  const called = anyOf(said.map((each) => each.toLowerCase()));
  return or(
    sql`audit_entries.line_user_ref IN ${refs}`,
    released(sql`line_user_ref IN ${refs}`),
    sql`audit_entries.line_user_ref IN (SELECT id FROM audit_people
      WHERE kind = 'line-user' AND EXISTS (
        SELECT 1 FROM ${called} AS word WHERE instr(lower(audit_people.name), word.value) > 0))`,
  );
}
