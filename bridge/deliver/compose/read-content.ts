import type { Content } from '../../../src/domain/content.ts';
import type { EntryId } from '../../../src/domain/ids.ts';
import { contentOf } from '../../../src/store/audit-log.ts';
import type { Database } from '../../../src/store/store.ts';

/** What a person said, from the one place where it stands; null once it has been erased. */
export function readContent(db: Database, entryId: EntryId): Content | null {
  const stored = contentOf(db, entryId);
  if (stored === null) return null;
  // Only `recordMessage` writes these details, and it writes a Content.
  return stored.detail === null
    ? { kind: 'text', text: stored.text }
    : (JSON.parse(stored.detail) as Content);
}
