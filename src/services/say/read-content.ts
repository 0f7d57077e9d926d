import type { EntryId } from '../../domain/ids.ts';
import type { Content } from '../../domain/messages/content.ts';
import { contentOf } from '../../store/audit/audit-log.ts';
import { parseOnce } from '../../store/memory/parse-once.ts';
import type { Database } from '../../store/sqlite/store.ts';

/** A person's words, from the one place where they stand; null once they have been erased. */
export function readContent(db: Database, entryId: EntryId): Content | null {
  const stored = contentOf(db, entryId);
  return stored === null ? null : contentIn(stored);
}

/** Only `recordMessage` writes these details, and it writes a Content. */
const contentIn = parseOnce(
  ({ text, detail }: { readonly text: string; readonly detail: string | null }): Content =>
    detail === null ? { kind: 'text', text } : (JSON.parse(detail) as Content),
);
