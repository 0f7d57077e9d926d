import { type Context, record } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import type { LineUserId, MemberId } from '../../domain/ids.ts';
import type { ContentKind } from '../../domain/messages/content.ts';
import { bigramQuery } from '../../domain/text/bigrams.ts';
import { auditEntries, auditIndexCut } from '../../store/schema.ts';
import { and, desc, eq, gte, inArray, lt, or, type SQL, sql } from '../../store/sqlite/drizzle.ts';
import { type AuditHit, hitOf } from './hit.ts';

/** The LINE users a search names. */
export interface UsersCalled {
  /** The names as typed: entries written under such a name count as well. */
  readonly said: readonly string[];
  /** LINE users who bear one today. */
  readonly ids: readonly LineUserId[];
}

export interface AuditQuery {
  /** Each phrase occurs, from one character, in a message's words or in the name of its file. */
  readonly phrases: readonly string[];
  /** Epoch ms; `to` is exclusive. */
  readonly from: number | null;
  readonly to: number | null;
  /** Whose messages, including those released or handed over to them. Null: everybody's. */
  readonly members: readonly MemberId[] | null;
  readonly users: UsersCalled | null;
  readonly kinds: readonly ContentKind[] | null;
  /** Page number, from 0; pages are `limit` long. */
  readonly page: number;
  readonly limit: number;
}

/**
 * Searches people's messages, newest first. The search is recorded too: its terms stand in that
 * entry's erasable part. `cut`: a message that may match was searched only in its beginning.
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

/** As one JSON value: a Durable Object takes 100 bound values. */
const anyOf = (ids: readonly string[]) =>
  sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;

/**
 * The partial index of releases covers only them, so the statement repeats its action literally.
 */
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
