import type { Content } from '../../../src/domain/content.ts';
import type { EntryId } from '../../../src/domain/ids.ts';
import { contentOf } from '../../../src/store/audit-log.ts';
import { parseOnce } from '../../../src/store/parse-once.ts';
import type { Database } from '../../../src/store/store.ts';

/** What a person said, from the one place where it stands; null once it has been erased. */
export function readContent(db: Database, entryId: EntryId): Content | null {
  const stored = contentOf(db, entryId);
  return stored === null ? null : contentIn(stored);
}

/** Only `recordMessage` writes these details, and it writes a Content. */
const contentIn = parseOnce(
  ({ text, detail }: { readonly text: string; readonly detail: string | null }): Content =>
    detail === null ? { kind: 'text', text } : (JSON.parse(detail) as Content),
);
