import type { Context } from '../../../context.ts';
import type { EntryId } from '../../../domain/ids.ts';
import { entryOf } from '../../../store/audit/audit-log.ts';
import { hitOf } from '../hit.ts';
import { entryView } from './entry-view.ts';
import type { FoundEntry } from './query.ts';

/** Reads an entry as it is shown; null: there is none. */
export function found(context: Context, id: EntryId): FoundEntry | null {
  const entry = entryOf(context.db, id);
  if (entry === null) return null;
  return entry.action === 'message.receive'
    ? { is: 'message', ...hitOf(context, entry) }
    : { is: 'entry', ...entryView(context, entry) };
}
