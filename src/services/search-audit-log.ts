import { and, desc, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm';
import { type Context, record } from '../context.ts';
import type { Actor } from '../domain/audit.ts';
import { bigramQuery } from '../domain/bigrams.ts';
import type { EntryId, MemberId } from '../domain/ids.ts';
import { auditContents, auditEntries, auditIndexCut } from '../store/schema.ts';

export interface AuditQuery {
  /** Any substring, from one character; null: everything. */
  readonly words: string | null;
  /** Epoch ms; `to` is exclusive. */
  readonly from: number | null;
  readonly to: number | null;
  readonly members: readonly MemberId[] | null;
  readonly userName: string | null;
  readonly kind: string | null;
  readonly limit: number;
}

export interface AuditHit {
  readonly id: EntryId;
  readonly at: number;
  readonly direction: 'in' | 'out' | null;
  readonly kind: string | null;
  readonly lineUserName: string | null;
  readonly memberName: string | null;
  /** Null once erased. */
  readonly text: string | null;
  /** What became of it in the end. */
  readonly outcome: string;
  readonly reason: string | null;
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
    .select({ entry: auditEntries, text: auditContents.text })
    .from(auditEntries)
    .leftJoin(auditContents, eq(auditContents.entryId, auditEntries.id))
    .where(and(eq(auditEntries.action, 'message.receive'), ...conditions(query)))
    .orderBy(desc(auditEntries.id))
    .limit(query.limit + 1)
    .all();
  const hits = found.slice(0, query.limit).map(({ entry, text }) => ({
    id: entry.id,
    at: entry.at,
    direction: entry.direction,
    kind: entry.kind,
    lineUserName: entry.lineUserName,
    memberName: entry.memberName,
    text,
    ...lastWord(context, entry.id, entry),
  }));
  record(context, {
    action: 'audit.search',
    actor,
    outcome: 'ok',
    facts: { hits: hits.length, from: query.from, to: query.to, kind: query.kind },
    content: {
      text: [query.words, query.userName].filter(Boolean).join(' '),
      detail: { members: query.members },
      searchable: false,
    },
  });
  return { hits, more: found.length > query.limit, cut: isSearchedInPart(context, query) };
}

/** Whether a message that the words may stand in is longer than what is searched of it. */
function isSearchedInPart(context: Context, query: AuditQuery): boolean {
  if (query.words === null) return false;
  return (
    context.db
      .select({ id: auditEntries.id })
      .from(auditIndexCut)
      .innerJoin(auditEntries, eq(auditEntries.id, auditIndexCut.entryId))
      .where(and(...conditions({ ...query, words: null })))
      .limit(1)
      .get() !== undefined
  );
}

function conditions(query: AuditQuery): SQL[] {
  const all: (SQL | undefined)[] = [
    query.words ? matches(query.words) : undefined,
    query.from === null ? undefined : gte(auditEntries.at, query.from),
    query.to === null ? undefined : lt(auditEntries.at, query.to),
    query.members === null ? undefined : inArray(auditEntries.memberId, [...query.members]),
    query.userName
      ? sql`instr(lower(${auditEntries.lineUserName}), ${query.userName.toLowerCase()}) > 0`
      : undefined,
    query.kind === null ? undefined : eq(auditEntries.kind, query.kind),
  ];
  return all.filter((condition): condition is SQL => condition !== undefined);
}

function matches(words: string): SQL | undefined {
  const query = bigramQuery(words);
  if (query === null) return undefined;
  return sql`${auditEntries.id} IN (SELECT rowid FROM audit_index WHERE audit_index MATCH ${query})`;
}

const LATER = ['message.deliver', 'message.release', 'message.expire'];

/** The latest entry about a message says what became of it. */
function lastWord(
  context: Context,
  id: EntryId,
  entry: { readonly outcome: string; readonly reason: string | null },
): { readonly outcome: string; readonly reason: string | null } {
  const later = context.db
    .select({ outcome: auditEntries.outcome, reason: auditEntries.reason })
    .from(auditEntries)
    .where(and(eq(auditEntries.aboutId, id), inArray(auditEntries.action, LATER)))
    .orderBy(desc(auditEntries.id))
    .limit(1)
    .get();
  return later ?? { outcome: entry.outcome, reason: entry.reason };
}
