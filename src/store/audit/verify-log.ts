import type { EntryId } from '../../domain/ids.ts';
import { digestContent, hashEntry, headAfter, NO_HEAD } from '../../proof/hashes.ts';
import { auditContents, auditEntries } from '../schema.ts';
import { asc, eq, gt, sql } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';

export type ChainVerdict =
  | { readonly ok: true; readonly entries: number }
  | {
      readonly ok: false;
      readonly entryId: EntryId;
      readonly breach: 'missing' | 'changed' | 'content-changed';
    };

const VERIFY_PAGE = 500;

/** Walks the whole log. An erased content is no breach; a changed one is. */
export function verifyChain(db: Database): ChainVerdict {
  let head = NO_HEAD;
  let lastId = 0 as EntryId;
  const digest = (ref: string) =>
    sql<string>`(SELECT lower(hex(digest)) FROM audit_people_rows WHERE id = ${sql.raw(`audit_entries.${ref}`)})`;
  for (;;) {
    const page = db
      .select({
        entry: auditEntries,
        content: auditContents,
        actorName: digest('actor_ref'),
        lineUserName: digest('line_user_ref'),
        memberName: digest('member_ref'),
      })
      .from(auditEntries)
      .leftJoin(auditContents, eq(auditContents.entryId, auditEntries.id))
      .where(gt(auditEntries.id, lastId))
      .orderBy(asc(auditEntries.id))
      .limit(VERIFY_PAGE)
      .all();
    for (const { entry, content, ...names } of page) {
      if (entry.id !== lastId + 1) return { ok: false, entryId: entry.id, breach: 'missing' };
      head = headAfter(
        head,
        hashEntry({ ...entry, ...names, content: entry.contentDigest || null }),
      );
      if (entry.hash !== head) return { ok: false, entryId: entry.id, breach: 'changed' };
      if (
        content &&
        digestContent(content.salt, content.text, content.detail) !== entry.contentDigest
      ) {
        return { ok: false, entryId: entry.id, breach: 'content-changed' };
      }
      lastId = entry.id;
    }
    if (page.length < VERIFY_PAGE) return { ok: true, entries: lastId };
  }
}
