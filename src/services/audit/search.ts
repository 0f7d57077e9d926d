import { type Context, record } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import { bigramQuery } from '../../domain/bigrams.ts';
import type { ContentKind } from '../../domain/content.ts';
import type { LineUserId, MemberId } from '../../domain/ids.ts';
import { and, desc, eq, gte, inArray, lt, or, type SQL, sql } from '../../store/drizzle.ts';
import { auditEntries, auditIndexCut } from '../../store/schema.ts';
import { type AuditHit, hitOf } from './hit.ts';

/** LINE users whom somebody means. */
export interface UsersCalled {
  /** What was typed for them: entries written under such a name count as well. */
  readonly said: readonly string[];
  /** Those who bear it today. */
  readonly ids: readonly LineUserId[];
}

export interface AuditQuery {
  /** Each of them occurs, from one character, in what was said or in the name of its file. */
  readonly phrases: readonly string[];
  /** Epoch ms; `to` is exclusive. */
  readonly from: number | null;
  readonly to: number | null;
  /** Whose messages; those that were released or handed over to them are theirs as well. Null: everybody's. */
  readonly members: readonly MemberId[] | null;
  readonly users: UsersCalled | null;
  readonly kinds: readonly ContentKind[] | null;
  /** Of the pages, which are `limit` long; from 0. */
  readonly page: number;
  readonly limit: number;
}

/**
 * Searches people's messages, newest first. The look itself is recorded: what was searched for stands
 * in the entry's erasable part. `cut`: of a message that may be meant only the beginning is searched.
 */
export function searchAuditLog(
  context: Context,
  actor: Actor,
  query: AuditQuery,
): { readonly hits: readonly AuditHit[]; readonly more: boolean; readonly cut: boolean } {
  const found = context.db
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.action, 'message.receive'), ...conditions(query)))
    .orderBy(desc(auditEntries.id))
    .limit(query.limit + 1)
    .offset(query.page * query.limit)
    .all();
  const hits = found.slice(0, query.limit).map((entry) => hitOf(context, entry));
  const { from, to, page } = query;
  const kinds = query.kinds ?? [];
  record(context, {
    action: 'audit.search',
    actor,
    outcome: 'ok',
    facts: { hits: hits.length, from, to, kinds, page },
    content: {
      text: [...query.phrases, ...(query.users?.said ?? [])].join(' '),
      detail: { phrases: query.phrases, members: query.members, users: query.users?.said ?? null },
      searchable: false,
    },
  });
  return { hits, more: found.length > query.limit, cut: isSearchedInPart(context, query) };
}

/** Whether a message that the words may stand in is longer than what is searched of it. */
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
  const all: (SQL | undefined)[] = [
    matching(query.phrases),
    query.from === null ? undefined : gte(auditEntries.at, query.from),
    query.to === null ? undefined : lt(auditEntries.at, query.to),
    query.members === null ? undefined : concerning(query.members),
    query.users === null ? undefined : withUsers(query.users),
    query.kinds === null ? undefined : inArray(auditEntries.kind, [...query.kinds]),
  ];
  return all.filter((condition): condition is SQL => condition !== undefined);
}

/**
 * Messages in which each phrase occurs. The name of a file that came with the file is indexed by itself, so
 * words may stand partly there: `ファイル メモ`. Nothing people write reaches the query syntax (see `bigramQuery`).
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

/** As one JSON value: a Durable Object takes 100 bound values. */
const anyOf = (ids: readonly string[]) =>
  sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;

/** The index of releases is of those alone, so the action stands in the statement as it does there. */
const released = (whose: SQL) => sql`${auditEntries.id} IN (
  SELECT about_id FROM audit_entries WHERE action = 'message.release' AND ${whose})`;

function concerning(members: readonly MemberId[]): SQL | undefined {
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
