import type { Actor, AuditAction, AuditContent, AuditDraft } from '../../domain/audit.ts';
import { type EntryId, type TalkRoomId, entryId as toEntryId } from '../../domain/ids.ts';
import { digestContent, hashEntry, headAfter, NO_HEAD } from '../../proof/hashes.ts';
import { remember } from '../memory/remembered.ts';
import { planJob } from '../queue/jobs.ts';
import { auditContentRows, auditContents, auditEntries, auditEntryRows } from '../schema.ts';
import { and, desc, eq, gt, gte, lt, sql } from '../sqlite/drizzle.ts';
import { everyColumn, fixedLimit } from '../sqlite/placeholders.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';
import { personRef } from './audit-people.ts';
import { removeFromIndex } from './index/erase.ts';

type EntryRow = typeof auditEntries.$inferSelect;

const NO_FACTS = '{}';

const statements = prepareOnce((db) => ({
  last: db
    .select({ id: auditEntries.id, hash: auditEntries.hash })
    .from(auditEntries)
    .orderBy(desc(auditEntries.id))
    .limit(fixedLimit(1))
    .prepare(),
  append: db.insert(auditEntryRows).values(everyColumn(auditEntryRows)).prepare(),
  entry: db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.id, sql.placeholder('entryId')))
    .prepare(),
  words: db
    .select({ text: auditContents.text, detail: auditContents.detail })
    .from(auditContents)
    .where(eq(auditContents.entryId, sql.placeholder('entryId')))
    .prepare(),
  content: db
    .insert(auditContentRows)
    .values({
      entryId: sql.placeholder('entryId'),
      text: sql.placeholder('text'),
      detail: sql.placeholder('detail'),
      salt: sql.placeholder('salt'),
    })
    .prepare(),
}));

/**
 * Writes one entry at the end of the log. Call it in the transaction of the change it records: no
 * entry, no change (DESIGN §6.9).
 *
 * @param newSalt unguessable, so that an erased text or name cannot be proved from its digest
 */
export function appendEntry(
  db: Database,
  draft: AuditDraft,
  at: number,
  newSalt: () => string,
): EntryId {
  const previous = last.of(db, 'last');
  const id = toEntryId(previous.id + 1);
  const content = draft.content ? storable(draft.content, newSalt()) : null;
  const { row, entryHash } = toRow(db, { draft, id, at, content }, newSalt);
  const hash = headAfter(previous.hash, entryHash);
  statements(db).append.run({ ...row, hash: Buffer.from(hash, 'hex') });
  last.put(db, 'last', { id, hash });
  if (content !== null) {
    const { text, detail, salt } = content;
    said.put(db, id, { text, detail });
    statements(db).content.run({ entryId: id, text, detail, salt });
  }
  if (id % INDEXED_EACH === 0) {
    planJob(db, { kind: 'index-audit', key: '', payload: {}, dueAt: at });
  }
  return id;
}

/** The search reads new entries, or the index takes them, this many at a time. */
const INDEXED_EACH = 512;

/** A content as it is kept and hashed. */
interface StoredContent {
  readonly text: string;
  readonly detail: string | null;
  readonly salt: string;
  /** Hex. */
  readonly digest: string;
}

function storable(content: AuditContent, salt: string): StoredContent {
  // The database keeps no lone surrogates: the text is hashed as it will be read.
  const text = content.text.toWellFormed();
  const detail = content.detail == null ? null : JSON.stringify(content.detail);
  return { text, detail, salt, digest: digestContent(salt, text, detail) };
}

/** The entry in its shortest form, and its hash. */
function toRow(
  db: Database,
  {
    draft,
    id,
    at,
    content,
  }: {
    readonly draft: AuditDraft;
    readonly id: EntryId;
    readonly at: number;
    readonly content: StoredContent | null;
  },
  newSalt: () => string,
): {
  readonly row: Omit<typeof auditEntryRows.$inferSelect, 'hash'>;
  readonly entryHash: string;
} {
  const ref = (kind: Actor['kind'], person: string | null, name: string | null) =>
    person === null && name === null ? null : personRef(db, { kind, person, name }, newSalt);
  const actor = personRef(db, { ...draft.actor, person: draft.actor.id }, newSalt);
  const lineUser = ref('line-user', draft.lineUserId ?? null, draft.lineUserName ?? null);
  const member = ref('member', draft.memberId ?? null, draft.memberName ?? null);
  const facts = draft.facts === undefined ? NO_FACTS : JSON.stringify(draft.facts);
  const same = {
    id,
    at,
    action: draft.action,
    roomId: draft.roomId ?? null,
    channelId: draft.channelId ?? null,
    direction: draft.direction ?? null,
    kind: draft.kind ?? null,
    outcome: draft.outcome,
    reason: draft.reason ?? null,
    aboutId: draft.aboutId ?? null,
  };
  const entryHash = hashEntry({
    ...same,
    actorKind: draft.actor.kind,
    actorId: actor.person,
    actorName: actor.digest,
    lineUserId: lineUser?.person ?? null,
    lineUserName: lineUser?.digest ?? null,
    memberId: member?.person ?? null,
    memberName: member?.digest ?? null,
    facts,
    content: content?.digest ?? null,
  });
  const row = {
    ...same,
    actorRef: actor.id,
    lineUserRef: lineUser?.id ?? null,
    memberRef: member?.id ?? null,
    facts: facts === NO_FACTS ? null : facts,
    contentDigest: content === null ? null : Buffer.from(content.digest, 'hex'),
  };
  return { row, entryHash };
}

