import type { Context } from '../../../context.ts';
import type { EntryId } from '../../../domain/ids.ts';
import { type ShownEntry, shownEntries } from '../../../store/audit/shown-entries.ts';
import { hitOf } from '../hit.ts';
import { entryView } from './entry-view.ts';
import type { FoundEntry } from './query.ts';

/** Reads entries as they are shown, in this order. One that does not exist is left out. */
export const found = (context: Context, ids: readonly EntryId[]): FoundEntry[] =>
  shownEntries(context.db, ids).map((shown) => foundOne(context, shown));

const foundOne = (context: Context, shown: ShownEntry): FoundEntry =>
  shown.entry.action === 'message.receive'
    ? { is: 'message', ...hitOf(context, shown) }
    : { is: 'entry', ...entryView(context, shown) };
