import type { Context } from '../../../context.ts';
import type { ShownEntry } from '../../../store/audit/shown-entries.ts';
import { hitOf } from '../hit.ts';
import { entryView } from './entry-view.ts';
import type { FoundEntry } from './query.ts';

/** An entry as a page of results shows it. */
export const foundOne = (context: Context, shown: ShownEntry): FoundEntry =>
  shown.entry.action === 'message.receive'
    ? { is: 'message', ...hitOf(context, shown) }
    : { is: 'entry', ...entryView(context, shown) };
