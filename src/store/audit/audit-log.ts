import { createHash } from 'node:crypto';
import type { Actor, AuditAction, AuditDraft } from '../../domain/audit.ts';
import { type EntryId, type TalkRoomId, entryId as toEntryId } from '../../domain/ids.ts';
import { remember } from '../memory/remembered.ts';
import { auditContentRows, auditContents, auditEntries, auditEntryRows } from '../schema.ts';
import { and, asc, desc, eq, gt, gte, sql } from '../sqlite/drizzle.ts';
import { everyColumn, fixedLimit } from '../sqlite/placeholders.ts';
import { type Database, prepareOnce } from '../sqlite/store.ts';
import { indexContent, indexFileName, removeFromIndex } from './audit-index.ts';
import { personRef } from './audit-people.ts';

type EntryRow = typeof auditEntries.$inferSelect;
/** An entry as it is chained: everything but its own place in the chain. */
export type EntryMetadata = Omit<EntryRow, 'contentDigest' | 'hash'>;

const NO_HASH = '0'.repeat(64);
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
 * Writes one entry at the end of the chain. Call it in the transaction of the change it records: no
 * entry, no change (DESIGN §6.9).
 *
 * @param salt hex; unguessable, so that an erased text cannot be proved from its digest
 */
export function appendEntry(db: Database, draft: AuditDraft, at: number, salt: string): EntryId {
  const previous = last.of(db, 'last');
  const metadata = toMetadata(draft, (previous.id + 1) as EntryId, at);
  const detail = draft.content?.detail == null ? null : JSON.stringify(draft.content.detail);
  // The database keeps no lone surrogates: the text is hashed as it will be read.
  const text = draft.content?.text.toWellFormed() ?? '';
  const contentDigest = draft.content ? digestContent(salt, text, detail) : '';
  const hash = hashEntry(previous.hash, metadata, contentDigest);
  statements(db).append.run(toRow(db, metadata, contentDigest, hash));
  last.put(db, 'last', { id: metadata.id, hash });
  if (draft.content) {
    said.put(db, metadata.id, { text, detail });
    statements(db).content.run({ entryId: metadata.id, text, detail, salt });
    if (draft.content.searchable) indexContent(db, metadata.id, text);
    const { fileName } = draft.content;
    if (fileName != null) indexFileName(db, metadata.id, fileName);
  }
  return metadata.id;
}

function toMetadata(draft: AuditDraft, id: EntryId, at: number): EntryMetadata {
  return {
    id,
    at,
    action: draft.action,
    actorKind: draft.actor.kind,
    actorId: draft.actor.id,
    actorName: draft.actor.name,
    roomId: draft.roomId ?? null,
    channelId: draft.channelId ?? null,
    lineUserId: draft.lineUserId ?? null,
    lineUserName: draft.lineUserName ?? null,
    memberId: draft.memberId ?? null,
    memberName: draft.memberName ?? null,
    direction: draft.direction ?? null,
    kind: draft.kind ?? null,
    outcome: draft.outcome,
    reason: draft.reason ?? null,
    aboutId: draft.aboutId ?? null,
    facts: draft.facts === undefined ? NO_FACTS : JSON.stringify(draft.facts),
  };
}

/** The entry in its shortest form. */
function toRow(
  db: Database,
  metadata: EntryMetadata,
  contentDigest: string,
  hash: string,
): typeof auditEntryRows.$inferSelect {
  const { actorKind, actorId, actorName, lineUserId, lineUserName, memberId, memberName, ...same } =
    metadata;
  const ref = (kind: Actor['kind'], person: string | null, name: string | null) =>
    person === null && name === null ? null : personRef(db, { kind, person, name });
  return {
    ...same,
    actorRef: personRef(db, { kind: actorKind, person: actorId, name: actorName }),
    lineUserRef: ref('line-user', lineUserId, lineUserName),
    memberRef: ref('member', memberId, memberName),
    facts: same.facts === NO_FACTS ? null : same.facts,
    contentDigest: contentDigest === '' ? null : Buffer.from(contentDigest, 'hex'),
    hash: Buffer.from(hash, 'hex'),
  };
}

/** The digest of a content, as it stands in the chain. */
export function digestContent(salt: string, text: string, detail: string | null): string {
  return createHash('sha256')
    .update(JSON.stringify([salt, text, detail]))
    .digest('hex');
}

/** sha256(previous ‖ metadata ‖ content digest). The field order is part of the format. */
export function hashEntry(
  previousHash: string,
  entry: EntryMetadata,
  contentDigest: string,
): string {
  const metadata = JSON.stringify([
    entry.id,
    entry.at,
    entry.action,
    entry.actorKind,
    entry.actorId,
    entry.actorName,
    entry.roomId,
    entry.channelId,
    entry.lineUserId,
    entry.lineUserName,
    entry.memberId,
    entry.memberName,
    entry.direction,
    entry.kind,
    entry.outcome,
    entry.reason,
    entry.aboutId,
    entry.facts,
  ]);
  return createHash('sha256')
    .update(`${previousHash}\n${metadata}\n${contentDigest}`)
    .digest('hex');
}

export type ChainVerdict =
  | { readonly ok: true; readonly entries: number }
  | {
      readonly ok: false;
      readonly entryId: EntryId;
      readonly breach: 'missing' | 'changed' | 'content-changed';
    };

const VERIFY_PAGE = 500;

/** Walks the whole chain. An erased content is no breach; a changed one is. */
export function verifyChain(db: Database): ChainVerdict {
  let previousHash = NO_HASH;
  let lastId = 0 as EntryId;
  for (;;) {
    const page = db
      .select({ entry: auditEntries, content: auditContents })
      .from(auditEntries)
      .leftJoin(auditContents, eq(auditContents.entryId, auditEntries.id))
      .where(gt(auditEntries.id, lastId))
      .orderBy(asc(auditEntries.id))
      .limit(VERIFY_PAGE)
      .all();
    for (const { entry, content } of page) {
      if (entry.id !== lastId + 1) return { ok: false, entryId: entry.id, breach: 'missing' };
      const hash = hashEntry(previousHash, entry, entry.contentDigest);
      if (entry.hash !== hash) return { ok: false, entryId: entry.id, breach: 'changed' };
      if (
        content &&
        digestContent(content.salt, content.text, content.detail) !== entry.contentDigest
      ) {
        return { ok: false, entryId: entry.id, breach: 'content-changed' };
      }
      previousHash = hash;
      lastId = entry.id;
    }
    if (page.length < VERIFY_PAGE) return { ok: true, entries: lastId };
  }
}

/** The end of the chain, from which the next entry continues. */
const last = remember(
  (db, _: 'last'): { readonly id: EntryId; readonly hash: string } =>
    statements(db).last.get() ?? { id: toEntryId(0), hash: NO_HASH },
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

/** One entry's metadata. */
export function entryOf(db: Database, entryId: EntryId): EntryRow | null {
  return statements(db).entry.get({ entryId }) ?? null;
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

/** Erases a content for good: words, salt and index. The entry and the chain stay. */
export function eraseContent(db: Database, entryId: EntryId): void {
  const content = contentOf(db, entryId);
  if (content === null) return;
  said.forget(db, entryId);
  db.delete(auditContents).where(eq(auditContents.entryId, entryId)).run();
  removeFromIndex(db, entryId, content);
}
