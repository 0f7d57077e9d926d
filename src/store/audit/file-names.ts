import type { EntryId } from '../../domain/ids.ts';
import type { Database } from '../sqlite/store.ts';
import { contentOf } from './audit-log.ts';
import { fileNameIn } from './index/file-name-in.ts';
import { namesThatCame } from './names-that-came.ts';

/**
 * A message's words, with its file's name even if that came only with the file; null once erased.
 */
export function saidIn(db: Database, entryId: EntryId): string | null {
  const content = contentOf(db, entryId);
  if (content === null) return null;
  const { text, detail } = content;
  // A text has no file, and a name that came with the message is among its words.
  const isWhole = detail === null || fileNameIn(detail) !== null;
  const [name] = isWhole ? [] : namesThatCame(db, entryId);
  return name === undefined ? text : `${text} ${name}`;
}