/** The end of the chain, from which the next entry continues. */
const last = remember(
  (db, _: 'last'): { readonly id: EntryId; readonly hash: string } =>
    statements(db).last.get() ?? { id: toEntryId(0), hash: NO_HEAD },
  1,
);

/** The words of an entry, or null once they have been erased. */
export function contentOf(
  db: Database,
  entryId: EntryId,
): { readonly text: string; readonly detail: string | null } | null {
  return said.of(db, entryId);
}

/** A message's words are read until it has been delivered. */
const said = remember(
  (db, entryId: EntryId): { readonly text: string; readonly detail: string | null } | null =>
    statements(db).words.get({ entryId }) ?? null,
  200,
);

/** The latest entry; 0: there is none. */
export function latestEntry(db: Database): EntryId {
  return last.of(db, 'last').id;
}

/** How many entries the log has, and its head (hex), as this process knows them. */
export function logEnd(db: Database): { readonly entries: number; readonly head: string } {
  const { id, hash } = last.of(db, 'last');
  return { entries: id, head: hash };
}

/** One entry's metadata. */
export function entryOf(db: Database, entryId: EntryId): EntryRow | null {
  return statements(db).entry.get({ entryId }) ?? null;
}

/** The entry of the last verification; null: there was none. */
export function lastVerification(db: Database): EntryRow | null {
  const { id, action } = auditEntryRows;
  const found = db
    .select({ id })
    .from(auditEntryRows)
    // As the index of these entries has it, word for word.
    .where(sql`${action} = 'audit.verify'`)
    .orderBy(desc(id))
    .limit(1)
    .get();
  return found === undefined ? null : entryOf(db, found.id);
}

/** The entries of one kind about this entry. */
export function entriesAbout(db: Database, entryId: EntryId, action: AuditAction): EntryId[] {
  return db
    .select({ id: auditEntries.id })
    .from(auditEntries)
    .where(and(eq(auditEntries.aboutId, entryId), eq(auditEntries.action, action)))
    .all()
    .map((row) => row.id);
}

/** Outcomes of a room's messages since an instant (epoch ms). */
export function fatesInRoomSince(
  db: Database,
  roomId: TalkRoomId,
  direction: 'in' | 'out',
  since: number,
): Pick<EntryRow, 'outcome' | 'reason'>[] {
  return db
    .select({ outcome: auditEntries.outcome, reason: auditEntries.reason })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.roomId, roomId),
        gte(auditEntries.at, since),
        eq(auditEntries.action, 'message.deliver' satisfies AuditAction),
        eq(auditEntries.direction, direction),
      ),
    )
    .all();
}

/** Whether a content that is not erased stands between these two. */
export function anyContentBetween(db: Database, before: number, after: number): boolean {
  const { entryId, erased } = auditContentRows;
  return (
    db
      .select({ entryId })
      .from(auditContentRows)
      .where(and(gt(entryId, toEntryId(before)), lt(entryId, toEntryId(after)), eq(erased, false)))
      .limit(1)
      .get() !== undefined
  );
}

/**
 * Erases contents for good: words, salts and index. The entries stay, and another has to list what
 * was erased: call it through `eraseEntries`. Many at once cost much less than one after the other.
 */
export function eraseContents(db: Database, entryIds: readonly EntryId[]): void {
  const erased = entryIds.flatMap((entryId) => {
    const content = contentOf(db, entryId);
    return content === null ? [] : [{ entryId, ...content }];
  });
  for (const { entryId } of erased) {
    said.forget(db, entryId);
    db.delete(auditContents).where(eq(auditContents.entryId, entryId)).run();
  }
  removeFromIndex(db, erased);
}

/** When the first entry was written, epoch ms; null: there is none. */
export const firstEntryAt = (db: Database): number | null =>
  db.get<{ at: number | null }>(sql`SELECT min(at) AS at FROM audit_entry_rows`).at;

/** How many entries were written after an instant (epoch ms), by the clock of then. */
export const countEntriesAfter = (db: Database, instant: number): number =>
  db.get<{ n: number }>(sql`SELECT count(*) AS n FROM audit_entry_rows WHERE at > ${instant}`).n;
